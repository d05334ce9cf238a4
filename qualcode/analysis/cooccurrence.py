"""How many units, and how many persons, carry two codes together.

Every count is a sum over the units that carry a code, so it grows with the codings and not with
the square of the codes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_array

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Whole = NDArray[np.int64]

_AT_ONCE = 2_000_000


@dataclass(frozen=True, slots=True)
class Marks:
    """Which units carry which codes, all by number.

    `person` gives the person behind each unit, `carrying` the units of each code, `scopes` the
    units of each scope, `scope_of` the scope in which each code is counted. A code is carried only
    by units of its scope.
    """

    person: Whole
    carrying: Sequence[Whole]
    scopes: Sequence[Whole]
    scope_of: Whole

    @property
    def by_unit(self) -> csr_array:
        """Return units by codes: 1 where the unit carries the code."""
        return _incidence(self.carrying, len(self.person))

    @property
    def by_scope(self) -> csr_array:
        """Return units by scopes: 1 where the unit belongs to the scope."""
        return _incidence(self.scopes, len(self.person))


def _incidence(members: Sequence[Whole], height: int) -> csr_array:
    column = np.repeat(np.arange(len(members)), [len(one) for one in members])
    row = np.concatenate([*members, np.empty(0, np.int64)]).astype(np.int64)
    ones = np.ones(len(row), np.int64)
    return csr_array((ones, (row, column)), shape=(height, len(members)))


@dataclass(frozen=True, slots=True)
class Hits:
    """Units in which two codes come together; each (unit, one, other) stands once."""

    unit: Whole
    one: Whole
    other: Whole


@dataclass(frozen=True, slots=True)
class Tally:
    """Codes by codes: the units with both, and the distinct persons behind them."""

    n: Whole
    people: Whole


@dataclass(frozen=True, slots=True)
class Bases:
    """Codes by codes: the common base of both, its persons, and its units with the first code."""

    base: Whole
    people: Whole
    carrying: Whole


def bases(marks: Marks, weights: csr_array | None = None) -> Bases:
    """Return what each pair of codes is counted among: the units of both scopes.

    `weights` are units by codes and say what a unit adds to `carrying`, 1 if left out.
    """
    scopes = marks.by_scope
    shared = np.asarray((scopes.T @ scopes).todense())
    within = np.asarray(((marks.by_unit if weights is None else weights).T @ scopes).todense())
    rows = marks.scope_of
    return Bases(
        base=shared[np.ix_(rows, rows)],
        people=_people_of_scopes(marks)[np.ix_(rows, rows)],
        carrying=within[:, rows],
    )


def _people_of_scopes(marks: Marks) -> Whole:
    number = len(marks.scopes)
    people = np.zeros((number, number), np.int64)
    for one in range(number):
        for other in range(one, number):
            units = marks.scopes[one]
            if other != one:
                units = np.intersect1d(units, marks.scopes[other])
            people[one, other] = people[other, one] = len(np.unique(marks.person[units]))
    return people


def within_units(marks: Marks, reach: csr_array | None = None) -> Iterator[Hits]:
    """Yield the hits of codes that one unit carries, a person's units always in one portion.

    Each pair is given once, and each code with itself. `reach`, units by codes, says what each
    unit has near; then the first code is one that the unit carries, the other one that it has near.
    """
    order = np.argsort(marks.person, kind="stable")
    left = marks.by_unit[order]
    right = left if reach is None else reach.tocsr()[order]
    cost = np.diff(left.indptr) * np.diff(right.indptr)
    for first, last in _portions(marks.person[order], cost):
        row, one, other = _crossed(left[first:last], right[first:last])
        keep = slice(None) if reach is not None else one <= other
        yield Hits(order[first + row[keep]], one[keep], other[keep])


def _crossed(left: csr_array, right: csr_array) -> tuple[Whole, Whole, Whole]:
    """Return (row, column of the left, column of the right) for all pairs of entries in a row."""
    row = np.repeat(np.arange(left.shape[0]), np.diff(left.indptr))
    times = np.diff(right.indptr)[row]
    entry = np.repeat(np.arange(len(row)), times)
    # The n-th repetition of an entry meets the n-th entry of its row on the right.
    turn = np.arange(len(entry)) - np.repeat(np.cumsum(times) - times, times)
    return row[entry], left.indices[entry], right.indices[right.indptr[row[entry]] + turn]


def _portions(person: Whole, cost: Whole) -> Iterator[tuple[int, int]]:
    """Cut sorted persons into portions of bounded cost; a person is never cut."""
    if not len(person):
        return
    ends = np.flatnonzero(np.append(person[1:] != person[:-1], True)) + 1
    spent = np.cumsum(cost)[ends - 1]
    first = done = 0
    for end, so_far, following in zip(ends, spent, [*spent[1:], np.inf], strict=True):
        if following - done > _AT_ONCE:
            yield first, int(end)
            first, done = int(end), so_far


def tally(portions: Iterable[Hits], person: Whole, codes: int) -> Tally:
    """Count the hits of each pair and the persons behind them, in both directions of the table.

    A person's hits must all be in one portion. Hits are given for one direction or for both.
    """
    n = np.zeros(codes * codes, np.int64)
    people = np.zeros(codes * codes, np.int64)
    for hits in portions:
        pair = hits.one.astype(np.int64) * codes + hits.other
        n += np.bincount(pair, minlength=codes * codes)
        told = np.unique(person[hits.unit].astype(np.int64) * (codes * codes) + pair)
        people += np.bincount(told % (codes * codes), minlength=codes * codes)
    return Tally(n.reshape(codes, codes), people.reshape(codes, codes))


def both_ways(counts: Whole) -> Whole:
    """Return a table that was counted for one direction only, filled for both."""
    return counts + np.triu(counts, 1).T


def persons(portions: Iterable[Hits], person: Whole) -> dict[tuple[int, int], set[int]]:
    """Return who stands behind each pair that occurs."""
    found: dict[tuple[int, int], set[int]] = {}
    for hits in portions:
        for one, other, who in zip(
            hits.one.tolist(), hits.other.tolist(), person[hits.unit].tolist(), strict=True
        ):
            found.setdefault((one, other), set()).add(who)
    return found


def jaccard(together: float, one: float, other: float) -> float | None:
    """Return together / (one + other - together); None where neither occurs.

    Source: Jaccard (1901). On quotations it is the c-coefficient of ATLAS.ti, which goes above 1
    where a quotation meets several of the other code.
    """
    either = one + other - together
    return together / either if either > 0 else None


def lift(together: float, one: float, other: float, base: float) -> float | None:
    """Return how many times more often two codes meet than if they had nothing to do with another.

    together * base / (one * other), as Brin, Motwani and Silverstein (1997) define interest; None
    where one of them does not occur.
    """
    return together * base / (one * other) if one and other else None
