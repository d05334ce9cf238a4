"""What a report is made of, whatever form it is going to take."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

CONFIDENTIAL = "Confidential working document: it holds what respondents said. Keep it in the team."

MOST = 2000
"""How many passages a page or a text document shows; a workbook and JSON hold all."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table: its words, its `tone` for colouring, and the anchor it leads to."""

    text: str
    tone: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose first column names its rows; `figures` are the columns set to the right."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    figures: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Section:
    """A headed part of a report: words, then tables."""

    title: str
    anchor: str
    words: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """One disputed passage: where it stands, what it says, and how each coder read it."""

    where: str
    quotation: str
    readings: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Dispute:
    """The passages on which coders disagree about one code."""

    title: str
    anchor: str
    back: str
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """A whole report; `facts` are what it is about, `made` is when it was written."""

    title: str
    subject: str
    made: datetime
    facts: tuple[tuple[str, str], ...]
    headline: str
    methods: str
    sections: tuple[Section, ...]
    disputes: tuple[Dispute, ...]
    disputes_note: str


def printable(text: str) -> str:
    """Return text that every form can hold: no control characters, nothing that turns lines over.

    A character that no document may hold becomes a dot.
    """
    return "".join(
        mark if mark in "\n\t" or _is_plain(mark) else "·"
        for mark in text.replace("\r\n", "\n").replace("\r", "\n")
        if mark not in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
    )


def _is_plain(mark: str) -> bool:
    point = ord(mark)
    if point < 0x20 or 0x7F <= point <= 0x9F or 0xD800 <= point <= 0xDFFF:
        return False
    return point & 0xFFFF not in (0xFFFE, 0xFFFF)
