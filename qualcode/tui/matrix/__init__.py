"""The framework matrix without a terminal: what is asked for, which cell, how it looks."""
