"""One file's sources becoming the study's: new, unchanged, or replacing an older text."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from itertools import count

from qualcode.domain.answer import Answer
from qualcode.domain.identity import Id, new_id
from qualcode.domain.people import Participant
from qualcode.domain.reading import DraftSource, Reading
from qualcode.domain.source import (
    Segment,
    Source,
    SourceKind,
    SourceText,
    bytes_digest,
    text_digest,
)
from qualcode.store import sight, sources
from qualcode.store.journal import Deed
from qualcode.study.imports.cast import Cast
from qualcode.study.imports.succession import Succession, TouchedCoding


class Intake:
    """Stores the sources of one reading inside a deed and remembers what became of each.

    `apart` are sources that this reading is no newer form of, whatever they are called. `touched`
    lists codings on passages that changed, without those that `left_out` tells of.
    """

    def __init__(self, deed: Deed, reading: Reading, apart: Collection[Id] = frozenset()) -> None:
        self._deed = deed
        self._reading = reading
        self._digest = bytes_digest(reading.original)
        self.cast = Cast(deed, reading.moderators)
        present = sources.listing(deed.connection)
        self._taken = {one.name for one in present}
        self._older_forms = {
            one.given: one
            for one in present
            if one.file_name == reading.file_name and one.id not in apart
        }
        self.added: list[Source] = []
        self.replaced: list[Source] = []
        self.unchanged = 0
        self.touched: list[TouchedCoding] = []
        self.left_out = ""

    def store(self) -> None:
        """Keep everything the reading holds."""
        sources.keep_original(self._deed, self._digest, self._reading.original)
        drafts = [(draft, self._older(draft)) for draft in self._reading.sources]
        made = [
            (self._make(draft, older), older)
            for draft, older in drafts
            if not self._same(draft, older)
        ]
        self.unchanged = len(drafts) - len(made)
        self.cast.store()
        self._keep([pair for pair in made if pair[1] is None])
        for (text, responses), older in made:
            if older is not None:
                self._replace(older, text, responses)

    def _older(self, draft: DraftSource) -> SourceText | None:
        present = self._older_forms.get(text_digest(draft.name))
        return sources.text(self._deed.connection, present.id) if present else None

    def _same(self, draft: DraftSource, older: SourceText | None) -> bool:
        if older is None or older.text != draft.text:
            return False
        spans = [(one.span, one.question, one.place) for one in older.segments]
        if spans != [(one.span, one.question, one.place) for one in draft.segments]:
            return False
        standing = {
            (one.question, one.place): one.value
            for one in sources.answers_of(self._deed.connection, older.source.id)
        }
        new = {(one.question, one.place): one.value for one in draft.answers}
        if draft.participant is not None and draft.kind is SourceKind.SURVEY:
            self.cast.person(draft.participant, draft.attributes)
        return standing == new

    def _make(
        self, draft: DraftSource, older: SourceText | None
    ) -> tuple[SourceText, list[Answer]]:
        identity = new_id()
        source = Source(
            identity,
            older.source.name if older else self._free_name(draft.name),
            draft.kind,
            text_digest(draft.text),
            len(draft.text),
            self._digest,
            self._reading.file_name,
            self._reading.reader,
            self._deed.moment,
            older.source.id if older else None,
            given=text_digest(draft.name),
        )
        if draft.participant is not None and draft.kind is SourceKind.SURVEY:
            self.cast.person(draft.participant, draft.attributes)
        segments = tuple(self._segments(draft, source))
        responses = self._answers(draft, source, segments)
        return SourceText(source, draft.text, segments), responses

    def _free_name(self, wanted: str) -> str:
        name = next(name for name in self._names(wanted) if name not in self._taken)
        self._taken.add(name)
        return name

    def _names(self, wanted: str) -> Iterator[str]:
        """Yield what a source may be called; another file may have the wanted name already."""
        yield wanted
        stem = self._reading.file_name.rsplit(".", 1)[0]
        if stem != wanted:
            yield f"{wanted} ({stem})"
        apart = "" if stem == wanted else f"{stem} "
        yield from (f"{wanted} ({apart}{number})" for number in count(2))

    def _segments(self, draft: DraftSource, source: Source) -> list[Segment]:
        made = []
        for number, one in enumerate(draft.segments, start=1):
            speaker = self._speaker(draft, source, one.speaker)
            made.append(
                Segment(
                    new_id(),
                    source.id,
                    number,
                    one.span,
                    one.kind,
                    one.label,
                    speaker.id if speaker else None,
                    one.question,
                    one.place,
                    one.heading,
                    one.time_ms,
                )
            )
        return made

    def _speaker(self, draft: DraftSource, source: Source, label: str | None) -> Participant | None:
        if label is not None:
            return self.cast.speaker(draft.kind, source.name, label)
        name = draft.participant or (source.name if draft.kind is SourceKind.INTERVIEW else "")
        return self.cast.person(name, draft.attributes) if name else None

    def _answers(
        self, draft: DraftSource, source: Source, segments: tuple[Segment, ...]
    ) -> list[Answer]:
        if draft.participant is None or not draft.answers:
            return []
        participant = self.cast.person(draft.participant, draft.attributes).id
        return [
            Answer(
                source.id,
                participant,
                one.question,
                one.place,
                one.value,
                one.number,
                segments[one.segment].id if one.segment is not None else None,
            )
            for one in draft.answers
        ]

    def _keep(self, made: list[tuple[tuple[SourceText, list[Answer]], SourceText | None]]) -> None:
        texts = [text for (text, _), _ in made]
        responses = [answer for (_, answers), _ in made for answer in answers]
        sources.add(self._deed, texts, responses)
        self.added.extend(text.source for text in texts)

    def _replace(self, older: SourceText, newer: SourceText, responses: list[Answer]) -> None:
        sources.change(self._deed, older.source, replace(older.source, removed=True))
        sources.add(self._deed, [newer], responses)
        self.replaced.append(newer.source)
        succession = Succession(older, newer)
        eyes = sight.of(self._deed.connection, self._deed.coder)
        succession.carry(self._deed, eyes)
        self.left_out = eyes.notice
        self.touched.extend(succession.touched)
