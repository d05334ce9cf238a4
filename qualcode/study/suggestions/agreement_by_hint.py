"""How far coders agree on segments that they coded with hints, or on those without."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from qualcode.domain.estimate import Estimate
from qualcode.store.readings import Coded, Ground
from qualcode.study.reliability.figures import How, set_alpha
from qualcode.study.reliability.units import segment_units
from qualcode.study.suggestions.readings_by_hint import HintReading


def agreement(
    found: Sequence[HintReading],
    grounds: Sequence[Ground],
    coders: Mapping[str, str],
    n: int,
    seed: int,
) -> Estimate:
    """Return Krippendorff's alpha over sets of codes (MASI distance) with its interval.

    Units are segments, each round on its own, to which at least two coders gave codes; what is
    resampled are their sources.
    """
    how = How(n=n, seed=seed)
    rounds = dict.fromkeys(one.round for one in found)
    units = [one._replace(segment=_unit(one.segment, name)) for name in rounds for one in grounds]
    made = [
        Coded(
            _unit(one.segment, one.round), one.coder, one.code, one.span.start, one.span.end,
            one.created, one.revision,
        )
        for reading in found for one in reading.codings
    ]  # fmt: skip
    counts_as = {code: code for code in sorted({one.code for one in made})}
    coded = segment_units(units, (), made, coders, counts_as).coded()
    double = sum(
        len({one.coder for one in found if (one.segment, one.round) == place}) > 1
        for place in dict.fromkeys((one.segment, one.round) for one in found)
    )
    if not double:
        return Estimate(reason="no segment has codes of two coders")
    figure = set_alpha(coded, how.distance, how)
    return Estimate(figure.value, figure.low, figure.high, double, figure.reason or "")


def _unit(segment: str, round_: str) -> str:
    return f"{segment} {round_}"
