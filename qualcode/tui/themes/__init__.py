"""The counts of themes without a terminal."""
