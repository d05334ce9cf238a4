"""How a reader is to take an alpha: judged by the lower limit of its interval."""

from __future__ import annotations

from enum import StrEnum

RELIABLE = 0.800
TENTATIVE = 0.667


class Grade(StrEnum):
    """What the lower limit allows to say (Krippendorff 2004, page 241)."""

    RELIABLE = "reliable"
    TENTATIVE = "tentative"
    WEAK = "not reliable"
    UNKNOWN = "no interval"


MARKS = {Grade.RELIABLE: "ok", Grade.TENTATIVE: "~", Grade.WEAK: "!", Grade.UNKNOWN: "?"}
"""A mark for each grade, so that none is told by colour alone."""


def grade(low: float | None) -> Grade:
    """Return the grade of an alpha from the lower limit of its interval, None if it has none."""
    if low is None:
        return Grade.UNKNOWN
    if low >= RELIABLE:
        return Grade.RELIABLE
    return Grade.TENTATIVE if low >= TENTATIVE else Grade.WEAK
