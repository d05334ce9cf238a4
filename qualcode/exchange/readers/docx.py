"""Word documents, walked by hand: tracked insertions, notes, boxes and nested tables included.

The text is one line for each paragraph, in reading order, table cells one after the other. What
was deleted under tracked changes is not part of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from qualcode.domain.errors import Place, ReadingError
from qualcode.domain.reading import Reading
from qualcode.domain.span import Span
from qualcode.exchange.readers.archive import Archive, opened
from qualcode.exchange.readers.naming import counted
from qualcode.exchange.readers.opening import InputFile
from qualcode.exchange.readers.options import ReadingOptions
from qualcode.exchange.readers.paragraphs import Paragraph, trimmed
from qualcode.exchange.readers.text import compose

READER = "docx/1"
_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_DOCUMENT = "word/document.xml"
_NOTES = {"footnoteReference": "word/footnotes.xml", "endnoteReference": "word/endnotes.xml"}
_NOTE_TAGS = ("footnote", "endnote")
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "‑", "softHyphen": "\xad"}
_LEFT_OUT = frozenset(("del", "moveFrom", "instrText", "delText", "rPr", "pPr", "Fallback"))
_UNSTORABLE = str.maketrans({"\x00": "�", "\r": "\n"})


@dataclass
class _Walk:
    """The lines of a document as they are met; boxes and notes wait for their paragraph's end."""

    notes: dict[str, dict[str, etree._Element]]
    headings: frozenset[str]
    lines: list[tuple[str, bool]] = field(default_factory=list)
    waiting: list[etree._Element] = field(default_factory=list)
    deletions: int = 0

    def blocks(self, parent: etree._Element) -> None:
        """Take every paragraph below, however deep in tables and content controls."""
        for child in parent:
            name = _name(child)
            if name == "p":
                self.paragraph(child)
            elif name in _LEFT_OUT:
                self.deletions += name == "del"
            else:
                self.blocks(child)

    def paragraph(self, element: etree._Element) -> None:
        """Take one paragraph, then what hangs on it: text boxes and notes."""
        outer, self.waiting = self.waiting, []
        words = "".join(self.words(element))
        self.lines.append((words, self.is_heading(element)))
        hanging, self.waiting = self.waiting, outer
        for box in hanging:
            self.blocks(box)

    def words(self, element: etree._Element) -> Iterator[str]:
        """Yield the pieces of text of a paragraph in reading order."""
        for child in element:
            name = _name(child)
            if name == "t":
                yield child.text or ""
            elif name in _SIGNS:
                yield _SIGNS[name]
            elif name in _LEFT_OUT:
                self.deletions += name == "del"
            elif name == "txbxContent":
                self.waiting.append(child)
            elif name in _NOTES:
                self.waiting.extend(self.note(name, child))
            else:
                yield from self.words(child)

    def note(self, kind: str, reference: etree._Element) -> list[etree._Element]:
        """Return the note that a reference points to, once."""
        found = self.notes.get(kind, {}).pop(_attribute(reference, "id"), None)
        return [] if found is None else [found]

    def is_heading(self, element: etree._Element) -> bool:
        """Say whether a paragraph's style makes it a heading."""
        style = element.find("{*}pPr/{*}pStyle")
        return style is not None and _attribute(style, "val") in self.headings


def read_docx(file: InputFile, options: ReadingOptions) -> Reading:
    """Read a Word document.

    Raises:
        ReadingError: if it is no such document, is damaged, or goes beyond the caps.
    """
    with opened(file, "a Word document") as archive:
        body = _tree(archive, _DOCUMENT).find("{*}body")
        if body is None:
            raise ReadingError("The document has no body.", Place(file.name))
        walk = _Walk(_notes(archive), _heading_styles(archive))
        try:
            walk.blocks(body)
        except RecursionError as error:
            raise ReadingError("The document is nested too deep.", Place(file.name)) from error
        notices = _notices(archive, walk)
    text = "\n".join(words for words, _ in walk.lines).translate(_UNSTORABLE)
    return compose(file, READER, text, lambda _: _paragraphs(text, walk.lines), options, notices)


def _paragraphs(text: str, lines: list[tuple[str, bool]]) -> list[Paragraph]:
    found: list[Paragraph] = []
    headings: list[Span] = []
    heading, start = "", 0
    for words, is_heading in lines:
        span = trimmed(text, start, start + len(words))
        start += len(words) + 1
        if span is not None and is_heading:
            heading = span.of(text)
            headings.append(span)
        elif span is not None:
            found.append(Paragraph(span, heading))
    return found or [Paragraph(span) for span in headings]


def _tree(archive: Archive, entry: str) -> etree._Element:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False
    )
    try:
        root = etree.fromstring(archive.read_xml(entry), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ReadingError(f"The part {entry} is damaged.", Place(archive.file_name)) from error
    doctype: str = getattr(root.getroottree().docinfo, "doctype", "")
    if doctype:
        raise ReadingError(f"The part {entry} declares a document type.", Place(archive.file_name))
    return root


def _notes(archive: Archive) -> dict[str, dict[str, etree._Element]]:
    return {
        kind: {
            _attribute(note, "id"): note
            for note in _tree(archive, entry)
            if _name(note) in _NOTE_TAGS and not _attribute(note, "type")
        }
        for kind, entry in _NOTES.items()
        if entry in archive
    }


def _heading_styles(archive: Archive) -> frozenset[str]:
    """Return the ids of the styles whose built-in name is a heading, in whatever language."""
    if "word/styles.xml" not in archive:
        return frozenset()
    return frozenset(
        _attribute(style, "styleId")
        for style in _tree(archive, "word/styles.xml").iterfind("{*}style")
        if (name := style.find("{*}name")) is not None
        and _attribute(name, "val").casefold().startswith("heading ")
    )


def _notices(archive: Archive, walk: _Walk) -> tuple[str, ...]:
    told: list[str] = []
    if walk.deletions:
        what = counted(walk.deletions, "tracked deletion was", "tracked deletions were")
        told.append(f"{what} left out; tracked insertions are kept.")
    if "word/comments.xml" in archive:
        told.append("Comments in the margin were left out.")
    return tuple(told)


def _name(element: etree._Element) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _attribute(element: etree._Element, name: str) -> str:
    for namespace in (_MAIN, _STRICT):
        if (value := element.get(f"{{{namespace}}}{name}")) is not None:
            return str(value)
    return ""
