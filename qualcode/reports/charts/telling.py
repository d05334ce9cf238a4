"""What a chart shows, in words: the text for those who do not see it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from qualcode.domain.tables import Row

_MOST = 6


def told_of_rows(sort: str, rows: Iterable[Row]) -> str:
    """Return the sort of chart and its first figures with their intervals."""
    return told_of(sort, [f"{_named(row)} {_figure(row)}" for row in rows])


def told_of(sort: str, figures: Sequence[str]) -> str:
    """Return the sort of chart and its first figures."""
    more = len(figures) - _MOST
    told = "; ".join(figures[:_MOST])
    rest = f"; and {more} more, all in the table" if more > 0 else ""
    return f"{sort}. {told}{rest}."


def _named(row: Row) -> str:
    return f"{row.name}, {row.group}:" if row.group else f"{row.name}:"


def _figure(row: Row) -> str:
    if row.percent is None or row.low is None or row.high is None:
        return "–"
    share = f"{row.percent:.0f} % ({row.n} of {row.base}"
    return f"{share}, interval {row.low:.0f} to {row.high:.0f})"
