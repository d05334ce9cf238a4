"""Speaker-labelled transcripts: who says what, found in the text as it stands."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from qualcode.domain.span import Span
from qualcode.exchange.readers.labels import (
    STAMP,
    Label,
    LabelStyle,
    is_moderator,
    label_of,
    milliseconds,
)
from qualcode.exchange.readers.naming import counted
from qualcode.exchange.readers.paragraphs import lines, trimmed

_STAMP_FIRST = re.compile(rf"\s*(?P<stamp>{STAMP})")
_STAMP_LAST = re.compile(rf"(?P<stamp>{STAMP})\s*\Z")
_LONGEST_STAMP = 32
_MIN_SHARE_OF_LINES = 0.1
_MIN_SHARE_OF_BLOCKS = 0.4
_MIN_SHARE_IN_DOUBT = 0.5


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker says at a stretch; the span leaves out the label and time stamps."""

    span: Span
    speaker: str
    time_ms: int | None = None


@dataclass(frozen=True, slots=True)
class Transcript:
    """The turns of a text, its speakers in order of appearance, and what to tell the person."""

    turns: tuple[Turn, ...]
    speakers: tuple[str, ...]
    notices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Found:
    offset: int
    line: int
    opens_block: bool
    label: Label


@dataclass(frozen=True, slots=True)
class _Layout:
    found: tuple[_Found, ...]
    lines: int
    blocks: int


def find_transcript(
    text: str, moderators: tuple[str, ...] = (), speakers: tuple[str, ...] = ()
) -> Transcript | None:
    """Return the turns of a speaker-labelled text, or None for one that has no speakers.

    A label counts if it recurs, or is a moderator's, or is among `speakers`. One that stands only
    once counts where every block of the text begins with a label, and where names stand alone
    with their time.
    """
    layout = _layout(text)
    style = _main_style(layout.found)
    candidates = [one for one in layout.found if one.label.style is style]
    known = _speaking(candidates, layout, moderators, speakers)
    heads = [one for one in candidates if one.label.key in known]
    if not _is_transcript(heads, layout):
        return None
    turns = tuple(_turns(text, heads))
    names = tuple(dict.fromkeys(turn.speaker for turn in turns))
    notices = (*_preamble(text, heads[0]), *_once_only(candidates, known))
    return Transcript(turns, names, notices) if turns else None


def moderators_among(names: Iterable[str], named: tuple[str, ...]) -> tuple[str, ...]:
    """Return the speakers who ask: those named, the usual words for them, `Q` where `A` answers."""
    speakers = tuple(names)
    keys = {name.casefold() for name in speakers}
    asks = {"q", "question"} if keys & {"a", "answer"} else set()
    return tuple(name for name in speakers if is_moderator(name, named) or name.casefold() in asks)


def _layout(text: str) -> _Layout:
    found: list[_Found] = []
    written = blocks = 0
    after_blank = True
    for number, (offset, line) in enumerate(lines(text), start=1):
        if not line.strip():
            after_blank = True
            continue
        written += 1
        blocks += after_blank
        label = label_of(line)
        if label and (after_blank or label.style is not LabelStyle.BARE):
            found.append(_Found(offset, number, after_blank, label))
        after_blank = False
    return _Layout(tuple(found), written, blocks)


def _main_style(found: Iterable[_Found]) -> LabelStyle:
    """A name alone with a time marks turns; a colon inside such a transcript is just a colon."""
    labels = tuple(one.label for one in found)

    def weight(style: LabelStyle) -> tuple[int, int]:
        often = Counter(label.key for label in labels if label.style is style)
        return sum(count for count in often.values() if count > 1), often.total()

    return max(LabelStyle, key=weight)


def _speaking(
    candidates: list[_Found], layout: _Layout, moderators: tuple[str, ...], named: tuple[str, ...]
) -> set[str]:
    often = Counter(one.label.key for one in candidates)
    listed = {name.strip().casefold() for name in (*moderators, *named)}
    known = {key for key, count in often.items() if count > 1 or key in listed or is_moderator(key)}
    if {"q", "a"} <= often.keys() or {"question", "answer"} <= often.keys():
        known |= {"q", "a", "question", "answer"}
    opening = sum(one.opens_block for one in candidates)
    complete = opening == layout.blocks or len(candidates) == layout.lines
    timed = bool(candidates) and candidates[0].label.style is LabelStyle.TIMED
    all_count = (complete or known) if timed else (complete and known)
    return set(often) if all_count else known


def _is_transcript(heads: list[_Found], layout: _Layout) -> bool:
    if len(heads) < 2:
        return False
    of_lines = len(heads) / layout.lines
    of_blocks = sum(head.opens_block for head in heads) / layout.blocks
    alone = len({head.label.key for head in heads}) == 1
    if alone or heads[0].label.style is LabelStyle.BARE:
        return max(of_lines, of_blocks) >= _MIN_SHARE_IN_DOUBT
    return of_lines >= _MIN_SHARE_OF_LINES or of_blocks >= _MIN_SHARE_OF_BLOCKS


def _turns(text: str, heads: list[_Found]) -> Iterable[Turn]:
    names: dict[str, str] = {}
    ends = [head.offset for head in heads[1:]] + [len(text)]
    ended_at: int | None = None
    for head, end in zip(heads, ends, strict=True):
        name = names.setdefault(head.label.key, head.label.name)
        start, end, first, last = _without_stamps(text, head.offset + head.label.words, end)
        told = (head.label.time_ms, first, ended_at)
        ended_at = last
        span = trimmed(text, start, end)
        if span is not None:
            time_ms = next((moment for moment in told if moment is not None), None)
            yield Turn(span, name, time_ms)


def _without_stamps(text: str, start: int, end: int) -> tuple[int, int, int | None, int | None]:
    """Move both ends of a turn past a time stamp; return them with the times that they tell."""
    first = last = None
    if match := _STAMP_FIRST.match(text, start, end):
        start, first = match.end(), milliseconds(match["stamp"])
    end = start + len(text[start:end].rstrip())
    if match := _STAMP_LAST.search(text, max(start, end - _LONGEST_STAMP), end):
        end, last = match.start(), milliseconds(match["stamp"])
    return start, end, first, last


def _preamble(text: str, first: _Found) -> Iterable[str]:
    words = len(text[: first.offset].split())
    if words:
        yield f"{counted(words, 'word')} before the first speaker are kept but are no segment."


def _once_only(candidates: list[_Found], known: set[str]) -> Iterable[str]:
    once = [
        one
        for one in candidates
        if one.label.key not in known and one.opens_block and one.label.style is not LabelStyle.BARE
    ]
    if once:
        shown = ", ".join(f"'{one.label.name}' (line {one.line})" for one in once[:5])
        yield f"These stand like a speaker's name but only once, and were read as words: {shown}."
