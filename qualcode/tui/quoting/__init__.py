"""Quotations behind a figure without a terminal: found, put in order, passed for the outside."""
