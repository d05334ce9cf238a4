"""The words for a coefficient that its standard error can carry."""

from __future__ import annotations

from collections.abc import Mapping
from statistics import NormalDist

from qualcode.audit.draws import Estimate
from qualcode.audit.recounted import Either

_SCALES: Mapping[str, tuple[tuple[float, str], ...]] = {
    # Krippendorff 2004, Content Analysis, p. 241.
    "krippendorff": ((0.8, "reliable"), (0.667, "tentative"), (-1.0, "unreliable")),
    # Landis and Koch 1977, Biometrics 33, p. 165.
    "landis-koch": (
        (0.8, "almost perfect"), (0.6, "substantial"), (0.4, "moderate"), (0.2, "fair"),
        (0.0, "slight"), (-1.0, "poor"),
    ),
}  # fmt: skip
_SURE = 0.95
_CLOSE = 1e-9


def benchmarks(found: Estimate) -> object:
    """Return, for each scale, the highest band that is reached with a probability of .95.

    Gwet (2014), section 6.4: the normal distribution around the value, cut at -1 and 1. Where the
    resamples hardly differ, rounding decides whether there is a band at all.
    """
    if found.value is None or found.se is None:
        return {}
    if found.se < _CLOSE:
        return Either(({}, {scale: _at(found.value, scale) for scale in _SCALES}))
    return {scale: _reached(found.value, found.se, scale) for scale in _SCALES}


def _at(value: float, scale: str) -> Either:
    """Return the band of a value; on a bound, and for rounding near it, either band."""
    bands = _SCALES[scale]
    return Either(
        next((word for low, word in bands if value + near >= low), bands[-1][1])
        for near in (0.0, _CLOSE, -_CLOSE)
    )


def _reached(value: float, se: float, scale: str) -> Either:
    normal = NormalDist(value, se)
    whole = normal.cdf(1.0) - normal.cdf(-1.0)

    def band(sure: float) -> str:
        return next(
            (
                word
                for low, word in _SCALES[scale]
                if low == -1.0 or (normal.cdf(1.0) - normal.cdf(low)) / whole >= sure
            )
        )

    return Either((band(_SURE), band(_SURE - _CLOSE), band(_SURE + _CLOSE)))
