"""How strongly two facts go together, from 0 to 1."""

from __future__ import annotations

from math import sqrt
from typing import Any

from numpy.typing import NDArray
from scipy import stats


def cramers_v(table: NDArray[Any]) -> tuple[float, float]:
    """Return Cramér's V of a table of counts without empty margins, plain and bias-corrected.

    Sources: Cramér (1946), Mathematical Methods of Statistics, section 21.9; the correction is of
    Bergsma (2013), Journal of the Korean Statistical Society 42, 323-328, equations 8 to 10.
    """
    n, (rows, columns) = int(table.sum()), table.shape
    share = float(stats.chi2_contingency(table, correction=False).statistic) / n
    plain = min(1.0, sqrt(share / (min(rows, columns) - 1)))
    if n == 1:
        return plain, 0.0
    freed = max(0.0, share - (rows - 1) * (columns - 1) / (n - 1))
    least = min(one - (one - 1) ** 2 / (n - 1) for one in (rows, columns)) - 1
    return plain, min(1.0, sqrt(freed / least)) if least > 0 else 0.0
