"""The arrays that suggestions are computed with, and how they are kept equal between machines."""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Numbers: TypeAlias = NDArray[np.float64]
Flags: TypeAlias = NDArray[np.bool_]
Rows: TypeAlias = NDArray[np.intp]
Sparse: TypeAlias = Any
"""A scipy.sparse matrix in rows; scipy has no types for it."""


def logistic(score: Numbers) -> Numbers:
    """Return the probability whose log-odds are `score`."""
    probability: Numbers = 1 / (1 + np.exp(-np.clip(score, -30, 30)))
    return probability


def log_odds(probability: Numbers) -> Numbers:
    """Return the log-odds of probabilities, held between 0.001 and 0.97."""
    held = np.clip(probability, 1e-3, 0.97)
    odds: Numbers = np.log(held / (1 - held))
    return odds


def unit_length(vectors: Numbers) -> Numbers:
    """Scale each row to length 1; a row of zeros stays one."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    scaled: Numbers = vectors / np.maximum(lengths, 1e-9)
    return scaled
