"""A quotation as a line of a list, wherever quotations are listed."""

from __future__ import annotations

from qualcode.domain.spot import Spot
from qualcode.tui.lists.list_painting import column, ground_of, row_line
from qualcode.tui.looks.inks import Inks, style
from qualcode.tui.looks.safe_text import Line, words

_PLACE = 24


def quotation_line(
    spot: Spot, quoted: str, right: str, inks: Inks, chosen: bool, width: int
) -> Line:
    """Return place and words of a quotation on one line, and what stands at the right."""
    ground = ground_of(inks, chosen)
    place = f"{spot.source_name} {spot.label}"
    left: Line = [
        *column(place, _PLACE, inks.text, ground, bold=chosen),
        words(f"“{' '.join(quoted.split())}”", style(inks.text, ground)),
    ]
    told: Line = [words(f" {right} ", style(inks.dim, ground))] if right else []
    return row_line(inks, chosen, width, left, told)
