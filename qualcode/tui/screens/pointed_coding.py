"""What the mouse does on the coding screen."""

from __future__ import annotations

from abc import abstractmethod

from textual import on

from qualcode.tui.coding.workbench import Workbench
from qualcode.tui.screens.keyed import KeyedScreen
from qualcode.tui.widgets.bars import StatusBar
from qualcode.tui.widgets.docview import DocView
from qualcode.tui.widgets.inspector import Inspector
from qualcode.tui.widgets.minimap import Minimap
from qualcode.tui.widgets.tree import CodeTree


class PointedCodingScreen(KeyedScreen):
    """Lets the workbench act on what is clicked and dragged."""

    bench: Workbench

    @abstractmethod
    def open_picker(self) -> None:
        """Choose a code by its name."""

    def _show_pointed(self) -> None:
        self.query_one(DocView).stand()
        self.show_now()

    @on(CodeTree.Chosen)
    def _apply_clicked(self, message: CodeTree.Chosen) -> None:
        self.bench.apply(message.code)
        self.show_now()

    @on(DocView.Pointed)
    def _point(self, message: DocView.Pointed) -> None:
        self.silence()
        if message.dragged:
            self.bench.select_to(message.position)
        else:
            self.bench.go(message.position)
        self._show_pointed()

    @on(DocView.Released)
    def _release(self) -> None:
        if self.bench.highlighter is not None and self.bench.cursor.selection is not None:
            self.bench.highlight()
            self.show_now()

    @on(DocView.Picked)
    def _pick_unit(self, message: DocView.Picked) -> None:
        self.silence()
        self.bench.select_at(message.position, message.step)
        self._show_pointed()

    @on(DocView.Asked)
    def _ask_for_code(self, message: DocView.Asked) -> None:
        self.silence()
        selection = self.bench.cursor.selection
        if selection is None or not selection.covers(message.position):
            self.bench.go(message.position)
        self.query_one(DocView).stand()
        self.open_picker()
        self.show_now()

    @on(DocView.StripePointed)
    def _focus_stripe(self, message: DocView.StripePointed) -> None:
        self.silence()
        self.bench.focus_among(message.keys)
        self._show_pointed()

    @on(DocView.MemoPointed)
    def _open_pointed_memo(self, message: DocView.MemoPointed) -> None:
        self.bench.go(message.position)
        self.do("memo")

    @on(Minimap.Sought)
    def _seek(self, message: Minimap.Sought) -> None:
        self.silence()
        self.bench.go_to_segment(message.number)
        self.show_now()

    @on(Inspector.CodingPointed)
    def _focus_listed(self, message: Inspector.CodingPointed) -> None:
        self.silence()
        self.bench.focus(message.key)
        self.show_now()

    @on(StatusBar.UnitPointed)
    def _turn_unit(self) -> None:
        self.silence()
        self.bench.turn_unit()
        self.show_now()
