"""Recounts what a report says of each code."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from qualcode.audit import definitions
from qualcode.audit.case import Case
from qualcode.audit.draws import Estimate, estimates
from qualcode.audit.grades import benchmarks
from qualcode.audit.recounted import Either
from qualcode.audit.span_rows import SpanRows
from qualcode.audit.tallies import CodeCount, CodeMeasure, count, n_of
from qualcode.audit.units import Unit, size

FEW_UNITS, FEW_POSITIVE, FEW_SPANS = 10, 5, 5
PART_WAYS = 0.2
_CLOSE = 1e-9


def code_rows(case: Case) -> list[dict[str, Any]]:
    """Return the figures of every code, each on the units that it is for."""
    rows: dict[str, dict[str, Any]] = {}
    spans = SpanRows(case) if case.by_character else None
    for questions, codes in case.by_questions.items():
        units = case.units_for(questions, case.passages)
        clusters = case.clusters(units)
        counts = count(units, clusters, codes, case.coders)
        measures = {code: CodeMeasure(one) for code, one in counts.items()}
        found = estimates(list(measures.values()), n_of(clusters), case.how)
        for code, four in zip(codes, found, strict=True):
            row = _row(case, units, counts[code], measures[code], four)
            told = spans.of(code, questions) if spans else None
            flags = _flags(row, told)
            rows[code] = {
                "code": code, "name": case.book.names[code], **row, "flags": flags, "spans": told,
            }  # fmt: skip
    return [rows[code] for code in case.book.names]


def alphas(
    case: Case, units_of: Mapping[tuple[str, ...], Sequence[Unit]]
) -> dict[str, tuple[float | None, int, str | None]]:
    """Return alpha, number of units and reason of each code, without intervals."""
    found = {}
    for questions, codes in case.by_questions.items():
        units = units_of[questions]
        counts = count(units, [0] * len(units), codes, case.coders)
        for code in codes:
            alpha = CodeMeasure(counts[code]).point()[0]
            n = size(units)
            found[code] = alpha, n, reason(alpha, n, counts[code].positive)
    return {code: found[code] for code in case.book.names}


def reason(value: float | None, n_units: int, positive: int) -> str | None:
    """Return why an alpha is undefined."""
    if value is not None:
        return None
    if n_units == 0:
        return "not comparable"
    return "no variation" if positive else "not used"


def _row(
    case: Case,
    units: Sequence[Unit],
    counted: CodeCount,
    measure: CodeMeasure,
    found: Sequence[Estimate],
) -> dict[str, Any]:
    alpha, percent, kappa, ac1 = found
    tables = measure.tables()
    several = len(tables) > 1
    biases = [definitions.bias(table) for table in tables]
    bias = definitions.mean_of_known(
        abs(one) if several and one is not None else one for one in biases
    )
    prevalence = definitions.mean_of_known(definitions.prevalence(one) for one in tables)
    offered = definitions.brennan_prediger(measure.tally())
    n_units = size(units)
    return {
        "alpha": alpha.value, "low": alpha.low, "high": alpha.high,
        "percent": percent.value, "percent_low": percent.low, "percent_high": percent.high,
        "kappa": kappa.value, "kappa_low": kappa.low, "kappa_high": kappa.high,
        "ac1": ac1.value, "ac1_low": ac1.low, "ac1_high": ac1.high,
        "brennan_prediger": None if offered is None else float(offered),
        "p_below_667": alpha.below_667, "p_below_800": alpha.below_800,
        "n_by_coder": {who: counted.by_coder[who] for who in case.coders},
        "n_units": n_units,
        "n_positive": counted.positive,
        "reason": reason(alpha.value, n_units, counted.positive),
        "kappa_note": _kappa_note(case, units),
        "prevalence_index": None if prevalence is None else float(prevalence),
        "bias_index": None if bias is None else float(bias),
        "benchmarks": {} if case.by_character else benchmarks(alpha),
    }  # fmt: skip


def _kappa_note(case: Case, units: Sequence[Unit]) -> str:
    active = case.coders if case.by_character else {who for one in units for who in one.readings}
    return "Cohen kappa" if len(active) <= 2 else "Light kappa (mean over pairs)"


def _flags(row: Mapping[str, Any], spans: Mapping[str, Any] | None) -> Either:
    if spans is None:
        few = row["n_units"] < FEW_UNITS or row["n_positive"] < FEW_POSITIVE
    else:
        few = sum(spans["n_spans"].values()) < FEW_SPANS
    flags = ["too few"] if few else []
    if sum(times > 0 for times in row["n_by_coder"].values()) == 1:
        flags.append("used by one coder only")
    return Either([*flags, *more] for more in _parting(row))


def _parting(row: Mapping[str, Any]) -> list[list[str]]:
    """Return the flag for kappa and AC1 that part ways; more than one answer on the edge."""
    kappa, ac1 = row["kappa"], row["ac1"]
    if kappa is None or ac1 is None or abs(ac1 - kappa) <= PART_WAYS - _CLOSE:
        return [[]]
    rare, uneven = abs(row["prevalence_index"] or 0.0), abs(row["bias_index"] or 0.0)
    says = "kappa and AC1 part ways: "
    answers = [[says + "prevalence"]] if rare >= uneven - _CLOSE else []
    answers += [[says + "bias"]] if rare <= uneven - _CLOSE or abs(rare - uneven) < _CLOSE else []
    return answers if abs(ac1 - kappa) > PART_WAYS + _CLOSE else [[], *answers]
