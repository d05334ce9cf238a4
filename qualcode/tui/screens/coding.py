"""The coding screen: reads keys and the mouse, does the deeds, shows what came of them."""

from __future__ import annotations

from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.message import Message
from textual.screen import Screen
from textual.timer import Timer
from textual.widgets import Static

from qualcode.domain.codebook import Code
from qualcode.domain.coding import Coding, LookState, MemoSubject
from qualcode.domain.errors import QualcodeError, Refused
from qualcode.domain.span import Span
from qualcode.tui import wording
from qualcode.tui.actions import ACTIONS, BY_ID, spoken
from qualcode.tui.chords import Chords, of_actions, of_codes
from qualcode.tui.cursor import Cursor
from qualcode.tui.desk import Desk
from qualcode.tui.inks import Inks
from qualcode.tui.screens.keys import KeysHelp
from qualcode.tui.screens.note import Note
from qualcode.tui.screens.picker import Picker
from qualcode.tui.steering import steer
from qualcode.tui.widgets.codebook_panel import CodebookPanel
from qualcode.tui.widgets.document import DocumentView
from qualcode.tui.widgets.minimap import Minimap

_CALM = 0.05
"""Panels follow the cursor this long (seconds) after the last key, so that no key is late."""


class CodingScreen(Screen[None]):
    """One sheet to read and code."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide"), (132, "-widest")]  # noqa: RUF012

    class Leave(Message):
        """Go back to the list, on to another sheet (`by` is 1 or -1), or out of the app."""

        def __init__(self, by: int = 0, out: bool = False) -> None:
            self.by, self.out = by, out
            super().__init__()

    def __init__(self, desk: Desk, at: int | None = None) -> None:
        super().__init__(id="coding")
        self.desk = desk
        self.cursor = Cursor(desk.sheet)
        if at is not None:
            self.cursor.go(desk.sheet.blocks[at].span.start)
        self.code_mode = False
        self._actions = Chords(of_actions(ACTIONS))
        self._codes = Chords({})
        self._calm: Timer | None = None

    def compose(self) -> ComposeResult:
        """Lay out the codebook, the text, and what is told about it."""
        yield Static(id="head", classes="head")
        with Horizontal(id="middle"):
            yield CodebookPanel(self.desk.codebook)
            yield DocumentView(self.desk, self.cursor)
            yield Minimap(self.desk)
            with VerticalScroll(id="side"):
                yield Static(id="beside")
        yield Static(id="here", classes="line")
        yield Static(id="pins", classes="line")
        yield Static(id="status", classes="line")
        yield Static(id="foot", classes="foot")

    def on_mount(self) -> None:
        """Give the text the keys."""
        self.query_one("#side").can_focus = False
        self._text.focus()
        self.call_after_refresh(self._show_panels)

    @property
    def _text(self) -> DocumentView:
        return self.query_one(DocumentView)

    @property
    def _inks(self) -> Inks:
        painter = self._text.painter
        if painter is None:
            raise Refused("The text is not laid out yet.")
        return painter.inks

    # keys ------------------------------------------------------------------------------------

    def on_key(self, event: events.Key) -> None:
        """Do what a key means; what it does not know stays with Textual."""
        if not self._text.has_focus:
            if event.key == "escape":
                self._text.focus()
                event.stop()
            return
        if self._press(event):
            event.stop()
            event.prevent_default()
        self._show_status()

    def _press(self, event: events.Key) -> bool:
        character = event.character or ""
        waiting = self._actions.begun
        if not waiting and character in "123456789" and character and not self._codes.begun:
            self._apply_pinned(int(character))
            return True
        if self.code_mode and event.is_printable and character not in " .":
            return self._press_code(character)
        action = self._actions.press(event.key)
        if action is not None:
            self.run_action_named(action)
        return action is not None or bool(self._actions.begun) or bool(waiting)

    def _press_code(self, character: str) -> bool:
        if not self._codes.begun:
            self._codes = Chords(of_codes(self.desk.offered(self.cursor.position)))
        code = self._codes.press(character)
        if code is not None:
            self.apply(code)
        elif not self._codes.begun:
            self.notify(f"No code here has the key '{character}'.", severity="warning")
        return True

    def run_action_named(self, action: str) -> None:
        """Do one of the actions of the registry; a refusal is told, not raised."""
        try:
            if steer(self.cursor, action):
                self._text.follow()
            else:
                getattr(self, f"do_{action}")()
        except QualcodeError as error:
            self.notify(str(error), severity="warning", markup=False)

    def hint(self) -> str:
        """Say what the begun chord may become."""
        begun = self._actions.begun
        if begun:
            ways = [
                f"{spoken(key)} {BY_ID[action].help}"
                for key, action in self._actions.continuations()
            ]
            return f"{spoken(' '.join(begun))} … {', '.join(ways)}"
        return f"{''.join(self._codes.begun)} …" if self._codes.begun else ""

    # codes -----------------------------------------------------------------------------------

    def apply(self, code: str) -> None:
        """Put a code on the target."""
        try:
            coding = self.desk.apply(code, self.cursor.target)
        except QualcodeError as error:
            self.notify(str(error), severity="warning", markup=False)
            return
        if coding is None:
            self.notify("That code is on this passage already.", markup=False)
            return
        self._text.coded(self.desk.entry(coding))
        self._text.looked(self.desk.sheet.block_at(self.cursor.position).span)

    def _apply_pinned(self, digit: int) -> None:
        pinned = self._pinned()
        if digit <= len(pinned):
            self.apply(pinned[digit - 1].id)
        else:
            self.notify(f"No code is pinned to {digit} here.", severity="warning")

    def _pinned(self) -> list[Code]:
        return self.desk.pinned(self.cursor.position)

    def do_pick(self) -> None:
        """Open the picker."""
        offered = self.desk.offered(self.cursor.position)
        recent = list(self.desk.recent)
        self.app.push_screen(Picker(self.desk.codebook, offered, recent, self._inks, self.apply))

    def do_code_mode(self) -> None:
        """Let letters be codes."""
        self.code_mode = True
        self._codes.forget()

    def do_repeat(self) -> None:
        """Put the last code on again."""
        if not self.desk.recent:
            raise Refused("There is no last code yet.")
        self.apply(self.desk.recent[0])

    def _here(self) -> list[Coding]:
        return self.desk.codings_on(self.cursor.target)

    def do_next_coding(self) -> None:
        """Focus the next coding on the target or at the cursor."""
        if self.cursor.focused in self.desk.codings:
            around = self.desk.sheet.block_at(self.cursor.position).span
            near = [one for one in self.desk.codings_on(around) if self._touches_cursor(one)]
        else:
            near = self._here()
        if not near:
            raise Refused("You have no coding here.")
        ids = [str(coding.id) for coding in near]
        place = ids.index(self.cursor.focused) + 1 if self.cursor.focused in ids else 0
        chosen = near[place % len(near)]
        self.cursor.focus(chosen.id, self.desk.span_of(chosen))
        self._text.follow()

    def _touches_cursor(self, coding: Coding) -> bool:
        unit = self.cursor.units.at(self.cursor.step, self.cursor.position)
        return self.desk.span_of(coding).overlaps(unit)

    def do_uncode(self) -> None:
        """Take off the focused coding, else the last that was put on here."""
        here = self._here()
        if not here:
            raise Refused("You have no coding here.")
        focused = [coding for coding in here if coding.id == self.cursor.focused]
        gone = focused[0] if focused else max(here, key=lambda coding: coding.created)
        entry = self.desk.entry(gone)
        self.desk.uncode(gone)
        self._text.uncoded(entry)
        self.cursor.release()
        self._text.follow()

    def do_undo(self) -> None:
        """Take back the last deed."""
        self.notify(self.desk.undo(), markup=False)
        self._after_reload()

    def do_redo(self) -> None:
        """Bring forth again what was taken back."""
        self.notify(self.desk.redo(), markup=False)
        self._after_reload()

    def _after_reload(self) -> None:
        self.cursor.release()
        self._text.reloaded()
        self._text.follow()

    def do_memo(self) -> None:
        """Write on the focused coding, else on the segment."""
        coding = self.desk.codings.get(self.cursor.focused or "")
        block = self.desk.sheet.block_at(self.cursor.position)
        if coding is None:
            about = f"{block.source} {block.segment.label}"
            self._write(MemoSubject.SEGMENT, block.segment.id, about)
        else:
            self._write(MemoSubject.CODING, coding.id, self.desk.codebook.path(coding.code))

    def do_source_memo(self) -> None:
        """Write on the source."""
        block = self.desk.sheet.block_at(self.cursor.position)
        self._write(MemoSubject.SOURCE, block.segment.source, block.source)

    def _write(self, kind: MemoSubject, subject: str, about: str) -> None:
        known = self.desk.memos.get(subject)

        def keep(text: str) -> None:
            try:
                self.desk.write_memo(kind, subject, text)
            except QualcodeError as error:
                self.notify(str(error), severity="error", markup=False)
            self._show_panels()

        self.app.push_screen(Note(about, known.text if known else "", keep))

    # looking ---------------------------------------------------------------------------------

    def do_done(self) -> None:
        """Mark done and go on."""
        self._mark(LookState.DONE, go_on=True)

    def do_nothing(self) -> None:
        """Mark that nothing applies and go on."""
        self._mark(LookState.NOTHING, go_on=True)

    def do_seen(self) -> None:
        """Mark seen."""
        self._mark(LookState.SEEN, go_on=False)

    def _mark(self, state: LookState, go_on: bool) -> None:
        block = self.desk.sheet.block_at(self.cursor.position)
        self.desk.mark(block, state)
        self._text.looked(block.span)
        if go_on:
            self.cursor.release()
            self.run_action_named("next_segment")

    def do_next_uncoded(self) -> None:
        """Go to the next segment that waits."""
        self._go(self.desk.next_waiting(self.cursor.position))

    def do_previous_uncoded(self) -> None:
        """Go to the segment before that waits."""
        self._go(self.desk.next_waiting(self.cursor.position, backwards=True))

    def _go(self, span: Span) -> None:
        self.cursor.go(self.cursor.units.at(self.cursor.step, span.start).start)
        self._text.follow()

    def do_page_down(self) -> None:
        """Go a page on."""
        self._page(1)

    def do_page_up(self) -> None:
        """Go a page back."""
        self._page(-1)

    def _page(self, pages: int) -> None:
        rows = max(1, self._text.size.height - 2)
        self.cursor.go(self._text.position_by_rows(pages * rows))
        self._text.follow()

    # the screen ------------------------------------------------------------------------------

    def do_leave(self) -> None:
        """Go back one step: chord, code mode, selection, list."""
        if self.code_mode:
            self.code_mode = False
            self._codes.forget()
        elif self.cursor.selected or self.cursor.focused:
            self.cursor.release()
            self._text.follow()
        else:
            self.post_message(self.Leave())

    def do_codebook(self) -> None:
        """Show or hide the codebook; shown on demand it takes the keys."""
        panel = self.query_one(CodebookPanel)
        if panel.has_focus or (panel.display and self.has_class("-codebook")):
            self.remove_class("-codebook")
            self._text.focus()
        else:
            self.add_class("-codebook")
            panel.focus()

    def do_help(self) -> None:
        """Show all keys."""
        self.app.push_screen(KeysHelp())

    def do_list(self) -> None:
        """Go to the list."""
        self.post_message(self.Leave())

    def do_next_source(self) -> None:
        """Open the next one."""
        self.post_message(self.Leave(by=1))

    def do_previous_source(self) -> None:
        """Open the one before."""
        self.post_message(self.Leave(by=-1))

    def do_quit(self) -> None:
        """Leave the app."""
        self.post_message(self.Leave(out=True))

    def on_codebook_panel_chosen(self, event: CodebookPanel.Chosen) -> None:
        """Put on the code that was chosen in the codebook."""
        self.apply(event.code)
        self._text.focus()

    def on_document_view_pointed(self, event: DocumentView.Pointed) -> None:
        """Go where the mouse points, or select what it was dragged over."""
        if event.anchor == event.position:
            self.cursor.go(event.position)
        else:
            self.cursor.choose(event.anchor, event.position)
        self._text.follow()

    def on_document_view_moved(self) -> None:
        """Let the panels follow soon."""
        if self._calm is not None:
            self._calm.stop()
        self._calm = self.set_timer(_CALM, self._show_panels)

    def on_resize(self) -> None:
        """Fill the panels that may have come into view."""
        self.call_after_refresh(self._show_panels)

    def _show_panels(self) -> None:
        if self._text.painter is None:
            return
        desk, cursor, inks = self.desk, self.cursor, self._inks
        self._say("head", wording.head(desk, cursor))
        self._say("here", wording.codes_in_line(desk, cursor, inks))
        self._say("pins", wording.pins(self._pinned(), inks))
        self._say("beside", wording.beside(desk, cursor, inks), layout=True)
        self._show_status()
        offered = desk.offered(cursor.position)
        self.query_one(CodebookPanel).show(offered, self._pinned(), inks)
        rows = max(len(self._text.painter.rows), 1)
        top, height = self._text.scroll_offset.y, self._text.size.height
        self.query_one(Minimap).show_window(top / rows, (top + height) / rows)

    def _show_status(self) -> None:
        mode = "CODE" if self.code_mode else "SELECT" if self.cursor.selecting else "READ"
        self._say("status", wording.status(self.desk, self.cursor, mode, self.hint()))
        self._say("foot", wording.footer(self.code_mode))

    def _say(self, place: str, text: Text, layout: bool = False) -> None:
        self.query_one(f"#{place}", Static).update(text, layout=layout)
