"""How agreement went on in time: by stretches of units, by revision, by each coder's repeats."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Iterator, Sequence
from datetime import UTC, datetime

import numpy as np

from qualcode.agreement import CodedUnits
from qualcode.domain.agreement_drift import Drift, Repeated, Stretch, UnderRevision
from qualcode.domain.agreement_report import Figure
from qualcode.domain.rounds import Repetition
from qualcode.store.readings import Coded, Ground
from qualcode.study.reliability.figures import How, same_codes, set_alpha
from qualcode.study.reliability.units import Ints, Units

STRETCH = 100
"""How many units one figure of the course is about."""


def drift(
    units: Units,
    codings: Sequence[Coded],
    repeats: Iterable[Repetition],
    grounds: Sequence[Ground],
    counts_as: dict[str, str],
    how: How,
) -> Drift:
    """Return the course of agreement, and how far coders agree with their own earlier work."""
    compared = units.kept(units.looked.sum(axis=0) >= 2)
    order = np.argsort(compared.moment, kind="stable")
    return Drift(
        intra=tuple(_intra(repeats, grounds, counts_as, how)),
        rolling=tuple(_rolling(compared, order, how)),
        by_revision=tuple(_by_revision(compared, order, codings, how)),
    )


def week_of(moment: int) -> str:
    """Return the ISO week of a moment in microseconds, such as 2026-W07."""
    year, week, _ = _when(moment).isocalendar()
    return f"{year}-W{week:02}"


def _rolling(units: Units, order: Ints, how: How) -> Iterator[Stretch]:
    if len(np.unique(units.moment)) < 2 or len(units) <= STRETCH:
        return
    for first in range(0, len(order), STRETCH):
        part = order[first : first + STRETCH]
        found = set_alpha(_only(units, part), how.distance, how)
        yield Stretch(
            first + 1,
            first + len(part),
            _when(int(units.moment[part[0]])).date().isoformat(),
            _when(int(units.moment[part[-1]])).date().isoformat(),
            *_told(found),
        )


def _by_revision(
    units: Units, order: Ints, codings: Sequence[Coded], how: How
) -> Iterator[UnderRevision]:
    revisions = _revisions(units, order, codings)
    known = list(dict.fromkeys(revisions[place] for place in order.tolist()))
    if len(known) < 2:
        return
    for revision in known:
        part = np.array([place for place in order.tolist() if revisions[place] == revision])
        found = set_alpha(_only(units, part), how.distance, how)
        yield UnderRevision(revision, len(part), *_told(found))


def _revisions(units: Units, order: Ints, codings: Sequence[Coded]) -> dict[int, str]:
    """Return the revision of each unit: that of its last coding.

    A unit that nobody gave a code to takes that of the unit before it in time, and what comes
    before the first coding that of the first.
    """
    last: dict[int, Coded] = {}
    for unit, place in zip(units.unit.tolist(), units.coding.tolist(), strict=True):
        one = codings[place]
        if unit not in last or last[unit].created <= one.created:
            last[unit] = one
    places = order.tolist()
    current = next((last[place].revision for place in places if place in last), "")
    found = {}
    for place in places:
        current = last[place].revision if place in last else current
        found[place] = current
    return found


def _intra(
    repeats: Iterable[Repetition],
    grounds: Sequence[Ground],
    counts_as: dict[str, str],
    how: How,
) -> Iterator[Repeated]:
    source = {one.segment: one.source for one in grounds}
    by_coder: dict[str, list[Repetition]] = {}
    for one in repeats:
        if one.segment in source:
            by_coder.setdefault(one.coder, []).append(one)
    for coder, again in sorted(by_coder.items()):
        units: list[tuple[Hashable, dict[Hashable, Collection[Hashable]]]] = [
            (
                source[one.segment],
                {
                    when: {counts_as[code] for code in codes if code in counts_as}
                    for when, codes in (("earlier", one.earlier), ("now", one.now))
                },
            )
            for one in again
        ]
        coded = CodedUnits.of(units)
        found = set_alpha(coded, how.distance, how)
        yield Repeated(coder, len(units), same_codes(coded, 0, 1), *_told(found))


def _only(units: Units, part: Ints) -> CodedUnits:
    chosen = np.zeros(len(units), dtype=np.bool_)
    chosen[part] = True
    return units.kept(chosen).coded()


def _told(found: Figure) -> tuple[float | None, float | None, float | None, str | None]:
    return found.value, found.low, found.high, found.reason


def _when(moment: int) -> datetime:
    return datetime.fromtimestamp(moment / 1_000_000, UTC)
