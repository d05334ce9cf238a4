"""Counts, code by code, how many of those who looked at a unit gave the code."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import combinations
from typing import Any, TypeVar

from numpy.typing import NDArray

from qualcode.audit import definitions
from qualcode.audit.draws import Column, Values, total
from qualcode.audit.units import Unit

N = TypeVar("N", float, Fraction)
Pair = tuple[str, str]
Cells = Counter[int]


@dataclass(slots=True)
class Looks:
    """Who looked, by cluster: units by the number of coders, and units that each two share."""

    clusters: Sequence[int]
    pairs: tuple[Pair, ...]
    by_number: dict[int, Cells] = field(default_factory=dict)
    shared: dict[Pair, Cells] = field(default_factory=dict)


@dataclass(slots=True)
class CodeCount:
    """How one code was given, by cluster.

    `given` counts the units of which k of m coders gave it, for k above 0. For each two coders
    `both`, `first` and `second` count, on the units that they share, who of them gave it.
    """

    looks: Looks
    given: dict[tuple[int, int], Cells] = field(default_factory=dict)
    both: dict[Pair, Cells] = field(default_factory=dict)
    first: dict[Pair, Cells] = field(default_factory=dict)
    second: dict[Pair, Cells] = field(default_factory=dict)
    by_coder: Counter[str] = field(default_factory=Counter)
    positive: int = 0

    def note(self, cluster: int, unit: Unit, users: Sequence[str]) -> None:
        """Count one unit to which these coders gave the code."""
        self.positive += unit.weight
        for who in users:
            self.by_coder[who] += unit.weight
        _add(self.given, (len(unit.readings), len(users)), cluster, unit.weight)
        for pair in self.looks.pairs:
            if pair[0] not in unit.readings or pair[1] not in unit.readings:
                continue
            one, other = (name in users for name in pair)
            if one and other:
                _add(self.both, pair, cluster, unit.weight)
            elif one:
                _add(self.first, pair, cluster, unit.weight)
            elif other:
                _add(self.second, pair, cluster, unit.weight)


def count(
    units: Sequence[Unit], clusters: Sequence[int], codes: Iterable[str], coders: Sequence[str]
) -> dict[str, CodeCount]:
    """Count every code on compared units; `clusters` has the cluster of each unit."""
    looks = Looks(clusters, tuple(combinations(coders, 2)))
    counts = {code: CodeCount(looks) for code in codes}
    for unit, cluster in zip(units, clusters, strict=True):
        _add(looks.by_number, len(unit.readings), cluster, unit.weight)
        for pair in looks.pairs:
            if pair[0] in unit.readings and pair[1] in unit.readings:
                _add(looks.shared, pair, cluster, unit.weight)
        for code in set().union(*unit.readings.values()):
            if code in counts:
                users = [who for who, codes in unit.readings.items() if code in codes]
                counts[code].note(cluster, unit, users)
    return counts


class CodeMeasure:
    """Alpha, percent agreement, mean kappa of pairs and AC1 of one code."""

    def __init__(self, counted: CodeCount) -> None:
        self._counted = counted
        self._numbers = list(counted.looks.by_number)
        self._given = list(counted.given)
        self._pairs = counted.looks.pairs
        looks = counted.looks
        self.columns: list[Column] = [
            *(looks.by_number[number] for number in self._numbers),
            *(counted.given[key] for key in self._given),
            *(
                part.get(pair, Counter())
                for pair in self._pairs
                for part in (looks.shared, counted.both, counted.first, counted.second)
            ),
        ]

    def point(self) -> Values:
        """Return the figures of all units, by exact fractions."""
        found = self._figures([total(column) for column in self.columns])
        return tuple(None if one is None else float(one) for one in found)

    def of(self, sums: NDArray[Any]) -> list[Values]:
        """Return the figures of resamples."""
        return [self._figures(one) for one in sums.tolist()]

    def tally(self) -> dict[tuple[int, int], Fraction]:
        """Return how many of how many coders gave the code, exactly."""
        return self._tally([total(column) for column in self.columns])

    def tables(self) -> list[list[Fraction]]:
        """Return the table of each two coders, exactly."""
        return self.tables_of([total(column) for column in self.columns])

    def _figures(self, sums: Sequence[N]) -> tuple[N | None, ...]:
        tally, tables = self._tally(sums), self.tables_of(sums)
        kappas = [definitions.cohen(table) for table in tables]
        return (
            definitions.alpha(tally),
            definitions.percent(tally),
            definitions.mean_of_known(kappas),
            definitions.ac1(tally),
        )

    def _tally(self, sums: Sequence[N]) -> dict[tuple[int, int], N]:
        found = dict(zip(self._given, sums[len(self._numbers) :], strict=False))
        for number, units in zip(self._numbers, sums, strict=False):
            used = sum(times for (m, _), times in found.items() if m == number)
            found[number, 0] = units - used
        return found

    def tables_of(self, sums: Sequence[N]) -> list[list[N]]:
        """Return the table of each two coders from the sums of the columns."""
        start = len(self._numbers) + len(self._given)
        made = []
        for at in range(start, start + 4 * len(self._pairs), 4):
            units, both, first, second = sums[at : at + 4]
            made.append([both, first, second, units - both - first - second])
        return made


class PooledMeasure:
    """Kappa pooled over codes, the mean over pairs of coders that have one."""

    def __init__(self, counts: Mapping[str, CodeCount], pairs: Sequence[Pair]) -> None:
        self._measures = [CodeMeasure(one) for one in counts.values()]
        self._n_pairs = len(pairs)
        self.columns: list[Column] = [column for one in self._measures for column in one.columns]

    def point(self) -> Values:
        """Return the pooled kappa of all units."""
        tables = [one.tables() for one in self._measures]
        return _as_floats(self._mean(tables))

    def by_pair(self) -> list[float | None]:
        """Return the pooled kappa of each two coders."""
        tables = [one.tables() for one in self._measures]
        return list(_as_floats(*self._each(tables)))

    def of(self, sums: NDArray[Any]) -> list[Values]:
        """Return the pooled kappa of resamples."""
        return [(self._mean(self._tables(one)),) for one in sums.tolist()]

    def _tables(self, sums: Sequence[float]) -> list[list[list[float]]]:
        place, tables = 0, []
        for one in self._measures:
            tables.append(one.tables_of(sums[place : place + len(one.columns)]))
            place += len(one.columns)
        return tables

    def _mean(self, tables: Sequence[Sequence[Sequence[N]]]) -> N | None:
        return definitions.mean_of_known(self._each(tables))

    def _each(self, tables: Sequence[Sequence[Sequence[N]]]) -> list[N | None]:
        return [
            definitions.pooled([of_code[pair] for of_code in tables])
            for pair in range(self._n_pairs)
        ]


def numbered(keys: Iterable[Any]) -> list[int]:
    """Number keys from 0 in the order in which they are first met."""
    place: dict[Any, int] = {}
    return [place.setdefault(key, len(place)) for key in keys]


def n_of(clusters: Sequence[int]) -> int:
    """Return how many clusters there are."""
    return len(set(clusters))


def _as_floats(*found: Any) -> Values:
    return tuple(None if one is None else float(one) for one in found)


def _add(cells: dict[Any, Cells], key: Any, cluster: int, weight: int) -> None:
    cells.setdefault(key, Counter())[cluster] += weight
