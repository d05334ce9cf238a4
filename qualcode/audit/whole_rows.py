"""Recounts what a report says of all codes together, of pairs of coders, and without each coder."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from statistics import median
from typing import Any

from qualcode.audit import definitions
from qualcode.audit.case import Case
from qualcode.audit.code_rows import alphas
from qualcode.audit.draws import Estimate, estimates
from qualcode.audit.grades import benchmarks
from qualcode.audit.recounted import Unchecked
from qualcode.audit.set_alpha import MOST_SETS, SetMeasure, TooManySets, same_share
from qualcode.audit.span_rows import overall_spans
from qualcode.audit.tallies import CodeMeasure, PooledMeasure, count, n_of
from qualcode.audit.units import Unit, compared, size

TOO_MANY = f"there are more than {MOST_SETS:,} different sets of codes, too many to compare by two"


@dataclass(frozen=True, slots=True)
class SetFigure:
    """Alpha over sets of codes, or None for one that was not recounted."""

    distance: str
    by_character: bool
    n_units: int
    found: Estimate | None

    def row(self) -> dict[str, Any]:
        """Return the value with its interval and reason."""
        if self.found is None:
            return dict.fromkeys(("value", "low", "high", "reason"), Unchecked(TOO_MANY))
        why = "no variation" if self.n_units else "not comparable"
        return {
            "value": self.found.value,
            "low": self.found.low,
            "high": self.found.high,
            "reason": why if self.found.value is None else None,
        }

    def named(self) -> dict[str, Any]:
        """Return the same with the name of the coefficient."""
        over = "code sets of characters" if self.by_character else "code sets"
        return {"coefficient": f"Krippendorff alpha over {over} ({self.distance})", **self.row()}

    def as_alpha(self) -> dict[str, Any]:
        """Return the same with the value under the name of alpha."""
        row = self.row()
        return {"alpha": row.pop("value"), **row}


def set_figure(
    case: Case,
    units: Sequence[Unit],
    distance: str | None = None,
    clusters: Sequence[int] | None = None,
) -> SetFigure:
    """Return alpha over sets of codes on units, of which those with two coders are compared."""
    named = distance or case.distance
    places = case.clusters(units) if clusters is None else clusters
    several = compared(units)
    try:
        measure = SetMeasure(units, places, named, case.distances(named))
    except TooManySets:
        return SetFigure(named, case.by_character, size(several), None)
    found = estimates([measure], n_of(places), case.how)[0][0]
    return SetFigure(named, case.by_character, size(several), found)


def overall(case: Case, codes: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return the figures of all codes together."""
    whole = set_figure(case, case.compared)
    known = [one["alpha"] for one in codes if one["alpha"] is not None]
    skipped = Unchecked(TOO_MANY)
    found = whole.found
    return {
        **whole.named(),
        "p_below_667": found.below_667 if found else skipped,
        "p_below_800": found.below_800 if found else skipped,
        "benchmarks": ({} if case.by_character else benchmarks(found)) if found else skipped,
        "jaccard": None
        if case.by_character
        else set_figure(case, case.compared, "jaccard").named(),
        "pooled_kappa": _pooled(case),
        "median": median(known) if known else None,
        "lowest": min(known, default=None),
        "highest": max(known, default=None),
        "n_codes": len(known),
        "spans": overall_spans(case) if case.by_character else None,
    }


def pairs(case: Case) -> list[dict[str, Any]]:
    """Return the figures of each two coders."""
    places = case.clusters(case.compared)
    counts = count(case.compared, places, case.book.names, case.coders)
    pooled = PooledMeasure(counts, list(combinations(case.coders, 2))).by_pair()
    kappas = _kappas(case)
    made = []
    for at, (first, second) in enumerate(combinations(case.coders, 2)):
        together = [one.among((first, second)) for one in case.compared]
        figure = _among(case, together, places)
        made.append(
            {
                "first": first,
                "second": second,
                "n_units": figure.n_units,
                "percent": same_share(case.compared, first, second),
                **figure.as_alpha(),
                "pooled_kappa": pooled[at],
                "kappas": kappas[at],
            }
        )
    return made


def without_each(case: Case) -> list[dict[str, Any]]:
    """Return what alpha would be without each of three coders or more."""
    if len(case.coders) < 3:
        return []
    places = case.clusters(case.compared)
    made = []
    for left_out in case.coders:
        others = [one for one in case.coders if one != left_out]
        figure = _among(case, [one.among(others) for one in case.compared], places)
        units_of = {
            questions: compared(
                one.among(others) for one in case.units_for(questions, case.passages)
            )
            for questions in case.by_questions
        }
        made.append(
            {
                "coder": left_out,
                "n_units": figure.n_units,
                **figure.as_alpha(),
                "alphas": {code: one for code, (one, _, _) in alphas(case, units_of).items()},
            }
        )
    return made


def confusion(case: Case) -> list[dict[str, Any]]:
    """Return how often one code stands against another, or, named twice, with itself."""
    met: Counter[tuple[str, str]] = Counter()
    order = {code: place for place, code in enumerate(case.book.names)}
    for unit in case.compared:
        for one, other in combinations(unit.readings.values(), 2):
            if one == other:
                met.update({(code, code): unit.weight for code in one})
                continue
            for code in one & other:
                met[code, code] += unit.weight
            for mine in one - other:
                for theirs in other - one:
                    both = (mine, theirs)
                    key = sorted(both) if case.by_character else sorted(both, key=order.__getitem__)
                    met[key[0], key[1]] += unit.weight
    return [{"first": one, "second": other, "n": n} for (one, other), n in met.items()]


def _among(case: Case, units: Sequence[Unit], places: Sequence[int]) -> SetFigure:
    """Return alpha of some coders; resamples are those of all, but of their own for characters."""
    if case.by_character:
        return set_figure(case, compared(units))
    return set_figure(case, units, clusters=places)


def _pooled(case: Case) -> dict[str, Any]:
    units = case.compared
    places = case.clusters(units)
    pairs_ = list(combinations(case.coders, 2))
    measure = PooledMeasure(count(units, places, case.book.names, case.coders), pairs_)
    clusters = 0 if case.by_character else n_of(places)
    found = estimates([measure], clusters, case.how)[0][0]
    active = case.coders if case.by_character else {who for one in units for who in one.readings}
    several = ", mean over pairs" if len(active) > 2 else ""
    why = "no variation" if units else "not comparable"
    return {
        "coefficient": f"pooled kappa (over codes{several})",
        "value": found.value,
        "low": found.low,
        "high": found.high,
        "reason": why if found.value is None else None,
    }


def _kappas(case: Case) -> list[dict[str, float | None]]:
    """Return Cohen's kappa of each two coders and code, on the units that the code is for."""
    found: list[dict[str, float | None]] = [{} for _ in combinations(case.coders, 2)]
    for questions, codes in case.by_questions.items():
        units = case.units_for(questions, case.passages)
        counts = count(units, [0] * len(units), codes, case.coders)
        for code in codes:
            for at, table in enumerate(CodeMeasure(counts[code]).tables()):
                kappa = definitions.cohen(table)
                found[at][code] = None if kappa is None else float(kappa)
    return found
