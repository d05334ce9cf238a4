"""`qualcode code --plain`: the coding screen's commands, a line each, for screen readers and scripts.

Nothing here needs a terminal, and nothing here imports Textual.
"""
