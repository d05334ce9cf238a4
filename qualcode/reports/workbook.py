"""Writes an agreement report as a workbook of several sheets; text stays text."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from qualcode.domain.agreement_grades import Grade, grade
from qualcode.domain.agreement_report import AgreementReport
from qualcode.domain.agreement_table import Cell, code_columns, code_rows, names_of
from qualcode.reports.contents import CONFIDENTIAL, Report
from qualcode.reports.disputes import readings_of

LONGEST = 32_767
_MOST_ROWS = 1_048_575
_FILLS = {
    Grade.RELIABLE: "#CFE8D5", Grade.TENTATIVE: "#FCEFB4", Grade.WEAK: "#F8D3C9",
}  # fmt: skip


def workbook(report: AgreementReport, laid: Report) -> bytes:
    """Return the report as XLSX: the per-code table first, then a sheet for each other part.

    Figures keep their full precision. A text longer than a cell may be ends with an ellipsis.
    """
    import xlsxwriter

    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
               "strings_to_numbers": False, "nan_inf_to_errors": False}  # fmt: skip
    with xlsxwriter.Workbook(buffer, options) as book:
        book.set_properties({"title": "Agreement", "created": _naive(laid.made)})
        sheets = _Sheets(book)
        sheets.add("Codes", code_columns(report), code_rows(report), _low_of(report))
        sheets.add("About", ("", CONFIDENTIAL), _about(report, laid))
        sheets.add("Pairs", *_pairs(report))
        sheets.add("Heat map", *_heat(report))
        sheets.add("Without a coder", *_without(report))
        sheets.add("Confusion", *_confusion(report))
        sheets.add("Groups", *_groups(report))
        sheets.add("Drift", *_drift(report))
        sheets.add("Disagreements", *_disagreements(report))
    return buffer.getvalue()


class _Sheets:
    """Adds sheets of one workbook, all in the same dress."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        self._figure = book.add_format({"num_format": "0.00"})
        self._fills = {
            one: book.add_format({"num_format": "0.00", "bg_color": fill})
            for one, fill in _FILLS.items()
        }

    def add(
        self,
        title: str,
        columns: Sequence[str],
        rows: Iterable[Sequence[Cell]],
        coloured: tuple[frozenset[int], Sequence[float | None]] | None = None,
    ) -> None:
        """Add a sheet with a header row; `coloured` names columns and the limit that colours."""
        sheet = self._book.add_worksheet(title)
        for number, name in enumerate(columns):
            sheet.write_string(0, number, name[:LONGEST], self._bold)
        sheet.freeze_panes(1, 1)
        sheet.set_column(0, 1, 28)
        for number, row in enumerate(rows, start=1):
            if number > _MOST_ROWS:
                break
            for column, cell in enumerate(row):
                self._write(sheet, number, column, cell, coloured)

    def _write(self, sheet: Any, row: int, column: int, cell: Cell, coloured: Any) -> None:
        if isinstance(cell, str):
            sheet.write_string(row, column, cell if len(cell) <= LONGEST else _cut(cell))
        elif isinstance(cell, int):
            sheet.write_number(row, column, cell)
        elif cell is not None:
            style = self._figure
            if coloured and column in coloured[0]:
                limit = coloured[1][row - 1] if coloured[1] else cell
                style = self._fills.get(grade(limit), self._figure)
            sheet.write_number(row, column, cell, style)


Content = tuple[Sequence[str], list[tuple[Cell, ...]]]


def _cut(text: str) -> str:
    return text[: LONGEST - 1] + "…"


def _naive(moment: datetime) -> datetime:
    return moment.replace(tzinfo=None, microsecond=0)


def _low_of(report: AgreementReport) -> tuple[frozenset[int], list[float | None]]:
    return frozenset({2, 3, 4}), [one.low for one in report.codes]


def _about(report: AgreementReport, laid: Report) -> list[tuple[Cell, ...]]:
    rows: list[tuple[Cell, ...]] = [
        ("Study", laid.subject),
        ("Written", f"{laid.made:%Y-%m-%d %H:%M %Z}"),
        ("Result", laid.headline),
        *laid.facts,
        ("Methods", report.methods),
    ]
    whole = report.overall
    figures = (
        (whole.coefficient, whole.value), ("low", whole.low), ("high", whole.high),
        ("median of codes", whole.median), ("lowest", whole.lowest), ("highest", whole.highest),
    )  # fmt: skip
    return rows + [(name, value) for name, value in figures]


def _pairs(report: AgreementReport) -> Content:
    columns = ("first", "second", "n_units", "percent", "alpha", "low", "high", "pooled_kappa",
               "reason")  # fmt: skip
    return columns, [tuple(getattr(one, name) for name in columns) for one in report.pairs]


def _heat(report: AgreementReport) -> tuple[Sequence[str], list[tuple[Cell, ...]], Any]:
    columns = ("code", "name", *(f"{one.first} – {one.second}" for one in report.pairs))
    rows: list[tuple[Cell, ...]] = [
        (one.code, one.name, *(pair.kappas.get(one.code) for pair in report.pairs))
        for one in report.codes
    ]
    return columns, rows, (frozenset(range(2, len(columns))), ())


def _without(report: AgreementReport) -> Content:
    columns = ("coder", "n_units", "alpha", "low", "high", "reason")
    codes = [one.code for one in report.codes]
    rows: list[tuple[Cell, ...]] = [
        (*(getattr(one, name) for name in columns), *(one.alphas.get(code) for code in codes))
        for one in report.leave_one_out
    ]
    return (*columns, *(f"alpha {code}" for code in codes)), rows


def _confusion(report: AgreementReport) -> Content:
    names = names_of(report.codes)
    columns = ("first", "first name", "second", "second name", "n")
    rows: list[tuple[Cell, ...]] = [
        (one.first, names[one.first], one.second, names[one.second], one.n)
        for one in report.confusion
    ]
    return columns, rows


def _groups(report: AgreementReport) -> Content:
    columns = (report.by or "group", "code", "alpha", "low", "high", "n_units", "reason")
    rows: list[tuple[Cell, ...]] = []
    for group in report.groups:
        whole = group.overall
        rows.append(
            (group.group, "(code sets)", whole.value, whole.low, whole.high, group.n_units,
             whole.reason)
        )  # fmt: skip
        rows += [
            (group.group, one.code, one.alpha, None, None, one.n_units, one.reason)
            for one in group.codes
        ]
    return columns, rows


def _drift(report: AgreementReport) -> Content:
    columns = ("of", "what", "n_units", "percent", "alpha", "low", "high", "reason")
    found = report.drift
    rows: list[tuple[Cell, ...]] = [
        ("coder and own earlier work", one.coder, one.n_units, one.percent, one.alpha, one.low,
         one.high, one.reason)
        for one in found.intra
    ]  # fmt: skip
    rows += [
        ("order of time", f"{one.first} to {one.last}", one.last - one.first + 1, None, one.alpha,
         one.low, one.high, one.reason)
        for one in found.rolling
    ]  # fmt: skip
    rows += [
        ("revision of the codebook", one.revision, one.n_units, None, one.alpha, one.low,
         one.high, one.reason)
        for one in found.by_revision
    ]  # fmt: skip
    return columns, rows


def _disagreements(report: AgreementReport) -> Content:
    names = names_of(report.codes)
    columns = (
        "code", "name", "source", "segment", "start", "end", "quotation", "used by",
        "not used by", "did not look", *(f"reading {name}" for name in report.coders),
    )  # fmt: skip
    rows: list[tuple[Cell, ...]] = []
    for one in report.disagreements:
        told = dict(readings_of(one, names))
        rows.append(
            (
                one.code, names.get(one.code, one.code), one.source, one.segment, one.start,
                one.end, one.quotation, ", ".join(one.used_by), ", ".join(one.not_used_by),
                ", ".join(one.did_not_look), *(told.get(name, "") for name in report.coders),
            )
        )  # fmt: skip
    return columns, rows
