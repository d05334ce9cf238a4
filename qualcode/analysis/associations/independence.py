"""Whether two facts are independent: chi-square or Fisher, as the expected counts demand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from qualcode.analysis.associations.strength import cramers_v

CHI_SQUARE, FISHER, WITHHELD = "chi-square", "Fisher", "withheld"
DRAWS = 9_999
"""How many random tables stand for all of them where Fisher's test is not of two by two."""
_LEVEL = 0.05


@dataclass(frozen=True, slots=True)
class Tested:
    """Which test was made and what came of it, or why none was.

    `statistic` and `freedom` are of the chi-square test; `draws` is the number of random tables
    behind the p of Fisher's test, None where it is exact. `v` is Cramér's V, `v_corrected` the
    same without its upward bias.
    """

    test: str
    statistic: float | None = None
    freedom: int | None = None
    p: float | None = None
    v: float | None = None
    v_corrected: float | None = None
    draws: int | None = None
    why: str = ""


def independence(counts: Sequence[Sequence[int]], seed: int = 0, draws: int = DRAWS) -> Tested:
    """Test whether rows and columns of a table of counts are independent.

    Chi-square without continuity correction where the expected counts allow it by the rule of
    Cochran (1954), Biometrics 10, 417-451: in two by two none below 5, in larger tables none below
    1 and at most a fifth of them below 5. Else Fisher's test, with p the chance of a table as
    unlikely or more so: exact in two by two, in larger tables from random tables with the same
    margins, drawn with `seed` (Freeman and Halton 1951, Biometrika 38, 141-149). Withheld where a
    margin is empty, or where no table with these margins could have p below 0.05 (Tarone 1990,
    Biometrics 46, 515-522).

    Raises:
        ValueError: if the rows differ in length or a count is negative.
    """
    table = _without_empty(np.asarray(counts, dtype=np.int64))
    if min(table.shape) < 2:
        return Tested(WITHHELD, why="there is only one group to compare")
    v, corrected = cramers_v(table)
    if _is_cochran(stats.contingency.expected_freq(table)):
        found = stats.chi2_contingency(table, correction=False)
        return Tested(
            CHI_SQUARE, float(found.statistic), int(found.dof), float(found.pvalue), v, corrected
        )
    if table.shape != (2, 2):
        return Tested(FISHER, None, None, _drawn(table, seed, draws), v, corrected, draws)
    least = least_p(table)
    if least >= _LEVEL:
        why = f"with so few, even the most uneven split would have p = {least:.2f}"
        return Tested(WITHHELD, None, None, None, v, corrected, why=why)
    return Tested(FISHER, None, None, float(stats.fisher_exact(table).pvalue), v, corrected)


def least_p(table: NDArray[Any]) -> float:
    """Return the smallest p that Fisher's test can have with the margins of a table of 2 by 2."""
    n, carry, have = table.sum(), table[0].sum(), table[:, 0].sum()
    chance = stats.hypergeom(n, carry, have)
    ends = chance.pmf([max(0, carry + have - n), min(carry, have)])
    equal = np.isclose(ends[0], ends[1], rtol=1e-7)
    return float(min(1.0, ends.sum() if equal else ends.min()))


def _without_empty(table: NDArray[np.int64]) -> NDArray[np.int64]:
    if table.ndim != 2 or (table < 0).any():
        raise ValueError("counts must be rows of the same length, none negative")
    kept: NDArray[np.int64] = table[table.sum(axis=1) > 0][:, table.sum(axis=0) > 0]
    return kept


def _is_cochran(expected: NDArray[np.float64]) -> bool:
    if expected.shape == (2, 2):
        return bool(expected.min() >= 5)
    return bool(expected.min() >= 1 and (expected < 5).mean() <= 0.2)


def _drawn(table: NDArray[np.int64], seed: int, draws: int) -> float:
    """Return the share of random tables as unlikely as this one or more so, itself among them."""
    chance = stats.random_table(table.sum(axis=1), table.sum(axis=0))
    drawn = chance.rvs(size=draws, random_state=np.random.default_rng(seed))
    # Tables of equal chance differ in the last digits.
    limit = float(chance.logpmf(table)) + 1e-9
    return float(1 + (chance.logpmf(drawn) <= limit).sum()) / (1 + draws)
