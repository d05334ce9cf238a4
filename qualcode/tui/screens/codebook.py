"""The codebook editor: the tree of codes, the card of one, and all that may be changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult

from qualcode.domain.codebook_changes import ReviveCode
from qualcode.study import Study
from qualcode.tui.codebook.bench import AS_THE_STUDY, Aim, CodebookBench, Side
from qualcode.tui.codebook.painting import asking, card, diff_lines, head
from qualcode.tui.codebook.tree import Branch
from qualcode.tui.frame import Frame
from qualcode.tui.keys.keystrokes import stroke
from qualcode.tui.looks.safe_text import Line
from qualcode.tui.registry.action import Verb, key_name
from qualcode.tui.screens.code_tree import CodeTreeScreen
from qualcode.tui.screens.codebook_forms import CodebookForms
from qualcode.tui.screens.keyed import LEAVE
from qualcode.tui.screens.listing import ListScreen
from qualcode.tui.widgets.bars import Foot
from qualcode.tui.widgets.form import KEYS as FORM_KEYS
from qualcode.tui.widgets.form import Form
from qualcode.tui.widgets.lines import Lines

_CHOOSING = (("Enter", "choose"), ("↑↓", "move"), ("Esc", "leave"))
_DO_IT, _GO, _LEAVE_IT = ("Enter", "do it"), ("↑↓←→", "go"), (("Esc", "leave it"),)
_WHILE_CARRYING = frozenset({
    "next", "previous", "page_down", "page_up", "first", "last", "detail_down", "detail_up",
    "fold", "unfold", "fold_all", "filter", "open", "before", "after", "escape", "help", "theme",
})  # fmt: skip


class CodebookScreen(CodeTreeScreen):
    """The study's codes as a tree."""

    CSS: ClassVar[str] = f"""
    {ListScreen.CSS}
    CodebookScreen #asking {{ height: 0; }}
    CodebookScreen #chooser {{
        layer: above; dock: bottom; width: 100%; display: none; margin-bottom: 2;
    }}
    CodebookScreen #form {{ dock: right; width: 100%; height: 100%; margin: 1 0 1 0; }}
    CodebookScreen #form.-wide {{ width: 76; }}
    CodebookScreen #form.-few {{
        dock: bottom; width: 100%; height: auto; max-height: 12; margin: 0 0 1 0;
    }}
    """

    def __init__(self, study: Study, frame: Frame) -> None:
        super().__init__(CodebookBench(study), frame)
        self._forms = CodebookForms(self, self.bench)
        self._diff = True
        self._asked: list[Line] = []
        self._people = study.team.all()

    def compose(self) -> ComposeResult:
        """The list and the card, and what may lie over them."""
        yield from super().compose()
        yield self._forms.chooser
        yield self._forms.form

    def under(self) -> ComposeResult:
        """Return the pane that tells what a change would do."""
        yield Lines("asking")

    @property
    def under_height(self) -> int:
        """Return on how many lines something is asked."""
        return len(self._asked)

    def head(self) -> Line:
        """Return where one is, or that the file was edited by hand."""
        study = self.frame.study if self.is_wide else ""
        return head(self.bench, study, self._key, self.inks)

    def _key(self, action: str) -> str:
        """Return the key of an action as people read it."""
        return next(map(key_name, self.frame.keymap.keys(self.register)[action]), "")

    def detail(self, row: Branch, width: int) -> Sequence[Line]:
        """Return the whole card of a code; while the file is edited, how it differs."""
        if self.bench.diff and self._diff:
            return list(diff_lines(self.bench.diff, self.inks, width))
        use = (self.uses or {}).get(row.code.id)
        return list(card(self.bench, row.code, use, self._people, self.inks, width))

    def verbs(self) -> Mapping[str, Verb]:
        """Map the ids of actions to what they do."""
        return {
            **super().verbs(),
            "before": partial(self._put_down_carried, "before"),
            "after": partial(self._put_down_carried, "after"),
            **{name: partial(self._on_code, deed) for name, deed in self._code_verbs().items()},
            "new_beside": self._forms.new_beside,
            "undo": partial(self.change, self.bench.undo),
            "redo": partial(self.change, self.bench.redo),
            "apply_edits": partial(self.change, self.bench.apply_edits),
            "refuse_edits": partial(self.change, self.bench.refuse_edits),
            "view_edits": self._turn_diff,
            "escape": self._step_back_here,
        }

    def _code_verbs(self) -> dict[str, Callable[[Branch], None]]:
        bench, forms = self.bench, self._forms
        return {
            "fold": self.fold,
            "unfold": self.unfold,
            "quotations": lambda one: self._quotations_of(one.code.id),
            "edit": forms.edit,
            "new_below": forms.new_below,
            "rename": partial(forms.edit_one, "name"),
            "key": partial(forms.edit_one, "key"),
            "colour": forms.choose_colour,
            "move": partial(self._carry, False),
            "merge": partial(self._carry, True),
            "split": forms.split,
            "retire": forms.retire,
            "revive": lambda one: self.change(lambda: bench.do(ReviveCode(one.code.id))),
            "shift_down": lambda one: self.change(lambda: bench.shift(one.code.id, 1)),
            "shift_up": lambda one: self.change(lambda: bench.shift(one.code.id, -1)),
        }

    def _on_code(self, deed: Callable[[Branch], None]) -> None:
        if (chosen := self.list.row) is not None:
            self.attempt(partial(deed, chosen))
        else:
            self.tell("There is no code here; n adds one.")

    def open(self, row: Branch) -> None:
        """Change all fields of a code, or let it be where the carried one goes."""
        if self.bench.aim is not None:
            self._put_down_carried("under")
        else:
            self._forms.edit(row)

    def act(self, action: str, key: str = "") -> None:
        """Do an action; while a code is carried only those that help to place it."""
        if self.bench.aim is not None and action not in _WHILE_CARRYING:
            self.tell("First Enter, b or a to put the code there, or Esc to leave it.")
        else:
            super().act(action, key)

    def change(self, deed: Callable[[], str]) -> None:
        """Change the codebook, tell what was done, and go to the code that it is about."""

        def told() -> None:
            try:
                self.tell(deed())
            finally:
                at, self.bench.at = self.bench.at, ""
                self.renew(at)
            self._go_through()

        self.attempt(told)

    def _go_through(self) -> None:
        """Offer one's own codings of a code that was split, to be decided one by one."""
        undecided, self.bench.undecided = self.bench.undecided, ()
        own = [one for one in undecided if one.coder == self.bench.study.coder.id]
        if own:
            self._quotations_of(own[0].code, was_split=True)

    def _quotations_of(self, code: str, was_split: bool = False) -> None:
        from qualcode.tui.codebook.quotations import Quotations
        from qualcode.tui.screens.code_quotations import CodeQuotationsScreen

        quotations = Quotations(self.bench.study, code, was_split)
        self.app.push_screen(CodeQuotationsScreen(quotations, self.frame))

    def on_screen_resume(self) -> None:
        """Read what may have changed on another screen; the list then shows it."""
        if self._stands:
            self.bench.renew()

    def on_key(self, event: events.Key) -> None:
        """Let the form take the keys while it is open; else do what the key means."""
        if not self._forms.form.is_open:
            super().on_key(event)
        elif stroke(event) == LEAVE:
            event.prevent_default()
            event.stop()
            self.app.leave()
        else:
            self._forms.form.take(event)

    def take(self, pressed: str) -> bool:
        """Take a key for the chooser, the change that waits, or the letters of the filter."""
        if self._forms.chooser.is_open:
            self._forms.choose(pressed)
            return True
        if self.bench.pending is not None:
            self._answer(pressed)
            return True
        narrowed = self.bench.whole
        if pressed == "enter" and self.list.typing is not None:
            self.end_filter()
            return True
        taken = super().take(pressed)
        if narrowed and self.list.typing is None and not self.list.wanted:
            self.end_filter()
        return taken

    def on_paste(self, event: events.Paste) -> None:
        """Paste into the letters of the chooser, if it is open; else into those of the filter."""
        if self._forms.chooser.is_open:
            event.prevent_default()
            self._forms.chooser.prompt.paste(event.text)
            self.show_now()

    def _answer(self, pressed: str) -> None:
        pending = self.bench.pending
        if pressed == "escape":
            self.bench.pending = None
            self.tell("Nothing was changed.")
        elif pressed == "enter" and pending is not None and not pending.forbidding:
            self.silence()
            self.change(self.bench.confirm)

    def _turn_diff(self) -> None:
        if not self.bench.diff:
            self.tell(AS_THE_STUDY)
        self._diff = not self._diff

    def _carry(self, merges: bool, branch: Branch) -> None:
        self.bench.aim = Aim(branch.code.id, merges)

    def _put_down_carried(self, side: Side) -> None:
        if (target := self.list.row) is None:
            return
        if self.bench.aim is None:
            self.tell("First m on the code that is to move.")
        else:
            self.attempt(lambda: self.bench.foresee(self.bench.carried(target, side)))

    def _step_back_here(self) -> None:
        if self.bench.aim is not None:
            carried, self.bench.aim = self.bench.aim.code, None
            self.end_filter()
            self.renew(carried)
            self.tell("Nothing was changed.")
        elif self.bench.whole:
            self.end_filter()
        else:
            super().verbs()["escape"]()

    def own_keys(self) -> Foot:
        """Return the keys of what lies over the tree."""
        if self._forms.form.is_open:
            return FORM_KEYS
        if self._forms.chooser.is_open:
            return _CHOOSING
        if self.bench.pending is not None:
            return _LEAVE_IT if self.bench.pending.forbidding else (_DO_IT, *_LEAVE_IT)
        return (_GO, *_LEAVE_IT) if self.bench.aim is not None else ()

    def show_now(self) -> None:
        """Show everything as it is now."""
        self._asked = asking(self.bench, self.list.row, self._key, self.inks, self.size.width)
        pane = self.query_one("#asking", Lines)
        pane.styles.height = len(self._asked)
        pane.put(self._asked, self.inks.bar())
        super().show_now()
        self._forms.show(self.inks, self.size.width)

    def put_down(self) -> bool:
        """Say whether nothing is lost when the screen is left: no form is being filled in."""
        form = self._forms.form
        if form.is_open:
            form.complain("This is not kept yet: Ctrl+S keeps it, Esc leaves it.")
        return not form.is_open

    def reframe(self, frame: Frame) -> None:
        """Show everything in other colours, under other keys."""
        self._forms.form.reframe(frame.inks)
        super().reframe(frame)

    @on(Form.Kept)
    def _keep(self, message: Form.Kept) -> None:
        self._forms.keep(message.values)
        self.show_now()

    @on(Form.Left)
    def _leave_form(self) -> None:
        self._forms.form.close()
        self.show_now()
