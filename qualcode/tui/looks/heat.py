"""Figures as cells: a number, its colour between bad and good, a bar in eighths of a cell."""

from __future__ import annotations

from collections.abc import Sequence

from rich.style import Style

from qualcode.domain.agreement_grades import TENTATIVE
from qualcode.tui.looks.contrast import blended, contrast
from qualcode.tui.looks.inks import Inks, style

FEW = "°"
"""What stands behind a figure that rests on too little."""

_SHORT = {
    "not used": "unused",
    "no variation": "same",
    "not comparable": "apart",
    "too few": "few",
}
_EIGHTHS = " ▏▎▍▌▋▊▉█"
_STEPS = "▁▂▃▄▅▆▇█"
_STRONG, _WEAK, _LESS = 0.4, 0.15, 0.04


def two(value: float) -> str:
    """Return a coefficient with two digits, without the zero that says nothing: `.43`, `-.02`."""
    told = f"{round(value, 2) + 0.0:.2f}"
    return told if abs(value) >= 0.995 else told.replace("0.", ".", 1)


def short_reason(reason: str) -> str:
    """Return why there is no figure in one word of at most six letters."""
    return _SHORT.get(reason, "–")


def heat(value: float | None, inks: Inks, few: bool = False) -> Style:
    """Return the style of a cell: from bad at 0 over the middle at .667 to good at 1.

    What rests on too little is paler; what has no value has no colour. Where the terminal has too
    few colours, what is not even tentative is marked as wrong things are there.
    """
    if value is None:
        return inks.quiet()
    ink = inks.dim if few else inks.text
    if inks.ansi:
        weak = value < TENTATIVE and not few
        return style(inks.error if weak else ink, inks.background)
    low, high, share = (
        (inks.error, inks.accent, value / TENTATIVE)
        if value < TENTATIVE
        else (inks.accent, inks.good, (value - TENTATIVE) / (1 - TENTATIVE))
    )
    colour = blended(high, low, min(1.0, max(0.0, share)))
    return style(ink, ground_of(colour, ink, inks, _WEAK if few else _STRONG))


def ground_of(colour: str, ink: str, inks: Inks, share: float) -> str:
    """Return a colour thinned to a share, further if words in some ink were hard to read on it."""
    if inks.ansi:
        return inks.background
    while share > _LESS and contrast(ink, blended(colour, inks.background, share)) < inks.least:
        share -= _LESS
    return blended(colour, inks.background, max(0.0, share))


def bar(share: float, width: int) -> str:
    """Return a bar of a share (0 to 1) of some cells; what is more than nothing is seen."""
    whole = max(0.0, min(1.0, share)) * width * 8
    eighths = max(1, round(whole)) if whole > 0 else 0
    full, rest = divmod(eighths, 8)
    return ("█" * full + (_EIGHTHS[rest] if rest else "")).ljust(width)


def course(values: Sequence[float | None]) -> str:
    """Return one step for each value between 0 and 1; a dot where there is none."""
    return "".join(
        "·" if one is None else _STEPS[min(7, int(max(0.0, min(1.0, one)) * 8))] for one in values
    )
