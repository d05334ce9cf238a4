"""What a comparison of codings with and without hints can show, and what it cannot."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from qualcode.domain.influence import InfluenceReport, Side


def notes(report: InfluenceReport, notice: str) -> InfluenceReport:
    """Return the report with what must be known to read it."""
    return replace(report, notes=tuple(_notes(report, notice)))


def _notes(report: InfluenceReport, notice: str) -> Iterator[str]:
    if not report.with_hints.segments:
        yield "No coding was made with suggestions in sight, so there is nothing to compare."
    else:
        yield from _limits(report)
    if report.imported:
        yield f"Left out: {report.imported} imported codings, made elsewhere."
    if notice:
        yield notice


def _limits(report: InfluenceReport) -> Iterator[str]:
    yield (
        "Nobody drew by lot which segments got hints: a difference shows that the two groups of "
        "segments were coded differently, not that hints made it so. Segments with hints come "
        f"later as a rule. Codings with hints: {_when(report.with_hints)}; "
        f"without: {_when(report.without_hints)}."
    )
    if report.second_look:
        yield (
            f"{_segments(report.second_look)} had a code before hints came and got another one "
            "after (second look). They count as with hints and have at least two codings by that; "
            "where a coder gave no more after the hints came, the segment counts as without."
        )
    if report.empty:
        yield (
            f"{_segments(report.empty)} finished without a code leave no trace of hints and count "
            "on neither side; shares are of segments that got a code."
        )
    if report.mixed:
        yield (
            f"{_segments(report.mixed)} coded with hints by one coder and without by another are "
            "in neither agreement."
        )
    yield (
        "Higher agreement with hints can mean better codings, or that coders followed the same "
        "machine; these figures cannot tell which. Compare with a blind round."
    )
    yield (
        "Intervals of differences take segments as independent, and no correction is made for "
        f"looking at {len(report.codes)} codes: about one in twenty leaves out 0 by chance."
    )
    if steered := [one.order for one in report.orders if one.steered]:
        yield (
            f"A model chose the order for some codings ({', '.join(steered)}); shares of codes "
            "lean to what it looked for."
        )


def _when(side: Side) -> str:
    if side.first is None or side.last is None:
        return "none"
    days = dict.fromkeys((side.first[:10], side.last[:10]))
    return " to ".join(days)


def _segments(number: int) -> str:
    return f"{number} segment{'' if number == 1 else 's'}"
