"""Recounts a logistic model: finds where the score is zero, by scoring written out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import exp, fsum, log1p, sqrt
from typing import Any

from qualcode.audit.tables import chances
from qualcode.audit.tables.associated_units import Outcome, Units
from qualcode.audit.tables.lines import Line, Part
from qualcode.audit.tables.matrices import Matrix, log_determinant, solved
from qualcode.domain.errors import InputError

CODE = "code:"
FIGURES = ("odds_ratio", "low", "high", "p", "predictor_p", "q")
_MANY_VALUES = 5
_ROUNDS = 300
_FURTHEST = 40.0
_ENDLESS = 15.0
"""Standard deviations of a column: a coefficient beyond has no end."""

Value = str | float | None


@dataclass(frozen=True)
class _Predictor:
    name: str
    words: str
    values: Sequence[Value]
    reference: str
    is_control: bool


@dataclass(frozen=True)
class _Column:
    of: _Predictor
    level: str
    reference: str
    values: list[float]

    @cached_property
    def scale(self) -> float:
        """Return the standard deviation over the units."""
        middle = fsum(self.values) / len(self.values)
        return sqrt(fsum((one - middle) ** 2 for one in self.values) / len(self.values))

    @property
    def standard(self) -> list[float]:
        """Return the values, centred and divided by their standard deviation."""
        middle = fsum(self.values) / len(self.values)
        return [(one - middle) / self.scale for one in self.values]


def modelled(
    units: Units, outcome: Outcome, named: Sequence[str], controls: Sequence[str]
) -> list[Line]:
    """Return the rows of a model of an outcome.

    Raises:
        InputError: if the model cannot be made any more.
    """
    persons = units.of(units.scope)
    chosen = [_predictor(units, one, False) for one in named]
    chosen += [_predictor(units, one, True) for one in controls]
    value = units.facts.value
    known = [value(who, outcome.attribute) for who in persons.values()]
    kept = [
        at
        for at, one in enumerate(known)
        if one and all(each.values[at] is not None for each in chosen)
    ]
    hits = [float(known[at] == outcome.value) for at in kept]
    columns = [column for one in chosen for column in _columns(one, kept)]
    if not columns or len(set(hits)) < 2 or not all(one.scale for one in columns):
        raise InputError("There is nothing left to predict, or to predict with.")
    fit = _fitted(columns, hits)
    who = list(persons.values())
    sides = [{who[at] for at, hit in zip(kept, hits, strict=True) if hit == side}
             for side in (1.0, 0.0)]  # fmt: skip
    return [
        _line(fit, at, column, len(kept), int(sum(hits)), _people(column, kept, who, sides))
        for at, column in enumerate(columns, 1)
    ]


def _predictor(units: Units, words: str, is_control: bool) -> _Predictor:
    persons = units.of(units.scope)
    if words.startswith(CODE):
        code = units.code(words[len(CODE) :].strip())
        asked = units.of(units.scopes[code]) if code in units.scopes else {}
        carrying = units.carrying(code) if asked else frozenset()
        given = [float(one in carrying) if one in asked else None for one in persons]
        return _Predictor(CODE + code, units.facts.tree.name(code), given, "", is_control)
    name, _, reference = (one.strip() for one in words.partition("="))
    facts = units.facts
    told = [facts.value(who, name) or None for who in persons.values()]
    numbers = [facts.number(who, name) for who in persons.values()]
    if reference or any(one is not None and number is None
                        for one, number in zip(told, numbers, strict=True)):  # fmt: skip
        return _Predictor(name, name, told, reference, is_control)
    return _Predictor(name, name, numbers, "", is_control)


def _columns(of: _Predictor, kept: Sequence[int]) -> list[_Column]:
    values = [of.values[at] for at in kept]
    if all(isinstance(one, float) for one in values):
        return [_Column(of, "", "", [float(one or 0) for one in values])]
    counts = Counter(str(one) for one in values)
    reference = of.reference or min(counts, key=lambda word: (-counts[word], word))
    return [
        _Column(of, level, reference, [float(one == level) for one in values])
        for level in sorted(counts)
        if level != reference
    ]


def _people(
    column: _Column, kept: Sequence[int], who: Sequence[str], sides: Sequence[Collection[str]]
) -> tuple[list[int], list[int]]:
    """Return the persons behind the model, and behind what a row compares."""
    values = {who[at]: column.of.values[at] for at in kept}
    levels = set(values.values())
    if column.level:
        levels = {column.level, column.reference}
    elif len(levels) > _MANY_VALUES:
        levels = set()
    whole = [len(side) for side in sides]
    compared = [sum(values[one] == level for one in side) for level in levels for side in sides]
    return whole, compared or whole


def _line(
    fit: _Fit, at: int, column: _Column, n: int, events: int, people: tuple[list[int], list[int]]
) -> Line:
    low, high = (fit.bound(at, direction) for direction in (-1, 1))
    values: dict[str, Any] = {
        "predictor": column.of.name,
        "name": column.of.words,
        "level": column.level,
        "reference": column.reference,
        "is_control": column.of.is_control,
        "n": n,
        "events": events,
        "odds_ratio": exp(fit.best[at] / column.scale),
        "low": None if low is None else exp(low / column.scale),
        "high": None if high is None else exp(high / column.scale),
        "p": fit.p([at]),
        "predictor_p": fit.p(fit.places(column.of.name)),
        "why": "",
    }
    parts = [Part(one, ("n", "events", *FIGURES)) for one in people[0]]
    return Line(values, [*parts, *(Part(one, FIGURES) for one in people[1])])


def _fitted(columns: Sequence[_Column], hits: Sequence[float]) -> _Fit:
    """Fit the model; with Firth's penalty if a coefficient runs away without it."""
    plain = _Fit(columns, hits, 0.0)
    try:
        is_endless = max(abs(one) for one in plain.best[1:]) > _ENDLESS
    except (ZeroDivisionError, ArithmeticError):
        is_endless = True
    return _Fit(columns, hits, 1.0) if is_endless else plain


class _Fit:
    """The highest likelihood of a model, also with some coefficients held fast.

    With `penalty` 1 half the logarithm of the determinant of the information is added (Firth 1993).
    """

    def __init__(self, columns: Sequence[_Column], hits: Sequence[float], penalty: float) -> None:
        self._columns, self._hits, self._penalty = columns, hits, penalty
        self._rows = [[1.0, *row] for row in zip(*(one.standard for one in columns), strict=True)]

    def places(self, predictor: str) -> list[int]:
        """Return where the columns of a predictor stand."""
        return [at for at, one in enumerate(self._columns, 1) if one.of.name == predictor]

    @cached_property
    def best(self) -> list[float]:
        """Return the coefficients, the intercept first."""
        return self._climbed({})[0]

    @cached_property
    def _top(self) -> float:
        return self._height(self.best)

    def p(self, places: Sequence[int]) -> float:
        """Return the p of the likelihood ratio test without some columns."""
        lost = 2 * (self._top - self._climbed(dict.fromkeys(places, 0.0))[1])
        return chances.chi_square_tail(max(0.0, lost), len(places))

    def bound(self, at: int, direction: int) -> float | None:
        """Return where the profile falls to its 95 per cent limit on one side, if it does."""
        limit = self._top - chances.chi_square_point(1) / 2
        start = self.best

        def above(value: float) -> float:
            nonlocal start
            start, height = self._climbed({at: value}, start)
            return height - limit

        near, step = self.best[at], 0.5
        value = self._top - limit
        while (far := above(self.best[at] + direction * step)) > 0:
            near, value = self.best[at] + direction * step, far
            step *= 2
            if step > _FURTHEST:
                return None
        return _crossing(above, (near, value), (self.best[at] + direction * step, far))

    def _climbed(
        self, fixed: Mapping[int, float], start: Sequence[float] | None = None
    ) -> tuple[list[float], float]:
        width = len(self._rows[0])
        now = list(start) if start is not None else [0.0] * width
        for at, value in fixed.items():
            now[at] = value
        free = [at for at in range(width) if at not in fixed]
        height = self._height(now)
        for _ in range(_ROUNDS):
            step, gain = self._step(now, free)
            if gain < 1e-20 or max(map(abs, step)) < 1e-12:
                break
            length = min(1.0, 5 / max(map(abs, step)))
            while True:
                after = [a + length * b for a, b in zip(now, step, strict=True)]
                higher = self._height(after)
                if higher >= height - 1e-13 * (1 + abs(height)) or length < 1e-8:
                    break
                length /= 2
            now, height = after, higher
            if max(map(abs, now)) > 4 * _FURTHEST:
                break
        return now, height

    def _step(self, now: Sequence[float], free: Sequence[int]) -> tuple[list[float], float]:
        """Return the step of scoring, and how much it promises."""
        chance = self._chances(now)
        information = self._information(chance)
        pull = [hit - one for hit, one in zip(self._hits, chance, strict=True)]
        if self._penalty:
            lines = list(zip(*self._rows, strict=True))
            inverse = list(zip(*solved(information, lines), strict=True))
            for at, (row, part) in enumerate(zip(self._rows, inverse, strict=True)):
                p = chance[at]
                leverage = p * (1 - p) * fsum(a * b for a, b in zip(row, part, strict=True))
                pull[at] += self._penalty * leverage * (0.5 - p)
        score = [fsum(row[at] * one for row, one in zip(self._rows, pull, strict=True))
                 for at in free]  # fmt: skip
        inner = [[information[one][other] for other in free] for one in free]
        found = solved(inner, [[one] for one in score])
        step = [0.0] * len(now)
        for at, (one,) in zip(free, found, strict=True):
            step[at] = one
        return step, fsum(step[at] * one for at, one in zip(free, score, strict=True))

    def _chances(self, now: Sequence[float]) -> list[float]:
        found = []
        for row in self._rows:
            line = fsum(a * b for a, b in zip(row, now, strict=True))
            found.append(1 / (1 + exp(-min(30.0, max(-30.0, line)))))
        return found

    def _information(self, chance: Sequence[float]) -> Matrix:
        width = len(self._rows[0])
        weights = [one * (1 - one) for one in chance]
        found = [[0.0] * width for _ in range(width)]
        for one in range(width):
            for other in range(one, width):
                found[one][other] = found[other][one] = fsum(
                    weight * row[one] * row[other]
                    for weight, row in zip(weights, self._rows, strict=True)
                )
        return found

    def _height(self, now: Sequence[float]) -> float:
        total = []
        for row, hit in zip(self._rows, self._hits, strict=True):
            line = fsum(a * b for a, b in zip(row, now, strict=True))
            total.append(hit * line - (max(line, 0.0) + log1p(exp(-abs(line)))))
        if not self._penalty:
            return fsum(total)
        return fsum(total) + log_determinant(self._information(self._chances(now))) / 2


def _crossing(above: Any, near: tuple[float, float], far: tuple[float, float]) -> float:
    """Return where a function crosses 0 between two places (regula falsi, Illinois)."""
    (a, at_a), (b, at_b) = near, far
    middle = b
    for _ in range(200):
        middle = (a * at_b - b * at_a) / (at_b - at_a)
        value = above(middle)
        if abs(b - a) < 1e-11 or abs(value) < 1e-12:
            break
        if value * at_b < 0:
            a, at_a = b, at_b
        else:
            at_a /= 2
        b, at_b = middle, value
    return middle
