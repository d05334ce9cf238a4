"""The edges of a coding while they are moved; nothing is kept until somebody says so."""

from __future__ import annotations

from qualcode.domain.span import Span
from qualcode.tui.page.units import Step, Units


class Edges:
    """A span of the page of which one end is moved at a time, the last one first.

    It always stays inside its segment, and at least one unit stays in it.
    """

    def __init__(self, units: Units, span: Span) -> None:
        self._units = units
        self.span = span
        self.at_end = True

    @property
    def position(self) -> int:
        """Return the grapheme at the end that moves."""
        last = self.span.end - 1 if self.at_end else self.span.start
        return self._units.at(Step.CHARACTER, last).start

    def move(self, step: Step, on: bool) -> None:
        """Move the end by a unit, towards the end of the text or back."""
        units = self._units
        if self.at_end:
            self.span = (units.end_forward if on else units.end_back)(self.span, step)
        else:
            self.span = (units.start_forward if on else units.start_back)(self.span, step)

    def swap(self) -> None:
        """Let the other end move."""
        self.at_end = not self.at_end
