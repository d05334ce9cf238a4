"""Suggestions on the screens, worked out by a process beside them."""
