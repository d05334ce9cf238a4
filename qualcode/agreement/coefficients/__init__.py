"""Coefficients over a coders x units table."""
