"""Keeps respondents from being found: which figures may be shown, which names must go."""
