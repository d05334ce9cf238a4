"""How the p of a test is told to people."""

from __future__ import annotations


def p_told(p: float | None) -> str:
    """Return a p to three places; nothing where there is no test."""
    if p is None:
        return ""
    return "<0.001" if p < 0.001 else f"{p:.3f}"
