"""Changing which words a coding is on: its edges moved, or the coding made two."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from qualcode.domain.coding import Coding
from qualcode.tui.coding.edges import Edges
from qualcode.tui.coding.workbench import Workbench
from qualcode.tui.page.units import Step


class Shaping:
    """Moves edges and splits at a workbench; edges are only shown until they are kept."""

    def __init__(self, bench: Workbench) -> None:
        self._bench = bench

    def verbs(self) -> dict[str, Callable[[], object]]:
        """Map the ids of actions to what they do while edges are moved."""
        steps = {
            "word": Step.WORD,
            "sentence": Step.SENTENCE,
            "unit": Step.SENTENCE,
            "character": Step.CHARACTER,
        }
        return {
            **{f"next_{name}": partial(self._move, step, True) for name, step in steps.items()},
            **{
                f"previous_{name}": partial(self._move, step, False) for name, step in steps.items()
            },
            "other_end": self._swap,
            "done": self.keep,
            "escape": self.leave,
        }

    def _move(self, step: Step, on: bool) -> None:
        if (edges := self._bench.edges) is not None:
            edges.move(step, on)
            self._follow(edges)

    def _swap(self) -> None:
        if (edges := self._bench.edges) is not None:
            edges.swap()
            self._follow(edges)

    def _follow(self, edges: Edges) -> None:
        self._bench.cursor.go(edges.position)

    def leave(self) -> None:
        """Leave the edges as they were."""
        self._bench.edges = None
        self._bench.tell("The edges stay as they were.")

    def begin(self) -> None:
        """Let the edges of the focused coding, or of the only one on the target, be moved."""
        bench = self._bench
        coding = bench.meant(bench.on_target, "moves the edges of this one")
        if coding is not None:
            self._move_edges(coding)

    def _move_edges(self, coding: Coding) -> None:
        bench = self._bench
        bench.cursor.selection, bench.focused = None, coding.id
        bench.edges = Edges(bench.units, bench.entry.on_page(coding.span))
        bench.cursor.go(bench.edges.position)
        bench.changed.append(bench.entry.span)

    def accept(self) -> None:
        """Accept the suggestion at hand, and let its edges be moved."""
        coding = self._bench.offers.accept_here()
        if coding is not None:
            self._move_edges(coding)

    def keep(self) -> None:
        """Keep the edges as they are now, in one deed."""
        bench = self._bench
        coding, edges, entry = bench.shown, bench.edges, bench.entry
        bench.edges = None
        if coding is not None and edges is not None:
            bench.attempt(lambda: bench.deeds.move(coding, entry, edges.span), entry)

    def split(self) -> None:
        """Make two of the coding that goes through the cursor; the second begins there."""
        bench = self._bench
        position, entry = bench.cursor.position, bench.entry
        spans = ((one, entry.on_page(one.span)) for one in bench.here)
        through = [one for one, span in spans if span.start < position < span.end]
        if not through:
            bench.tell("Put the cursor inside a coding, where the second part is to begin.")
            return
        coding = bench.meant(through, "parts this one")
        if coding is None:
            return

        def deed() -> str:
            second, told = bench.deeds.split(coding, entry, position)
            bench.cursor.selection, bench.focused = None, second.id
            return told

        bench.attempt(deed, entry)
