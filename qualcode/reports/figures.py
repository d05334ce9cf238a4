"""How figures are written and coloured in reports."""

from __future__ import annotations

from qualcode.domain.agreement_grades import MARKS, grade
from qualcode.reports.contents import Cell

DASH = "–"
_MINUS = "−"
_STEPS = (0.40, 0.667, 0.800)


def two(value: float | None) -> str:
    """Return a coefficient with two decimals; what is undefined is a dash."""
    if value is None:
        return DASH
    return f"{round(value, 2) + 0.0:.2f}".replace("-", _MINUS)


def interval(low: float | None, high: float | None) -> str:
    """Return an interval in brackets, or a dash where there is none."""
    return DASH if low is None or high is None else f"[{two(low)}, {two(high)}]"


def share(value: float | None) -> str:
    """Return a share as whole per cent; one that is not quite nothing or all says so."""
    if value is None:
        return DASH
    percent = round(100 * value)
    if percent == 0 and value > 0:
        return "< 1 %"
    if percent == 100 and value < 1:
        return "> 99 %"
    return f"{percent} %"


def heat(value: float | None, reason: str | None = None) -> Cell:
    """Return a coefficient as a cell coloured by its size."""
    if value is None:
        return Cell(DASH if not reason else f"{DASH} ({reason})", "h-none")
    step = sum(value >= limit for limit in _STEPS)
    return Cell(two(value), f"h-{step}")


def graded(low: float | None) -> Cell:
    """Return the mark of an alpha by the lower limit of its interval."""
    found = grade(low)
    return Cell(MARKS[found], "g-" + found.name.lower())


def plain(*texts: str | int) -> tuple[Cell, ...]:
    """Return texts as cells without colour."""
    return tuple(Cell(str(text)) for text in texts)


def thousands(number: int) -> str:
    """Return a whole number with a narrow blank between thousands."""
    return f"{number:,}".replace(",", "\u202f")


def counted(number: int, one: str, many: str = "") -> str:
    """Return a number with its word, in the plural where it must be."""
    return f"{thousands(number)} {one if number == 1 else many or one + 's'}"
