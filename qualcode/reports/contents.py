"""What a report is made of, whatever form it is going to take."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

CONFIDENTIAL = "Confidential working document: it holds what respondents said. Keep it in the team."

MOST = 2000
"""How many passages a page or a text document shows; a workbook and JSON hold all."""

INDENT = "level-"
"""Begins the tone of a first cell that stands below another; the depth, up to 3, follows."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table: its words, its `tone` for colouring, and the anchor it leads to."""

    text: str
    tone: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph."""

    text: str


@dataclass(frozen=True, slots=True)
class WayBack:
    """A link to another part of the same page; forms on paper leave it out."""

    text: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Points:
    """A list of names, each with what is told of it."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose first column names its rows; `figures` are the columns set to the right.

    `foot` stands below it: what it is a table of, and the command that makes it.
    """

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    figures: frozenset[int] = frozenset()
    foot: tuple[str, ...] = ()
    command: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart: its Vega-Lite specification, and in `told` its main figures in words.

    `name` names its file where the form keeps pictures beside the text.
    """

    name: str
    caption: str
    told: str
    drawing: Mapping[str, Any]
    foot: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage: where it stands, what it says, and how each coder read it."""

    where: str
    quotation: str
    readings: tuple[tuple[str, str], ...] = ()


Block = Words | WayBack | Points | Table | Picture | Passage


@dataclass(frozen=True, slots=True)
class Section:
    """A headed part of a report; its own parts follow what stands in it."""

    title: str
    anchor: str
    blocks: tuple[Block, ...] = ()
    sections: tuple[Section, ...] = ()


def section(
    title: str, anchor: str, words: Iterable[str] = (), tables: Iterable[Table] = ()
) -> Section:
    """Return a part that is paragraphs, then tables."""
    return Section(title, anchor, (*map(Words, words), *tables))


@dataclass(frozen=True, slots=True)
class Report:
    """A whole report; `facts` are what it is about, `made` is when it was written.

    `warning` says first and last who may read it, and is `grave` where that is the team only;
    `wide` sets its pages across.
    """

    title: str
    subject: str
    made: datetime
    facts: tuple[tuple[str, str], ...]
    headline: str
    sections: tuple[Section, ...]
    warning: str = CONFIDENTIAL
    grave: bool = True
    wide: bool = True


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
