"""Partial credit for labels that lie near each other."""

from collections.abc import Hashable, Sequence
from typing import Literal, TypeAlias

import numpy as np

from qualcode.agreement.ratings import Floats, numbers

Weighting: TypeAlias = Literal["linear", "quadratic"]


def agreement_weights(weights: str | None, categories: Sequence[Hashable], ordered: bool) -> Floats:
    """Return the credit of every pair of labels, 1 on the diagonal, shape (labels, labels).

    None gives credit only to equal labels; linear 1 - |c - k| / range; quadratic
    1 - (c - k)^2 / range^2 (Cohen 1968; Gwet 2014). Numbers are taken as they are;
    other labels count 0, 1, 2 ... in the given order, which `ordered` vouches for. Raises
    ValueError for another weighting, or for labels whose order is unknown.
    """
    if weights is None:
        return np.eye(len(categories))
    if weights not in ("linear", "quadratic"):
        raise ValueError(f"weights is None, 'linear' or 'quadratic', not {weights!r}.")
    points = _points(categories, ordered)
    gap = np.abs(points[:, None] - points[None, :])
    gap = gap / (gap.max() if gap.size and gap.max() > 0 else 1.0)
    return np.asarray(1.0 - (gap if weights == "linear" else gap**2))


def _points(categories: Sequence[Hashable], ordered: bool) -> Floats:
    if all(isinstance(label, int | float | np.number) for label in categories):
        return numbers(categories, "Weighted agreement")
    if not ordered:
        raise ValueError(
            "Weighted agreement needs the order of labels that are no numbers: list them from"
            " first to last in categories."
        )
    return np.arange(len(categories), dtype=np.float64)
