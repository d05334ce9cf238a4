"""Agreement on characters: sums over sources, and what is made of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qualcode.agreement import Reason
from qualcode.agreement.intervals.clusters import weight_blocks
from qualcode.agreement.intervals.intervals import Interval, percentile_interval
from qualcode.agreement.spans.character_sums import CharacterSums, character_sums
from qualcode.domain.agreement_report import Figure
from qualcode.domain.codebook import compared_on
from qualcode.study.reliability.character_runs import Text, as_sets
from qualcode.study.reliability.figures import How

Floats = NDArray[np.float64]
NAME = "Krippendorff alpha over code sets of characters (nominal)"
_AT_ONCE = 2000
Measure = Callable[[CharacterSums], Floats]


class SetAgreement:
    """Nominal alpha with the whole set of codes on a character as its value."""

    def __init__(self, texts: Sequence[Text], coders: Sequence[str], how: How) -> None:
        self._sums = sums_of(texts, [as_sets(one) for one in texts], None, coders)
        self._how = how
        self.n_sources = int((self._sums.characters[:, 0] > 0).sum())
        nothing = np.zeros((len(self._sums.characters), 1))
        whole = replace(self._sums, first=nothing, second=nothing, both=nothing)
        self.alpha = intervals(lambda sums: _set_alpha(sums)[..., None], whole, how)[0]
        self.n = int(self._sums.total().characters[0])

    @property
    def figure(self) -> Figure:
        """Return alpha as a figure."""
        return _figure(NAME, self.alpha, self.n)

    def same(self) -> float | None:
        """Return, for two coders, the share of characters to which both gave the same codes."""
        total = self._sums.total()
        return float(total.both.sum() / total.shared[0, 0]) if self.n else None


def sums_of(
    texts: Sequence[Text],
    spans: Sequence[Sequence[tuple[Any, ...]]],
    codes: Sequence[Any] | None,
    coders: Sequence[str],
) -> CharacterSums:
    """Return the sums of each source; a text is compared by itself, with those who looked at it."""
    place = {name: at for at, name in enumerate(dict.fromkeys(one.ground.source for one in texts))}
    named = codes
    if named is None:
        named = list(dict.fromkeys(span[3] for part in spans for span in part))
    total: CharacterSums | None = None
    for first in range(0, max(len(texts), 1), _AT_ONCE):
        part = texts[first : first + _AT_ONCE]
        found = character_sums(
            dict(enumerate(spans[first : first + _AT_ONCE])),
            # A text without characters names all coders first, so that their order is known.
            {-1: 0} | {at: one.extent for at, one in enumerate(part)},
            named,
            {-1: list(coders)} | {at: list(one.coders) for at, one in enumerate(part)},
        )
        belongs = np.zeros((max(len(place), 1), len(part) + 1))
        belongs[[place[one.ground.source] for one in part], np.arange(1, len(part) + 1)] = 1.0
        by_source = found.weighted(belongs)
        total = by_source if total is None else _added(total, by_source)
    assert total is not None
    return total


def _added(one: CharacterSums, other: CharacterSums) -> CharacterSums:
    names = [name for name in one.__slots__ if name not in ("coders", "codes")]
    return replace(one, **{name: getattr(one, name) + getattr(other, name) for name in names})


def _set_alpha(sums: CharacterSums) -> Floats:
    """Return nominal alpha over all values: 1 - (n - 1) sum split / sum 2 n_c (n - n_c)."""
    expected = (2 * sums.applied * (sums.ratings - sums.applied)).sum(axis=-1)
    with np.errstate(divide="ignore", invalid="ignore"):
        found = 1.0 - (sums.ratings[..., 0] - 1) * sums.split.sum(axis=-1) / expected
    return np.where(expected > 0, found, np.nan)


def intervals(measure: Measure, sums: CharacterSums, how: How) -> list[Interval]:
    """Return the interval of each column of a measure, from resamples of compared sources."""
    here = np.flatnonzero(sums.characters[:, 0] > 0)
    value = np.atleast_1d(measure(sums.total()))
    if len(here) < 2:
        return [Interval(None, None, known(one), how.level) for one in value]
    light = _light(sums)
    drawn = []
    for weights in weight_blocks(len(here), how.n, how.seed):
        wide = np.zeros((len(weights), len(sums.characters)))
        wide[:, here] = weights
        drawn.append(measure(light.weighted(wide)))
    columns = np.concatenate(drawn)
    return [
        percentile_interval(columns[:, at], known(one), how.level, len(here))
        for at, one in enumerate(value)
    ]


def _light(sums: CharacterSums) -> CharacterSums:
    """Leave out the counts that no coefficient needs, which are the widest."""
    nothing = np.zeros((len(sums.characters), 1))
    return replace(sums, by_coder=nothing, spans=nothing)


def pooled_kappas(sums: CharacterSums) -> list[float | None]:
    """Return the pooled kappa of each pair (De Vries and others 2008)."""
    total = sums.total()
    made: list[float | None] = []
    for pair in range(len(total.shared)):
        n = float(total.shared[pair, 0])
        if not n:
            made.append(None)
            continue
        one, other = total.first[pair] / n, total.second[pair] / n
        observed = 1 - one - other + 2 * total.both[pair] / n
        expected = one * other + (1 - one) * (1 - other)
        rest = float((1 - expected).sum())
        made.append(float((observed - expected).sum()) / rest if rest > 0 else None)
    return made


def belongs(text: Text, questions: Sequence[str]) -> bool:
    """Tell whether a text answers one of these questions, or none at all."""
    return compared_on(questions, text.ground.question)


def length_of(texts: Sequence[Text]) -> int:
    """Count the characters of texts."""
    return sum(one.ground.end - one.ground.start for one in texts)


def _figure(name: str, found: Interval, n: int) -> Figure:
    if found.value is None:
        reason = Reason.NO_VARIATION if n else Reason.NOT_COMPARABLE
        return Figure(name, reason=reason.value)
    return Figure(name, found.value, found.low, found.high)


def known(value: float) -> float | None:
    """Return a figure, or None for NaN."""
    return float(value) if np.isfinite(value) else None
