"""Recounts tables of findings from raw rows, one module for each kind, in plain Python."""
