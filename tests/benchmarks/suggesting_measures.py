"""How good rankings of codes are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

SURE = 0.3
BINS = 10


@dataclass(frozen=True)
class Quality:
    """Means over the texts that have a code.

    `first` is precision@1, `three` recall@3. For `macro` (F1 over the codes that occur) a text is
    given its best code and of the next two those with a probability of 0.3 or more: the best
    threshold is half the F1 that can be reached (Lipton, Elkan and Narayanaswamy 2014). `error` is
    the expected calibration error of the best three in ten bins; NaN without probabilities.
    """

    first: float
    three: float
    macro: float
    error: float

    @property
    def figures(self) -> tuple[float, ...]:
        return (self.first, self.three, self.macro, self.error)


def quality(ranked: list[list[tuple[str, float | None]]], given: list[frozenset[str]]) -> Quality:
    """Measure rankings of (code, probability), the best first, against the codes given."""
    pairs = [(some, codes) for some, codes in zip(ranked, given, strict=True) if codes]
    first = np.mean([bool(some) and some[0][0] in codes for some, codes in pairs])
    three = np.mean([len({c for c, _ in some[:3]} & codes) / len(codes) for some, codes in pairs])
    chosen = [
        ({code for at, (code, p) in enumerate(some[:3]) if not at or (p or 0) >= SURE}, codes)
        for some, codes in pairs
    ]
    occurring = sorted({code for _, codes in pairs for code in codes})
    macro = np.mean([_f1(code, chosen) for code in occurring])
    shown = [(p, code in codes) for some, codes in pairs for code, p in some[:3] if p is not None]
    return Quality(float(first), float(three), float(macro), calibration_error(shown))


def _f1(code: str, chosen: list[tuple[Any, frozenset[str]]]) -> float:
    both = sum(code in some and code in codes for some, codes in chosen)
    either = sum((code in some) + (code in codes) for some, codes in chosen)
    return 2 * both / either


def calibration_error(shown: list[tuple[float, bool]]) -> float:
    """Return the mean distance of probability and share, weighted by bin (Naeini et al. 2015)."""
    if not shown:
        return float("nan")
    likely, true = (np.array(column, dtype=float) for column in zip(*shown, strict=True))
    bins = np.minimum((likely * BINS).astype(int), BINS - 1)
    return float(
        sum(
            abs(likely[bins == one].mean() - true[bins == one].mean()) * (bins == one).mean()
            for one in np.unique(bins)
        )
    )
