"""From counts to rows of a frequency table."""

from __future__ import annotations

from qualcode.domain.proportions import wilson
from qualcode.domain.tables import Row


def row(
    code: str, name: str, level: int, group: str, n: int, base: int, people: int | None = None
) -> Row:
    """Make one row: the percentage (0-100) of the base and its 95 per cent Wilson interval."""
    interval = wilson(n, base)
    if interval is None:
        return Row(code, name, level, group, n, base, None, None, None, people)
    low, high = interval
    return Row(code, name, level, group, n, base, 100 * n / base, 100 * low, 100 * high, people)
