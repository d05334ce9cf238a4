"""Whether some mix of predictors tells every outcome apart, so that odds ratios have no end."""

from __future__ import annotations

import numpy as np
from scipy.optimize import linprog

from qualcode.analysis.associations.design import Design

_TOLERANCE = 1e-7


def separating(model: Design) -> tuple[int, ...]:
    """Return the places of the columns whose coefficient has no finite estimate; none is good.

    A linear programme looks for a direction in which no unit becomes less likely and some become
    more so: Albert and Anderson (1984), Biometrika 71, 1-10; Konis (2007), Linear programming
    algorithms for detecting separated data in binary logistic regression models, section 4.
    """
    scale = np.abs(model.matrix).max(axis=0)
    signed = (2 * model.outcome - 1)[:, None] * (model.matrix / np.where(scale, scale, 1))
    found = linprog(
        -signed.sum(axis=0),
        A_ub=-signed,
        b_ub=np.zeros(len(signed)),
        bounds=(-1, 1),
        method="highs",
    )
    if found.fun > -_TOLERANCE:
        return ()
    return tuple(int(at) for at in np.flatnonzero(np.abs(found.x) > _TOLERANCE))
