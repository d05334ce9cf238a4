"""Which painting a kind of table has."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from qualcode.tui.looks.inks import Inks
from qualcode.tui.looks.safe_text import Line
from qualcode.tui.tables import associations_painting as associations
from qualcode.tui.tables import grid_painting as grid
from qualcode.tui.tables import saturation_painting as saturation
from qualcode.tui.tables import scales_painting as scales
from qualcode.tui.tables import words_painting as typical
from qualcode.tui.tables.asking import Kind
from qualcode.tui.tables.told import At


@dataclass(frozen=True, slots=True)
class Painting:
    """How the view of one kind looks.

    `headings` takes the view, where one is in it, and inks; `line` and `detail` take the row as
    well, and `line` whether it is chosen.
    """

    headings: Callable[[Any, At, Inks], list[Line]]
    line: Callable[[Any, Any, At, bool, Inks], Line]
    detail: Callable[[Any, Any, At, Inks], list[Line]]


_GRID = Painting(grid.headings, grid.line, grid.detail)

PAINTINGS: Mapping[Kind, Painting] = {
    Kind.TOGETHER: _GRID,
    Kind.SEQUENCE: _GRID,
    Kind.ASSOCIATIONS: Painting(associations.headings, associations.line, associations.detail),
    Kind.SCALES: Painting(scales.headings, scales.line, scales.detail),
    Kind.SATURATION: Painting(saturation.headings, saturation.line, saturation.detail),
    Kind.WORDS: Painting(typical.headings, typical.line, typical.detail),
}
