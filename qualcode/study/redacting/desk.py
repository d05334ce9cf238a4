"""The desk at which a person decides about every hit, with the vault open."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from qualcode.domain.errors import InputError, NotFound
from qualcode.domain.identity import Id
from qualcode.domain.redaction import (
    Hit,
    IdentifierKind,
    KnownName,
    MovedCoding,
    Redacted,
    Residue,
    Ruling,
    Verdict,
)
from qualcode.domain.source import SourceText
from qualcode.domain.span import Span
from qualcode.privacy.pseudonyms import Pseudonyms
from qualcode.privacy.vault import Vault
from qualcode.store import people, redactions, sources
from qualcode.study.redacting import applying, residue
from qualcode.study.redacting.cleaning import clean
from qualcode.study.redacting.entities import Recognition
from qualcode.study.redacting.plan import Plan, names_of
from qualcode.study.redacting.proposing import Found, Proposing, suggested, undecided
from qualcode.study.session import Session


def _told_to_nobody(_: int, __: int) -> None:
    """Take no notice of how far something is."""


class RedactionDesk:
    """Hits in their context, what was decided about them, and the deed that applies it.

    What is decided is kept in the study at once, as places and replacements, without the names.
    """

    def __init__(self, session: Session, vault: Vault, recognition: Recognition) -> None:
        self._session = session
        self._vault = vault
        self._recognition = recognition
        self._found: Found | None = None

    @property
    def notice(self) -> str:
        """Return one sentence on how names are found, if no language model is installed."""
        return self._recognition.notice

    @property
    def names(self) -> tuple[KnownName, ...]:
        """Return the confirmed names, which are kept in the vault only."""
        return self._vault.contents.names

    def add_names(self, new: Iterable[tuple[str, IdentifierKind, str]]) -> list[KnownName]:
        """Confirm names: each with its kind and what is to stand in its place, or nothing.

        Raises:
            InputError: if a name is empty.
        """
        pseudonyms = Pseudonyms(self.names)
        made = []
        for given, kind, replacement in new:
            name = " ".join(given.split())
            if len(name) < 2:
                raise InputError("A name needs at least two letters.")
            if not replacement:
                replacement = pseudonyms.of(name, kind)
            pseudonyms.learn(KnownName(name, kind, replacement))
            made.append(KnownName(name, kind, replacement))
        self._vault.add_names(made)
        return made

    def remove_name(self, name: str) -> None:
        """Take a name off the list of confirmed names.

        Raises:
            NotFound: if it is not on it.
        """
        if not self._vault.remove_name(name):
            raise NotFound("confirmed name", name, [one.name for one in self.names])

    def suggested_names(self) -> list[KnownName]:
        """Return what looks like a name in labels, not texts: nobody comes upon it in the queue."""
        texts, _ = self._read()
        with self._session.reading() as connection:
            persons = people.participants(connection)
        labels = dict.fromkeys(
            [
                *(one.name for one in persons),
                *(value for one in persons for value in one.attributes.values()),
                *(
                    label
                    for one in texts
                    for label in (one.source.name, Path(one.source.file_name).stem)
                ),
                *(segment.heading for one in texts for segment in one.segments),
            ]
        )
        return suggested((one for one in labels if isinstance(one, str)), self.names, texts)

    def queue(
        self,
        source: str | None = None,
        all_hits: bool = False,
        progress: Callable[[int, int], object] = _told_to_nobody,
    ) -> list[Hit]:
        """Return the hits that wait for a decision, by source and place; or all of them.

        `progress` hears how many texts of how many were gone through.

        Raises:
            NotFound: if no source has this name.
        """
        found: list[Hit] = []
        texts, decided = self._read()
        proposing = self._proposing(texts, decided)
        if source is not None and all(one.source.name != source for one in texts):
            raise NotFound("source", source, [one.source.name for one in texts])
        for number, one in enumerate(texts):
            progress(number, len(texts))
            if source in (None, one.source.name):
                hits = proposing.hits(one)
                found += hits if all_hits else undecided(hits)
        return found

    def mark(self, source: str, span: Span, kind: IdentifierKind) -> Hit:
        """Return a hit on words that no rule found, to be decided about like any other.

        Raises:
            NotFound: if no source has this name.
            InputError: if the span is not in its text.
        """
        texts, decided = self._read()
        for one in texts:
            if one.source.name == source:
                if span.end > len(one.text):
                    raise InputError(f"'{source}' has {len(one.text)} signs; mark inside of them.")
                proposing = self._proposing(texts, decided)
                return proposing.marked(one, span, kind)
        raise NotFound("source", source, [one.source.name for one in texts])

    def decide(self, hit: Hit, verdict: Verdict, replacement: str = "", reason: str = "") -> Ruling:
        """Decide about one hit; without a replacement it gets the one that was proposed.

        Raises:
            InputError: if it is to be kept and no reason is given.
        """
        (ruling,) = self.decide_all([hit], verdict, replacement, reason)
        return ruling

    def decide_all(
        self, hits: Sequence[Hit], verdict: Verdict, replacement: str = "", reason: str = ""
    ) -> list[Ruling]:
        """Decide the same about several hits, in one go."""
        made = [(hit.source, _ruling(hit, verdict, replacement, reason)) for hit in hits]
        with self._session.deed() as deed:
            by_source: dict[Id, list[Ruling]] = {}
            for source, ruling in made:
                by_source.setdefault(source, []).append(ruling)
            for source, new in by_source.items():
                standing = redactions.rulings(deed.connection, source)
                left = [
                    one
                    for one in standing
                    if not any(one.span.overlaps(ruling.span) for ruling in new)
                ]
                redactions.put(deed.connection, source, [*left, *new])
        return [ruling for _, ruling in made]

    def take_back(self, hits: Iterable[Hit]) -> None:
        """Let hits wait for a decision again."""
        with self._session.deed() as deed:
            for hit in hits:
                standing = redactions.rulings(deed.connection, hit.source)
                left = [one for one in standing if one.span != hit.proposal.span]
                redactions.put(deed.connection, hit.source, left)

    def preview(self) -> tuple[int, list[MovedCoding]]:
        """Return how many replacements wait, and which codings they would cut through."""
        plan = self._plan()
        with self._session.reading() as connection:
            eyes = self._session.sight(connection)
            found = applying.carryings(connection, plan)
            count = sum(len(one.replacing.replacements) for one, _ in found)
            return count, applying.cut_codings(connection, eyes, found)

    def apply(self, accept_moved: bool = False, destroy: bool = False) -> Redacted:
        """Replace what was decided, and the confirmed names wherever they stand, as one deed.

        Codings, looks, flags, rejections, queues, decisions, memos and answers follow their words.
        A coding that begins or ends inside replaced words grows to the whole of them; then nothing
        is done unless that is accepted. Originals go to the vault, or are destroyed.

        Raises:
            InputError: if codings would be changed and that is not accepted.
            StoreUnavailable: if another program has the study open; the deed is done then, but the
                database's files still hold what was taken out.
        """
        plan = self._plan()
        with self._session.deed() as deed:
            eyes = self._session.sight(deed.connection)
            found = applying.carryings(deed.connection, plan, deed)
            moved = applying.cut_codings(deed.connection, eyes, found)
            if moved and not accept_moved:
                raise InputError(_told(moved), fix="Accept that with --accept-moved.")
            work = applying.Applying(deed, plan)
            work.replace_texts(found)
            work.reword_the_rest()
            work.empty_the_past()
            work.record(destroy)
            # Before the deed is committed: what leaves the study must be safe in the vault first.
            applying.lock_away(self._vault, plan, work.done, destroy)
        done = work.done
        self.clean()
        return Redacted(
            len(found),
            done.replaced,
            done.codings,
            tuple(moved),
            len(done.originals),
            tuple(self.residue()),
        )

    def clean(self) -> None:
        """Take copies and caches of what was taken out away, and write the database anew.

        Raises:
            StoreUnavailable: if another program has the study open.
        """
        clean(self._session)

    def residue(self) -> list[Residue]:
        """Return where names that were replaced still are; an empty list means nowhere."""
        plan = Plan(self.names)
        with self._session.reading() as connection:
            found = residue.in_database(connection, plan)
        return found + residue.in_files(self._session, plan, [self._vault.path])

    def _proposing(self, texts: Sequence[SourceText], decided: dict[Id, list[Ruling]]) -> Proposing:
        key = (self.names, tuple(one.source.id for one in texts))
        if self._found is None or self._found.key != key:
            self._found = Found(self.names, texts, self._recognition.entities)
        return Proposing(self.names, texts, decided, self._found)

    def _plan(self) -> Plan:
        texts, rulings = self._read()
        names = {one.name.casefold(): one for one in self.names}
        for text in texts:
            for one in names_of(text, rulings.get(text.source.id, ())):
                names.setdefault(one.name.casefold(), one)
        return Plan(names.values())

    def _read(self) -> tuple[list[SourceText], dict[Id, list[Ruling]]]:
        with self._session.reading() as connection:
            texts = [sources.text(connection, one.id) for one in sources.listing(connection)]
            decided = {
                one: redactions.rulings(connection, one) for one in redactions.sources(connection)
            }
        return texts, decided


def _ruling(hit: Hit, verdict: Verdict, replacement: str, reason: str) -> Ruling:
    span, kind = hit.proposal.span, hit.proposal.kind
    if verdict is Verdict.KEEP:
        if not reason.strip():
            raise InputError("Say why it is kept: a reason is needed.")
        return Ruling(span, kind, verdict, "", reason.strip())
    if not replacement:
        replacement = hit.replacement if verdict is Verdict.REPLACE else hit.generalisation
    return Ruling(span, kind, verdict, replacement, reason.strip())


def _told(moved: Sequence[MovedCoding]) -> str:
    first = moved[0]
    return (
        f"{len(moved)} codings begin or end inside words that are replaced, the first "
        f"'{first.code}' in '{first.source}'; they would grow to the whole of them."
    )
