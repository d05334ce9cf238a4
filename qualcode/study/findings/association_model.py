"""A logistic model of an outcome: what predicts it, and what its rows would give away."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from qualcode.analysis.associations.design import Predictor
from qualcode.analysis.associations.logistic import ENOUGH_EVENTS, Effect, Model, logistic
from qualcode.domain.association_words import number
from qualcode.domain.associations import ModelRow
from qualcode.domain.disclosure import Guard
from qualcode.domain.errors import InputError, NotFound
from qualcode.study.findings.association_guard import CODE, guarded_model
from qualcode.study.findings.association_units import CodedUnits, Outcome

_MANY_VALUES = 5
"""A number of no more values tells counts as words do."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """A model with its rows in words, their guard, and what must be known to read them."""

    rows: tuple[ModelRow, ...]
    guard: Guard
    notes: tuple[str, ...]


class OutcomeModel:
    """One outcome, and predictors by the words for them.

    `code:NAME` is whether a code is carried, `ATTRIBUTE` an attribute, `ATTRIBUTE=VALUE` an
    attribute whose other values are compared with this one.
    """

    def __init__(self, units: CodedUnits, outcome: Outcome) -> None:
        self._units, self._outcome = units, outcome
        self._persons = {one.id: one.person for one in units.everybody.units}
        self._hits = [self._hit(person) for person in self._persons.values()]
        self._names: dict[str, str] = {}

    def fitted(self, predictors: Iterable[str], controls: Iterable[str]) -> Fitted:
        """Fit the model and lay it out.

        Raises:
            InputError: if there is nothing to predict or to predict with, the units are not
                independent, or predictors say the same.
            NotFound: if a code or attribute is not known.
        """
        chosen = [self._predictor(one, False) for one in predictors]
        chosen += [self._predictor(one, True) for one in controls]
        self._refuse(chosen)
        model = logistic(self._hits, chosen)
        kept = [list(self._persons)[at] for at in model.kept]
        rows = tuple(_row(effect, model, self._names) for effect in model.effects)
        guard = self._guarded(model, chosen, kept)
        return Fitted(rows, guard, tuple(_notes(model, self._units.among.unit.value, self._names)))

    def _hit(self, person: str) -> bool | None:
        value = self._units.value(person, self._outcome.attribute)
        return None if value is None else str(value) == self._outcome.value

    def _predictor(self, words: str, control: bool) -> Predictor:
        if words.startswith(CODE):
            return self._carried(words[len(CODE) :].strip(), control)
        attribute, _, reference = words.partition("=")
        name = attribute.strip()
        self._units.require_attribute(name)
        self._names[name] = name
        values = [self._units.value(person, name) for person in self._persons.values()]
        if reference.strip() or any(isinstance(one, str) for one in values):
            values = [None if one is None else str(one) for one in values]
        return Predictor(name, values, reference.strip(), control)

    def _carried(self, word: str, control: bool) -> Predictor:
        found = self._units.codebook.find(word)
        if found is None:
            raise NotFound("code", word, [code.id for code in self._units.codebook.codes])
        self._names[CODE + found.id] = found.name
        among = self._units.of_code(found.id)
        asked = {one.id for one in among.units} if among else set()
        carrying = among.carrying[found.id] if among else frozenset()
        values = [float(one in carrying) if one in asked else None for one in self._persons]
        return Predictor(CODE + found.id, values, "", control)

    def _refuse(self, predictors: Sequence[Predictor]) -> None:
        names = [one.name for one in predictors]
        if not names:
            raise InputError("There is nothing to predict with.", fix="Name a predictor.")
        if twice := next((one for one in names if names.count(one) > 1), None):
            raise InputError(f"'{twice}' is named twice.", fix="Name each predictor once.")
        if self._outcome.attribute in names:
            raise InputError(f"'{self._outcome.attribute}' cannot predict itself.")
        if len(set(self._persons.values())) < len(self._persons):
            raise InputError(
                "Several sources are of the same participant, so they are not independent.",
                fix="Take the unit participant.",
            )

    def _guarded(self, model: Model, predictors: Sequence[Predictor], kept: list[str]) -> Guard:
        hits = dict(zip(self._persons, self._hits, strict=True))
        have = frozenset(one for one in kept if hits[one])
        levels = {one.name: _levels(one, model.kept, kept) for one in predictors}
        columns = [effect.column for effect in model.effects]
        rows = [
            (one.predictor, [one.level, one.reference] if one.level else levels[one.predictor])
            for one in columns
        ]
        return guarded_model(self._persons, have, frozenset(kept) - have, levels, rows)


def _levels(
    predictor: Predictor, places: Sequence[int], units: Sequence[str]
) -> dict[str, frozenset[str]]:
    """Return who has which value; nothing for a number of so many values that none is told."""
    values = [predictor.values[at] for at in places]
    if predictor.is_number and len(set(values)) > _MANY_VALUES:
        return {}
    found: dict[str, set[str]] = {}
    for value, unit in zip(values, units, strict=True):
        found.setdefault(value if isinstance(value, str) else f"{value:g}", set()).add(unit)
    return {value: frozenset(of_value) for value, of_value in sorted(found.items())}


def _row(effect: Effect, model: Model, names: dict[str, str]) -> ModelRow:
    column = effect.column
    return ModelRow(
        column.predictor, names[column.predictor], column.level, column.reference, column.control,
        model.n, model.events, effect.odds_ratio, effect.low, effect.high, effect.p,
        effect.predictor_p,
    )  # fmt: skip


def _notes(model: Model, unit: str, names: dict[str, str]) -> Iterator[str]:
    # Notes pass no gate: they hold no number of persons.
    if model.left_out:
        yield (
            f"Left out are {unit}s of which the outcome or a predictor is not known, or that were "
            "not asked for a code."
        )
    if model.is_penalised:
        lost = ", ".join(dict.fromkeys(f"'{names[one.predictor]}'" for one in model.separated))
        yield (
            f"{lost or 'The predictors'} tell the outcomes apart without exception, so that "
            "ordinary odds ratios have no end: the figures are of Firth's penalised likelihood."
        )
    if model.per_column < ENOUGH_EVENTS:
        yield (
            f"Fewer than {ENOUGH_EVENTS} {unit}s of the rarer outcome for each coefficient: the "
            "model is unsure. Take fewer predictors."
        )
    if model.alike:
        told = ", ".join(f"'{names[one]}' ({number(by)})" for one, by in model.alike.items())
        yield (
            f"{told} say nearly the same as others in the model (variance inflation above 10): "
            "their separate figures are unsure."
        )
