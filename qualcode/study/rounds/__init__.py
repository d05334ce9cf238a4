"""Rounds: drawn, given out, watched, closed."""
