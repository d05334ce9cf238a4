"""Writes a report as Markdown with tables (GitHub's dialect)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qualcode.reports.contents import CONFIDENTIAL, Dispute, Report, Section, Table, printable

_MARKUP = re.compile(r"[\\`*_{}\[\]<>#|~&!$^]")
_AT_LINE_START = re.compile(r"^( *(?=[-+=:])| *\d+(?=[.)](?:\s|$)))", re.MULTILINE)
_INDENTED = re.compile(r"^(?: {4,}|[ ]*\t\s*)", re.MULTILINE)


def markdown(report: Report) -> bytes:
    """Return the report as UTF-8; what the study's words hold is never read as markup."""
    return ("\n".join(_lines(report)).rstrip("\n") + "\n").encode("utf-8")


def literal(text: str) -> str:
    """Return text that shows as it is in Markdown."""
    marked = _MARKUP.sub(lambda found: "\\" + found[0], printable(text))
    return _AT_LINE_START.sub(r"\1\\", _INDENTED.sub("   ", marked))


def _lines(report: Report) -> Iterator[str]:
    yield from (f"**{CONFIDENTIAL}**", "", f"# {_flat(report.title)}", "")
    yield from (f"{_flat(report.subject)}, {report.made:%Y-%m-%d %H:%M %Z}", "")
    yield from (f"**{_flat(report.headline)}**", "")
    for name, told in report.facts:
        yield f"- {_flat(name)}: {_flat(told)}"
    yield from ("", "## Methods", "", _flat(report.methods), "")
    for section in report.sections:
        yield from _section(section)
    yield from ("## Disagreements", "", _flat(report.disputes_note), "")
    for dispute in report.disputes:
        yield from _dispute(dispute)


def _section(section: Section) -> Iterator[str]:
    yield from (f"## {_flat(section.title)}", "")
    for words in section.words:
        yield from (_flat(words), "")
    for table in section.tables:
        yield from _table(table)


def _table(table: Table) -> Iterator[str]:
    yield from (f"*{_flat(table.caption)}*", "")
    yield f"| {' | '.join(map(_flat, table.columns))} |"
    rules = ["---:" if number in table.figures else "---" for number in range(len(table.columns))]
    yield f"| {' | '.join(rules)} |"
    for row in table.rows:
        yield f"| {' | '.join(_flat(cell.text) for cell in row)} |"
    yield ""


def _dispute(dispute: Dispute) -> Iterator[str]:
    yield from (f"### {_flat(dispute.title)}", "")
    for passage in dispute.passages:
        yield from (f"**{_flat(passage.where)}**", "")
        if passage.quotation:
            yield from (f"> {line}".rstrip() for line in literal(passage.quotation).split("\n"))
            yield ""
        yield from (f"- {_flat(coder)}: {_flat(told)}" for coder, told in passage.readings)
        yield ""


def _flat(text: str) -> str:
    return literal(" ".join(text.split()))
