"""On which rows the names of codings stand, so that none covers another."""

from __future__ import annotations

from collections.abc import Sequence


def placed(starts: Sequence[int], last: int) -> dict[int, list[int]]:
    """Map rows to the numbers of the labels that stand there.

    `starts` are the rows where codings begin, in order; a label stands on that row or the next
    free one. What finds none up to the `last` row shares that row.
    """
    rows: dict[int, list[int]] = {}
    for number, start in enumerate(starts):
        row = start
        while row in rows and row < last:
            row += 1
        rows.setdefault(row, []).append(number)
    return rows
