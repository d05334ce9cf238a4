"""From predictors to the columns of a model."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qualcode.domain.errors import InputError

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Predictor:
    """What may predict an outcome: one value a unit, None where it is missing.

    Numbers enter as they are. Texts are compared with `reference`, one of them; left empty, it is
    the most frequent. `control` says that it is in the model only to hold it still.
    """

    name: str
    values: Sequence[str | float | None]
    reference: str = ""
    control: bool = False

    @property
    def is_number(self) -> bool:
        """Say whether all values are numbers."""
        return not any(isinstance(one, str) for one in self.values)


@dataclass(frozen=True, slots=True)
class Column:
    """One coefficient of a model: a number, or a level of a predictor against its reference."""

    predictor: str
    level: str
    reference: str
    control: bool


@dataclass(frozen=True, slots=True)
class Design:
    """The columns of a model and their values, one row a unit that has all; the first is 1.

    The others are centred and divided by `scales`, so that a year and a share weigh alike while the
    best coefficients are sought. `kept` are the numbers of these units among all, `outcome` is 1
    where the unit has the outcome.
    """

    columns: tuple[Column, ...]
    matrix: Numbers
    scales: Numbers
    outcome: Numbers
    kept: tuple[int, ...]

    @property
    def events(self) -> int:
        """Return how many units have the outcome."""
        return int(self.outcome.sum())

    def of(self, predictor: str) -> list[int]:
        """Return at which places of the matrix a predictor stands."""
        return [at for at, one in enumerate(self.columns, 1) if one.predictor == predictor]


def design(outcome: Sequence[bool | None], predictors: Sequence[Predictor]) -> Design:
    """Lay out a model of the units whose outcome and predictors are all known.

    Raises:
        InputError: if nothing is left to compare, a reference is not known, or a predictor only
            says again what others say.
    """
    kept = [at for at, hit in enumerate(outcome) if hit is not None and _is_whole(predictors, at)]
    result = np.array([float(bool(outcome[at])) for at in kept])
    if result.min(initial=1) == result.max(initial=0) or not len(result):
        raise InputError(
            f"Of the units for which everything is known {'all' if result.any() else 'none'} have "
            "the outcome, so there is nothing to predict."
        )
    columns: list[Column] = []
    values: list[Numbers] = [np.ones(len(kept))]
    for predictor in predictors:
        for column, numbers in _columns(predictor, [predictor.values[at] for at in kept]):
            columns.append(column)
            values.append(numbers)
            _refuse_told_already(columns, values)
    matrix = np.column_stack(values)
    scales = matrix.std(axis=0)
    scales[0] = 1
    matrix[:, 1:] = (matrix[:, 1:] - matrix[:, 1:].mean(axis=0)) / scales[1:]
    return Design(tuple(columns), matrix, scales, result, tuple(kept))


def inflation(model: Design) -> dict[str, float]:
    """Map each predictor to the largest variance inflation factor of its columns.

    It says how many times the variance is what it would be if the predictor went with no other.
    """
    columns = model.matrix[:, 1:]
    if columns.shape[1] < 2:
        return {}
    factors = np.diag(np.linalg.inv(np.corrcoef(columns, rowvar=False)))
    names = dict.fromkeys(one.predictor for one in model.columns)
    return {name: float(max(factors[at - 1] for at in model.of(name))) for name in names}


def _is_whole(predictors: Sequence[Predictor], at: int) -> bool:
    return all(one.values[at] is not None for one in predictors)


def _columns(
    predictor: Predictor, values: Sequence[str | float | None]
) -> Iterator[tuple[Column, Numbers]]:
    if predictor.is_number:
        yield Column(predictor.name, "", "", predictor.control), np.array(values, dtype=float)
        return
    words = [str(one) for one in values]
    levels = sorted(set(words))
    reference = predictor.reference or _most_frequent(words)
    if reference not in levels:
        raise InputError(
            f"'{reference}' is no value of '{predictor.name}' among the units of the model.",
            fix=f"Known: {', '.join(levels)}.",
        )
    if len(levels) == 1:
        raise InputError(
            f"'{predictor.name}' is '{reference}' for every unit of the model.", fix="Leave it out."
        )
    for level in levels:
        if level != reference:
            column = Column(predictor.name, level, reference, predictor.control)
            yield column, np.array([float(word == level) for word in words])


def _most_frequent(words: Sequence[str]) -> str:
    counts = Counter(words)
    return min(counts, key=lambda word: (-counts[word], word))


def _refuse_told_already(columns: Sequence[Column], values: Sequence[Numbers]) -> None:
    last = columns[-1]
    name = f"'{last.predictor} = {last.level}'" if last.level else f"'{last.predictor}'"
    if np.ptp(values[-1]) == 0:
        raise InputError(f"{name} is the same for every unit of the model.", fix="Leave it out.")
    matrix = np.column_stack(values)
    matrix[:, 1:] = (matrix[:, 1:] - matrix[:, 1:].mean(axis=0)) / matrix[:, 1:].std(axis=0)
    if np.linalg.matrix_rank(matrix, tol=1e-8 * len(matrix)) == len(values):
        return
    others = ", ".join(f"'{one}'" for one in dict.fromkeys(c.predictor for c in columns[:-1]))
    raise InputError(
        f"{name} says nothing that {others} do not say already.", fix="Leave one of them out."
    )
