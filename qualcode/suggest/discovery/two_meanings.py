"""Codes whose texts fall into two groups that lie apart more clearly than chance makes them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from qualcode.domain.discovery import Meaning, Passage, Quotation, TwoMeanings
from qualcode.suggest.discovery.alike_codes import Used
from qualcode.suggest.discovery.typical_texts import typical_texts
from qualcode.suggest.discovery.typical_words import WordUse
from qualcode.suggest.language import Language
from qualcode.suggest.numbers import Flags, Numbers

FEWEST, FEWEST_HALF = 20, 8
LEAST_SHARE = 0.2
"""Of the texts in the smaller group; a few that are odd are no second meaning."""
DIRECTIONS = 4
"""The widest ones of a code's texts, in which two groups would show."""
CLEAR = 3.5
"""Standard deviations of chance; as strict as 5 % are for a hundred codes."""
LEAST = 0.26
"""The silhouette that chance gives of itself; below it nothing is drawn to compare with."""
DRAWS = 40
MOST_TEXTS = 300
ROUNDS = 20


def two_meanings(
    uses: Sequence[Used], passages: Sequence[Passage], language: Language
) -> list[TwoMeanings]:
    """Return the codes that seem to mean two things, the most clearly parted first."""
    found = [one for use in uses if (one := _parted(use, passages, language)) is not None]
    return sorted(found, key=lambda one: (-one.silhouette, one.code))


def _parted(use: Used, passages: Sequence[Passage], language: Language) -> TwoMeanings | None:
    """Part a code's texts in two, if they part better than texts of one normal distribution do.

    The null hypothesis is that of SigClust (Liu, Hayes, Nobel and Marron 2008): one normal
    distribution with the same variances.
    """
    if len(use.passages) < FEWEST or not use.placed.any():
        return None
    chosen = _some(len(use.passages))
    whole = use.placed[chosen] - use.placed[chosen].mean(axis=0)
    placed = _widest(whole)
    second = halved(placed)
    fewer = min(second.sum(), (~second).sum())
    if fewer < max(FEWEST_HALF, LEAST_SHARE * len(placed)):
        return None
    reached = silhouette(placed, second)
    if reached < LEAST:
        return None
    chance = _by_chance(whole)
    if reached <= chance.max() or reached < chance.mean() + CLEAR * chance.std():
        return None
    quotations = [passages[use.passages[row]].words_of(use.code) for row in chosen]
    halves = _halves(quotations, placed, second, language)
    # Two groups that no word sets apart are rather long texts and short ones.
    if not any(half.words for half in halves):
        return None
    most = round(float(chance.max()), 6)
    return TwoMeanings(use.code, len(use.passages), round(reached, 6), most, halves)


def _halves(
    quotations: Sequence[Quotation], placed: Numbers, second: Flags, language: Language
) -> tuple[Meaning, Meaning]:
    words = WordUse([one.words for one in quotations], language)
    first, other = (
        Meaning(
            len(rows),
            words.typical(rows),
            typical_texts([quotations[row] for row in rows], placed[rows]),
        )
        for rows in (np.flatnonzero(~second).tolist(), np.flatnonzero(second).tolist())
    )
    return (first, other) if first.size >= other.size else (other, first)


def _some(count: int) -> list[int]:
    if count <= MOST_TEXTS:
        return list(range(count))
    return [at * count // MOST_TEXTS for at in range(MOST_TEXTS)]


def _widest(centred: Numbers) -> Numbers:
    """Return texts in the widest directions of their own."""
    axes = np.linalg.eigh(centred.T @ centred)[1][:, : -DIRECTIONS - 1 : -1]
    # The sign of a direction differs between machines.
    signs = np.sign(axes[np.abs(axes).argmax(axis=0), np.arange(axes.shape[1])])
    widest: Numbers = centred @ (axes * signs)
    return widest


def halved(placed: Numbers) -> Flags:
    """Return which rows are in the second of two groups: 2-means, begun in the first direction."""
    second: Flags = placed[:, 0] > 0
    for _ in range(ROUNDS):
        if second.all() or not second.any():
            break
        one, other = placed[~second].mean(axis=0), placed[second].mean(axis=0)
        level = (other @ other - one @ one) / 2
        moved: Flags = np.round(placed @ (other - one) - level, 9) > 0
        if (moved == second).all():
            break
        second = moved
    return second


def silhouette(placed: Numbers, second: Flags) -> float:
    """Return the mean silhouette width of two groups (Rousseeuw 1987)."""
    from scipy.spatial.distance import cdist

    many, few = int((~second).sum()), int(second.sum())
    if min(many, few) < 2:
        return 0.0
    apart = cdist(placed, placed)
    to_first, to_second = apart[:, ~second].sum(axis=1), apart[:, second].sum(axis=1)
    own = np.where(second, to_second / (few - 1), to_first / (many - 1))
    other = np.where(second, to_first / many, to_second / few)
    widest = np.maximum(np.maximum(own, other), 1e-9)
    return float(((other - own) / widest).mean())


def _by_chance(centred: Numbers) -> Numbers:
    """Return the silhouettes of as many texts drawn from one normal distribution, many times."""
    random = np.random.default_rng(0)
    variances = np.linalg.eigvalsh(centred.T @ centred) / len(centred)
    spread = np.sqrt(np.maximum(variances, 0))
    widths = []
    for _ in range(DRAWS):
        drawn = random.standard_normal(centred.shape) * spread
        placed = _widest(drawn - drawn.mean(axis=0))
        widths.append(silhouette(placed, halved(placed)))
    return np.array(widths)
