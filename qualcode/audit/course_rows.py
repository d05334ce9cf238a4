"""Recounts what a report says of groups of units, and of the course of time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

from qualcode.audit.case import Case
from qualcode.audit.code_rows import alphas
from qualcode.audit.evidence import Evidence, Passage, Row, present_segments
from qualcode.audit.set_alpha import same_share
from qualcode.audit.tallies import n_of, numbered
from qualcode.audit.units import Unit, compared, cut, size
from qualcode.audit.whole_rows import set_figure

STRETCH = 100


def groups(case: Case) -> list[dict[str, Any]]:
    """Return the figures of each question, source or week."""
    by = case.request.by
    if by is None:
        return []
    members: dict[str, list[Passage]] = {}
    for one in case.passages:
        members.setdefault(_group_of(one, by), []).append(one)
    order = sorted(members) if by == "week" else list(members)
    return [row for name in order if (row := _group(case, name, members[name]))]


def drift(case: Case) -> dict[str, Any]:
    """Return the coders' own consistency, and agreement by stretches of time and revisions."""
    # Characters have no course of their own: it is told of their segments.
    unit = "segment" if case.by_character else case.request.unit
    units = compared(cut(unit, case.passages, case.evidence.texts))
    course = _Course(case, units)
    return {
        "intra": list(_intra(case)),
        "rolling": list(course.rolling()),
        "by_revision": list(course.by_revision()),
    }


def _group_of(one: Passage, by: str) -> str:
    if by == "source":
        return one.source_name
    if by == "question":
        return one.question or "(no question)"
    year, week, _ = _when(one.moment).isocalendar()
    return f"{year}-W{week:02}"


def _group(case: Case, name: str, members: Sequence[Passage]) -> dict[str, Any] | None:
    units = compared(case.cut(members))
    if not units:
        return None
    units_of = {questions: case.units_for(questions, members) for questions in case.by_questions}
    return {
        "group": name,
        "n_units": size(units),
        "n_documents": n_of(numbered(one.source for one in units)),
        "overall": set_figure(case, units).named(),
        "codes": [
            {"code": code, "alpha": alpha, "n_units": n, "reason": why}
            for code, (alpha, n, why) in alphas(case, units_of).items()
        ],
    }


class _Course:
    """Compared units in the order in which the last of their coders looked."""

    def __init__(self, case: Case, units: Sequence[Unit]) -> None:
        self._case = case
        self._units = units
        self._order = sorted(range(len(units)), key=lambda place: units[place].moment)

    def rolling(self) -> Iterator[dict[str, Any]]:
        """Yield the figures of each hundred units."""
        moments = {one.moment for one in self._units}
        if len(moments) < 2 or len(self._units) <= STRETCH:
            return
        for first in range(0, len(self._order), STRETCH):
            part = self._order[first : first + STRETCH]
            yield {
                "first": first + 1,
                "last": first + len(part),
                "begin": _when(self._units[part[0]].moment).date().isoformat(),
                "end": _when(self._units[part[-1]].moment).date().isoformat(),
                **self._alpha(part),
            }

    def by_revision(self) -> Iterator[dict[str, Any]]:
        """Yield the figures of the units of each revision of the codebook."""
        members: dict[str, list[int]] = {}
        for place, revision in zip(self._order, self._revisions(), strict=True):
            members.setdefault(revision, []).append(place)
        for revision, part in members.items() if len(members) > 1 else ():
            yield {"revision": revision, "n_units": len(part), **self._alpha(part)}

    def _alpha(self, part: Sequence[int]) -> dict[str, Any]:
        units = [self._units[place] for place in sorted(part)]
        return set_figure_of_units(self._case, units)

    def _revisions(self) -> list[str]:
        """Return the revision of each unit's last coding; without one that of the unit before."""
        own = [_last_revision(self._units[place]) for place in self._order]
        current = next((one for one in own if one is not None), "")
        found = []
        for one in own:
            current = current if one is None else one
            found.append(current)
        return found


def set_figure_of_units(case: Case, units: Sequence[Unit]) -> dict[str, Any]:
    """Return alpha over sets of codes of whole units, whatever the unit of the report is."""
    by_source = numbered(one.source for one in units)
    clusters = by_source if n_of(by_source) > 1 else list(range(len(units)))
    return set_figure(case, units, "masi", clusters).as_alpha()


def _last_revision(unit: Unit) -> str | None:
    if not unit.marks:
        return None
    return max(unit.marks, key=lambda one: (one.created, one.order)).revision


def _intra(case: Case) -> Iterator[dict[str, Any]]:
    """Yield how far each coder agrees with what the same coder did before a round."""
    by_coder: dict[str, list[Unit]] = {}
    for name, unit in _repeats(case):
        by_coder.setdefault(name, []).append(unit)
    for name, units in sorted(by_coder.items()):
        yield {
            "coder": name,
            "n_units": len(units),
            "percent": same_share(units, "earlier", "now"),
            **set_figure_of_units(case, units),
        }


def _repeats(case: Case) -> Iterator[tuple[str, Unit]]:
    """Yield each finished repeat of the round as a unit with two readings, in queue order."""
    evidence, name = case.evidence, case.request.round
    row = next((one for one in evidence.rounds if one["name"] == name), None)
    if row is None:
        return
    names = {one["id"]: one["name"] for one in evidence.coders}
    segments = {one["id"]: one for one in present_segments(evidence, case.request.question)}
    queue = [
        one
        for one in evidence.assignments
        if one["round"] == name and one["repeat"] and one["segment"] in segments
    ]
    for given in sorted(queue, key=lambda one: (one["coder"], one["place"])):
        found = _both(case, row, given)
        if found is not None:
            segment = segments[given["segment"]]
            place = Passage(segment["id"], segment["source"], "", "", 0, 0, None)
            yield names[given["coder"]], Unit(place, 0, 0, 1, found, 0)


def _both(case: Case, round_: Row, given: Row) -> dict[str, frozenset[str]] | None:
    """Return the codes of the reading before the round, and of that in it."""
    looks = [
        one
        for one in case.evidence.looks
        if one["coder"] == given["coder"]
        and one["segment"] == given["segment"]
        and one["state"] != "seen"
    ]
    now = [one for one in looks if one["round"] == round_["name"]]
    before = [
        one
        for one in looks
        if one["round"] != round_["name"] and one["moment"] <= round_["created"]
    ]
    if not now or not before:
        return None
    last = max(before, key=lambda one: one["moment"])
    return {
        "earlier": _codes(case, given, last["round"], round_["created"]),
        "now": _codes(case, given, round_["name"], now[0]["moment"]),
    }


def _codes(case: Case, given: Row, round_: str, until: datetime) -> frozenset[str]:
    counts_as = case.book.counts_as
    return frozenset(
        counts_as[one["code"]]
        for one in _codings_on(case.evidence, given)
        if one["round"] == round_ and one["created"] <= until and one["code"] in counts_as
    )


def _codings_on(evidence: Evidence, given: Row) -> list[Row]:
    return [
        one
        for one in evidence.codings
        if one["segment"] == given["segment"] and one["coder"] == given["coder"]
    ]


def _when(moment: int) -> datetime:
    return datetime.fromtimestamp(moment / 1_000_000, UTC)
