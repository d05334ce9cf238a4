"""Plain text and Markdown: turns of a transcript, parts of a case form, else paragraphs."""

from __future__ import annotations

from collections.abc import Callable

from qualcode.domain.errors import Place, ReadingError
from qualcode.domain.reading import DraftSegment, DraftSource, Reading
from qualcode.domain.source import SegmentKind, SourceKind
from qualcode.exchange.encoding import decode
from qualcode.exchange.readers.case import find_parts
from qualcode.exchange.readers.opening import InputFile
from qualcode.exchange.readers.options import ReadingOptions
from qualcode.exchange.readers.paragraphs import (
    Paragraph,
    markdown_paragraphs,
    plain_paragraphs,
)
from qualcode.exchange.readers.transcript import Transcript, find_transcript, moderators_among

READER = "text/1"
_MARKDOWN_SUFFIXES = (".md", ".markdown")


def read_text(file: InputFile, options: ReadingOptions) -> Reading:
    """Read a text or Markdown file; its text is kept as it stands, labels and marks included."""
    text, notice = decode(file.content, file.name, options.encoding)
    markdown = file.suffix in _MARKDOWN_SUFFIXES
    paragraphs = markdown_paragraphs if markdown else plain_paragraphs
    return compose(file, READER, text, paragraphs, options, (notice,) if notice else ())


def compose(
    file: InputFile,
    reader: str,
    text: str,
    paragraphs: Callable[[str], list[Paragraph]],
    options: ReadingOptions,
    notices: tuple[str, ...],
) -> Reading:
    """Find the structure of a text and return it as the reading of its file.

    Raises:
        ReadingError: if the text holds no words.
    """
    if not text.strip():
        raise ReadingError("The file holds no text.", Place(file.name))
    transcript: Transcript | None = None
    source = _case(file, text, options)
    if source is None:
        transcript = find_transcript(text, options.moderators, options.speakers)
        source = (
            spoken(file, text, transcript, options)
            if transcript
            else _plain(file, text, paragraphs(text), options)
        )
    moderators = moderators_among(transcript.speakers, options.moderators) if transcript else ()
    told = (*notices, *(transcript.notices if transcript else ()))
    if transcript:
        told = (*told, *unmoderated(transcript.speakers, moderators))
    return Reading(file.name, file.content, reader, (source,), moderators, told)


def spoken(
    file: InputFile, text: str, transcript: Transcript, options: ReadingOptions
) -> DraftSource:
    """Return the source of a transcript: an interview, or a forum where several answer."""
    asking = moderators_among(transcript.speakers, options.moderators)
    answering = [name for name in transcript.speakers if name not in asking]
    few = 1 if asking else 2
    kind = SourceKind.FORUM if len(answering) > few else SourceKind.INTERVIEW
    segments = tuple(
        DraftSegment(
            turn.span, SegmentKind.TURN, str(number), speaker=turn.speaker, time_ms=turn.time_ms
        )
        for number, turn in enumerate(transcript.turns, start=1)
    )
    return DraftSource(
        file.stem,
        options.kind or kind,
        text,
        segments,
        participant=answering[0] if len(answering) == 1 else None,
        attributes=dict(options.attributes),
    )


def unmoderated(speakers: tuple[str, ...], moderators: tuple[str, ...]) -> tuple[str, ...]:
    """Tell that everyone is counted where several speak and nobody is known to ask."""
    if moderators or len(speakers) < 2:
        return ()
    shown = ", ".join(speakers[:6]) + (" and others" if len(speakers) > 6 else "")
    return (f"All speakers are counted: {shown}. Name who asks with --moderator.",)


def _case(file: InputFile, text: str, options: ReadingOptions) -> DraftSource | None:
    if options.kind not in (None, SourceKind.CASE):
        return None
    parts = find_parts(text, sure=options.kind is SourceKind.CASE)
    if not parts:
        return None
    segments = tuple(
        DraftSegment(part.span, SegmentKind.PART, part.label, heading=part.heading)
        for part in parts
    )
    return DraftSource(
        file.stem, SourceKind.CASE, text, segments, attributes=dict(options.attributes)
    )


def _plain(
    file: InputFile, text: str, paragraphs: list[Paragraph], options: ReadingOptions
) -> DraftSource:
    segments = tuple(
        DraftSegment(paragraph.span, SegmentKind.PARAGRAPH, str(number), heading=paragraph.heading)
        for number, paragraph in enumerate(paragraphs, start=1)
    )
    return DraftSource(
        file.stem,
        options.kind or SourceKind.INTERVIEW,
        text,
        segments,
        participant=None if options.kind is SourceKind.CASE else file.stem,
        attributes=dict(options.attributes),
    )
