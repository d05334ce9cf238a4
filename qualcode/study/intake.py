"""One file's sources becoming the study's: new, unchanged, or replacing an older text."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import count

from qualcode.domain.anchoring import reanchor
from qualcode.domain.answer import Answer
from qualcode.domain.coding import Coding, Look, LookState
from qualcode.domain.identity import Id, new_id
from qualcode.domain.people import AttributeValue, Participant
from qualcode.domain.reading import DraftSource, Reading
from qualcode.domain.source import (
    Segment,
    Source,
    SourceKind,
    SourceText,
    bytes_digest,
    text_digest,
)
from qualcode.store import codings, people, sources
from qualcode.store.journal import Deed


@dataclass(frozen=True, slots=True)
class TouchedCoding:
    """A coding on a passage that changed.

    It is `kept` if its words stand in the new text, at one place; else it is lost.
    """

    source: str
    code: str
    quotation: str
    kept: bool


class Intake:
    """Stores the sources of one reading inside a deed and remembers what became of each.

    `apart` are sources that this reading is no newer form of, whatever they are called.
    """

    def __init__(self, deed: Deed, reading: Reading, apart: Collection[Id] = frozenset()) -> None:
        self._deed = deed
        self._reading = reading
        self._apart = apart
        self._digest = bytes_digest(reading.original)
        self._present = {one.name: one for one in sources.listing(deed.connection)}
        self._taken = set(self._present)
        self._people = {
            one.name: one
            for removed in (True, False)
            for one in people.participants(deed.connection, removed)
        }
        self._named_again: set[str] = set()
        self._new_people: dict[str, Participant] = {}
        self._changed_people: list[tuple[Participant, Participant]] = []
        self._moderators = {name.casefold() for name in reading.moderators}
        self.added: list[Source] = []
        self.replaced: list[Source] = []
        self.unchanged = 0
        self.touched: list[TouchedCoding] = []

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
        people.add_participants(self._deed, list(self._new_people.values()))
        people.change_participants(self._deed, self._changed_people)
        self._keep([pair for pair in made if pair[1] is None])
        for (text, responses), older in made:
            if older is not None:
                self._replace(older, text, responses)

    def _older(self, draft: DraftSource) -> SourceText | None:
        for name in self._names(draft.name):
            present = self._present.get(name)
            if present is None:
                return None
            if present.file_name == self._reading.file_name and present.id not in self._apart:
                return sources.text(self._deed.connection, present.id)
        return None

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
            self._person(draft.participant, draft.attributes)
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
        )
        if draft.participant is not None and draft.kind is SourceKind.SURVEY:
            self._person(draft.participant, draft.attributes)
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
        if label is None:
            name = draft.participant or (source.name if draft.kind is SourceKind.INTERVIEW else "")
            return self._person(name, draft.attributes) if name else None
        if label.casefold() in self._moderators:
            return self._person(label, {}, counted=False)
        return self._person(speaker_name(draft.kind, source.name, label), {})

    def _person(
        self, name: str, attributes: Mapping[str, AttributeValue], counted: bool = True
    ) -> Participant:
        given = dict(attributes)
        known = self._people.get(name)
        if known is None:
            known = Participant(new_id(), name, counted, given)
            self._new_people[name] = known
        elif known.removed:
            self._named_again.add(name)
        else:
            known = self._changed(known, given, known.counted and counted)
        self._people[name] = known
        return known

    @property
    def still_removed(self) -> tuple[str, ...]:
        """Return who was removed from the study before and is named in the file again."""
        return tuple(sorted(self._named_again))

    def _changed(
        self, known: Participant, given: Mapping[str, AttributeValue], counted: bool
    ) -> Participant:
        changed = replace(known, attributes={**known.attributes, **given}, counted=counted)
        if changed == known:
            return known
        if known.name in self._new_people:
            self._new_people[known.name] = changed
        else:
            self._changed_people.append((known, changed))
        return changed

    def _answers(
        self, draft: DraftSource, source: Source, segments: tuple[Segment, ...]
    ) -> list[Answer]:
        if draft.participant is None or not draft.answers:
            return []
        participant = self._people[draft.participant].id
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
        standing = codings.of_source(self._deed.connection, older.source.id)
        homes = {segment.id: segment for segment in older.segments}
        moved = [self._moved(one, homes[one.segment], older, newer) for one in standing]
        codings.remove(self._deed, standing)
        kept = [one for one in moved if one is not None]
        codings.add(self._deed, kept)
        self._carry_looks(older, newer, kept)

    def _moved(
        self, coding: Coding, segment: Segment, older: SourceText, newer: SourceText
    ) -> Coding | None:
        target = _counterpart(segment, older, newer)
        span = reanchor(coding.span, older.text, newer.text, target.span if target else None)
        home = newer.segment_at(span.start) if span else None
        kept = span is not None and home is not None and home.span.contains(span)
        if not kept or target is None or not _same_words(segment, older, target, newer):
            words = older.quotation(coding.span)
            self.touched.append(TouchedCoding(older.source.name, coding.code, words, kept))
        if span is None or home is None or not kept:
            return None
        # The coding keeps its id, and with it its memos.
        return replace(coding, source=newer.source.id, segment=home.id, span=span)

    def _carry_looks(self, older: SourceText, newer: SourceText, kept: list[Coding]) -> None:
        """Keep what was said of unchanged segments; a changed one with a coding counts as seen."""
        standing = codings.looks_of(self._deed.connection, older.source.id)
        by_hand: dict[tuple[Id, str], list[Look]] = {}
        looked = {one.segment for one in standing}
        homes = {one.id: one for one in older.segments if one.id in looked}
        targets = {one: _counterpart(homes[one], older, newer) for one in homes}
        for look in standing:
            segment, target = homes[look.segment], targets[look.segment]
            if target and _same_words(segment, older, target, newer):
                carried = replace(look, segment=target.id)
                by_hand.setdefault((look.coder, look.round), []).append(carried)
        for coding in kept:
            looks = by_hand.setdefault((coding.coder, coding.round), [])
            if all(look.segment != coding.segment for look in looks):
                looks.append(
                    Look(
                        coding.coder,
                        coding.segment,
                        LookState.SEEN,
                        self._deed.moment,
                        coding.round,
                    )
                )
        for looks in by_hand.values():
            codings.put_looks(self._deed, looks)


def _counterpart(segment: Segment, older: SourceText, newer: SourceText) -> Segment | None:
    if segment.question is not None:
        place = (segment.question, segment.place)
        alike = [one for one in newer.segments if (one.question, one.place) == place]
        return alike[0] if alike else None
    span = reanchor(segment.span, older.text, newer.text)
    return newer.segment_at(span.start) if span else None


def _same_words(one: Segment, older: SourceText, other: Segment, newer: SourceText) -> bool:
    return one.span.of(older.text) == other.span.of(newer.text)


_GENERIC = {"a", "p", "r", "answer", "participant", "respondent", "interviewee", "speaker"}


def speaker_name(kind: SourceKind, source: str, label: str) -> str:
    """Return the participant's name for a speaker's label.

    In a discussion, and for labels such as `A` or `Participant`, the same label means somebody
    else in each source, so that the source's name is part of the participant's.
    """
    word = label.casefold().rstrip(" 0123456789.:")
    if kind is SourceKind.FORUM or word in _GENERIC:
        return f"{source} {label}"
    return label
