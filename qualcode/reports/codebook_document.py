"""Lays the codebook out as a document: what each code means, and how often it was given."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from qualcode.domain.codebook import Code, Codebook, Example
from qualcode.domain.tables import Row
from qualcode.privacy.release import Release
from qualcode.reports.contents import Block, Cell, Points, Report, Section, Table, Words
from qualcode.reports.figures import counted
from qualcode.reports.findings import AGGREGATE, UNSUPPRESSED
from qualcode.reports.frequency_tables import frequency_table

_REFERENCE = re.compile(r"\[\[([^\[\]]+)\]\]")


@dataclass(frozen=True, slots=True)
class Revised:
    """One revision of the codebook: when it came, by whom, and what became of it."""

    moment: datetime
    coder: str
    revision: str
    version: str
    codes: int


@dataclass(frozen=True, slots=True)
class CodebookTold:
    """All that the document tells; `questions` maps ids to their words."""

    subject: str
    made: datetime
    codebook: Codebook
    counts: Release[Row]
    questions: Mapping[str, str] = field(default_factory=dict)
    history: tuple[Revised, ...] = ()


def codebook_document(told: CodebookTold) -> Report:
    """Return the codebook theme by theme, then its counts and its history."""
    book = told.codebook
    version = f"version {book.version}, " if book.version else ""
    shown = UNSUPPRESSED if told.counts.unsuppressed else None
    return Report(
        title=f"Codebook: {book.title}",
        subject=told.subject,
        made=told.made,
        facts=tuple(_facts(told)),
        headline=f"{counted(len(book.codes), 'code')} in {counted(len(book.themes), 'theme')}, "
        f"{version}revision {book.revision}.",
        sections=(
            *(_theme(told, theme, place) for place, theme in enumerate(book.themes, start=1)),
            *_counts(told),
            *_history(told),
        ),
        warning=shown or AGGREGATE.format(threshold=told.counts.rule.threshold),
        grave=told.counts.unsuppressed,
        wide=False,
    )


def _facts(told: CodebookTold) -> Iterator[tuple[str, str]]:
    details = told.codebook.details
    yield "Language", told.codebook.language
    for name in ("status", "unit"):
        if value := details.get(name):
            yield name.capitalize(), str(value)
    if told.counts.rule.reason:
        yield "Threshold", f"{told.counts.rule.threshold} persons: {told.counts.rule.reason}"


def _theme(told: CodebookTold, theme: Code, place: int) -> Section:
    anchor = f"theme-{place}"
    below = tuple(_code(told, code, f"{anchor}-{at}", 1) for at, code in enumerate(
        told.codebook.children(theme.id), start=1
    ))  # fmt: skip
    return Section(theme.name, anchor, tuple(_blocks(told, theme)), below)


def _code(told: CodebookTold, code: Code, anchor: str, depth: int) -> Section:
    """Return a code and those below it; what lies deeper than headings go stands beside it."""
    children = tuple(enumerate(told.codebook.children(code.id), start=1))
    inner = tuple(_code(told, one, f"{anchor}-{at}", depth + 1) for at, one in children)
    return Section(code.name, anchor, tuple(_blocks(told, code)), inner)


def _blocks(told: CodebookTold, code: Code) -> Iterator[Block]:
    if code.definition or code.short:
        yield Words(_with_names(told.codebook, code.definition or code.short))
    yield Points(tuple(_points(told, code)))


def _points(told: CodebookTold, code: Code) -> Iterator[tuple[str, str]]:
    yield "Id", code.id
    if code.key:
        yield "Key", code.key
    if code.asked:
        yield "Asked", "; ".join(told.questions.get(one, one) for one in code.asked)
    for name, words in (
        ("Include", code.include), ("Exclude", code.exclude),
        ("Typical", map(_example, code.typical)), ("Atypical", map(_example, code.atypical)),
        ("Close, but no", map(_example, code.close_but_no)),
    ):  # fmt: skip
        if lines := "; ".join(words):
            yield name, _with_names(told.codebook, lines)
    if not code.codable:
        yield "Use", "holds other codes; is not given itself"
    if code.retired:
        use = ", ".join(_names(told.codebook, code.retired.use))
        why = f": {code.retired.why}" if code.retired.why else ""
        yield "Retired", f"since {code.retired.version}{why}" + (f"; use {use}" if use else "")
    if count := _count(told, code):
        yield "Given", count


def _with_names(book: Codebook, text: str) -> str:
    """Return text in which references to codes are their names."""
    return _REFERENCE.sub(lambda found: f"“{next(_names(book, [found[1]]))}”", text)


def _example(one: Example) -> str:
    note = f" ({one.note})" if one.note else ""
    return f"“{one.text}”{note}"


def _names(book: Codebook, codes: Iterable[str]) -> Iterator[str]:
    for code in codes:
        yield book.by_id[code].name if code in book else code


def _count(told: CodebookTold, code: Code) -> str:
    for row in told.counts.rows:
        if row.code == code.id:
            if row.n is None:
                return "withheld"
            unit = told.counts.unit.value
            return f"by {row.n} of {counted(row.base or 0, unit)} ({row.percent or 0:.0f} %)"
    return ""


def _counts(told: CodebookTold) -> Iterator[Section]:
    rows = [row for row in told.counts.rows if not row.is_apart]
    if rows:
        table = frequency_table(told.counts, "How often each code was given", rows)
        yield Section("Counts", "counts", (table,))


def _history(told: CodebookTold) -> Iterator[Section]:
    if not told.history:
        return
    rows = tuple(
        (
            Cell(f"{one.moment:%Y-%m-%d %H:%M}"),
            Cell(one.coder),
            Cell(one.version),
            Cell(one.revision),
            Cell(str(one.codes)),
        )
        for one in told.history
    )
    columns = ("when", "who", "version", "revision", "codes")
    table = Table("Revisions of the codebook", columns, rows, frozenset({4}))
    yield Section("History", "history", (table,))
