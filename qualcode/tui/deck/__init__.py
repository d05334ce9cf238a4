"""The survey deck without a terminal: its rows, their order, the deeds, how it looks."""
