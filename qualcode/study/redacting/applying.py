"""One deed that makes the redacted texts the study's, and leaves nothing of the names in it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from qualcode.domain.answer import Answer
from qualcode.domain.identity import Id, new_id
from qualcode.domain.people import Participant
from qualcode.domain.redaction import MovedCoding, Ruling, Verdict
from qualcode.domain.replacing import Replacing
from qualcode.domain.source import Segment, Source, SourceText, text_digest
from qualcode.privacy.vault import Contents, FormerText, Vault
from qualcode.store import (
    codings,
    decisions,
    erasing,
    memos,
    people,
    redactions,
    sources,
    struck_words,
)
from qualcode.store.journal import Deed
from qualcode.store.sight import EVERYTHING, Sight
from qualcode.study.redacting.carrying import Carrying
from qualcode.study.redacting.plan import Plan

if TYPE_CHECKING:
    from sqlalchemy import Connection


@dataclass(slots=True)
class Applied:
    """What one deed took out: texts, originals and wordings go to the vault, or nowhere."""

    texts: list[FormerText] = field(default_factory=list)
    originals: dict[str, bytes] = field(default_factory=dict)
    wordings: dict[str, str] = field(default_factory=dict)
    replaced: int = 0
    codings: int = 0


def carryings(
    connection: Connection, plan: Plan, deed: Deed | None = None
) -> list[tuple[Carrying, list[Ruling]]]:
    """Return each source in which something is replaced, as it is and as it will be."""
    found = []
    for one in sources.listing(connection):
        older = sources.text(connection, one.id)
        rulings = redactions.rulings(connection, one.id)
        replacing = plan.of(older, rulings)
        if replacing.replacements:
            newer = redacted_source(older, replacing, plan, deed)
            found.append((Carrying(older, newer, replacing), rulings))
    return found


def cut_codings(
    connection: Connection, eyes: Sight, found: list[tuple[Carrying, list[Ruling]]]
) -> list[MovedCoding]:
    """Return the codings whose borders lie inside replaced words, as far as `eyes` may see them."""
    return [
        moved
        for one, _ in found
        for moved in one.cut(codings.of_source(connection, eyes, one.older.source.id))
    ]


class Applying:
    """The deed: new texts, everything carried over, then the old taken out and locked away."""

    def __init__(self, deed: Deed, plan: Plan) -> None:
        self._deed = deed
        self._connection = deed.connection
        self._plan = plan
        self.done = Applied()

    def replace_texts(self, found: list[tuple[Carrying, list[Ruling]]]) -> None:
        """Make each redacted text a new source in the place of the old one."""
        for one, rulings in found:
            older, newer = one.older.source, one.newer.source
            responses = self._answers(one)
            sources.change(self._deed, older, replace(older, removed=True))
            sources.add(self._deed, [one.newer], responses)
            self.done.codings += one.carry(self._deed)
            self.done.replaced += len(one.replacing.replacements)
            self._take_out(one.older, newer.id, one.replacing)
            redactions.put(self._connection, older.id, ())
            kept = [
                replace(ruling, span=one.replacing.moved(ruling.span))
                for ruling in rulings
                if ruling.verdict is Verdict.KEEP
            ]
            redactions.put(self._connection, newer.id, kept)

    def _answers(self, one: Carrying) -> list[Answer]:
        homes = one.homes
        return [
            replace(
                answer,
                source=one.newer.source.id,
                value=self._reworded(answer.value),
                segment=homes[answer.segment] if answer.segment else None,
            )
            for answer in sources.answers_of(self._connection, one.older.source.id)
        ]

    def _reworded(self, value: str | None) -> str | None:
        return None if value is None else self._plan.reworded(value)

    def reword_the_rest(self) -> None:
        """Replace the names in everything else that people wrote or that files told."""
        plan = self._plan
        self._reword_participants()
        for one in sources.listing(self._connection):
            renamed = replace(one, name=plan.reworded(one.name))
            if renamed != one:
                sources.change(self._deed, one, renamed)
            if (file_name := plan.reworded(one.file_name)) != one.file_name:
                erasing.rename_file(self._connection, one.id, file_name)
        for memo in memos.listing(self._connection, EVERYTHING):
            if (words := plan.reworded(memo.text)) != memo.text:
                memos.write(self._deed, replace(memo, text=words))
        decisions.carry(self._deed, {}, plan.reworded)
        struck = struck_words.listing(self._connection, EVERYTHING)
        struck_words.unstrike(self._deed, [one for one in struck if plan.holds(one.word)])
        erasing.reword_in_place(self._connection, plan.reworded)

    def _reword_participants(self) -> None:
        everybody = [
            *people.participants(self._connection),
            *people.participants(self._connection, removed=True),
        ]
        taken = {one.name for one in everybody}
        changes = []
        for one in everybody:
            after = self._reworded_participant(one)
            if after == one:
                continue
            if after.name != one.name:
                after = replace(after, name=_free(after.name, taken))
                after = replace(after, given=text_digest(after.name))
                taken.add(after.name)
            changes.append((one, after))
        people.change_participants(self._deed, changes)

    def _reworded_participant(self, one: Participant) -> Participant:
        attributes = {
            name: self._plan.reworded(value) if isinstance(value, str) else value
            for name, value in one.attributes.items()
        }
        return replace(one, name=self._plan.reworded(one.name), attributes=attributes)

    def empty_the_past(self) -> None:
        """Take out superseded and removed texts that hold a name, originals and old wordings."""
        redacted = {one.source for one in self.done.texts}
        past = sources.listing(self._connection, removed=True)
        lineage = _lineage(past, redacted)
        for one in past:
            if one.id in redacted:
                continue
            text = sources.text(self._connection, one.id)
            if text.text and (one.id in lineage or self._plan.holds(text.text)):
                self._take_out(text, Id(""), Replacing(()))
        files = {one.original for one in self._touched()}
        self.done.originals = erasing.originals(self._connection, files)
        for digest in self.done.originals:
            erasing.empty_original(self._connection, digest)
        self.done.wordings = erasing.drop_wordings(self._connection, self._plan.holds)

    def _touched(self) -> list[Source]:
        ids = [Id(one.source) for one in self.done.texts]
        return list(sources.by_id(self._connection, ids).values())

    def record(self, destroyed: bool) -> None:
        """Tell the journal, without names, what was taken out and where it went."""
        to = "destroyed" if destroyed else "vault"
        for one in self.done.texts:
            after = {"became": one.became, "replaced": len(one.replaced), "to": to}
            erasing.record(self._deed, one.source, after)
        for digest in self.done.originals:
            erasing.record(self._deed, digest, {"original": to})

    def _take_out(self, text: SourceText, became: Id, replacing: Replacing) -> None:
        one = text.source
        self.done.texts.append(
            FormerText(
                one.id,
                one.name,
                one.digest,
                text.text,
                became,
                tuple(
                    (each.span.start, each.span.end, each.words) for each in replacing.replacements
                ),
            )
        )
        name, file_name = self._plan.reworded(one.name), self._plan.reworded(one.file_name)
        erasing.empty_source(self._connection, one.id, name, file_name)


def lock_away(vault: Vault, plan: Plan, done: Applied, destroy: bool) -> None:
    """Put the names and what was taken out into the vault; destroyed is all but the names."""
    old = vault.contents
    contents = replace(old, names=plan.names)
    if not destroy:
        contents = Contents(
            old.study,
            plan.names,
            (*old.texts, *done.texts),
            {**old.originals, **done.originals},
            {**old.wordings, **done.wordings},
        )
    vault.keep(contents)


def redacted_source(
    older: SourceText, replacing: Replacing, plan: Plan, deed: Deed | None
) -> SourceText:
    """Return the source that takes the place of an older one; its segments are as many."""
    text = replacing.apply(older.text)
    before = older.source
    source = replace(
        before,
        id=new_id(),
        digest=text_digest(text),
        length=len(text),
        imported=deed.moment if deed else before.imported,
        supersedes=before.id,
    )
    segments = tuple(_segment(one, source.id, replacing, plan) for one in older.segments)
    return SourceText(source, text, segments)


def _segment(one: Segment, source: Id, replacing: Replacing, plan: Plan) -> Segment:
    return replace(
        one,
        id=new_id(),
        source=source,
        span=replacing.moved(one.span),
        heading=plan.reworded(one.heading),
    )


def _lineage(past: list[Source], redacted: set[str]) -> set[str]:
    """Return the ids of all that the redacted texts took the place of, one after another."""
    before = {one.id: one.supersedes for one in past}
    found: set[str] = set()
    for start in redacted:
        place = before.get(Id(start))
        while place is not None and place not in found:
            found.add(place)
            place = before.get(place)
    return found


def _free(wanted: str, taken: set[str]) -> str:
    name, number = wanted, 2
    while name in taken:
        name, number = f"{wanted} ({number})", number + 1
    return name
