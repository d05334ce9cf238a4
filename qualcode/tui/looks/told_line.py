"""The line of a list that answers the last key, or shows which letters narrow the list."""

from __future__ import annotations

from typing import Any

from rich.segment import Segment

from qualcode.tui.lists.listing import Listing
from qualcode.tui.looks.inks import Inks, style
from qualcode.tui.looks.safe_text import Line, words
from qualcode.tui.told import Told


def told_line(told: Told, rows: Listing[Any], inks: Inks, width: int) -> Line:
    """Return the line; a failure stands before everything else."""
    if told.failed:
        return [words(f" {told.text}".ljust(width), style("#ffffff", inks.error, True))]
    if rows.typing is None and (told.text or not rows.wanted):
        return [words(f" {told.text}", style(inks.good, inks.panel))]
    strong = inks.bar(bold=True)
    typed = rows.wanted if rows.typing is None else rows.typing.typed
    cursor = "" if rows.typing is None else "▏"
    after = "" if rows.typing is None else "  Tab keeps it,"
    return [
        Segment(" only: ", strong),
        words(typed, strong),
        Segment(cursor, style(inks.accent, inks.panel, bold=True)),
        Segment(
            f"  {len(rows.shown)} of {len(rows.all)}{after}  Esc shows all",
            inks.quiet(inks.panel),
        ),
    ]
