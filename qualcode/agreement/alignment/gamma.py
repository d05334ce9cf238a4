"""Gamma: agreement of coders who choose both the spans and their codes."""

import math
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from qualcode.agreement.alignment.best import Alignment, best_alignment
from qualcode.agreement.alignment.codes import CodeDisorders
from qualcode.agreement.alignment.dissimilarity import Dissimilarity
from qualcode.agreement.alignment.samplers import Sampler, sampled
from qualcode.agreement.alignment.units import Floats, Indices, Observed
from qualcode.agreement.coefficient import Coefficient, Flag, Reason
from qualcode.agreement.coefficients.outcome import FEW_UNITS
from qualcode.agreement.spans.spans import Extent, Spans, SpanTable

# Rounding leaves about 1e-30 of disorder in samples that are all the same.
_NOTHING = 1e-12


@dataclass(frozen=True, slots=True)
class Gamma(Coefficient):
    """Gamma with everything that decides it, and the codes alone in `cat` and `k`.

    `disorder` is that of the best alignment and `expected` the mean of the samples, with its
    standard error `expected_se`. `cat` is gamma-cat and `k` holds gamma-k of each code.
    `alignment` has a tuple for each unitary alignment: the index of the span of each coder, in the
    order of `coders`, or None. `n_units` counts all units.
    """

    disorder: float | None = None
    expected: float | None = None
    expected_se: float | None = None
    samples: int = 0
    sampler: str = ""
    seed: int = 0
    alpha: float = 1.0
    beta: float = 1.0
    delta_empty: float = 1.0
    coders: tuple[Hashable, ...] = ()
    cat: Coefficient | None = None
    k: Mapping[Hashable, Coefficient] = field(default_factory=dict, hash=False)
    alignment: tuple[tuple[int | None, ...], ...] = field(default=(), repr=False)


def gamma(
    spans: SpanTable,
    length: Extent,
    alpha: float = 1,
    beta: float = 1,
    delta_empty: float = 1,
    samples: int = 30,
    sampler: Sampler = "statistical",
    seed: int = 0,
    coders: Iterable[Hashable] | None = None,
) -> Gamma:
    """Return gamma = 1 - observed disorder / expected disorder (Mathet et al. 2015, section 5).

    `spans` are `(coder, start, end, code)` in a text of `length` characters, or `(begin, end)`;
    `coders` names also those without a span. Spans of all coders are aligned so that the least
    disorder is left, exactly for any number of coders; `alpha` weighs places, `beta` codes and
    `delta_empty` a missing span. The expected disorder is the mean of `samples` random continua:
    "statistical" draws numbers, gaps, lengths and codes of spans as pygamma-agreement does,
    "shuffle" shifts the coders' own spans along the text as the paper does. The same `seed` gives
    the same result.

    Undefined with fewer than two coders, without a span, or if all samples have no disorder.
    Raises ValueError for malformed spans or numbers, and where more spans of three or more coders
    overlap than can be aligned exactly.
    """
    weights = Dissimilarity(
        _weight("alpha", alpha), _weight("beta", beta), _weight("delta_empty", delta_empty)
    )
    _check(weights, samples, sampler, seed)
    read = Spans.of(spans, length, coders)
    blank = Gamma(
        f"gamma ({sampler} sampler, {samples} samples)",
        None,
        reason=Reason.NOT_COMPARABLE,
        n_coders=len(read.coders),
        samples=samples,
        sampler=sampler,
        seed=seed,
        alpha=weights.alpha,
        beta=weights.beta,
        delta_empty=weights.delta_empty,
        coders=read.coders,
    )
    if len(read.coders) < 2 or not len(read):
        return _without_value(blank, read)
    observed = Observed.of(read)
    drawn = sampled(observed.units, float(read.length), sampler, samples, seed)
    alignment = best_alignment(observed.units.followed_by(drawn), weights)
    disorders = alignment.disorders(weights)
    codes = CodeDisorders.of(alignment, weights, len(read.codes))
    result = _valued(blank, disorders, len(observed.units))
    cat, *by_code = _code_coefficients(result, codes, [read.codes[i] for i in observed.code])
    return replace(
        result,
        cat=cat,
        k={read.codes[i]: by_code[number] for number, i in _inverse(observed.code)},
        alignment=_aligned_spans(alignment, observed),
    )


def _weight(name: str, value: float) -> float:
    number = isinstance(value, int | float | np.number) and not isinstance(value, bool)
    if not number or not math.isfinite(value) or value < 0:
        raise ValueError(f"{name} is a finite number of at least 0, not {value!r}.")
    return float(value)


def _check(weights: Dissimilarity, samples: int, sampler: str, seed: int) -> None:
    if weights.delta_empty == 0 or weights.alpha + weights.beta == 0:
        raise ValueError("delta_empty, and one of alpha and beta, must be above 0.")
    for name, number, least in (("samples", samples, 1), ("seed", seed, 0)):
        whole = isinstance(number, int | np.integer) and not isinstance(number, bool)
        if not whole or number < least:
            raise ValueError(f"{name} is a whole number of at least {least}, not {number!r}.")
    if sampler not in ("statistical", "shuffle"):
        raise ValueError(f"sampler is 'statistical' or 'shuffle', not {sampler!r}.")


def _without_value(blank: Gamma, read: Spans) -> Gamma:
    reason = Reason.NOT_COMPARABLE if len(read.coders) < 2 else Reason.NOT_USED
    names = {code: f"gamma-k of {code}" for code in read.codes}
    return replace(
        blank,
        n_units=len(read),
        reason=reason,
        cat=Coefficient("gamma-cat", None, n_coders=blank.n_coders, reason=reason),
        k={
            code: Coefficient(name, None, n_coders=blank.n_coders, reason=reason)
            for code, name in names.items()
        },
    )


def _valued(blank: Gamma, disorders: Floats, n_units: int) -> Gamma:
    """Fill in gamma from the disorders of the observed continuum and then of the samples."""
    observed, drawn = float(disorders[0]), disorders[1:]
    expected = float(drawn.mean())
    known = expected > _NOTHING * blank.delta_empty
    deviation = float(drawn.std(ddof=1)) / math.sqrt(len(drawn)) if len(drawn) > 1 else None
    return replace(
        blank,
        value=1.0 - observed / expected if known else None,
        reason=None if known else Reason.NO_VARIATION,
        n_units=n_units,
        flags=(Flag.TOO_FEW,) if n_units < FEW_UNITS else (),
        disorder=observed,
        expected=expected,
        expected_se=deviation,
    )


def _code_coefficients(
    result: Gamma, codes: CodeDisorders, labels: list[Hashable]
) -> list[Coefficient]:
    """Return gamma-cat and then gamma-k of each code."""
    names = ["gamma-cat", *(f"gamma-k of {label}" for label in labels)]
    return [
        _code_coefficient(name, codes.disorder[:, column], int(codes.rows[0, column]), result)
        if len(labels) > 1
        else Coefficient(name, None, n_coders=result.n_coders, reason=Reason.NO_VARIATION)
        for column, name in enumerate(names)
    ]


def _code_coefficient(name: str, disorders: Floats, n_units: int, result: Gamma) -> Coefficient:
    observed, drawn = disorders[0], disorders[1:][np.isfinite(disorders[1:])]
    expected = float(drawn.mean()) if len(drawn) else 0.0
    reason = None
    if not n_units or not np.isfinite(observed):
        reason = Reason.NOT_COMPARABLE
    elif not len(drawn):
        reason = Reason.TOO_FEW
    elif expected <= _NOTHING * result.delta_empty:
        reason = Reason.NO_VARIATION
    return Coefficient(
        name,
        1.0 - float(observed) / expected if reason is None else None,
        n_units=n_units,
        n_coders=result.n_coders,
        reason=reason,
        flags=(Flag.TOO_FEW,) if n_units < FEW_UNITS else (),
    )


def _inverse(order: Indices) -> list[tuple[int, int]]:
    """Pair the number of each code with its index in `spans.codes`, in the order of these."""
    numbers = np.argsort(order)
    return [(int(number), index) for index, number in enumerate(numbers)]


def _aligned_spans(alignment: Alignment, observed: Observed) -> tuple[tuple[int | None, ...], ...]:
    """Return the observed rows as spans of each coder, in the order of their places."""
    rows = alignment.rows[alignment.samples() == 0][:, np.argsort(observed.coder)]
    place = np.where(rows < 0, np.inf, observed.units.start[rows]).min(axis=1)
    rows = rows[np.argsort(place, kind="stable")]
    return tuple(
        tuple(None if unit < 0 else int(observed.span[unit]) for unit in row)
        for row in rows.tolist()
    )
