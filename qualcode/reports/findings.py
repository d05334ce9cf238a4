"""Lays the findings of a study out: each question with its table, chart, groups and words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from qualcode.domain.associations import AssociationRow
from qualcode.domain.cooccurrence import PairRow
from qualcode.domain.response import ResponseRow
from qualcode.domain.saturation import SaturationRow
from qualcode.domain.scales import CorrelationRow, DifferenceRow, MeanRow
from qualcode.domain.tables import Row
from qualcode.privacy.release import Release
from qualcode.reports.charts.drawing import MISSING, possible
from qualcode.reports.contents import (
    Block,
    Cell,
    Passage,
    Picture,
    Report,
    Section,
    Table,
    Words,
)
from qualcode.reports.figures import counted
from qualcode.reports.frequency_pictures import bar_picture, group_picture, main_rows
from qualcode.reports.frequency_tables import frequency_table, group_table, in_order
from qualcode.reports.meeting import sample_section, saturation_section, together_section
from qualcode.reports.tested import differences, scales_section

AGGREGATE = (
    "Reported in the aggregate: figures that fewer than {threshold} persons stand behind, and "
    "those that would give them away, are withheld."
)
UNSUPPRESSED = (
    "Confidential: no figure is withheld. Small cells can betray respondents. Keep it in the team."
)
ALL_WITHHELD = (
    "Every figure is withheld: too few persons stand behind some of them, and the others would "
    "give those away."
)
NO_QUOTATIONS = "No quotations: none was passed for publication by a named person."


@dataclass(frozen=True, slots=True)
class Asked:
    """What was found about one question, or in one kind of source.

    `ordered` are the answers of a closed item, which keep their order. `drawn` names the codes
    that the chart shows, where they are not the main ones. `groups` are the same figures by an
    attribute, `differences` what is told of them.
    """

    title: str
    anchor: str
    told: tuple[str, ...]
    whole: Release[Row]
    groups: Release[Row] | None = None
    ordered: bool = False
    drawn: frozenset[str] = frozenset()
    differences: Release[AssociationRow] | None = None
    quotations: tuple[Passage, ...] = ()


@dataclass(frozen=True, slots=True)
class More:
    """What is told of the whole study, as far as there is any."""

    sample: Release[ResponseRow] | None = None
    means: Release[MeanRow] | None = None
    correlations: Release[CorrelationRow] | None = None
    differences: Release[DifferenceRow] | None = None
    together: Release[PairRow] | None = None
    saturation: Release[SaturationRow] | None = None


@dataclass(frozen=True, slots=True)
class Findings:
    """All that a report of findings tells; `made` is the moment that its figures are of."""

    subject: str
    made: datetime
    headline: str
    facts: tuple[tuple[str, str], ...]
    asked: tuple[Asked, ...]
    more: More
    methods: tuple[Block, ...]
    threshold: int
    unsuppressed: bool


def findings_report(found: Findings) -> Report:
    """Lay findings out; without what draws charts the report says what to install."""
    draws = possible()
    parts = [_section(one, draws) for one in found.asked]
    summary = _summary(found, draws)
    more = _more(found.more, draws)
    sections = (*summary, *parts, *more, Section("Methods", "methods", found.methods))
    warning = UNSUPPRESSED if found.unsuppressed else AGGREGATE.format(threshold=found.threshold)
    return Report(
        title="Findings",
        subject=found.subject,
        made=found.made,
        facts=found.facts,
        headline=found.headline,
        sections=tuple(_numbered(sections)),
        warning=warning,
        grave=found.unsuppressed,
        wide=False,
    )


def _summary(found: Findings, draws: bool) -> tuple[Section, ...]:
    rows = tuple(
        (Cell(one.title, link=one.anchor), *map(Cell, told))
        for one in found.asked
        if any(told := _most(one))
    )
    columns = ("", "most frequent", "second", "third")
    table = Table("What was found most often, in per cent of the base of each", columns, rows)
    words = () if draws else (Words(MISSING),)
    if not any(one.quotations for one in found.asked):
        words = (*words, Words(NO_QUOTATIONS))
    return (Section("In short", "in-short", (table, *words)),)


def _most(one: Asked) -> list[str]:
    """Return the three most frequent codes, or answers, in words; nothing for one that is not."""
    rows = [row for row in _main(one) if row.percent is not None and row.n]
    best = sorted(rows, key=lambda row: -(row.percent or 0))[:3]
    told = [f"{row.name}: {row.percent:.0f} % ({row.n}/{row.base})" for row in best]
    return told + [""] * (3 - len(told))


def _main(one: Asked) -> list[Row]:
    rows = list(one.whole.rows) if one.ordered else in_order(one.whole.rows)
    return [row for row in rows if row.code in one.drawn] if one.drawn else main_rows(rows)


def _section(one: Asked, draws: bool) -> Section:
    rows = list(one.whole.rows) if one.ordered else in_order(one.whole.rows)
    words = tuple(map(Words, one.told))
    if not any(row.percent is not None for row in rows):
        return Section(one.title, one.anchor, (*words, *_all_withheld(one.whole)))
    picture = bar_picture(one.whole, _main(one), one.anchor, one.title) if draws else None
    table = frequency_table(one.whole, one.title, rows)
    blocks = (*words, *((picture,) if picture else ()), table)
    parts = tuple(_parts(one, rows, draws))
    return Section(one.title, one.anchor, blocks, parts)


def _parts(one: Asked, rows: Sequence[Row], draws: bool) -> Iterator[Section]:
    if one.groups is not None and one.groups.rows:
        yield _by_group(one, one.groups, rows, draws)
    if one.quotations:
        yield Section("In their words", f"{one.anchor}-words", one.quotations)


def _more(more: More, draws: bool) -> Iterator[Section]:
    if more.means is not None and any(row.base or row.suppressed for row in more.means.rows):
        yield scales_section(more.means, more.correlations, more.differences)
    if more.together is not None:
        yield from together_section(more.together, draws)
    if more.saturation is not None:
        yield from saturation_section(more.saturation, draws)
    if more.sample is not None:
        yield sample_section(more.sample)


def _by_group(one: Asked, groups: Release[Row], rows: Sequence[Row], draws: bool) -> Section:
    anchor, title = f"{one.anchor}-groups", f"By {groups.by}"
    if not any(row.percent is not None for row in groups.rows):
        return Section(title, anchor, _all_withheld(groups))
    caption = f"{one.title} By {groups.by}."
    codes = [row.code for row in _main(one)]
    picture = group_picture(groups, codes, anchor, caption) if draws else None
    table = group_table(groups, caption, rows)
    holding = differences(one.differences, one.title) if one.differences is not None else ()
    blocks = (*((picture,) if picture else ()), table, *holding)
    return Section(title, anchor, blocks)


def _all_withheld(release: Release[Row]) -> tuple[Block, ...]:
    return tuple(map(Words, (ALL_WITHHELD, *release.notes)))


def _numbered(sections: Sequence[Section]) -> Iterator[Section]:
    """Yield sections whose tables and charts bear numbers, each counted through the report."""
    seen = {Table: 0, Picture: 0}
    for section in sections:
        yield _with_numbers(section, seen)


def _with_numbers(section: Section, seen: dict[type, int]) -> Section:
    blocks: list[Block] = []
    for block in section.blocks:
        if isinstance(block, Table | Picture):
            seen[type(block)] += 1
            word = "Table" if isinstance(block, Table) else "Figure"
            caption = f"{word} {seen[type(block)]}. {block.caption}"
            blocks.append(replace(block, caption=caption))
        else:
            blocks.append(block)
    parts = tuple(_with_numbers(part, seen) for part in section.sections)
    return replace(section, blocks=tuple(blocks), sections=parts)


def told_of_size(participants: int, sources: int, questions: int) -> str:
    """Return the one sentence that says how much the findings rest on."""
    asked = f" and {counted(questions, 'question')}" if questions else ""
    return f"{counted(participants, 'participant')}, {counted(sources, 'source')}{asked}."
