"""Tests of tables of counts in exact whole numbers, as far as they go."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import comb, exp, factorial, inf, log, prod, sqrt

from qualcode.audit.recounted import Unchecked
from qualcode.audit.tables import chances
from qualcode.audit.tables.lines import Z_95

Table = Sequence[Sequence[int]]
DRAWS = 9_999
_MOST_TABLES = 200_000
_LEVEL = 0.05
_ROUNDING, _ROOT_OF_ROUNDING = 1e-14, 1e-6
WITHHELD = "withheld"


@dataclass(frozen=True)
class Near:
    """A value that random tables, or rounding, may miss by so much."""

    value: float
    reach: float


@dataclass(frozen=True)
class Four:
    """Both facts, only the first, only the second, neither."""

    a: int
    b: int
    c: int
    d: int

    @property
    def n(self) -> int:
        """Return how many there are."""
        return self.a + self.b + self.c + self.d

    @property
    def problem(self) -> str:
        """Return why there is nothing to compare."""
        if not self.n:
            return "there is nobody to compare"
        empty = {
            "nobody carries the code": self.a + self.b,
            "all carry the code": self.c + self.d,
            "nobody has this value": self.a + self.c,
            "all have this value": self.b + self.d,
        }
        return next((words for words, number in empty.items() if not number), "")

    def ways(self) -> dict[int, int]:
        """Return how many tables with these margins have each first cell."""
        first, second, column = self.a + self.b, self.c + self.d, self.a + self.c
        every = range(max(0, column - second), min(first, column) + 1)
        return {one: comb(first, one) * comb(second, column - one) for one in every}

    def interval(self) -> tuple[float, float]:
        """Return the exact conditional bounds of the odds ratio: Cornfield (1956)."""
        ways = self.ways()
        low = 0.0 if self.a == min(ways) else _ratio(ways, lambda one: one >= self.a, rising=True)
        high = inf if self.a == max(ways) else _ratio(ways, lambda one: one <= self.a, rising=False)
        return low, high

    def fisher(self) -> float:
        """Return the share of tables that are no more likely than this one."""
        ways = self.ways()
        unlikely = sum(one for one in ways.values() if one <= ways[self.a])
        return float(Fraction(unlikely, sum(ways.values())))

    def least_p(self) -> float:
        """Return the smallest p that these margins allow."""
        ways = self.ways()
        ends = ways[min(ways)], ways[max(ways)]
        least = sum(ends) if ends[0] == ends[1] else min(ends)
        return min(1.0, float(Fraction(least, sum(ways.values()))))


def _ratio(ways: dict[int, int], belongs: Callable[[int], bool], rising: bool) -> float:
    """Return the odds ratio at which the tables of one side have a chance of 2.5 per cent."""
    logs = {one: log(number) for one, number in ways.items()}

    def excess(at: float) -> float:
        heights = {one: height + at * one for one, height in logs.items()}
        top = max(heights.values())
        weights = {one: exp(height - top) for one, height in heights.items()}
        side = sum(weight for one, weight in weights.items() if belongs(one))
        apart = side / sum(weights.values()) - 0.025
        return -apart if rising else apart

    return exp(chances.halved(excess, -700.0, 700.0))


@dataclass(frozen=True)
class Tested:
    """What a test of independence comes to."""

    test: str
    statistic: float | None = None
    freedom: int | None = None
    p: float | Near | Unchecked | None = None
    v: float | None = None
    corrected: float | Near | None = None
    draws: int | None = None
    why: str = ""


def tested(table: Table) -> Tested:
    """Test whether rows and columns are independent, as the expected counts allow.

    Chi-square by Cochran's rule (1954), else Fisher's test; of more than four cells its p is that
    of random tables, and stands here exactly with how far they may miss it.
    """
    rows = [list(row) for row in table if sum(row)]
    kept = [column for column in zip(*rows, strict=True) if sum(column)]
    rows = [list(row) for row in zip(*kept, strict=True)]
    if len(rows) < 2 or len(rows[0]) < 2:
        return Tested(WITHHELD, why="there is only one group to compare")
    statistic = _chi_square(rows)
    v, corrected = _cramer(rows, statistic)
    freedom = (len(rows) - 1) * (len(rows[0]) - 1)
    if _is_cochran(rows):
        p = chances.chi_square_tail(float(statistic), freedom)
        return Tested("chi-square", float(statistic), freedom, p, v, corrected)
    if freedom > 1:
        return Tested("Fisher", p=_drawn(rows), v=v, corrected=corrected, draws=DRAWS)
    four = Four(*rows[0], *rows[1])
    if (least := four.least_p()) >= _LEVEL:
        why = f"with so few, even the most uneven split would have p = {least:.2f}"
        return Tested(WITHHELD, v=v, corrected=corrected, why=why)
    return Tested("Fisher", p=four.fisher(), v=v, corrected=corrected)


def _expected(rows: Table) -> list[list[Fraction]]:
    columns, whole = [sum(one) for one in zip(*rows, strict=True)], sum(map(sum, rows))
    return [[Fraction(sum(row) * column, whole) for column in columns] for row in rows]


def _chi_square(rows: Table) -> Fraction:
    expected = _expected(rows)
    return sum(
        ((seen - given) ** 2 / given
         for row, of_row in zip(rows, expected, strict=True)
         for seen, given in zip(row, of_row, strict=True)),
        Fraction(0),
    )  # fmt: skip


def _is_cochran(rows: Table) -> bool:
    cells = [one for row in _expected(rows) for one in row]
    if len(cells) == 4:
        return min(cells) >= 5
    return min(cells) >= 1 and 5 * sum(one < 5 for one in cells) <= len(cells)


def _cramer(rows: Table, statistic: Fraction) -> tuple[float, float | Near]:
    """Return Cramér's V, plain and without its bias: Bergsma (2013)."""
    n, height, width = sum(map(sum, rows)), len(rows), len(rows[0])
    share = statistic / n
    plain = min(1.0, sqrt(share / (min(height, width) - 1)))
    if n == 1:
        return plain, 0.0
    freed = float(share - Fraction((height - 1) * (width - 1), n - 1))
    least = min(one - (one - 1) ** 2 / (n - 1) for one in (height, width)) - 1
    corrected = min(1.0, sqrt(max(0.0, freed) / least)) if least > 0 else 0.0
    # The root of what rounding leaves of nothing is no longer nothing.
    return plain, Near(corrected, _ROOT_OF_ROUNDING) if abs(freed) < _ROUNDING else corrected


def _drawn(rows: Table) -> Near | Unchecked:
    """Return the exact p over all tables with these margins, if there are not too many."""
    margins = [sum(row) for row in rows], [sum(one) for one in zip(*rows, strict=True)]
    if len(margins[0]) != 2 or prod(one + 1 for one in margins[1][:-1]) > _MOST_TABLES:
        return Unchecked(f"its p is of {DRAWS:,} random tables, and all are too many to list")
    # The chance of a table of two rows is the product of C(column, first cell) over all.
    own = prod(comb(column, cell) for column, cell in zip(margins[1], rows[0], strict=True))
    found = list(_ways(margins[1], margins[0][0]))
    p = float(Fraction(sum(one for one in found if one <= own), sum(found)))
    return Near(p, 6 * sqrt(p * (1 - p) / DRAWS) + 2 / DRAWS)


def _ways(columns: Sequence[int], left: int) -> Iterator[int]:
    if len(columns) == 1:
        if 0 <= left <= columns[0]:
            yield comb(columns[0], left)
        return
    for cell in range(max(0, left - sum(columns[1:])), min(columns[0], left) + 1):
        times = comb(columns[0], cell)
        for ways in _ways(columns[1:], left - cell):
            yield times * ways


@dataclass(frozen=True)
class Common:
    """The common odds ratio of strata."""

    strata: int
    value: float | None = None
    low: float | None = None
    high: float | None = None
    p: float | None = None
    homogeneity: float | None = None
    why: str = ""


def common(tables: Sequence[Four]) -> Common:
    """Return the Mantel-Haenszel odds ratio with what R's mantelhaen.test prints beside it."""
    telling = [one for one in tables if not one.problem]
    if not telling:
        return Common(0, why="no stratum has anything to compare")
    number, p = len(telling), _no_association(telling)
    across = sum(Fraction(one.a * one.d, one.n) for one in telling)
    along = sum(Fraction(one.b * one.c, one.n) for one in telling)
    if not across or not along:
        why = "in no stratum is there anybody in one of the four cells"
        return Common(number, 0.0 if along else inf, p=p, why=why)
    ratio = float(across / along)
    reach = Z_95 * sqrt(_variance(telling, across, along))
    low, high = exp(log(ratio) - reach), exp(log(ratio) + reach)
    homogeneity = _homogeneity(telling, ratio) if number > 1 else None
    return Common(number, ratio, low, high, p, homogeneity)


def _no_association(tables: Sequence[Four]) -> float:
    """Return the p of Mantel and Haenszel (1959) without continuity correction."""
    apart, spread = Fraction(0), Fraction(0)
    for one in tables:
        first, second, column, other = one.a + one.b, one.c + one.d, one.a + one.c, one.b + one.d
        apart += one.a - Fraction(first * column, one.n)
        spread += Fraction(first * second * column * other, one.n**2 * (one.n - 1))
    return chances.chi_square_tail(float(apart**2 / spread), 1)


def _variance(tables: Sequence[Four], across: Fraction, along: Fraction) -> float:
    """Return the variance of the logarithm: Robins, Breslow and Greenland (1986)."""
    total = Fraction(0)
    for one in tables:
        agree, differ = Fraction(one.a + one.d, one.n), Fraction(one.b + one.c, one.n)
        r, s = Fraction(one.a * one.d, one.n), Fraction(one.b * one.c, one.n)
        total += agree * r / (2 * across**2)
        total += (agree * s + differ * r) / (2 * across * along)
        total += differ * s / (2 * along**2)
    return float(total)


def _homogeneity(tables: Sequence[Four], ratio: float) -> float | None:
    """Return the p of Breslow and Day (1980) with the correction of Tarone (1985)."""
    if ratio == 1:
        return None
    found, apart, spread = 0.0, 0.0, 0.0
    for one in tables:
        first, column, rest = one.a + one.b, one.a + one.c, one.d - one.a
        low, high = max(0.0, -float(rest)), float(min(first, column))

        def excess(at: float, first: int = first, column: int = column, rest: int = rest) -> float:
            return ratio * (first - at) * (column - at) - at * (rest + at)

        cell = chances.halved(excess, low, high)
        inverse = [cell, first - cell, column - cell, rest + cell]
        variance = 1 / sum(1 / each for each in inverse)
        found += (one.a - cell) ** 2 / variance
        apart += one.a - cell
        spread += variance
    return chances.chi_square_tail(found - apart**2 / spread, len(tables) - 1)


def permutations_at_most(n: int, inversions: int) -> Fraction:
    """Return the share of all orders of n that have no more inversions than these."""
    counts = [1]
    for size in range(2, n + 1):
        longer = [0] * (len(counts) + size - 1)
        for at, number in enumerate(counts):
            for more in range(size):
                longer[at + more] += number
        counts = longer
    return Fraction(sum(counts[: inversions + 1]), factorial(n))
