"""What the next key press is about: segment, paragraph, sentence, word, character; the steps there.

There is always a target inside one segment, because a coding lies in one segment.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from enum import StrEnum

from qualcode.domain import text as reading
from qualcode.domain.span import Span
from qualcode.domain.span_list import SpanList
from qualcode.tui.page.paragraphs import next_paragraph, paragraph_at, previous_paragraph


class Step(StrEnum):
    """How far one key press goes, from the largest to the smallest."""

    SEGMENT = "segment"
    PARAGRAPH = "paragraph"
    SENTENCE = "sentence"
    WORD = "word"
    CHARACTER = "character"

    @property
    def finer(self) -> Step:
        """Return the next smaller step; after the smallest comes the largest again."""
        steps = list(Step)
        return steps[(steps.index(self) + 1) % len(steps)]


_Finder = Callable[[str, int, int, int], Span | None]


def _character_at(text: str, start: int, end: int, position: int) -> Span | None:
    if not start <= position < end:
        return None
    first = max(start, reading.grapheme_start(text, position))
    return Span(first, min(end, reading.next_grapheme(text, position)))


def _next_character(text: str, start: int, end: int, position: int) -> Span | None:
    return _character_at(text, start, end, max(start, reading.next_grapheme(text, position)))


def _previous_character(text: str, start: int, end: int, position: int) -> Span | None:
    edge = reading.grapheme_start(text, min(position, end))
    return _character_at(text, start, end, edge - 1) if edge > start else None


_AT: dict[Step, _Finder] = {
    Step.PARAGRAPH: paragraph_at,
    Step.SENTENCE: reading.sentence_at,
    Step.WORD: reading.word_at,
    Step.CHARACTER: _character_at,
}
_NEXT: dict[Step, _Finder] = {
    Step.PARAGRAPH: next_paragraph,
    Step.SENTENCE: reading.next_sentence,
    Step.WORD: reading.next_word,
    Step.CHARACTER: _next_character,
}
_PREVIOUS: dict[Step, _Finder] = {
    Step.PARAGRAPH: previous_paragraph,
    Step.SENTENCE: reading.previous_sentence,
    Step.WORD: reading.previous_word,
    Step.CHARACTER: _previous_character,
}


class Units:
    """The units of a text with its segments, which are ordered and do not overlap.

    Raises:
        ValueError: if there is no segment.
    """

    def __init__(self, text: str, segments: Sequence[Span]) -> None:
        if not segments:
            raise ValueError("a text without segments has nothing to code")
        self.text = text
        self.segments = SpanList.of(segments)

    def segment_index(self, position: int) -> int:
        """Return the number of the segment at a position; from between two, the one before."""
        return self.segments.number_at(position)

    def segment(self, position: int) -> Span:
        """Return the segment at a position; from between two, the one before."""
        return self.segments[self.segment_index(position)]

    def at(self, step: Step, position: int) -> Span:
        """Return the unit at a position, inside its segment.

        From a blank or a mark between two units it is the one to come, else the one before;
        a segment without any such unit is taken whole.
        """
        segment = self.segment(position)
        if step is Step.SEGMENT:
            return segment
        position = min(max(position, segment.start), segment.end - 1)
        around = (self.text, segment.start, segment.end, position)
        return _AT[step](*around) or _NEXT[step](*around) or _PREVIOUS[step](*around) or segment

    def next(self, step: Step, position: int) -> Span | None:
        """Return the first unit that begins after the position, in this segment or a later one."""
        if step is not Step.SEGMENT:
            segment = self.segment(position)
            found = _NEXT[step](self.text, segment.start, segment.end, position)
            if found is not None:
                return found
        return self._first_in(step, self._later(position))

    def _first_in(self, step: Step, segments: Iterator[Span]) -> Span | None:
        for segment in segments:
            if step is Step.SEGMENT:
                return segment
            around = (self.text, segment.start, segment.end, segment.start)
            if (found := _AT[step](*around) or _NEXT[step](*around)) is not None:
                return found
        return None

    def _later(self, position: int) -> Iterator[Span]:
        first = bisect_right(self.segments.starts, position)
        return (self.segments[index] for index in range(first, len(self.segments)))

    def previous(self, step: Step, position: int) -> Span | None:
        """Return the last unit that ends at or before the position, in this segment or earlier."""
        for index in range(self.segment_index(position), -1, -1):
            segment = self.segments[index]
            if step is Step.SEGMENT:
                found: Span | None = segment if segment.end <= position else None
            else:
                limit = min(position, segment.end)
                found = _PREVIOUS[step](self.text, segment.start, segment.end, limit)
            if found is not None:
                return found
        return None

    def end_forward(self, target: Span, step: Step) -> Span:
        """Move the target's end to the end of the next unit, not beyond its segment."""
        segment = self.segment(target.start)
        if step is Step.SEGMENT or target.end >= segment.end:
            return Span(target.start, max(target.end, segment.end))
        around = (self.text, segment.start, segment.end, target.end)
        unit = _AT[step](*around) or _NEXT[step](*around)
        return Span(target.start, max(unit.end if unit else segment.end, target.end))

    def end_back(self, target: Span, step: Step) -> Span:
        """Move the target's end back by one unit; the first unit always stays."""
        if step is Step.SEGMENT:
            return target
        last = _PREVIOUS[step](self.text, target.start, target.end, target.end - 1)
        return Span(target.start, last.end) if last is not None else target

    def start_back(self, target: Span, step: Step) -> Span:
        """Move the target's start to the start of the unit before, not beyond its segment."""
        segment = self.segment(target.start)
        if step is Step.SEGMENT or target.start <= segment.start:
            return Span(min(target.start, segment.start), target.end)
        around = (self.text, segment.start, segment.end)
        unit = _AT[step](*around, target.start - 1)
        if unit is None or unit.start >= target.start:
            unit = _PREVIOUS[step](*around, target.start)
        return Span(unit.start if unit else segment.start, target.end)

    def start_forward(self, target: Span, step: Step) -> Span:
        """Move the target's start on by one unit; the last unit always stays."""
        if step is Step.SEGMENT:
            return target
        segment = self.segment(target.start)
        unit = _NEXT[step](self.text, segment.start, segment.end, target.start)
        return Span(unit.start, target.end) if unit and unit.start < target.end else target

    def grown(self, target: Span) -> Span:
        """Return the smallest run of words, else sentences, else the segment, that is larger."""
        for step in (Step.WORD, Step.SENTENCE):
            around = self._around(target, step)
            if around != target:
                return around
        return self.segment(target.start)

    def _around(self, target: Span, step: Step) -> Span:
        first, last = self.at(step, target.start), self.at(step, target.end - 1)
        # From a mark at the end the next unit is found, which the target does not touch.
        end = last.end if last.overlaps(target) else target.end
        return Span(min(first.start, target.start), max(end, target.end))

    def shrunk(self, target: Span, position: int) -> Span:
        """Return the largest unit at the position that lies inside the target and is smaller."""
        position = min(max(position, target.start), target.end - 1)
        for step in (Step.SENTENCE, Step.WORD, Step.CHARACTER):
            unit = self.at(step, position)
            if target.contains(unit) and unit != target:
                return unit
        return target
