"""Which quotations stand behind a figure: of a code, two codes together, a word, a cell."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from qualcode.domain.cooccurrence import Within
from qualcode.domain.matrix import MatrixCell
from qualcode.domain.quotation import Quotation, QuoteOrder
from qualcode.domain.span import Span
from qualcode.domain.tables import Row
from qualcode.domain.words import words
from qualcode.study import Study
from qualcode.study.findings.quotations import Wanted
from qualcode.tui.themes.bench import Counted
from qualcode.tui.themes.painting import percent

Find = Callable[[QuoteOrder], list[Quotation]]


@dataclass(frozen=True, slots=True)
class Behind:
    """The quotations behind a figure: how they are called, the figure in words, how to find them.

    `codes` are those that they carry, each with all below it; `by` is the attribute that is told
    of each.
    """

    name: str
    figure: str
    rule: str
    codes: tuple[str, ...]
    find: Find
    by: str | None = None


def behind_count(study: Study, counted: Counted, row: Row) -> Behind:
    """Return what is behind the count of a code."""
    asked, rule = counted.asked, counted.whole.coder_rule
    wanted = Wanted(asked.question, rule, asked.kind, unit=asked.unit)

    def find(order: QuoteOrder) -> list[Quotation]:
        return study.quotations.find(row.code, replace(wanted, order=order))

    figure = "count withheld" if row.n is None else f"{row.n} of {row.base}, {percent(row)}"
    return Behind(row.name, figure, rule, (row.code,), find, asked.by)


def behind_code(study: Study, code: str, name: str, figure: str, wanted: Wanted) -> Behind:
    """Return what is behind a figure on one code."""

    def find(order: QuoteOrder) -> list[Quotation]:
        return study.quotations.find(code, replace(wanted, order=order))

    return Behind(name, figure, wanted.coder_rule or "", (code,), find)


def behind_word(study: Study, code: str, word: str, figure: str, wanted: Wanted) -> Behind:
    """Return the quotations of a code that hold a word, whatever its case."""
    whole = behind_code(study, code, f"“{word}”", figure, wanted)

    def find(order: QuoteOrder) -> list[Quotation]:
        return [one for one in whole.find(order) if word in _words(one)]

    return replace(whole, find=find)


def _words(one: Quotation) -> set[str]:
    return {span.of(one.words).casefold() for span in words(one.words, 0, len(one.words))}


def behind_pair(
    study: Study,
    codes: tuple[str, str],
    names: tuple[str, str],
    figure: str,
    within: Within,
    wanted: Wanted,
) -> Behind:
    """Return the quotations of two codes where both are: in one unit, or on the same words."""

    def find(order: QuoteOrder) -> list[Quotation]:
        one, other = (study.quotations.find(code, replace(wanted, order=order)) for code in codes)
        if codes[0] == codes[1]:
            return one
        found = [*_met(one, other, within), *_met(other, one, within)]
        return sorted(found, key=_place) if order is QuoteOrder.TEXT else found

    name = names[0] if codes[0] == codes[1] else f"{names[0]} + {names[1]}"
    return Behind(name, figure, wanted.coder_rule or "", tuple(dict.fromkeys(codes)), find)


def _met(some: Sequence[Quotation], others: Sequence[Quotation], within: Within) -> list[Quotation]:
    """Return those of some quotations that are together with one of the others."""
    by_unit: dict[str, list[Quotation]] = {}
    for one in others:
        by_unit.setdefault(_unit(one, within), []).append(one)
    return [
        one
        for one in some
        if any(
            within is not Within.OVERLAP or _overlap(one, other)
            for other in by_unit.get(_unit(one, within), ())
        )
    ]


def _unit(one: Quotation, within: Within) -> str:
    if within is Within.SEGMENT:
        return one.spot.segment or ""
    return one.person if within is Within.PARTICIPANT else one.spot.source


def _overlap(one: Quotation, other: Quotation) -> bool:
    same_coder = not set(one.coders).isdisjoint(other.coders)
    return same_coder and one.spot.span.overlaps(other.spot.span)


def _place(one: Quotation) -> tuple[str, Span]:
    return one.spot.source_name, one.spot.span


def behind_cell(study: Study, cell: MatrixCell, row: str, name: str, wanted: Wanted) -> Behind:
    """Return the quotations of one theme in one case or group."""
    known = {act for one in cell.quotations for act in one.codings}

    def find(order: QuoteOrder) -> list[Quotation]:
        found = study.quotations.find(cell.place.code, replace(wanted, order=order))
        return [one for one in found if not known.isdisjoint(one.codings)]

    figure = f"{row or 'none'}: {cell.people} {'person' if cell.people == 1 else 'persons'}"
    return Behind(name, figure, wanted.coder_rule or "", (cell.place.code,), find)
