"""Adjudication without a terminal: the dispute at hand, what is chosen, how it looks."""
