"""Several predictors of one outcome at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp

from scipy.optimize import brentq
from scipy.stats import chi2

from qualcode.analysis.associations.design import Column, Design, Predictor, design, inflation
from qualcode.analysis.associations.likelihood import Best, Likelihood
from qualcode.analysis.associations.separation import separating

ENOUGH_EVENTS = 10
"""Units with (or, if fewer, without) the outcome for each coefficient, below which a model is
unsure: Peduzzi et al. (1996), Journal of Clinical Epidemiology 49, 1373-1379."""
TOO_ALIKE = 10.0
"""The variance inflation factor above which predictors say nearly the same."""
_FURTHEST = 40.0
"""Standard deviations of a column beyond which no bound is sought."""


@dataclass(frozen=True, slots=True)
class Effect:
    """By how much one column multiplies the odds, the others held still.

    A bound is None where the profile has none. `p` is of the likelihood ratio test of this column,
    `predictor_p` of that of all columns of its predictor together.
    """

    column: Column
    odds_ratio: float
    low: float | None
    high: float | None
    p: float
    predictor_p: float


@dataclass(frozen=True, slots=True)
class Model:
    """What came of a logistic model.

    `is_penalised` says that Firth's likelihood took the place of the plain one, because `separated`
    (columns) have no finite estimate in it. `per_column` is the number of events, or of units
    without if they are fewer, for each coefficient. `alike` maps predictors to their variance
    inflation factor where it is above 10.
    """

    effects: tuple[Effect, ...]
    n: int
    events: int
    left_out: int
    is_penalised: bool
    separated: tuple[Column, ...]
    per_column: float
    alike: dict[str, float]
    kept: tuple[int, ...]


def logistic(outcome: Sequence[bool | None], predictors: Sequence[Predictor]) -> Model:
    """Fit a logistic model with an intercept; all figures come from its likelihood.

    Intervals of 95 per cent are of the profile likelihood (Venzon and Moolgavkar 1988, Applied
    Statistics 37, 87-94). Where predictors separate the outcomes, Firth's penalised likelihood
    takes the place of the plain one.

    Raises:
        InputError: if nothing is left to compare, or predictors say the same.
    """
    laid_out = design(outcome, predictors)
    lost = separating(laid_out)
    likelihood = Likelihood(laid_out, is_penalised=bool(lost))
    best = likelihood.best({})
    together = {one.name: _p(likelihood, best, laid_out.of(one.name)) for one in predictors}
    effects = tuple(
        _effect(likelihood, best, at, column, float(laid_out.scales[at]), together)
        for at, column in enumerate(laid_out.columns, 1)
    )
    return Model(
        effects, len(laid_out.kept), laid_out.events, len(outcome) - len(laid_out.kept),
        bool(lost), tuple(laid_out.columns[at - 1] for at in lost if at), _per_column(laid_out),
        {name: one for name, one in inflation(laid_out).items() if one > TOO_ALIKE},
        laid_out.kept,
    )  # fmt: skip


def _per_column(model: Design) -> float:
    rarer = min(model.events, len(model.kept) - model.events)
    return rarer / max(1, len(model.columns))


def _effect(
    likelihood: Likelihood,
    best: Best,
    at: int,
    column: Column,
    scale: float,
    together: Mapping[str, float],
) -> Effect:
    low = _bound(likelihood, best, at, -1)
    high = _bound(likelihood, best, at, 1)
    return Effect(
        column,
        exp(best.coefficients[at] / scale),
        None if low is None else exp(low / scale),
        None if high is None else exp(high / scale),
        _p(likelihood, best, [at]),
        together[column.predictor],
    )


def _p(likelihood: Likelihood, best: Best, places: Sequence[int]) -> float:
    without = likelihood.best(dict.fromkeys(places, 0.0))
    return float(chi2.sf(max(0.0, 2 * (best.height - without.height)), len(places)))


def _bound(likelihood: Likelihood, best: Best, at: int, direction: int) -> float | None:
    """Return where the profile of one coefficient falls to its limit on one side, if it does."""
    limit = best.height - float(chi2.ppf(0.95, 1)) / 2
    middle = float(best.coefficients[at])

    def above(value: float) -> float:
        return likelihood.best({at: value}).height - limit

    step = 0.5
    while above(middle + direction * step) > 0:
        step *= 2
        if step > _FURTHEST:
            return None
    return float(brentq(above, *sorted((middle, middle + direction * step)), xtol=1e-9))
