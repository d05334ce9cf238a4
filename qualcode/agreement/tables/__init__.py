"""Coders x units tables of any labels, as arrays."""
