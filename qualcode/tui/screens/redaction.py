"""The screen on which each hit is replaced, generalised or kept, and all of it applied."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from qualcode.domain.errors import QualcodeError, Refused
from qualcode.domain.redaction import Hit, IdentifierKind, Verdict
from qualcode.study import Study
from qualcode.tui.frame import Frame
from qualcode.tui.looks.safe_text import Line, words
from qualcode.tui.redacting.bench import RedactionBench
from qualcode.tui.redacting.painting import hit_detail, hit_line
from qualcode.tui.registry.action import Verb
from qualcode.tui.registry.redaction import REDACTION
from qualcode.tui.screens.asked import AskedListScreen
from qualcode.tui.told import Told

_HIDDEN = (
    "Names and originals lie in an encrypted vault beside the study. Its passphrase is not shown "
    "and not kept; without it there is no way in."
)
_APPLYING = "replacing"


class RedactionScreen(AskedListScreen[Hit]):
    """Hits by source, each with its passage; nothing of them is kept outside the bench."""

    def __init__(self, study: Study, frame: Frame) -> None:
        self.names = RedactionBench(study)
        self._problem = ""
        super().__init__(REDACTION, frame)

    def on_mount(self) -> None:
        """Ask for the passphrase."""
        self.attempt(self._ask_passphrase)

    def rows(self) -> Sequence[Hit]:
        """Return the hits by source and place."""
        return self.names.shown

    def said(self, row: Hit) -> str:
        """Return source, kind, words and reason of a hit, and whether it waits."""
        state = row.ruling.verdict.value if row.ruling else "waits"
        return f"{row.name} {row.proposal.kind.value} {row.words} {row.proposal.reason} {state}"

    def heading(self, row: Hit) -> str:
        """Return the source."""
        return row.name

    def head(self) -> Line:
        """Return how many hits wait, and how names were found."""
        bench = self.names
        told = f"  {bench.waiting} of {len(bench.hits)} wait" if bench.hits else ""
        quiet = self.inks.quiet(self.inks.panel)
        return [words(" Redaction", self.inks.bar(bold=True)), words(told, quiet)]

    def empty(self) -> str:
        """Return why nothing is listed."""
        bench = self.names
        if self.work:
            return bench.notice
        if not bench.is_open:
            return f"{self._problem}\n{_HIDDEN}"
        if bench.hits:
            return "Nothing waits for a decision. A shows what would be replaced; w shows all."
        return f"Nothing was found that may identify somebody.\n{bench.notice}"

    def verbs(self) -> Mapping[str, Verb]:
        """Map the ids of actions to what they do."""
        own: dict[str, Callable[[Hit], object]] = {
            "replace": partial(self._decide, Verdict.REPLACE),
            "generalise": partial(self._decide, Verdict.GENERALISE),
            "keep": self._ask_reason,
            "edit": self._ask_words,
            "same": self._same,
            "undo": self._take_back,
        }
        on_study: dict[str, Verb] = {
            "name": self._ask_name,
            "apply": self._preview,
            "left_over": self._look_again,
        }
        return {
            **super().verbs(),
            **{name: partial(self._on_row, deed) for name, deed in own.items()},
            **{name: partial(self.attempt, deed) for name, deed in on_study.items()},
            "next_waiting": self._next_waiting,
            "waiting": self._turn_waiting,
            "open": self._open_or_unlock,
            "back": self._leave,
        }

    def line(self, row: Hit, chosen: bool, width: int) -> Line:
        """Return a hit's kind, words, and what is to stand there."""
        return hit_line(row, self.inks, chosen, width)

    def detail(self, row: Hit, width: int) -> Sequence[Line]:
        """Return the passage with the hit in it, and why it was found."""
        height = self.size.height - 3 if self.is_wide else self._below
        return hit_detail(row, self.names.around(row), self.inks, width, height)

    def put_down(self) -> bool:
        """Say whether one may leave: not while the texts are being replaced."""
        if self.work != _APPLYING:
            return True
        self.told = Told("The texts are being replaced; wait until that is done.", failed=True)
        return False

    def failed(self, error: QualcodeError) -> None:
        """Ask for the passphrase again, if the vault is still closed."""
        self._problem = str(error)
        if not self.names.is_open:
            self.attempt(self._ask_passphrase)

    @property
    def progress(self) -> str:
        """Return which text is read, while the texts are."""
        done, of = self.names.progress
        return f" text {done + 1} of {of}" if of and self.work != _APPLYING else ""

    def _ask_passphrase(self) -> None:
        try:
            if self.names.is_new:
                self.ask_secret("A passphrase for a new vault, a few words:", self._ask_again)
            else:
                self.ask_secret("Passphrase of the vault:", self._unlock)
        except Refused as error:
            self._problem = str(error)
            raise

    def _ask_again(self, first: str) -> None:
        def second(again: str) -> None:
            if again == first:
                self._unlock(first)
            else:
                self._problem = "The two were not the same; nothing was made."
                self._ask_passphrase()

        self.ask_secret("The same again:", second)

    def _unlock(self, passphrase: str) -> None:
        bench = self.names
        self.begin("looking for names", partial(bench.unlock, passphrase), self._first_waiting)

    def _open_or_unlock(self) -> None:
        if self.names.is_open:
            self._on_row(self._ask_words)
        else:
            self.attempt(self._ask_passphrase)

    def _on_row(self, deed: Callable[[Hit], object]) -> None:
        row = self.list.row
        if row is not None:
            self.attempt(partial(self._at_rest, deed, row))

    def _at_rest(self, deed: Callable[[Hit], object], row: Hit) -> None:
        self.require_rest()
        deed(row)

    def _decide(self, verdict: Verdict, row: Hit, replacement: str = "", reason: str = "") -> None:
        self.names.decide([row], verdict, replacement, reason)
        self.renew()
        stands = replacement or {
            Verdict.REPLACE: row.replacement, Verdict.GENERALISE: row.generalisation
        }.get(verdict, "kept")  # fmt: skip
        self.tell(f"{row.words}: {stands}; s does the same to all of these words")
        if not self.names.only_waiting:
            self._next_waiting(told=False)

    def _ask_reason(self, row: Hit) -> None:
        self.ask("Why is it kept?", lambda why: self._decide(Verdict.KEEP, row, reason=why))

    def _ask_words(self, row: Hit) -> None:
        stands = row.ruling.replacement if row.ruling else ""
        typed = stands or row.replacement
        self.ask("To stand there:", lambda said: self._decide(Verdict.REPLACE, row, said), typed)

    def _same(self, row: Hit) -> None:
        count = self.names.same_as(row)
        self.renew()
        self.tell(f"the same decided about {count} more")

    def _take_back(self, row: Hit) -> None:
        self.names.take_back(row)
        self.renew()
        self.tell(f"{row.words}: waits again")

    def _ask_name(self) -> None:
        row = self.list.row
        kind = row.proposal.kind if row else IdentifierKind.PERSON
        self._require_open()

        def confirm(name: str) -> None:
            same = row is not None and name.casefold() == row.words.casefold()
            stands = row.replacement if row is not None and same else ""
            self._told_after("confirming", partial(self.names.confirm_name, name, kind, stands))

        self.ask(f"Confirm as {kind.value}:", confirm, row.words if row else "")

    def _told_after(self, what: str, work: Callable[[], str]) -> None:
        told: list[str] = []
        self.begin(what, lambda: told.append(work()), lambda: self.tell(told[0]))

    def _preview(self) -> None:
        self.begin_sheet("looking what would change", self.names.preview)

    def _look_again(self) -> None:
        self._require_open()
        self.begin_sheet("looking for what is left", self.names.clean)

    def _require_open(self) -> None:
        self.require_rest()
        self.names.require_open()

    def confirmed(self) -> None:
        """Replace for good."""
        self.call_later(self._apply)

    async def _apply(self) -> None:
        # What suggests reads the study in a process of its own, and so would keep it open.
        if self.app.suggesting is not None:
            await self.app.suggesting.end()
        self.attempt(lambda: self.begin_sheet(_APPLYING, self.names.apply))
        self.show_now()

    def _first_waiting(self) -> None:
        self.list.choose(lambda hit: hit.ruling is None)

    def _next_waiting(self, told: bool = True) -> None:
        shown, place = self.list.shown, self.list.place
        order = [*range(place + 1, len(shown)), *range(min(place + 1, len(shown)))]
        found = next((at for at in order if shown[at].ruling is None), None)
        if found is not None:
            self.list.go(found)
        elif told and shown:
            self.tell("Nothing waits for a decision; A shows what would be replaced.")

    def _turn_waiting(self) -> None:
        self.names.only_waiting = not self.names.only_waiting
        self.renew()

    def _leave(self) -> None:
        # Pages that were open before show texts that are not in the study any more.
        if self.names.has_applied:
            self.app.show_home()
        else:
            self.app.go_back()

    def _step_back(self) -> None:
        if not self.list.end():
            self._leave()
