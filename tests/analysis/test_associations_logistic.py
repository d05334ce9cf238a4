"""Logistic models: statsmodels, logistf, the definition of a profile, and what is refused."""

from __future__ import annotations

from collections.abc import Sequence
from math import log

import numpy as np
import pytest
import statsmodels.api as sm
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize
from scipy.stats import chi2

from qualcode.analysis.associations.design import Predictor, design
from qualcode.analysis.associations.likelihood import Likelihood
from qualcode.analysis.associations.logistic import Effect, logistic
from qualcode.analysis.associations.separation import separating
from qualcode.domain.errors import InputError

ENDOMETRIAL = (
    "0 13 164 0;0 16 226 0;0 8 314 0;0 34 268 0;0 20 128 0;0 5 231 0;0 17 180 0;0 10 168 0;"
    "0 26 156 0;0 17 231 0;0 8 201 0;0 7 189 0;0 20 315 0;0 10 123 0;0 18 127 0;0 16 176 0;"
    "0 18 200 0;0 8 264 1;0 29 88 1;0 12 127 1;0 20 137 1;1 38 97 1;1 22 114 1;1 7 88 1;"
    "1 25 91 1;1 15 58 1;0 7 97 1;0 28 150 0;0 11 133 0;0 19 237 0;0 10 182 0;0 10 313 0;"
    "0 18 131 0;0 14 192 0;0 21 164 0;0 11 201 0;0 17 188 0;0 25 193 0;0 16 211 0;0 19 129 0;"
    "0 15 172 0;0 33 75 0;0 24 192 0;0 48 184 1;0 12 111 1;0 19 161 1;0 2 118 1;1 22 144 1;"
    "1 40 118 1;1 5 93 1;1 0 117 1;0 21 119 1;0 15 106 1;0 29 202 0;0 15 229 0;0 12 233 0;"
    "0 3 290 0;0 20 170 0;0 23 141 0;0 12 225 0;0 22 154 0;0 42 197 0;0 15 175 0;0 13 216 0;"
    "0 14 257 0;0 19 137 0;0 12 361 0;0 13 204 0;0 10 217 0;0 12 169 1;1 49 27 1;0 6 184 1;"
    "0 5 130 1;0 17 96 1;1 11 101 1;1 21 98 1;0 5 35 1;1 19 102 1;0 33 85 1"
)
"""Heinze and Schemper (2002), table II: neovasculation, pulsality index, endometrium height (in
hundredths) and histology of 79 cases; the first separates the outcomes."""
CASES = [[float(cell) for cell in row.split()] for row in ENDOMETRIAL.split(";")]


def endometrial(*names: str) -> tuple[list[bool], list[Predictor]]:
    places = {"NV": (0, 1.0), "PI": (1, 1.0), "EH": (2, 100.0)}
    predictors = [
        Predictor(name, [row[place] / by for row in CASES])
        for name in names
        for place, by in (places[name],)
    ]
    return [row[3] == 1 for row in CASES], predictors


def logs(one: Effect) -> tuple[float, float, float]:
    assert one.low is not None
    assert one.high is not None
    return log(one.odds_ratio), log(one.low), log(one.high)


def test_where_outcomes_are_separated_logistf_prints_the_same() -> None:
    found = logistic(*endometrial("NV", "PI", "EH"))
    assert found.is_penalised
    assert [one.predictor for one in found.separated] == ["NV"]
    assert [logs(one) for one in found.effects] == [
        pytest.approx((2.92927330, 0.6097244, 7.85463171), abs=1e-6),
        pytest.approx((-0.03475175, -0.1244587, 0.04045547), abs=1e-6),
        pytest.approx((-2.60416387, -4.3651832, -1.23272106), abs=1e-6),
    ]
    assert (found.n, found.events, found.left_out, found.per_column) == (79, 30, 0, 10)


def test_where_they_are_not_statsmodels_finds_the_same() -> None:
    outcome, predictors = endometrial("PI", "EH")
    found = logistic(outcome, predictors)
    matrix = sm.add_constant(np.column_stack([one.values for one in predictors]))
    fit = sm.Logit(np.array(outcome, dtype=float), matrix).fit(disp=False)
    assert not found.is_penalised
    assert [log(one.odds_ratio) for one in found.effects] == pytest.approx(list(fit.params[1:]))
    smaller = sm.Logit(np.array(outcome, dtype=float), matrix[:, :2]).fit(disp=False)
    expected = chi2.sf(2 * (fit.llf - smaller.llf), 1)
    assert found.effects[1].p == pytest.approx(expected)


def test_on_its_bounds_the_profile_has_fallen_by_what_it_may() -> None:
    """The definition, with the rest of the model fitted by statsmodels beside a fixed value."""
    outcome, predictors = endometrial("PI", "EH")
    y = np.array(outcome, dtype=float)
    matrix = sm.add_constant(np.column_stack([one.values for one in predictors]))
    whole = sm.Logit(y, matrix).fit(disp=False)
    for at, effect in enumerate(logistic(outcome, predictors).effects, 1):
        for bound in logs(effect)[1:]:
            rest = sm.Logit(y, np.delete(matrix, at, axis=1), offset=bound * matrix[:, at])
            held = rest.fit(np.delete(whole.params, at), disp=False)
            fallen = 2 * (whole.llf - held.llf)
            assert fallen == pytest.approx(chi2.ppf(0.95, 1), abs=1e-6)


@given(*[st.integers(1, 40)] * 4)
@settings(max_examples=40)
def test_one_yes_or_no_predictor_is_a_two_by_two(a: int, b: int, c: int, d: int) -> None:
    outcome = [True] * a + [False] * b + [True] * c + [False] * d
    carrying = ["yes"] * (a + b) + ["no"] * (c + d)
    found = logistic(outcome, [Predictor("code", carrying, reference="no")])
    assert found.effects[0].odds_ratio == pytest.approx(a * d / (b * c))
    y, x = np.array(outcome, dtype=float), np.array([float(one == "yes") for one in carrying])
    fit = sm.Logit(y, sm.add_constant(x)).fit(disp=False)
    assert found.effects[0].p == pytest.approx(fit.llr_pvalue, abs=1e-3)


@given(*[st.integers(0, 30)] * 4)
@settings(max_examples=60)
def test_with_the_penalty_each_cell_holds_a_half_more(a: int, b: int, c: int, d: int) -> None:
    """Heinze and Schemper (2002), section 2: so it is in a saturated two by two."""
    if not ((a + b) and (c + d) and (a + c) and (b + d)):
        return
    outcome = [True] * a + [False] * b + [True] * c + [False] * d
    laid_out = design(outcome, [Predictor("x", [1.0] * (a + b) + [0.0] * (c + d))])
    best = Likelihood(laid_out, is_penalised=True).best({})
    expected = log((a + 0.5) * (d + 0.5) / ((b + 0.5) * (c + 0.5)))
    assert best.coefficients[1] / laid_out.scales[1] == pytest.approx(expected, abs=1e-7)
    assert bool(separating(laid_out)) == (0 in (a, b, c, d))
    found = logistic(outcome, [Predictor("x", [1.0] * (a + b) + [0.0] * (c + d))])
    assert found.is_penalised == (0 in (a, b, c, d))


def test_a_plain_search_finds_the_same_penalised_maximum() -> None:
    random = np.random.default_rng(11)
    values = random.normal(size=(30, 2))
    outcome = [bool(one) for one in values[:, 0] > 0.1]
    laid_out = design(outcome, [Predictor(f"x{i}", list(values[:, i])) for i in range(2)])

    def depth(beta: np.ndarray) -> float:  # type: ignore[type-arg]
        line = laid_out.matrix @ beta
        weight = np.exp(-np.logaddexp(0, line) - np.logaddexp(0, -line))
        information = laid_out.matrix.T @ (laid_out.matrix * weight[:, None])
        plain = (laid_out.outcome * line - np.logaddexp(0, line)).sum()
        return float(-plain - np.linalg.slogdet(information)[1] / 2)

    found = Likelihood(laid_out, is_penalised=True).best({})
    searched = minimize(depth, np.zeros(3), method="Nelder-Mead",
                        options={"xatol": 1e-9, "fatol": 1e-12, "maxiter": 5000})  # fmt: skip
    assert list(found.coefficients) == pytest.approx(list(searched.x), abs=1e-5)
    assert found.height == pytest.approx(-searched.fun)
    assert separating(laid_out)


def sample(seed: int, n: int = 150) -> tuple[list[bool], list[str], list[float]]:
    random = np.random.default_rng(seed)
    kinds = [("work", "street", "home")[i] for i in random.integers(0, 3, n)]
    ages = [float(one) for one in random.integers(18, 60, n)]
    chance = [0.25 + 0.3 * (kind == "work") + 0.004 * (age - 18) for kind, age in zip(kinds, ages)]  # noqa: B905
    return [bool(one) for one in random.random(n) < chance], kinds, ages


def test_another_reference_only_says_the_same_from_the_other_side() -> None:
    outcome, kinds, ages = sample(1)
    effects = {
        reference: {
            one.column.level or "age": one
            for one in logistic(
                outcome, [Predictor("kind", kinds, reference), Predictor("age", ages)]
            ).effects
        }
        for reference in ("work", "street")
    }
    one, other = effects["work"]["street"], effects["street"]["work"]
    assert one.odds_ratio == pytest.approx(1 / other.odds_ratio)
    assert one.low == pytest.approx(1 / (other.high or 0), rel=1e-6)
    assert one.predictor_p == pytest.approx(other.predictor_p)
    assert effects["work"]["age"].odds_ratio == pytest.approx(effects["street"]["age"].odds_ratio)


def test_the_scale_of_a_number_does_not_matter() -> None:
    outcome, _, ages = sample(2)
    in_years = logistic(outcome, [Predictor("age", ages)]).effects[0]
    born = logistic(outcome, [Predictor("born", [2016 - one for one in ages])]).effects[0]
    in_days = logistic(outcome, [Predictor("age", [one * 365 for one in ages])]).effects[0]
    assert born.odds_ratio == pytest.approx(1 / in_years.odds_ratio)
    assert in_days.odds_ratio**365 == pytest.approx(in_years.odds_ratio)
    assert in_days.p == pytest.approx(in_years.p) == pytest.approx(born.p)


def test_the_most_frequent_is_the_reference_and_units_with_gaps_are_left_out() -> None:
    outcome, kinds, ages = sample(3)
    known: list[bool | None] = [None, *outcome[1:]]
    gaps: list[str | float | None] = [*ages[:-2], None, None]
    found = logistic(known, [Predictor("kind", kinds), Predictor("age", gaps)])
    assert (found.n, found.left_out, found.kept[0]) == (len(outcome) - 3, 3, 1)
    inner = kinds[1:-2]
    most = max(sorted(set(inner)), key=inner.count)
    assert {one.column.reference for one in found.effects} == {most, ""}
    assert (
        found.effects
        == logistic(outcome[1:-2], [Predictor("kind", inner), Predictor("age", ages[1:-2])]).effects
    )


def refused(outcome: Sequence[bool | None], *predictors: Predictor) -> str:
    with pytest.raises(InputError) as told:
        logistic(outcome, predictors)
    return str(told.value)


def test_what_cannot_be_told_apart_is_refused_by_name() -> None:
    outcome, kinds, ages = sample(4)
    again = Predictor("place", [one.upper() for one in kinds])
    assert "'place = STREET' says nothing that 'kind' do" in refused(
        outcome, Predictor("kind", kinds, "home"), Predictor("place", again.values, "HOME")
    ).replace("'kind', 'place'", "'kind'")
    assert "'born' says nothing" in refused(
        outcome, Predictor("age", ages), Predictor("born", [2016 - one for one in ages])
    )
    assert "same for every unit" in refused(outcome, Predictor("x", [3.0] * len(outcome)))
    assert "'a' for every unit" in refused(outcome, Predictor("x", ["a"] * len(outcome)))
    assert "'far' is no value of 'kind'" in refused(outcome, Predictor("kind", kinds, "far"))
    assert "all have the outcome" in refused([True] * 4, Predictor("x", [1.0, 2, 3, 4]))
    assert "none have the outcome" in refused([False] * 4, Predictor("x", [1.0, 2, 3, 4]))
    assert "none have the outcome" in refused([None] * 4, Predictor("x", [1.0, 2, 3, 4]))


def test_predictors_that_say_nearly_the_same_are_named() -> None:
    outcome, _, ages = sample(5)
    nearly = [one + (at % 3) / 2 for at, one in enumerate(ages)]
    found = logistic(outcome, [Predictor("age", ages), Predictor("nearly", nearly)])
    assert set(found.alike) == {"age", "nearly"}
    share = float(np.corrcoef(ages, nearly)[0, 1] ** 2)
    assert found.alike["age"] == pytest.approx(1 / (1 - share))


def test_separation_by_two_predictors_together_is_found() -> None:
    outcome = [False, False, True, True, False, True]
    one = Predictor("one", [0.0, 1, 1, 2, 0, 2])
    other = Predictor("other", [0.0, 1, 0, 1, 2, 0])
    assert not separating(design(outcome, [other, Predictor("z", [0.0, 1, 2, 0, 1, 1])]))
    found = logistic(outcome, [one, other])
    assert {column.predictor for column in found.separated} == {"one", "other"}
    assert all(effect.low is not None or effect.high is not None for effect in found.effects)
