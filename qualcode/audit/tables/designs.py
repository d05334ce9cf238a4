"""Recounts what a weighted sample says of its population, by Taylor linearisation written out.

For a mean, the score of a participant of the subgroup is w (y - mean) / W and 0 for others. The
variance is the sum over strata of (1 - f) n / (n - 1) times the squared distances of the totals of
its sampling units from their mean (Binder 1983; Cochran 1977, section 11.18).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import exp, fsum, log, sqrt

from qualcode.audit.tables import chances
from qualcode.audit.tables.facts import Facts
from qualcode.audit.tables.matrices import Matrix, product, solved, transposed
from qualcode.domain.errors import InputError

DESIGN = ("weight", "stratum", "fpc", "cluster")
_NOTHING = 1e-10
_ROUNDING = 1e-13
"""Of design effects for one participant: no more is left where nothing varies in any stratum."""

Totals = dict[tuple[str, str], float]


@dataclass(frozen=True)
class Estimate:
    """A mean or share with its standard error, interval, design effect and freedom."""

    value: float | None = None
    error: float | None = None
    low: float | None = None
    high: float | None = None
    deff: float | None = None
    df: int = 0


@dataclass(frozen=True)
class Sample:
    """Who was drawn, with weight, stratum, sampling unit; the share of each stratum drawn."""

    weights: Mapping[str, float]
    stratum: Mapping[str, str]
    unit: Mapping[str, tuple[str, str]]
    populations: Mapping[str, float]

    @cached_property
    def units(self) -> Mapping[str, set[tuple[str, str]]]:
        """Map strata to the sampling units drawn there."""
        found: dict[str, set[tuple[str, str]]] = {}
        for who, unit in self.unit.items():
            found.setdefault(self.stratum[who], set()).add(unit)
        return found

    def fraction(self, stratum: str) -> float:
        """Return the share of a stratum's units that was drawn, 0 if nobody told."""
        told = self.populations.get(stratum)
        if told is None:
            return 0.0
        return len(self.units[stratum]) / told if told > 1 else told

    def covariance(self, one: Mapping[str, float], other: Mapping[str, float]) -> float:
        """Return the covariance of the totals of two scores."""
        return self.spread(self.totals(one), self.totals(other))

    def totals(self, scores: Mapping[str, float]) -> Totals:
        """Return the total of a score in each sampling unit."""
        found: Totals = {}
        for who, score in scores.items():
            found[self.unit[who]] = found.get(self.unit[who], 0.0) + score
        return found

    def spread(self, first: Totals, second: Totals) -> float:
        """Return the covariance of two scores from their totals in sampling units."""
        found = []
        for stratum, units in self.units.items():
            n = len(units)
            pairs = [(first.get(unit, 0.0), second.get(unit, 0.0)) for unit in units]
            means = [fsum(each) / n if n > 1 else 0.0 for each in zip(*pairs, strict=True)]
            apart = fsum((a - means[0]) * (b - means[1]) for a, b in pairs)
            scale = (1 - self.fraction(stratum)) * (n / (n - 1) if n > 1 else 1.0)
            found.append(scale * apart)
        return fsum(found)

    def freedom(self, domain: Collection[str]) -> int:
        """Return the sampling units less the strata that somebody of the subgroup is in."""
        return len({self.unit[who] for who in domain}) - len({self.stratum[who] for who in domain})

    def is_taken_whole(self, domain: Collection[str]) -> bool:
        """Say whether everybody of the subgroup is of a stratum without sampling error."""
        return all(self.fraction(self.stratum[who]) >= 1 for who in domain)

    def mean(self, values: Mapping[str, float]) -> Estimate:
        """Return the mean of a subgroup's values with its t interval."""
        found = self._estimated(values)
        if found.value is None or found.error is None:
            return found
        value, error = found.value, found.error
        if self.is_taken_whole(values):
            return _bounded(found, value, value)
        if error < _NOTHING * abs(value):
            return found
        reach = chances.t_point(found.df) * error
        return _bounded(found, value - reach, value + reach)

    def share(self, carrying: Collection[str], domain: Collection[str]) -> Estimate:
        """Return the share of a subgroup that carries, with the t interval of its log odds."""
        found = self._estimated({who: float(who in carrying) for who in domain})
        if found.value is None or found.error is None:
            return found
        value, error = found.value, found.error
        if self.is_taken_whole(domain):
            return _bounded(found, value, value)
        carried = sum(who in carrying for who in domain)
        if carried in (0, len(domain)):
            return self._at_the_end(found, domain, not carried)
        if error < _NOTHING:
            return found
        middle = log(value / (1 - value))
        reach = chances.t_point(found.df) * error / (value * (1 - value))
        return _bounded(found, *(1 / (1 + exp(-one)) for one in (middle - reach, middle + reach)))

    def _at_the_end(self, found: Estimate, domain: Collection[str], is_none: bool) -> Estimate:
        """Return the bounds of Korn and Graubard (1998) where none or all carry."""
        whole = fsum(self.weights[who] for who in domain)
        size = whole**2 / fsum(self.weights[who] ** 2 for who in domain)
        if len(domain) > 1:
            size *= (chances.t_point(len(domain) - 1) / chances.t_point(found.df)) ** 2
        reach = 1 - 0.025 ** (1 / size)
        return _bounded(found, *((0.0, reach) if is_none else (1 - reach, 1.0)))

    def _estimated(self, values: Mapping[str, float]) -> Estimate:
        if not values:
            return Estimate()
        whole = fsum(self.weights[who] for who in values)
        middle = fsum(self.weights[who] * value for who, value in values.items()) / whole
        df, is_whole = self.freedom(values), self.is_taken_whole(values)
        if df < 1 and not is_whole:
            return Estimate(middle, df=df)
        scores = {who: self.weights[who] * (y - middle) / whole for who, y in values.items()}
        spread = 0.0 if is_whole else self.covariance(scores, scores)
        simple = None
        if len(values) > 1:
            squares = fsum(self.weights[who] * (y - middle) ** 2 for who, y in values.items())
            simple = squares / whole / (len(values) - 1)
            if self.populations and whole > len(values):
                simple *= 1 - len(values) / whole
        deff = spread / simple if simple else None
        return Estimate(middle, sqrt(max(0.0, spread)), deff=deff, df=df)


def _bounded(found: Estimate, low: float, high: float) -> Estimate:
    return Estimate(found.value, found.error, low, high, found.deff, found.df)


def drawn(facts: Facts, asked: Mapping[str, str], wanted: Collection[str]) -> Sample:
    """Return all who carry a weight, and all that are wanted.

    Raises:
        InputError: if somebody has no weight, stratum, cluster or population.
    """
    weight = asked["weight"]
    people = [
        who
        for who, row in facts.participants.items()
        if not row["removed"] and (who in wanted or (row["counted"] and facts.value(who, weight)))
    ]

    def column(option: str) -> dict[str, str]:
        name = asked.get(option, "")
        found = {who: facts.value(who, name) for who in people} if name else {}
        if not all(found.values()):
            raise InputError(f"Somebody of the sample has no '{name}'.")
        return found

    strata = column("stratum") or dict.fromkeys(people, "")
    clusters = column("cluster") or {who: who for who in people}
    told = {strata[who]: _number(value, asked["fpc"]) for who, value in column("fpc").items()}
    return Sample(
        {who: _number(value, weight) for who, value in column("weight").items()},
        strata,
        {who: (strata[who], clusters[who]) for who in people},
        told,
    )


def _number(value: str, name: str) -> float:
    try:
        return float(value)
    except ValueError:
        raise InputError(f"Somebody's '{name}' is no number.") from None


def difference(
    sample: Sample, groups: Sequence[tuple[Collection[str], Collection[str]]]
) -> float | None:
    """Return the p of Rao and Scott's F test (1984) whether groups differ in who carries.

    Each group is who is of it and who of those carries. With the log-linear model of independence,
    the chi-square of the shares is divided by the trace of the design effects of the interactions.
    """
    domain = {who: at for at, (base, _) in enumerate(groups) for who in base}
    carrying = {who for base, who_carry in groups for who in who_carry if who in domain}
    freedom = sample.freedom(domain)
    if len(groups) < 2 or freedom < 1 or not carrying or len(carrying) == len(domain):
        return None
    width = len(groups)
    cells = [[who for who, at in domain.items() if at == column and (who in carrying) == bool(row)]
             for row in (0, 1) for column in range(width)]  # fmt: skip
    whole = fsum(sample.weights[who] for who in domain)
    share = [fsum(sample.weights[who] for who in one) / whole for one in cells]
    effects = _effects(sample, domain, cells, share, whole)
    if effects is None:
        return None
    trace = fsum(effects[at][at] for at in range(len(effects)))
    squared = product(effects, effects)
    if trace <= _ROUNDING:
        return None
    df = trace**2 / fsum(squared[at][at] for at in range(len(squared)))
    rows = [fsum(share[row * width : (row + 1) * width]) for row in (0, 1)]
    columns = [share[at] + share[width + at] for at in range(width)]
    pearson = fsum(
        (share[row * width + at] - rows[row] * columns[at]) ** 2 / (rows[row] * columns[at])
        for row in (0, 1)
        for at in range(width)
    )
    return chances.f_tail(pearson / trace, df, df * freedom)


def _effects(
    sample: Sample,
    domain: Mapping[str, int],
    cells: Sequence[Collection[str]],
    share: Sequence[float],
    whole: float,
) -> Matrix | None:
    """Return the matrix whose trace adds up the design effects of the interactions."""
    members = [set(one) for one in cells]
    scores = [
        {who: (float(who in inside) - part) * sample.weights[who] / whole for who in domain}
        for inside, part in zip(members, share, strict=True)
    ]
    totals = [sample.totals(one) for one in scores]
    spread = [[sample.spread(one, other) for other in totals] for one in totals]
    width = len(cells) // 2
    sides = (-0.5, 0.5)
    contrasts = [
        [side * (float(at == column) - 1 / width) for column in range(1, width)]
        for side in sides
        for at in range(width)
    ]
    scaled = [
        [value / part if part > 0 else 0.0 for value in row]
        for row, part in zip(contrasts, share, strict=True)
    ]
    simple = product(transposed(contrasts), scaled)
    try:
        return solved(simple, product(product(transposed(scaled), spread), scaled))
    except ZeroDivisionError:
        return None
