"""How well each code is suggested."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from qualcode.domain.estimate import TOO_FEW, Estimate
from qualcode.domain.proportions import wilson
from qualcode.domain.trial import CodeTrial
from qualcode.suggest.codebook_texts import CodeTexts
from qualcode.suggest.trial.gains import FEWEST
from qualcode.suggest.trial.measures import SHOWN, GroupSums, Ranked

Decided = Mapping[str, tuple[int, int]]
"""How often coders accepted and rejected suggestions of each code."""


def by_code(
    codes: Sequence[CodeTexts],
    sums: GroupSums,
    given: Sequence[frozenset[int]],
    ranked: Sequence[Ranked],
    gained: Sequence[Estimate],
    decided: Decided,
) -> tuple[CodeTrial, ...]:
    """Return the figures of each code in the order of the codebook."""
    shown = _shown(given, ranked)
    return tuple(
        CodeTrial(
            code=code.code,
            name=code.name,
            n=right + missed,
            suggested=right + wrong,
            right=right,
            precision=share(right, right + wrong),
            recall=share(right, right + missed),
            f1=_f1(right, wrong, missed),
            expected=_mean([likely for likely, _ in shown.get(at, ())]),
            observed=share(sum(true for _, true in shown.get(at, ())), len(shown.get(at, ()))),
            gain=gained[at],
            accepted=share(*_accepted(decided.get(code.code, (0, 0))), fewest=1),
        )
        for at, (code, (right, wrong, missed)) in enumerate(zip(codes, sums.totals, strict=True))
    )


def share(count: int, base: int, fewest: int = FEWEST) -> Estimate:
    """Return a share with its Wilson interval; it is not told below a base of `fewest`."""
    interval = wilson(count, base)
    if interval is None or base < fewest:
        return Estimate(n=base, reason=TOO_FEW)
    return Estimate(count / base, *interval, base)


def _accepted(decided: tuple[int, int]) -> tuple[int, int]:
    return decided[0], sum(decided)


def _f1(right: int, wrong: int, missed: int) -> Estimate:
    """Return F1 with the Wilson interval of right/(right + wrong + missed), carried over.

    F1 = 2J/(1 + J) of that share J rises with it, so that its limits are those of J (Hand,
    Christen and Kirielle 2021, F*, Machine Learning 110, 451-456).
    """
    if right + missed < FEWEST:
        return Estimate(n=right + missed, reason=TOO_FEW)
    found = share(right, right + wrong + missed)
    if found.value is None or found.low is None or found.high is None:
        return found
    value, low, high = (2 * one / (1 + one) for one in (found.value, found.low, found.high))
    return Estimate(value, low, high, right + missed)


def _shown(
    given: Sequence[frozenset[int]], ranked: Sequence[Ranked]
) -> dict[int, list[tuple[float, bool]]]:
    found: dict[int, list[tuple[float, bool]]] = {}
    for truth, some in zip(given, ranked, strict=True):
        for code, likely in some[:SHOWN]:
            if likely is not None:
                found.setdefault(code, []).append((likely, code in truth))
    return found


def _mean(values: Sequence[float]) -> float | None:
    return sum(values) / len(values) if len(values) >= FEWEST else None
