"""Writes a report as Markdown with tables (GitHub's dialect)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import singledispatch
from urllib.parse import quote

from qualcode.reports.contents import (
    Block,
    Passage,
    Picture,
    Points,
    Report,
    Section,
    Table,
    Words,
    printable,
)

_MARKUP = re.compile(r"[\\`*_{}\[\]<>#|~&!$^]")
_AT_LINE_START = re.compile(r"^( *(?=[-+=:])| *\d+(?=[.)](?:\s|$)))", re.MULTILINE)
_INDENTED = re.compile(r"^(?: {4,}|[ ]*\t\s*)", re.MULTILINE)
_TICKS = re.compile(r"`+")


def markdown(report: Report, pictures: str = "") -> bytes:
    """Return the report as UTF-8; what the study's words hold is never read as markup.

    Its charts are PNG files with the names of `Picture`, in a folder beside it.
    """
    return ("\n".join(_lines(report, quote(pictures))).rstrip("\n") + "\n").encode("utf-8")


def literal(text: str) -> str:
    """Return text that shows as it is in Markdown."""
    marked = _MARKUP.sub(lambda found: "\\" + found[0], printable(text))
    return _AT_LINE_START.sub(r"\1\\", _INDENTED.sub("   ", marked))


def _lines(report: Report, folder: str) -> Iterator[str]:
    yield from (f"**{_flat(report.warning)}**", "", f"# {_flat(report.title)}", "")
    yield from (f"{_flat(report.subject)}, {report.made:%Y-%m-%d %H:%M %Z}", "")
    yield from (f"**{_flat(report.headline)}**", "")
    yield from _points(report.facts)
    for section in report.sections:
        yield from _section(section, 2, folder)


def _section(section: Section, depth: int, folder: str) -> Iterator[str]:
    yield from (f"{'#' * depth} {_flat(section.title)}", "")
    for block in section.blocks:
        if isinstance(block, Picture):
            yield from _picture(block, folder)
        else:
            yield from _written(block)
    for part in section.sections:
        yield from _section(part, depth + 1, folder)


@singledispatch
def _written(_: Block) -> Iterator[str]:
    """Yield the lines of a block; what only leads elsewhere on a page has none."""
    yield from ()


@_written.register
def _(words: Words) -> Iterator[str]:
    yield from (_flat(words.text), "")


@_written.register
def _(points: Points) -> Iterator[str]:
    yield from _points(points.rows)


@_written.register
def _(table: Table) -> Iterator[str]:
    yield from (f"*{_flat(table.caption)}*", "")
    yield f"| {' | '.join(map(_flat, table.columns))} |"
    rules = ["---:" if number in table.figures else "---" for number in range(len(table.columns))]
    yield f"| {' | '.join(rules)} |"
    for row in table.rows:
        yield f"| {' | '.join(_flat(cell.text) for cell in row)} |"
    yield ""
    for words in table.foot:
        yield from (_flat(words), "")
    if table.command:
        yield from (_command(table.command), "")


def _picture(picture: Picture, folder: str) -> Iterator[str]:
    yield from (f"*{_flat(picture.caption)}*", "")
    yield from (f"![{_flat(picture.told)}]({folder}/{picture.name}.png)", "")
    for words in picture.foot:
        yield from (_flat(words), "")


@_written.register
def _(passage: Passage) -> Iterator[str]:
    yield from (f"**{_flat(passage.where)}**", "")
    if passage.quotation:
        yield from (f"> {line}".rstrip() for line in literal(passage.quotation).split("\n"))
        yield ""
    yield from _points(passage.readings)


def _points(rows: tuple[tuple[str, str], ...]) -> Iterator[str]:
    yield from (f"- {_flat(name)}: {_flat(told)}" for name, told in rows)
    yield ""


def _command(words: str) -> str:
    told = " ".join(printable(words).split())
    fence = "`" * (1 + max((len(found) for found in _TICKS.findall(told)), default=0))
    return f"{fence} {told} {fence}" if "`" in told else f"{fence}{told}{fence}"


def _flat(text: str) -> str:
    return literal(" ".join(text.split()))
