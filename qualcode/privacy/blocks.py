"""Hidden cells that hang together through sums, and how far their values can be worked out.

Where the sums do not go round in circles the intervals follow from narrowing them step by step,
else from whole-number programmes (HiGHS).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import inf

from qualcode.domain.disclosure import Key

_PASSES = 50


@dataclass(frozen=True, slots=True)
class Relation:
    """`low` <= the sum of values with their signs <= `high`."""

    signs: Mapping[Key, int]
    low: float
    high: float

    @property
    def is_sum(self) -> bool:
        """Say whether parts make up a total exactly."""
        return self.low == self.high


class Block:
    """Hidden cells that hang together: how far each value can be from what it is.

    `points` are the tables that programmes found: by how much cells differ from what they are.
    """

    def __init__(
        self, values: Mapping[Key, int], limits: Mapping[Key, float], relations: Iterable[Relation]
    ) -> None:
        self._relations = tuple(relations)
        self._values = values
        self._low: dict[Key, float] = dict.fromkeys(values, 0)
        self._high = dict(limits)
        self._exact = self._narrow_down() and not self._goes_round()
        # What is certain to be possible: at first only what is, then what programmes find.
        self._seen_low = dict(self._low if self._exact else self._values)
        self._seen_high = dict(self._high if self._exact else self._values)
        self.points: list[dict[Key, int]] = []

    def at_most(self, key: Key) -> float:
        """Return a width that the attacker's interval of a cell does not exceed."""
        return self._high[key] - self._low[key]

    def certain(self, key: Key) -> float:
        """Return a width that the attacker's interval of a cell has at least."""
        return self._seen_high[key] - self._seen_low[key]

    def highest(self, key: Key) -> float:
        """Return the largest value that a cell can have."""
        if not self._exact and self._seen_high[key] < self._high[key]:
            self._look_for(key, 1, 0)
        return self._seen_high[key]

    def width(self, key: Key, enough: float) -> float:
        """Return how wide the attacker's interval of a cell is; once it is enough, not how much."""
        for sign in (1, -1):
            seen = self._seen_high[key] - self._seen_low[key]
            if self._exact or seen >= min(enough, self.at_most(key)):
                return seen
            self._look_for(key, sign, enough)
        return self._seen_high[key] - self._seen_low[key]

    def _narrow_down(self) -> bool:
        """Narrow the intervals step by step; say whether no step is left."""
        for _ in range(_PASSES):
            changed = [self._apply(one) for one in self._relations]
            if not any(changed):
                return True
        return False

    def _apply(self, relation: Relation) -> bool:
        ends = {
            key: _signed(sign, self._low[key], self._high[key])
            for key, sign in relation.signs.items()
        }
        least = _Sum(low for low, _ in ends.values())
        most = _Sum(high for _, high in ends.values())
        changed = False
        for key, sign in relation.signs.items():
            lowest = relation.low - most.without(ends[key][1])
            highest = relation.high - least.without(ends[key][0])
            low, high = _signed(sign, lowest, highest)
            changed |= low > self._low[key] or high < self._high[key]
            self._low[key] = max(low, self._low[key])
            self._high[key] = min(high, self._high[key])
        return changed

    def _goes_round(self) -> bool:
        """A net of relations and cells without circles has one line less than it has knots."""
        lines = sum(len(one.signs) for one in self._relations)
        return lines != len(self._values) + len(self._relations) - 1

    def _look_for(self, key: Key, sign: int, enough: float) -> None:
        """Find the table that fits and has the largest (1) or the smallest (-1) value here."""
        import numpy as np
        from scipy.optimize import Bounds, LinearConstraint, milp

        order = {one: place for place, one in enumerate(self._values)}
        sums = np.zeros((len(self._relations), len(order)))
        for number, relation in enumerate(self._relations):
            for one, its_sign in relation.signs.items():
                sums[number, order[one]] = its_sign
        # A programme without a limit may not end; further out than this nothing needs to be known.
        limit = 4 * (sum(self._values.values()) + int(enough) * len(order) + 1)
        aim = np.zeros(len(order))
        aim[order[key]] = -sign
        found = milp(
            aim,
            integrality=np.ones(len(order)),
            bounds=Bounds(
                [self._low[one] for one in order], [min(limit, self._high[one]) for one in order]
            ),
            constraints=LinearConstraint(
                sums, [one.low for one in self._relations], [one.high for one in self._relations]
            ),
            options={"mip_rel_gap": 0},
        )
        if found.x is None:  # pragma: no cover - what is true always fits
            raise RuntimeError(f"No table fits what is known: {found.message}")
        most = round(float(found.x[order[key]]))
        if sign < 0:
            self._low[key] = most
        elif most < limit:
            self._high[key] = most
        point: dict[Key, int] = {}
        for one, place in order.items():
            value = round(float(found.x[place]))
            if value != self._values[one]:
                point[one] = value - self._values[one]
            self._seen_low[one] = min(self._seen_low[one], value)
            self._seen_high[one] = max(self._seen_high[one], value)
        self.points.append(point)


def _signed(sign: int, low: float, high: float) -> tuple[float, float]:
    return (low, high) if sign > 0 else (-high, -low)


class _Sum:
    """A sum from which one part can be taken out, even if parts are without limit."""

    def __init__(self, parts: Iterable[float]) -> None:
        given = list(parts)
        self._finite = sum(one for one in given if abs(one) != inf)
        self._endless = [one for one in given if abs(one) == inf]

    def without(self, part: float) -> float:
        if part not in self._endless:
            return self._endless[0] if self._endless else self._finite - part
        return self._endless[0] if len(self._endless) > 1 else self._finite
