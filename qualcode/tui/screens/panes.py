"""Everything around the text of the coding screen: which panes are there, and what they show."""

from __future__ import annotations

from textual.screen import Screen

from qualcode.tui.coding.workbench import Workbench
from qualcode.tui.frame import Frame
from qualcode.tui.widgets.bars import Foot, FootBar, HeadBar, PinBar, StatusBar
from qualcode.tui.widgets.docview import DocView
from qualcode.tui.widgets.inspector import Inspector
from qualcode.tui.widgets.minimap import Minimap
from qualcode.tui.widgets.tree import CodeTree, Extent

_TREE_FROM = 110
_SIDE_FROM = 132


class Panes:
    """The bars and side panes of a coding screen; below 110 columns the codes lie over the text."""

    def __init__(self, screen: Screen[None], bench: Workbench, frame: Frame) -> None:
        self._screen = screen
        self._bench = bench
        self.frame = frame
        self._wide = False
        self.extent: Extent | None = None

    def fit(self, width: int) -> None:
        """Have the panes that a width (cells) allows."""
        wide = width >= _TREE_FROM
        if wide != self._wide:
            self._wide = wide
            self.extent = self._extents()[0] if wide else None
        self._screen.set_class(width >= _SIDE_FROM, "-wide")
        self._show_or_hide()

    def _extents(self) -> list[Extent | None]:
        return [Extent.ASKED, Extent.ALL, None] if self._bench.codes.asked else [Extent.ALL, None]

    def turn_tree(self) -> None:
        """Show the next choice of codes, or none."""
        choices = self._extents()
        self.extent = choices[(choices.index(self.extent) + 1) % len(choices)]
        self._show_or_hide()

    def close_tree(self) -> None:
        """Take the codes away where they lie over the text."""
        if not self._wide and self.extent is not None:
            self.extent = None
            self._show_or_hide()

    def _show_or_hide(self) -> None:
        self._screen.set_class(self.extent is not None, "-tree")
        self._screen.set_class(self.extent is not None and not self._wide, "-over")

    def show_bars(self, pending: str, foot: Foot, help_key: str) -> None:
        """Show what answers a key at once; `foot` are the keys of what is to be done now."""
        bench, inks = self._bench, self.frame.inks
        self._screen.query_one(PinBar).show(bench, inks)
        self._screen.query_one(StatusBar).show(bench, inks, pending)
        self._screen.query_one(FootBar).show(foot, inks, help_key)

    def show_sides(self, lead: str) -> None:
        """Show what may follow a moment later; `lead` begins the key of a code."""
        bench, inks = self._bench, self.frame.inks
        if self.extent is not None:
            self._screen.query_one(CodeTree).show(bench, self.extent, inks, lead)
        in_sight = self._screen.query_one(DocView).in_sight
        self._screen.query_one(Minimap).show(bench, inks, *in_sight)
        for inspector in self._screen.query(Inspector):
            if inspector.display:
                inspector.show(bench, inks)
        self._screen.query_one(HeadBar).show(bench, self.frame)
