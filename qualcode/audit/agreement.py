"""Recounts a whole report on agreement and compares the two."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from qualcode.audit import course_rows, dispute_rows, whole_rows
from qualcode.audit.case import Case
from qualcode.audit.code_rows import code_rows
from qualcode.audit.comparing import Comparison
from qualcode.audit.evidence import Evidence, coded_under, round_row, sampling_of
from qualcode.audit.paragraph import strange_numbers
from qualcode.audit.recounted import Unchecked
from qualcode.audit.request import Request
from qualcode.audit.tallies import n_of, numbered
from qualcode.audit.units import size

FEW_SOURCES = 10

Progress = Callable[[int, int, str], None]


def verify_agreement(
    report: Mapping[str, Any], request: Request, evidence: Evidence, progress: Progress
) -> Comparison:
    """Recount every figure of an agreement report and compare."""
    recounted = recount(request, evidence, progress)
    for name in ("without_accepted", "accepted"):
        # Reports from before there were suggestions do not tell.
        if name not in report and not recounted[name]:
            del recounted[name]
    made = Comparison()
    made.compare(report, recounted)
    rows = report.get("disagreements")
    alphas = {one["code"]: one["alpha"] for one in recounted["codes"]}
    if not any(one.place.startswith("disagreements") for one in made.differences):
        assert isinstance(rows, list)
        if not dispute_rows.is_ranked(rows, alphas):
            made.differ(("disagreements", "order"), "another", "worst code first")
    for number in strange_numbers(report):
        made.differ(("methods",), number, "no such figure")
    return made


def recount(request: Request, evidence: Evidence, progress: Progress) -> dict[str, Any]:
    """Return the report as it is recounted, in the form of its JSON."""
    parts: dict[str, Callable[[], Any]] = {}
    progress(0, 8, "units")
    case = Case(evidence, request)
    codes: list[dict[str, Any]] = []

    def each_code() -> list[dict[str, Any]]:
        codes.extend(code_rows(case))
        return codes

    parts["codes"] = each_code
    parts["overall"] = lambda: whole_rows.overall(case, codes)
    parts["pairs"] = lambda: whole_rows.pairs(case)
    parts["leave_one_out"] = lambda: whole_rows.without_each(case)
    parts["confusion"] = lambda: whole_rows.confusion(case)
    parts["groups"] = lambda: course_rows.groups(case)
    parts["drift"] = lambda: course_rows.drift(case)
    parts["disagreements"] = lambda: dispute_rows.disputes(case)
    found = _head(case)
    for done, (name, part) in enumerate(parts.items()):
        progress(done, len(parts), name.replace("_", " "))
        found[name] = part()
    progress(len(parts), len(parts), "compared")
    return found


def _head(case: Case) -> dict[str, Any]:
    """Return what a report says of itself and of what was compared."""
    request, evidence = case.request, case.evidence
    documents = n_of(numbered(one.source for one in case.compared))
    alone = "none" if case.by_character else "units"
    row = round_row(evidence, request.round)
    return {
        "unit": request.unit,
        "level": request.level,
        "round": request.round,
        "coders": list(request.coders),
        "question": request.question,
        "by": request.by,
        "distance": case.distance,
        "n_resamples": request.how.n,
        "seed": request.how.seed,
        "confidence": request.how.confidence,
        "interval": "percentile",
        "units": size(case.compared),
        "left_out": size(case.units) - size(case.compared),
        "documents": documents,
        "resampled": "documents" if documents > 1 else alone,
        "without_accepted": request.without_accepted,
        "accepted": case.accepted,
        "flags": ["few documents"] if documents < FEW_SOURCES else [],
        "sampling": None if row is None else sampling_of(row),
        "codebook": {
            "title": evidence.codebook.get("title", ""),
            "version": evidence.codebook.get("version", ""),
            "revision": row["revision"] if row else evidence.revision,
            "coded_under": coded_under(evidence, request.round),
        },
        "methods": Unchecked("its words were not; its numbers are figures of the report"),
    }
