"""Words for a coefficient that its standard error can carry: probabilistic benchmarking."""

from dataclasses import dataclass
from itertools import accumulate, pairwise
from statistics import NormalDist

from qualcode.agreement.coefficient import Coefficient

_Scale = tuple[tuple[str, ...], tuple[float, ...]]

# Labels from the top, and the bounds between them.
_SCALES: dict[str, _Scale] = {
    # Landis and Koch 1977, Biometrics 33, p. 165.
    "landis-koch": (
        ("almost perfect", "substantial", "moderate", "fair", "slight", "poor"),
        (0.8, 0.6, 0.4, 0.2, 0.0),
    ),
    # Fleiss 1981, Statistical Methods for Rates and Proportions, p. 218.
    "fleiss": (("excellent", "intermediate to good", "poor"), (0.75, 0.4)),
    # Altman 1991, Practical Statistics for Medical Research, p. 404.
    "altman": (("very good", "good", "moderate", "fair", "poor"), (0.8, 0.6, 0.4, 0.2)),
    # Cicchetti and Sparrow 1981, American Journal of Mental Deficiency 86, p. 133.
    "cicchetti-sparrow": (("excellent", "good", "fair", "poor"), (0.75, 0.6, 0.4)),
    # Krippendorff 2004, Content Analysis, p. 241.
    "krippendorff": (("reliable", "tentative", "unreliable"), (0.8, 0.667)),
    # Regier et al. 2013, American Journal of Psychiatry 170, p. 60.
    "regier": (
        ("excellent", "very good", "good", "questionable", "unacceptable"),
        (0.8, 0.6, 0.4, 0.2),
    ),
}

SCALES = tuple(_SCALES)

# So wide a normal distribution is even between -1 and 1, to twelve digits.
_WIDE = 1e6


@dataclass(frozen=True, slots=True)
class Band:
    """One band of a scale: the probability of lying in it, and in it or a higher one."""

    label: str
    low: float
    high: float
    probability: float
    cumulative: float


@dataclass(frozen=True, slots=True)
class Benchmark:
    """What a coefficient may be called on a scale.

    `label` is that of the highest band which the coefficient reaches with a probability of at
    least `level`; `probability` is that of reaching it. `bands` run from the top.
    """

    label: str
    probability: float
    scale: str
    value: float
    se: float
    level: float
    bands: tuple[Band, ...]


def benchmark(
    value: Coefficient | float,
    se: float | None = None,
    scale: str = "landis-koch",
    level: float = 0.95,
) -> Benchmark:
    """Return the band that a coefficient reaches with a probability of at least `level`.

    The probability of a band [low, high) is that of the normal distribution around the value with
    the standard error `se`, cut at -1 and 1; probabilities add up from the top, and the highest
    band at which the sum is `level` or more gives the label (Gwet 2014, section 6.4). `scale` is
    landis-koch, fleiss, altman, cicchetti-sparrow, krippendorff or regier. A Coefficient brings
    its own standard error. Raises ValueError for another scale, for a level outside (0, 1), for a
    value outside [-1, 1], and for a standard error that is missing or negative; raises Undefined,
    naming the reason, for a coefficient without a value.
    """
    if scale not in _SCALES:
        raise ValueError(f"scale is one of {', '.join(SCALES)}, not {scale!r}.")
    if not 0 < level < 1:
        raise ValueError(f"level is a share between 0 and 1, such as 0.95, not {level}.")
    point, error = _point(value, se)
    labels, bounds = _SCALES[scale]
    edges = (1.0, *bounds, -1.0)
    shares = [_share(point, error, low, high) for high, low in pairwise(edges)]
    sums = [min(total, 1.0) for total in accumulate(shares)]
    # Rounding must not leave the last band, which is certain, without its certainty.
    sums[-1] = 1.0
    bands = tuple(
        Band(label, low, high, share, total)
        for label, (high, low), share, total in zip(
            labels, pairwise(edges), shares, sums, strict=True
        )
    )
    chosen = next(band for band in bands if band.cumulative >= level)
    return Benchmark(chosen.label, chosen.cumulative, scale, point, error, level, bands)


def _point(value: Coefficient | float, se: float | None) -> tuple[float, float]:
    """Return value and standard error; raises ValueError or Undefined as benchmark does."""
    error = value.se if isinstance(value, Coefficient) and se is None else se
    point = float(value)
    if not -1 <= point <= 1:
        raise ValueError(f"A scale covers coefficients from -1 to 1, not {point}.")
    if error is None or not 0 <= error < float("inf"):
        raise ValueError(f"Benchmarking needs a standard error of at least 0, not {error}.")
    return point, float(error)


def _share(value: float, se: float, low: float, high: float) -> float:
    """Return the probability of [low, high), or of [low, 1] for the band at the top."""
    if se > _WIDE:
        return (high - low) / 2
    if se == 0:
        return float(low <= value < high or value == high == 1)
    normal = NormalDist(value, se)
    whole = normal.cdf(1.0) - normal.cdf(-1.0)
    return (normal.cdf(high) - normal.cdf(low)) / whole
