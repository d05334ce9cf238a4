"""What is written beside the text: where the names of codings stand, how a time is told."""

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


def clock(milliseconds: int) -> str:
    """Return a place in a recording as `12:34`, from an hour on as `1:02:33`."""
    minutes, seconds = divmod(milliseconds // 1000, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes:02}:{seconds:02}"
