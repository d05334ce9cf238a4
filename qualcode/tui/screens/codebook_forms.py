"""What is filled in or chosen at the codebook editor."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from qualcode.domain.codebook import Codebook
from qualcode.domain.codebook_changes import Change
from qualcode.domain.errors import QualcodeError
from qualcode.tui.codebook.bench import BLANK, CodebookBench
from qualcode.tui.codebook.colours import colour_options
from qualcode.tui.codebook.fields import fields_of
from qualcode.tui.codebook.tree import Branch
from qualcode.tui.looks.inks import Inks
from qualcode.tui.widgets.chooser import Chooser
from qualcode.tui.widgets.form import Field, Form

if TYPE_CHECKING:
    from qualcode.tui.screens.codebook import CodebookScreen

Texts = Mapping[str, str]

_WIDE_FROM = 110
_FEW = 3


class CodebookForms:
    """The form and the chooser of one codebook editor."""

    def __init__(self, screen: CodebookScreen, bench: CodebookBench) -> None:
        self._screen = screen
        self._bench = bench
        self.form = Form()
        self.chooser = Chooser()
        self._keep: Callable[[Texts], str | Change] = lambda _: ""
        self._colouring = ""

    def _open(
        self,
        title: str,
        fields: Sequence[Field],
        keep: Callable[[Texts], str | Change],
    ) -> None:
        self._keep = keep
        self.form.set_class(len(fields) <= _FEW, "-few")
        self.form.open(title, fields, self._screen.inks)

    def keep(self, texts: Texts) -> None:
        """Do with what was filled in what the form was opened for; say in it what is wrong."""
        before = self._bench.codebook
        try:
            told = self._keep(texts)
            if not isinstance(told, str):
                self._bench.foresee(told)
        except QualcodeError as error:
            self._refused(error, before)
            return
        self.form.close()
        self._screen.change(lambda: told if isinstance(told, str) else "")

    def _refused(self, error: QualcodeError, before: Codebook) -> None:
        if self._bench.codebook.revision == before.revision:
            self.form.complain(str(error))
        else:
            # What was filled in was thought out for a codebook that is no more; it stays in sight.
            self.form.complain(f"{error} The tree shows it as it is now; Ctrl+S keeps this.")
            self._screen.renew()

    def edit(self, branch: Branch) -> None:
        """Fill in everything that is said of a code."""
        code = branch.code
        keep = partial(self._bench.edit, code.id)
        self._open(f"{code.name}  ({code.id})", fields_of(code), keep)

    def edit_one(self, field: str, branch: Branch) -> None:
        """Fill in one field of a code."""
        fields = [one for one in fields_of(branch.code) if one.id == field]
        self._open(f"{branch.code.name}", fields, partial(self._bench.edit, branch.code.id))

    def new_beside(self) -> None:
        """Fill in a code that comes after the one at hand; in an empty codebook, the first."""
        row = self._screen.list.row
        if row is None or row.retired:
            self._new("a new theme", None, None)
            return
        book, parent = self._bench.codebook, row.code.parent
        place = book.children(parent).index(row.code) + 1
        under = f"under “{book.by_id[parent].name}”, " if parent else ""
        self._new(f"a new code {under}after “{row.code.name}”", parent, place)

    def new_below(self, branch: Branch) -> None:
        """Fill in a code below the one at hand."""
        self._new(f"a new code under “{branch.code.name}”", branch.code.id, None)

    def _new(self, title: str, parent: str | None, position: int | None) -> None:
        def add(texts: Texts) -> str:
            return self._bench.add(texts, parent, position)

        self._open(title, fields_of(BLANK), add)

    def split(self, branch: Branch) -> None:
        """Fill in the codes that one is split into."""
        code = branch.code
        fields = (
            Field("names", "new codes", "", True, "names, with commas or one in a line"),
            Field("retire", "retire it", "no", hint="yes: the old code is no longer put on"),
        )
        self._open(f"Split “{code.name}”", fields, partial(self._bench.split_change, code.id))

    def retire(self, branch: Branch) -> None:
        """Fill in why a code is no longer applied, and what to use instead."""
        code = branch.code
        fields = (
            Field("use", "use instead", hint="names or ids of codes, with commas"),
            Field("why", "why", hint="the reason, kept in the codebook"),
        )
        self._open(f"Retire “{code.name}”", fields, partial(self._bench.retire_change, code.id))

    def choose_colour(self, branch: Branch) -> None:
        """Choose the colour of a code."""
        self._colouring = branch.code.id
        options = colour_options(self._bench.codebook, branch.code.id)
        self.chooser.open(f"colour of {branch.code.name}", options, self._screen.size.height)

    def choose(self, pressed: str) -> None:
        """Take a key for the chooser."""
        if pressed == "escape":
            self.chooser.close()
        elif pressed in ("enter", "tab"):
            if (option := self.chooser.option) is not None:
                self.chooser.close()
                texts = {"color": option.id[0]}
                self._screen.change(lambda: self._bench.edit(self._colouring, texts))
        else:
            self.chooser.press(pressed)

    def show(self, inks: Inks, width: int) -> None:
        """Show what is open."""
        self.form.set_class(width >= _WIDE_FROM, "-wide")
        if self.chooser.is_open:
            self.chooser.show(inks)
