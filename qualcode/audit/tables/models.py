"""Recounts the rows of a logistic model."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import exp, fsum, sqrt
from typing import Any

from qualcode.audit.tables.associated_units import Outcome, Units
from qualcode.audit.tables.climbing import Fit
from qualcode.audit.tables.lines import Line, Part
from qualcode.domain.errors import InputError

CODE = "code:"
FIGURES = ("odds_ratio", "low", "high", "p", "predictor_p", "q")
_MANY_VALUES = 5

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
    fit: Fit, at: int, column: _Column, n: int, events: int, people: tuple[list[int], list[int]]
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


def _fitted(columns: Sequence[_Column], hits: Sequence[float]) -> Fit:
    """Fit the model; with Firth's penalty if somebody's chance runs away to 0 or 1 without it."""
    standard = [one.standard for one in columns]
    names = [one.of.name for one in columns]
    plain = Fit(standard, hits, names, 0.0)
    return Fit(standard, hits, names, 1.0) if plain.is_endless else plain
