"""Small files built in memory, and the questions that every reader test asks of a reading."""

from __future__ import annotations

import io
import zipfile
from itertools import pairwise
from pathlib import Path

from openpyxl import Workbook

from qualcode.domain.reading import DraftSource, Reading
from qualcode.exchange.readers import ReadingOptions, _reader_for
from qualcode.exchange.readers.opening import InputFile

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def read_content(name: str, content: str | bytes, **options: object) -> Reading:
    """Read bytes as if they were a file of this name."""
    raw = content.encode() if isinstance(content, str) else content
    path = Path(name)
    return _reader_for(path)(InputFile(path, raw), ReadingOptions(**options))  # type: ignore[arg-type]


def only(reading: Reading) -> DraftSource:
    """Return the one source of a reading."""
    (source,) = reading.sources
    return source


def quotations(source: DraftSource) -> list[str]:
    """Return what each segment's span quotes."""
    return [segment.span.of(source.text) for segment in source.segments]


def turns(source: DraftSource) -> list[tuple[str | None, str]]:
    """Return speaker and words of each segment."""
    return [(segment.speaker, segment.span.of(source.text)) for segment in source.segments]


def assert_well_formed(source: DraftSource) -> None:
    """Segments lie in order, apart, inside the text, without blanks at their edges."""
    for segment in source.segments:
        words = segment.span.of(source.text)
        assert len(words) == len(segment.span)
        assert words.strip() == words
    for before, after in pairwise(source.segments):
        assert before.span.end <= after.span.start
    labels = [segment.label for segment in source.segments]
    assert len(set(labels)) == len(labels)


def zipped(parts: dict[str, str | bytes]) -> bytes:
    """Return a zip container of these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as container:
        for name, content in parts.items():
            container.writestr(name, content)
    return out.getvalue()


def p(words: str, style: str = "") -> str:
    """Return a Word paragraph of one run."""
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f'<w:p>{properties}<w:r><w:t xml:space="preserve">{words}</w:t></w:r></w:p>'


def docx(body: str, **parts: str) -> bytes:
    """Return a Word document with this body and further parts such as `footnotes`."""
    wrapped = {
        f"word/{name}.xml": f'<w:{name} xmlns:w="{W}">{content}</w:{name}>'
        for name, content in parts.items()
    }
    document = (
        f'<?xml version="1.0"?><w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
    )
    return zipped({"word/document.xml": document, **wrapped})


def xlsx(*sheets: tuple[str, list[list[object]]]) -> bytes:
    """Return a workbook with these sheets."""
    book = Workbook()
    book.remove(book.active)
    for title, rows in sheets:
        page = book.create_sheet(title)
        for row in rows:
            page.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
