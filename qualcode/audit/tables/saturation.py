"""Recounts how many different codes were met after so many units, and where that stopped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, comb
from typing import Any

import numpy as np

from qualcode.audit.recounted import Either
from qualcode.audit.tables.carriers import Carriers, everything, gathered
from qualcode.audit.tables.coder_rules import Rule
from qualcode.audit.tables.facts import Facts
from qualcode.audit.tables.lines import Line, Part
from qualcode.audit.tables.population import Population, Scope

_MOST_ROWS = 200
_ORDER, _ANY_ORDER = ("new", "seen"), ("expected", "low", "high")


@dataclass(frozen=True)
class Curve:
    """The units in their order, with the codes that each carries."""

    carriers: Carriers
    order: list[str]

    @property
    def people(self) -> int:
        """Return how many persons stand behind the units."""
        return len({self.carriers.person[one] for one in self.order})

    def seen(self, size: int) -> set[str]:
        """Return the codes that the first so many units carry."""
        first = frozenset(self.order[:size])
        return {code for code, units in self.carriers.carrying.items() if units & first}


def curve(facts: Facts, rule: Rule, wanted: Scope, unit: str, order: str, level: str) -> Curve:
    """Lay out the units in the order of their import, or of the first look at them."""
    carriers = gathered(facts, rule, wanted, unit, level, alone=level != "theme")
    population = Population(facts, rule, everything(facts, wanted), unit)
    keys: dict[str, list[Any]] = {}
    for row in population.segments:
        of = row["participant"] if unit == "participant" else row["source"]
        moments: list[tuple[Any, ...]]
        if order == "work":
            moments = [(one["moment"],) for one in facts.looks.get(row["id"], ())
                       if one["coder"] in rule.coders]  # fmt: skip
        else:
            moments = [(facts.sources[row["source"]]["imported"], row["source"])]
        for moment in moments:
            keys.setdefault(of, []).append((*moment, row["number"]))
    first = sorted(keys, key=lambda one: (*map(min, zip(*keys[one], strict=True)), one))
    known = [one for one in first if one in carriers.person]
    return Curve(carriers, [*known, *(one for one in carriers.person if one not in keys)])


def course(of: Curve, draws: int, seed: int) -> list[Line]:
    """Return the rows of the codes met after so many units, in order and in any order."""
    units = len(of.order)
    sizes = list(range(1, units + 1))
    if units > _MOST_ROWS:
        sizes = sorted({ceil(units * at / _MOST_ROWS) for at in range(1, _MOST_ROWS + 1)})
    bands = _bands(of, sizes, draws, seed)
    counts = [len(one) for one in of.carriers.carrying.values() if one]
    before, found = 0, []
    for at, size in enumerate(sizes):
        seen = len(of.seen(size))
        low, high = bands[at]
        values = {
            "number": size,
            "new": seen - before,
            "seen": seen,
            "expected": _expected(counts, units, size),
            "low": low,
            "high": high,
        }
        before = seen
        found.append(Line(values, [Part(of.people, (*_ORDER, *_ANY_ORDER))]))
    return found


def _expected(counts: Sequence[int], units: int, size: int) -> float:
    """Return the mean over all choices, as an exact fraction: Hurlbert (1971)."""
    whole = comb(units, size)
    return float(sum(1 - Fraction(comb(units - one, size), whole) for one in counts))


def _bands(of: Curve, sizes: Sequence[int], draws: int, seed: int) -> list[tuple[Any, Any]]:
    """Draw the orders again and return the 2.5 and 97.5 per cent points of each size.

    A draw is a permutation of the places; a unit comes at the place that the permutation has at
    the unit's number.
    """
    number = {unit: at for at, unit in enumerate(of.carriers.person)}
    members = [[number[one] for one in units] for units in of.carriers.carrying.values() if units]
    if not members:
        return [(0.0, 0.0)] * len(sizes)
    chance = np.random.default_rng(seed)
    curves: list[list[int]] = [[] for _ in sizes]
    for _ in range(draws):
        place = chance.permutation(len(number)).tolist()
        first = [min(place[one] for one in units) for units in members]
        met = [0] * (len(number) + 1)
        for one in first:
            met[one + 1] += 1
        for at in range(1, len(met)):
            met[at] += met[at - 1]
        for at, size in enumerate(sizes):
            curves[at].append(met[size])
    return [(_point(one, 0.025), _point(one, 0.975)) for one in curves]


def _point(values: list[int], share: float) -> Any:
    """Return the least value that so large a share reaches; two where rounding decides."""
    values.sort()
    places = {ceil(len(values) * share * (1 + wide)) - 1 for wide in (-1e-12, 0.0, 1e-12)}
    found = {float(values[min(max(at, 0), len(values) - 1)]) for at in places}
    return found.pop() if len(found) == 1 else Either(sorted(found))


def stops(
    of: Curve, bases: Sequence[int], runs: Sequence[int], thresholds: Sequence[float]
) -> list[Line]:
    """Return where runs of units brought little new: Guest, Namey and Chen (2020)."""
    seen = [len(of.seen(size)) for size in range(len(of.order) + 1)]
    found = []
    for threshold in thresholds:
        for base in bases:
            for run in runs:
                values = {"base": base, "run": run, "threshold": threshold,
                          **_stop(seen, base, run, threshold)}  # fmt: skip
                found.append(Line(values, [Part(of.people, ("base_codes", "after", "share"))]))
    return found


def _stop(seen: Sequence[int], base: int, run: int, threshold: float) -> dict[str, Any]:
    units = len(seen) - 1
    measure = seen[min(base, units)]
    for after in range(base, units - run + 1):
        brought = seen[after + run] - seen[after]
        if measure and brought <= threshold * measure + 1e-9:
            return {"base_codes": measure, "after": after, "share": brought / measure}
    return {"base_codes": measure, "after": None, "share": None}
