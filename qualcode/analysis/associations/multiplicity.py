"""What p values become when many are looked at together."""

from __future__ import annotations

from collections.abc import Sequence

from scipy import stats


def false_discovery(values: Sequence[float | None]) -> list[float | None]:
    """Return for each p its q: the share of false findings among all with a p as small.

    Source: Benjamini and Hochberg (1995), JRSS B 57, 289-300. Where there was no test (None) there
    is no q, and it does not count among the tests.
    """
    given = [one for one in values if one is not None]
    if not given:
        return [None] * len(values)
    adjusted = iter(stats.false_discovery_control(given, method="bh"))
    return [None if one is None else float(next(adjusted)) for one in values]
