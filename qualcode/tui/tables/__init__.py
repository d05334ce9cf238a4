"""Analyst tables without a terminal: what is asked for, what was computed, how it looks."""
