"""Whether two classifications of a weighted sample go together.

Source: Rao and Scott (1984), On chi-squared tests for multiway contingency tables with cell
proportions estimated from survey data, Annals of Statistics 12, 46-60; the second-order corrected
statistic as an F test, as R's svychisq and Stata's svy: tabulate report it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import stats

from qualcode.analysis.weights import Design, Flags, Floats, Places, degrees_of_freedom, variance

_ROUNDING = 1e-13


@dataclass(frozen=True, slots=True)
class Independence:
    """An F test of independence: the statistic, both degrees of freedom, and its p."""

    f: float
    df: float
    df_error: float
    p: float


def independence(
    design: Design, rows: Places, columns: Places, domain: Flags
) -> Independence | None:
    """Test whether the numbered rows and columns of the domain are independent.

    None where a row or column is empty or alone, or the design leaves no degrees of freedom.
    """
    height, width = _levels(rows, domain), _levels(columns, domain)
    # Those outside the domain are units of their strata all the same.
    df_error = degrees_of_freedom(design, domain)
    if min(height, width) < 2 or df_error < 1:
        return None
    cells, covariance = _cells(design, rows * width + columns, height * width, domain)
    if not _margins_hold(cells, height, width):
        return None
    delta = _effects(cells, covariance, height, width)
    trace = float(np.trace(delta))
    # Where the sampling units are the groups, nothing but rounding is left.
    if trace <= _ROUNDING:
        return None
    df = trace**2 / float(np.trace(delta @ delta))
    f = _pearson(cells, height, width) / trace
    return Independence(f, df, df * df_error, float(stats.f.sf(f, df, df * df_error)))


def _levels(places: Places, domain: Flags) -> int:
    inside = places[domain]
    return int(inside.max()) + 1 if len(inside) else 0


def _cells(design: Design, places: Places, number: int, domain: Flags) -> tuple[Floats, Floats]:
    """Return the share of each cell and the covariances of those shares."""
    weights = np.where(domain, design.weights, 0.0)
    whole = weights.sum()
    inside = np.zeros((len(weights), number))
    inside[np.flatnonzero(domain), places[domain]] = 1.0
    cells = weights @ inside / whole
    apart = (inside - cells) * (weights / whole)[:, None]
    return np.asarray(cells), variance(design, apart)


def _margins_hold(cells: Floats, height: int, width: int) -> bool:
    table = cells.reshape(height, width)
    return bool((table.sum(axis=0) > 0).all() and (table.sum(axis=1) > 0).all())


def _effects(cells: Floats, covariance: Floats, height: int, width: int) -> Floats:
    """Return the matrix whose eigenvalues are the generalised design effects, not scaled by n."""
    contrasts = _interactions(height, width)
    inverse = np.where(cells > 0, 1 / np.where(cells > 0, cells, 1.0), 0.0)
    scaled = inverse[:, None] * contrasts
    simple = contrasts.T @ scaled
    return np.asarray(np.linalg.solve(simple, scaled.T @ covariance @ scaled))


def _interactions(height: int, width: int) -> Floats:
    """Return columns that span the interactions, each at right angles to the main effects."""
    rows = np.eye(height)[:, 1:] - 1 / height
    columns = np.eye(width)[:, 1:] - 1 / width
    return np.asarray(np.kron(rows, columns), dtype=np.float64)


def _pearson(cells: Floats, height: int, width: int) -> float:
    """Return Pearson's chi-square of the shares, as of one participant."""
    table = cells.reshape(height, width)
    expected = np.outer(table.sum(axis=1), table.sum(axis=0))
    return float(((table - expected) ** 2 / expected).sum())
