"""From resampled values to an interval: percentiles, or percentiles corrected for bias and skew."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from numbers import Integral
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from qualcode.agreement.coefficient import Reason
from qualcode.agreement.intervals.clusters import Draws, left_out_draws, weight_blocks
from qualcode.agreement.tables.ratings import Floats

Method: TypeAlias = Literal["percentile", "bca"]

THRESHOLDS = (0.667, 0.8)
_MOST = 0.9
_SAME = 1e-12


@dataclass(frozen=True, slots=True)
class Interval:
    """An interval of a statistic, or `low` and `high` None with the `reason`.

    `value` is the statistic of the data itself, `se` the standard deviation of the resamples and
    `bias` their mean less the value. Of `n` resamples `n_undefined` had no value and were left
    out. `n_clusters` counts what was resampled: documents, or units where there is one document
    or none is named. `method` says how the bounds were found. `p_below` is, for each threshold,
    the share of resamples with a smaller value.
    """

    low: float | None
    high: float | None
    value: float | None
    level: float = 0.95
    se: float | None = None
    n: int = 0
    n_undefined: int = 0
    n_clusters: int = 0
    reason: Reason | None = None
    method: str = "percentile"
    bias: float | None = None
    p_below: Mapping[float, float] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Resampling:
    """How intervals are made: `n` resamples from `seed`, their level, method and thresholds.

    Raises ValueError for n < 1, a seed < 0, a level outside (0, 1), or an unknown method. Method
    None makes no intervals.
    """

    n: int = 1000
    seed: int = 0
    level: float = 0.95
    method: Method | None = "percentile"
    thresholds: tuple[float, ...] = THRESHOLDS

    def __post_init__(self) -> None:
        require_level(self.level)
        if not _is_whole(self.n, 1):
            raise ValueError(f"The bootstrap needs at least one resample, not {self.n!r}.")
        if not _is_whole(self.seed, 0):
            raise ValueError(f"seed is a whole number of at least 0, not {self.seed!r}.")
        if self.method not in (None, "percentile", "bca"):
            raise ValueError(f"The method is 'percentile' or 'bca', not {self.method!r}.")


Measure: TypeAlias = Callable[[Draws], tuple[Floats, ...]]


def estimates(measure: Measure, n_clusters: int, how: Resampling) -> list[list[Interval]]:
    """Return an interval for each column of each array that `measure` gives of a sample.

    `measure` maps b samples to arrays of shape (b, k). All columns share the resamples.
    """
    point = measure(Draws.whole(n_clusters))
    if how.method is None:
        return [[_alone(value, how, n_clusters) for value in part[0]] for part in point]
    drawn = _stacked(measure(Draws(block)) for block in weight_blocks(n_clusters, how.n, how.seed))
    left: list[Floats | None] = [None] * len(point)
    if how.method == "bca" and n_clusters:
        left = list(_stacked(map(measure, left_out_draws(n_clusters))))
    return [
        intervals_of(columns, values[0], how, n_clusters, without)
        for columns, values, without in zip(drawn, point, left, strict=True)
    ]


def percentile_interval(
    drawn: Floats, value: float | None, level: float, n_clusters: int
) -> Interval:
    """Return the interval between the percentiles of resampled values, NaN being undefined.

    No interval if the value itself is undefined, if there are fewer than two clusters, or if
    fewer than nine of ten resamples have a value: the others would speak only of the resamples
    that happen to hold the code. Raises ValueError for a level outside (0, 1).
    """
    found = np.array([np.nan if value is None else value])
    how = Resampling(len(drawn), 0, level)
    return intervals_of(drawn[:, None], found, how, n_clusters)[0]


def intervals_of(
    drawn: Floats,
    values: Floats,
    how: Resampling,
    n_clusters: int,
    left_out: Floats | None = None,
) -> list[Interval]:
    """Return the interval of each column of `drawn`, (resamples, k), as percentile_interval does.

    `left_out` (clusters, k) has the values without each cluster in turn, which method "bca"
    needs. Where BCa is not defined (all resamples on one side of the value, or no variation
    between the clusters) the percentile interval is given and `method` says so.
    """
    drawn = np.where(np.isfinite(drawn), drawn, np.nan)
    ordered = np.sort(drawn, axis=0)
    defined = np.isfinite(drawn).sum(axis=0)
    tails = np.broadcast_to([[(1 - how.level) / 2], [(1 + how.level) / 2]], (2, len(values)))
    corrected: NDArray[np.bool_] = np.zeros(len(values), dtype=np.bool_)
    if how.method == "bca" and left_out is not None:
        tails, corrected = _bca_tails(drawn, values, left_out, tails)
    low, high = (_quantiles(ordered, defined, tail) for tail in tails)
    se, mean = _spread(drawn, defined)
    below = [
        np.divide((drawn < threshold - _SAME).sum(axis=0), np.maximum(defined, 1))
        for threshold in how.thresholds
    ]
    enough = np.isfinite(values) & (defined >= _MOST * len(drawn)) & (n_clusters >= 2)
    made = []
    for column, value in enumerate(values):
        if not enough[column]:
            lost = int(len(drawn) - defined[column])
            made.append(_none(value, how, len(drawn), lost, n_clusters))
            continue
        made.append(
            Interval(
                low=float(low[column]),
                high=float(high[column]),
                value=float(value),
                level=how.level,
                se=float(se[column]) if defined[column] > 1 else None,
                n=len(drawn),
                n_undefined=int(len(drawn) - defined[column]),
                n_clusters=n_clusters,
                method="bca" if corrected[column] else "percentile",
                bias=float(mean[column] - value),
                p_below={
                    threshold: float(share[column])
                    for threshold, share in zip(how.thresholds, below, strict=True)
                },
            )
        )
    return made


def require_level(level: float) -> None:
    """Raise ValueError unless the level is a share between 0 and 1."""
    if not 0 < level < 1:
        raise ValueError(f"level is a share between 0 and 1, such as 0.95, not {level}.")


def _is_whole(value: object, least: int) -> bool:
    return isinstance(value, Integral) and int(value) >= least


def _bca_tails(
    drawn: Floats, values: Floats, left_out: Floats, tails: Floats
) -> tuple[Floats, NDArray[np.bool_]]:
    """Return the corrected tails, and where they are defined (Efron 1987, equations 6.6 and 6.8).

    z0 is the normal quantile of the share of resamples below the value, ties counted half, and
    a = sum u^3 / (6 (sum u^2)^1.5) with u the mean of the left-out values less each of them.
    """
    from scipy.special import ndtr, ndtri

    close = _SAME * np.maximum(np.abs(values), 1.0)
    smaller, larger = (drawn < values - close).sum(axis=0), (drawn > values + close).sum(axis=0)
    n = np.maximum(np.isfinite(drawn).sum(axis=0), 1)
    share = (smaller + (n - larger)) / (2 * n)
    known = np.isfinite(left_out)
    counted = np.maximum(known.sum(axis=0), 1)
    mean = np.where(known, left_out, 0.0).sum(axis=0) / counted
    apart = np.where(known, mean - left_out, 0.0)
    spread = (apart**2).sum(axis=0)
    usable = (share > 0) & (share < 1) & (spread > _SAME**2)
    skew = (apart**3).sum(axis=0) / (6 * np.where(usable, spread, 1.0) ** 1.5)
    z0 = ndtri(np.where(usable, share, 0.5))
    moved = z0 + ndtri(tails)
    room = 1 - skew * moved
    usable &= (room > 0).all(axis=0)
    corrected = ndtr(z0 + moved / np.where(room > 0, room, 1.0))
    return np.where(usable, corrected, tails), usable


def _quantiles(ordered: Floats, defined: Floats, tail: Floats) -> Floats:
    """Return the linear quantile of each sorted column, whose undefined values stand last."""
    place = tail * np.maximum(defined - 1, 0)
    lower = np.floor(place).astype(np.int64)
    upper = np.minimum(lower + 1, np.maximum(defined - 1, 0)).astype(np.int64)
    columns = np.arange(ordered.shape[1])
    one, other = ordered[lower, columns], ordered[upper, columns]
    return np.asarray(one + (other - one) * (place - lower))


def _spread(drawn: Floats, defined: Floats) -> tuple[Floats, Floats]:
    known = np.isfinite(drawn)
    mean = np.where(known, drawn, 0.0).sum(axis=0) / np.maximum(defined, 1)
    apart = np.where(known, drawn - mean, 0.0)
    return np.sqrt((apart**2).sum(axis=0) / np.maximum(defined - 1, 1)), mean


def _none(value: float, how: Resampling, n: int, lost: int, n_clusters: int) -> Interval:
    known = float(value) if np.isfinite(value) else None
    return Interval(None, None, known, how.level, None, n, lost, n_clusters, Reason.TOO_FEW)


def _alone(value: float, how: Resampling, n_clusters: int) -> Interval:
    known = float(value) if np.isfinite(value) else None
    return Interval(None, None, known, how.level, n_clusters=n_clusters, method="none")


def _stacked(parts: Iterable[tuple[Floats, ...]]) -> list[Floats]:
    return [np.concatenate(columns) for columns in zip(*parts, strict=True)]
