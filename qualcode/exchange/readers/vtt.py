"""WebVTT and SRT: cues become the turns or paragraphs of a text that can be read."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from html import unescape
from itertools import pairwise

from qualcode.domain.errors import Place, ReadingError
from qualcode.domain.reading import DraftSegment, DraftSource, Reading
from qualcode.domain.source import SegmentKind, SourceKind
from qualcode.domain.span import Span
from qualcode.exchange.encoding import decode
from qualcode.exchange.readers.labels import LabelStyle, is_moderator, label_of, milliseconds
from qualcode.exchange.readers.opening import InputFile
from qualcode.exchange.readers.options import ReadingOptions
from qualcode.exchange.readers.text import spoken, unmoderated
from qualcode.exchange.readers.transcript import Transcript, Turn, moderators_among

READER = "captions/1"
_CLOCK = r"(?:\d+:)?\d{1,2}:\d{2}(?:[.,]\d{1,3})?"
_TIMING = re.compile(rf"\s*(?P<begin>{_CLOCK})\s*-->\s*(?P<end>{_CLOCK})")
_SKIPPED = re.compile(r"(?:WEBVTT|NOTE|STYLE|REGION|X-TIMESTAMP-MAP)(?:[\s=:]|$)")
_VOICE = re.compile(r"<v(?:\.[^\s<>]{1,99})?\s{1,9}(?P<name>[^<>]{0,200})>")
_TAG = re.compile(rf"</?(?:c|i|b|u|v|ruby|rt|lang|font)\b[^<>]{{0,200}}>|<{_CLOCK}>|\{{\\an\d\}}")
_SENTENCE_END = re.compile(r"[.!?…。！？][\"'”’)\]]*$")
_LONG_PAUSE_MS = 2000
_SHORT_PAUSE_MS = 1000
_LONG_ENOUGH = 350
_MUCH_TOO_LONG = 1200


@dataclass(frozen=True, slots=True)
class Cue:
    """What is shown between two moments, in milliseconds; `speaker` is empty if not told."""

    begin: int
    end: int
    text: str
    speaker: str = ""


def read_captions(file: InputFile, options: ReadingOptions) -> Reading:
    """Read WebVTT or SRT; the source's text is built from the cues, without their times.

    Raises:
        ReadingError: if there is no cue with words.
    """
    text, notice = decode(file.content, file.name, options.encoding)
    cues = _with_speakers(parse_cues(text), options)
    if not cues:
        raise ReadingError(
            "The file holds no caption.", Place(file.name), "A cue needs a line with '-->'."
        )
    source, speakers = _source(file, cues, options)
    moderators = moderators_among(speakers, options.moderators)
    built = (
        f"The text was built from {len(cues)} captions, joined where one goes on into the next;"
        " the captions themselves are kept in the original file."
    )
    told = (*((notice,) if notice else ()), built, *unmoderated(speakers, moderators))
    return Reading(file.name, file.content, READER, (source,), moderators, told)


def parse_cues(text: str) -> list[Cue]:
    """Return the cues of a WebVTT or SRT text, one for each voice, markup and entities resolved.

    Notes, styles and regions are left out; a header is not needed; a text after a blank line
    goes on with the cue before it.
    """
    cues: list[Cue] = []
    timing: re.Match[str] | None = None
    shown: list[str] = []
    for block in re.split(r"\n[ \t]*\n+", text.strip("\n")):
        rows = block.strip("\n").split("\n")
        timed = [number for number, row in enumerate(rows) if _TIMING.match(row)]
        if not timed:
            if not _SKIPPED.match(rows[0]):
                shown.extend(rows)
            continue
        for position, following in pairwise([*timed, len(rows)]):
            cues.extend(_voices(timing, shown))
            timing = _TIMING.match(rows[position])
            shown = rows[position + 1 : following]
            if following < len(rows) and shown and shown[-1].strip().isdigit():
                shown.pop()
    cues.extend(_voices(timing, shown))
    return cues


def _voices(timing: re.Match[str] | None, shown: list[str]) -> list[Cue]:
    if timing is None:
        return []
    begin, end = milliseconds(timing["begin"]), milliseconds(timing["end"])
    first, *others = _VOICE.split(" ".join(shown))
    spoken_by = [("", first), *zip(others[::2], others[1::2], strict=True)]
    return [
        Cue(begin, end, words, " ".join(unescape(name).split()))
        for name, marked in spoken_by
        if (words := " ".join(unescape(_TAG.sub("", marked)).split()))
    ]


def _with_speakers(cues: list[Cue], options: ReadingOptions) -> list[Cue]:
    """Give each cue its speaker: its voice tag, else a `Name:` that recurs, else the one before."""
    heads = [None if cue.speaker else label_of(cue.text) for cue in cues]
    labels = [one if one and one.style is LabelStyle.COLON else None for one in heads]
    keys = [one.key for one in labels if one]
    listed = {name.casefold() for name in (*options.moderators, *options.speakers)}
    often = Counter(keys)
    known = {key for key in often if key in listed or is_moderator(key) or often[key] > 1}
    names: dict[str, str] = {}
    speaker = ""
    given: list[Cue] = []
    for cue, label in zip(cues, labels, strict=True):
        words = cue.text
        if label is not None and label.key in known:
            speaker, words = names.setdefault(label.key, label.name), words[label.words :]
        speaker = cue.speaker or speaker
        if words:
            given.append(replace(cue, text=words, speaker=speaker))
    return given


def _source(
    file: InputFile, cues: list[Cue], options: ReadingOptions
) -> tuple[DraftSource, tuple[str, ...]]:
    pieces: list[str] = []
    turns: list[Turn] = []
    length = 0
    for group in _joined(cues):
        label = f"{group[0].speaker}: " if group[0].speaker else ""
        words = " ".join(cue.text for cue in group)
        start = length + len(label)
        turns.append(Turn(Span(start, start + len(words)), group[0].speaker, group[0].begin))
        pieces.append(f"{label}{words}")
        length = start + len(words) + len("\n\n")
    text = "\n\n".join(pieces)
    speakers = tuple(dict.fromkeys(turn.speaker for turn in turns if turn.speaker))
    if speakers:
        return spoken(file, text, Transcript(tuple(turns), speakers), options), speakers
    return _unlabelled(file, text, turns, options), ()


def _unlabelled(
    file: InputFile, text: str, turns: list[Turn], options: ReadingOptions
) -> DraftSource:
    segments = tuple(
        DraftSegment(turn.span, SegmentKind.PARAGRAPH, str(number), time_ms=turn.time_ms)
        for number, turn in enumerate(turns, start=1)
    )
    return DraftSource(
        file.stem,
        options.kind or SourceKind.INTERVIEW,
        text,
        segments,
        participant=file.stem,
        attributes=dict(options.attributes),
    )


def _joined(cues: list[Cue]) -> list[list[Cue]]:
    """Group the cues that belong together; several cues make one sentence, sentences one turn."""
    groups: list[list[Cue]] = [[cues[0]]]
    length = len(cues[0].text)
    for before, cue in pairwise(cues):
        if _breaks(before, cue, length):
            groups.append([])
            length = 0
        groups[-1].append(cue)
        length += len(cue.text)
    return groups


def _breaks(before: Cue, cue: Cue, length: int) -> bool:
    if cue.speaker or before.speaker:
        return cue.speaker != before.speaker
    ended = _SENTENCE_END.search(before.text) is not None
    pause = cue.begin - before.end
    if ended and (pause > _SHORT_PAUSE_MS or length >= _LONG_ENOUGH):
        return True
    return pause > _LONG_PAUSE_MS or length >= _MUCH_TOO_LONG
