"""From counts to rows of a frequency table."""

from __future__ import annotations

from collections.abc import Sequence

from qualcode.domain.proportions import wilson
from qualcode.domain.tables import Row, group_in_words


def row(
    code: str,
    name: str,
    level: int,
    groups: Sequence[str],
    by: Sequence[str],
    n: int,
    base: int | None,
    people: int,
    is_apart: bool = False,
) -> Row:
    """Make one row: the percentage (0-100) of the base and its 95 per cent Wilson interval.

    `groups` are the values of the attributes `by`. Where the base is None or 0 there is none.
    """
    interval = wilson(n, base) if base else None
    percent = low = high = None
    if base and interval is not None:
        percent, low, high = 100 * n / base, 100 * interval[0], 100 * interval[1]
    group = group_in_words(groups, by)
    return Row(
        code, name, level, group, n, base, percent, low, high, people,
        groups=tuple(groups), is_apart=is_apart,
    )  # fmt: skip
