"""What lies open while names are replaced: the desk with its vault, the hits, what was decided."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from qualcode.domain.errors import InputError, Refused
from qualcode.domain.redaction import Hit, IdentifierKind, Redacted, Ruling, Verdict
from qualcode.study import Study
from qualcode.study.redacting.desk import RedactionDesk
from qualcode.tui.redacting.sheet import Sheet, applied, left_over, previewed

_AROUND = 600
_EDGES = " .,;:'’"


class RedactionBench:
    """Hits in the order of their texts. Names are in memory here and in the vault, nowhere else.

    What takes long is called in a thread: `unlock`, `read`, `confirm_name`, `preview`, `apply`,
    `clean`. `progress` tells how many texts of how many were read meanwhile.
    """

    def __init__(self, study: Study) -> None:
        self._study = study
        self._desk: RedactionDesk | None = None
        self._text: tuple[str, str] = ("", "")
        self.hits: list[Hit] = []
        self.only_waiting = False
        self.progress = (0, 0)
        self.has_applied = False
        self._accepted = False

    @property
    def is_open(self) -> bool:
        """Say whether the vault is open."""
        return self._desk is not None

    @property
    def is_new(self) -> bool:
        """Say whether there is no vault yet.

        Raises:
            Refused: if the study has no folder in which one could lie.
        """
        return not self._study.redacting.vault_path().exists()

    @property
    def notice(self) -> str:
        """Return one sentence on how names are found, if no language model is installed."""
        return self._desk.notice if self._desk is not None else ""

    @property
    def shown(self) -> list[Hit]:
        """Return the hits to be listed."""
        return [hit for hit in self.hits if not (self.only_waiting and hit.ruling)]

    @property
    def waiting(self) -> int:
        """Return how many hits wait for a decision."""
        return sum(hit.ruling is None for hit in self.hits)

    def require_open(self) -> RedactionDesk:
        """Return the desk.

        Raises:
            Refused: if the vault is not open.
        """
        if self._desk is None:
            raise Refused("The vault is closed; Enter asks for its passphrase.")
        return self._desk

    def unlock(self, passphrase: str) -> None:
        """Open the vault, or make it, and read the texts."""
        part = self._study.redacting
        self._desk = part.begin(passphrase) if self.is_new else part.open(passphrase)
        self.read()

    def read(self) -> None:
        """Find all hits in the texts as they are now."""
        self.hits = self.require_open().queue(all_hits=True, progress=self._told)

    def _told(self, done: int, of: int) -> None:
        self.progress = (done, of)

    def decide(
        self, hits: Iterable[Hit], verdict: Verdict, replacement: str = "", reason: str = ""
    ) -> int:
        """Decide the same about hits; say about how many."""
        chosen = list(hits)
        rulings = self.require_open().decide_all(chosen, verdict, replacement, reason)
        ruled = dict(zip(map(_place, chosen), rulings, strict=True))
        self.hits = [_ruled(hit, ruled.get(_place(hit))) for hit in self.hits]
        if verdict is Verdict.REPLACE:
            self._follow(ruled.values(), chosen)
        return len(chosen)

    def _follow(self, rulings: Iterable[Ruling], chosen: list[Hit]) -> None:
        """Propose for the same words what now stands for them, without reading all again."""
        stands = {
            _said(hit): ruling.replacement for hit, ruling in zip(chosen, rulings, strict=True)
        }
        self.hits = [
            replace(hit, replacement=stands.get(_said(hit), hit.replacement)) for hit in self.hits
        ]

    def same_as(self, hit: Hit) -> int:
        """Decide about all waiting hits of the same words as about this one; say about how many.

        Raises:
            Refused: if nothing was decided about this one.
        """
        ruling = hit.ruling
        if ruling is None:
            raise Refused("Decide about this one first; then the same can be said of the others.")
        others = [one for one in self.hits if one.ruling is None and _said(one) == _said(hit)]
        if others:
            self.decide(others, ruling.verdict, ruling.replacement, ruling.reason)
        return len(others)

    def take_back(self, hit: Hit) -> None:
        """Let a hit wait again.

        Raises:
            Refused: if it waits already.
        """
        if hit.ruling is None:
            raise Refused("Nothing was decided about this one yet.")
        self.require_open().take_back([hit])
        self.read()

    def confirm_name(self, name: str, kind: IdentifierKind, replacement: str) -> str:
        """Put a name on the list, replace all its hits that wait, and say what was done."""
        (known,) = self.require_open().add_names([(name, kind, replacement)])
        self.read()
        meant = known.name.strip(_EDGES).casefold()
        hits = [one for one in self.hits if one.ruling is None and _said(one)[0] == meant]
        if hits:
            self.decide(hits, Verdict.REPLACE, known.replacement)
        return f"{known.name} is on the list, as {known.replacement}; hits replaced: {len(hits)}"

    def preview(self) -> Sheet:
        """Return what applying would do."""
        count, moved = self.require_open().preview()
        self._accepted = bool(moved)
        if not count:
            raise InputError("Nothing is decided that would be replaced.")
        return previewed(count, moved, len(self.require_open().names))

    def apply(self) -> Sheet:
        """Do what was previewed, for good.

        Raises:
            StoreUnavailable: if it was done, and another program has the study open.
        """
        self.has_applied = True
        try:
            done: Redacted = self.require_open().apply(accept_moved=self._accepted)
        finally:
            self._text = ("", "")
            self.read()
        return applied(done)

    def clean(self) -> Sheet:
        """Take away what copies and caches hold, and look where names still are."""
        self.require_open().clean()
        return left_over(self.require_open().residue())

    def around(self, hit: Hit) -> tuple[str, str]:
        """Return what stands before and after a hit in its text."""
        if self._text[0] != hit.source:
            self._text = hit.source, self._read_text(hit)
        text, span = self._text[1], hit.proposal.span
        if span.of(text) != hit.words:
            return hit.before, hit.after
        # From a blank on, so that no half word stands at the beginning.
        start = (
            text.find(" ", max(0, span.start - _AROUND), span.start) if span.start > _AROUND else 0
        )
        return text[max(0, start) : span.start], text[span.end : span.end + _AROUND]

    def _read_text(self, hit: Hit) -> str:
        found = (one for one in self._study.sources if one.id == hit.source)
        return next((self._study.sources.read(one).text for one in found), "")


def _place(hit: Hit) -> tuple[str, int, int]:
    span = hit.proposal.span
    return hit.source, span.start, span.end


def _said(hit: Hit) -> tuple[str, IdentifierKind]:
    return hit.words.strip(_EDGES).casefold(), hit.proposal.kind


def _ruled(hit: Hit, ruling: Ruling | None) -> Hit:
    return hit if ruling is None else replace(hit, ruling=ruling)
