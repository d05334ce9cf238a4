"""The per-code figures of an agreement report as one flat table, for CSV and workbooks."""

from __future__ import annotations

from collections import Counter

from qualcode.domain.agreement_report import AgreementReport, CodeFigures

Cell = str | int | float | None

_FIGURES = (
    "code", "name", "alpha", "low", "high", "percent", "percent_low", "percent_high",
    "kappa", "kappa_low", "kappa_high", "ac1", "n_units", "reason",
)  # fmt: skip
_MORE = (
    "ac1_low", "ac1_high", "brennan_prediger", "p_below_667", "p_below_800", "kappa_note",
    "n_positive", "prevalence_index", "bias_index",
)  # fmt: skip
_SPANS = ("jaccard", "f1_exact", "f1_overlap", "u", "ku", "coverage")


def code_columns(report: AgreementReport) -> tuple[str, ...]:
    """Return the names of the columns; the last ones count the units of each coder."""
    spans = _SPANS if _has_spans(report) else ()
    counts = [f"n {name}" for name in report.coders]
    return (*_FIGURES, "flags", *_MORE, *spans, *counts)


def code_rows(report: AgreementReport) -> list[tuple[Cell, ...]]:
    """Return one row for each code, in the order of the codebook."""
    spans = _SPANS if _has_spans(report) else ()
    return [
        (
            *(getattr(one, name) for name in _FIGURES),
            "; ".join(one.flags),
            *(getattr(one, name) for name in _MORE),
            *(getattr(one.spans, name, None) for name in spans),
            *(one.n_by_coder.get(name) for name in report.coders),
        )
        for one in report.codes
    ]


def names_of(codes: tuple[CodeFigures, ...]) -> dict[str, str]:
    """Map each code to its name, with its id where two codes share the name."""
    met = Counter(one.name for one in codes)
    return {
        one.code: one.name if met[one.name] == 1 else f"{one.name} ({one.code})" for one in codes
    }


def _has_spans(report: AgreementReport) -> bool:
    return any(one.spans is not None for one in report.codes)
