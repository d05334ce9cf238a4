"""Colours, and words made fit for one line of the screen."""
