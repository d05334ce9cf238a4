"""The commands of the coding screen line by line, for screen readers and scripts.

Nothing here needs a terminal, and nothing here imports Textual.
"""
