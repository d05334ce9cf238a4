"""The state of the codebook editor, and its deeds. Widgets show it and keep none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from qualcode.domain.codebook import Code
from qualcode.domain.codebook_changes import (
    Change,
    ChangePreview,
    EditCode,
    MergeCodes,
    MoveCode,
    NewCode,
    RetireCode,
    SplitCode,
    changed,
)
from qualcode.domain.coding import Coding
from qualcode.domain.errors import InputError, QualcodeError, Refused
from qualcode.study import Study
from qualcode.study.history import Undone
from qualcode.study.own_deeds import at_the_codebook
from qualcode.tui.codebook.fields import changes, ids_of, parted
from qualcode.tui.codebook.tree import Branch, branches, place_beside, sibling
from qualcode.tui.codebook.uses import Counting
from qualcode.tui.codebook.words import differing, differing_names, done
from qualcode.tui.codes import Codes

BLANK = Code("", "")
"""What a new code is before anything is said of it."""

AS_THE_STUDY = "codebook.yaml says what the study has: no code differs."
"""What is told where there are no edits by hand; comments may differ all the same."""

Side = Literal["under", "before", "after"]


@dataclass(frozen=True, slots=True)
class Aim:
    """A code that is carried through the tree to where it is to go, or to be merged into."""

    code: str
    merges: bool = False


class CodebookBench:
    """The study's codebook as one person looks at it and changes it.

    `aim` is there while a code is carried, `pending` while a change waits for a yes. `at` is the
    code to go to after a change, if it is another than before, `undecided` are codings of a code
    that was split just now. Every method
    that changes something returns the line that says what was done; refusals pass through as
    QualcodeError, and the codebook is read anew before.
    """

    def __init__(self, study: Study) -> None:
        self.study = study
        self.counting = Counting(study)
        self.folded: set[str] = set()
        self.whole = False
        self.with_retired = True
        self.aim: Aim | None = None
        self.pending: ChangePreview | None = None
        self.undecided: tuple[Coding, ...] = ()
        self.at = ""
        self._read()

    def _read(self) -> None:
        self.codebook = self.study.catalogue.codebook
        self.codes = Codes(self.codebook)
        self.diff = self.study.catalogue.file.diff()
        self.counting.begin()

    def renew(self) -> None:
        """Read everything anew."""
        self._read()
        if self.aim is not None and self.aim.code not in self.codebook:
            self.aim = None

    def rows(self) -> Sequence[Branch]:
        """Return the codes as rows."""
        return branches(self.codebook, () if self.whole else self.folded, self.with_retired)

    def fold(self, branch: Branch) -> bool:
        """Fold what is below a row; say whether there was anything to fold."""
        if branch.folded is not False:
            return False
        self.folded.add(branch.code.id)
        return True

    def unfold(self, branch: Branch) -> bool:
        """Show what is below a row; say whether there was anything to show."""
        if not branch.folded:
            return False
        self.folded.discard(branch.code.id)
        return True

    def fold_all(self) -> None:
        """Fold everything, or show everything if nothing is left to fold."""
        below = {one.parent for one in self.codebook.codes if one.parent is not None}
        self.folded = set() if below <= self.folded else below

    def show(self, code: str) -> None:
        """Unfold whatever keeps a code from being seen."""
        if code in self.codebook:
            self.folded.difference_update(one.id for one in self.codebook.ancestors(code))
            self.with_retired = self.with_retired or self.codebook.by_id[code].retired is not None

    def carried(self, target: Branch, side: Side) -> Change:
        """Return the change that puts the carried code where the target says.

        Raises:
            Refused: if it makes no sense.
        """
        assert self.aim is not None
        code, other = self.aim.code, target.code
        if other.id == code:
            raise Refused("Go to another code.")
        change: Change
        if self.aim.merges:
            change = MergeCodes(code, other.id)
        elif side == "under":
            change = MoveCode(code, other.id)
        else:
            place = place_beside(self.codebook, code, other.id, side == "after")
            change = MoveCode(code, other.parent, place)
        changed(self.codebook, change, lambda _: "")
        return change

    def foresee(self, change: Change) -> None:
        """Look what a change would do; it then waits for a yes."""
        try:
            self.pending = self.study.codes.preview(change)
        except QualcodeError:
            self.renew()
            raise
        self.aim = None

    def confirm(self) -> str:
        """Make the change that waits."""
        assert self.pending is not None
        pending, self.pending = self.pending, None
        return self.do(pending.change)

    def do(self, change: Change) -> str:
        """Make a change."""
        before = self.codebook
        try:
            what = self.study.codes.change(change, before)
        except QualcodeError:
            self.renew()
            raise
        self.renew()
        new = next((one for one in what.codes if one not in before), "")
        self.at = change.code if isinstance(change, MoveCode) else new
        self.show(self.at)
        self.undecided = what.undecided
        return done(before, change, what)

    def edit(self, code: str, texts: Mapping[str, str]) -> str:
        """Keep what was filled in for a code."""
        values = changes(self.codebook, self.codebook.by_id[code], texts)
        return self.do(EditCode(code, values)) if values else "nothing changed"

    def add(self, texts: Mapping[str, str], parent: str | None, position: int | None) -> str:
        """Add a code that was filled in."""
        values: dict[str, Any] = changes(self.codebook, BLANK, texts)
        return self.do(NewCode(values.pop("name", ""), parent, "", position, values))

    def split_change(self, code: str, texts: Mapping[str, str]) -> Change:
        """Return the split that was filled in."""
        retire = texts["retire"].strip().casefold()
        if retire not in ("yes", "y", "no", "n", ""):
            raise InputError(f"'{retire}' is neither yes nor no.")
        return SplitCode(code, tuple(parted(texts["names"])), retire in ("yes", "y"))

    def retire_change(self, code: str, texts: Mapping[str, str]) -> Change:
        """Return the retirement that was filled in."""
        return RetireCode(code, ids_of(self.codebook, texts["use"]), texts["why"].strip())

    def shift(self, code: str, step: int) -> str:
        """Put a code one place further down among its siblings, or, negative, up."""
        other = sibling(self.codebook, code, step)
        if other is None:
            return f"It is the {'last' if step > 0 else 'first'} there already."
        place = place_beside(self.codebook, code, other, step > 0)
        return self.do(MoveCode(code, self.codebook.by_id[code].parent, place))

    def undo(self) -> str:
        """Take back the last change of the codebook."""
        return f"undone: {self._step(self.study.history.undo(at_the_codebook))}"

    def redo(self) -> str:
        """Make the change again that was taken back last."""
        return f"done again: {self._step(self.study.history.redo(at_the_codebook))}"

    def _step(self, undone: Undone) -> str:
        before = self.codebook
        self.renew()
        ids = differing(before, self.codebook)
        self.at = next((one for one in ids if one in self.codebook), "")
        codings = sum(number for kind, number in undone.kinds.items() if kind.value == "coding")
        also = f", {codings} coding{'' if codings == 1 else 's'}" if codings else ""
        return differing_names(before, self.codebook) + also

    def apply_edits(self) -> str:
        """Take over what was changed by hand in codebook.yaml."""
        before = self.codebook
        self._require_edits()
        self.study.catalogue.apply_edits()
        self.renew()
        return f"taken over from codebook.yaml: {differing_names(before, self.codebook)}"

    def refuse_edits(self) -> str:
        """Write the study's codebook over what was changed by hand."""
        self._require_edits()
        self.study.catalogue.file.write()
        self.renew()
        return "codebook.yaml is as the study has it again"

    def _require_edits(self) -> None:
        if not self.study.catalogue.file.edited:
            raise Refused(AS_THE_STUDY)
