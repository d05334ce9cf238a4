"""The odds ratio that strata have in common."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import inf, isfinite
from typing import Any

import numpy as np

from qualcode.analysis.associations.two_by_two import TwoByTwo
from qualcode.analysis.extra import statistical_models


@dataclass(frozen=True, slots=True)
class Common:
    """The common odds ratio of `strata` tables with its interval; `why` says why there is none.

    `p` tests that it is 1, `homogeneity` that the strata have the same one. `empty` strata say
    nothing: there everybody, or nobody, carries the code or has the value.
    """

    value: float | None = None
    low: float | None = None
    high: float | None = None
    p: float | None = None
    homogeneity: float | None = None
    strata: int = 0
    empty: int = 0
    why: str = ""


def common_odds_ratio(tables: Iterable[TwoByTwo]) -> Common:
    """Return the Mantel-Haenszel odds ratio of several strata.

    The interval is of Robins, Breslow and Greenland (1986), Biometrics 42, 311-323; p is of
    Cochran, Mantel and Haenszel without continuity correction (Mantel and Haenszel 1959, JNCI 22,
    719-748); homogeneity is tested after Breslow and Day (1980) with the correction of Tarone
    (1985), Biometrika 72, 91-95. All are those of statsmodels. An infinite or zero ratio has no
    interval.

    Raises:
        InputError: if statsmodels is not installed.
    """
    given = list(tables)
    telling = [one for one in given if not one.problem]
    empty = len(given) - len(telling)
    if not telling:
        return Common(empty=empty, why="no stratum has anything to compare")
    models = statistical_models("stats.contingency_tables")
    made = models.StratifiedTable([np.array(one.rows, dtype=float) for one in telling])
    p = float(made.test_null_odds(correction=False).pvalue)
    across = sum(one.both * one.neither / one.n for one in telling)
    along = sum(one.code_only * one.value_only / one.n for one in telling)
    if not (across and along):
        value = 0.0 if along else inf
        why = "in no stratum is there anybody in one of the four cells"
        return Common(value, None, None, p, None, len(telling), empty, why)
    low, high = made.oddsratio_pooled_confint()
    return Common(
        float(made.oddsratio_pooled), float(low), float(high), p,
        _homogeneity(made, len(telling)), len(telling), empty,
    )  # fmt: skip


def _homogeneity(made: Any, strata: int) -> float | None:
    if strata < 2:
        return None
    # With a common ratio of exactly 1 it divides by nothing and has no p.
    with np.errstate(divide="ignore", invalid="ignore"):
        p = float(made.test_equal_odds(adjust=True).pvalue)
    return p if isfinite(p) else None
