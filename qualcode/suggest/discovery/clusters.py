"""Groups of texts that lie closer together than chance puts them, as many as there are."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.cluster.hierarchy import linkage

from qualcode.suggest.numbers import Numbers, Rows, unit_length

FEWEST = 5
"""Texts in a group; fewer are no pattern."""
MARGIN = 0.02
"""By how much a group must be closer than any that chance made of as many texts or more."""
DRAWS, MOST_DRAWS = 8, 40
DRAWN = 8_000


@dataclass(frozen=True, slots=True)
class Cluster:
    """Rows that belong together, with their mean cosine and the most that chance gave."""

    rows: Rows
    coherence: float
    by_chance: float


def clusters(placed: Numbers) -> list[Cluster]:
    """Return the groups among texts that are placed on a map, a row of length 1 each.

    The largest come first.

    Average linkage by cosine makes a tree. A node counts if its mean cosine is above what the
    same tree gives on texts drawn from one normal distribution with the same variances, the null
    hypothesis of SigClust (Liu, Hayes, Nobel and Marron 2008). Of nodes inside one another those
    are kept whose excess times size adds up to most, as HDBSCAN keeps them (Campello, Moulavi and
    Sander 2013, the optimal selection of clusters).
    """
    if len(placed) < FEWEST or not placed.any():
        return []
    tree = linkage(_apart(placed), "average", metric="cosine")
    coherence, sizes = _coherence(placed, tree)
    chance = _by_chance(placed)[sizes]
    excess = sizes * (coherence - chance - MARGIN)
    excess[sizes < FEWEST] = 0
    chosen = _chosen(tree, excess)
    found = [
        Cluster(_rows(tree, node), float(coherence[node]), float(chance[node])) for node in chosen
    ]
    return sorted(found, key=lambda one: (-len(one.rows), tuple(one.rows)))


def _apart(placed: Numbers) -> Numbers:
    # Cosine is not defined for a row of zeros: it gets a direction of its own.
    empty = np.flatnonzero(~placed.any(axis=1))
    if not len(empty):
        return placed
    own = np.zeros((len(placed), len(empty)))
    own[empty, np.arange(len(empty))] = 1
    return np.hstack((placed, own))


def _coherence(placed: Numbers, tree: Numbers) -> tuple[Numbers, Rows]:
    """Return the mean cosine of all pairs within each node of a tree, and its size."""
    count = len(placed)
    sums = np.vstack((placed, np.zeros((len(tree), placed.shape[1]))))
    sizes = np.ones(count + len(tree), dtype=np.intp)
    for node, (first, second, _, size) in enumerate(tree, start=count):
        sums[node] = sums[int(first)] + sums[int(second)]
        sizes[node] = int(size)
    pairs = sizes * (sizes - 1)
    own = np.minimum((sums**2).sum(axis=1), 1.0 * sizes * sizes) - sizes
    coherence: Numbers = np.where(pairs > 0, own / np.maximum(pairs, 1), 0.0)
    return coherence, sizes


def _by_chance(placed: Numbers) -> Numbers:
    """Return, for each size, the most coherent node of that size or more that chance made."""
    count = len(placed)
    spread = np.linalg.svd(placed, compute_uv=False)
    random = np.random.default_rng(0)
    most = np.full(count + 1, -1.0)
    for _ in range(min(MOST_DRAWS, max(DRAWS, DRAWN // count))):
        drawn = unit_length(random.standard_normal((count, len(spread))) * spread)
        coherence, sizes = _coherence(drawn, linkage(drawn, "average", metric="cosine"))
        np.maximum.at(most, sizes[count:], coherence[count:])
    return np.maximum.accumulate(most[::-1])[::-1]


def _chosen(tree: Numbers, excess: Numbers) -> list[int]:
    """Return the nodes, none inside another, whose excess adds up to most."""
    count = len(excess) - len(tree)
    best = np.zeros(len(excess))
    whole = np.zeros(len(excess), dtype=bool)
    for node, (first, second, *_) in enumerate(tree, start=count):
        below = best[int(first)] + best[int(second)]
        whole[node] = excess[node] > 0 and excess[node] >= below
        best[node] = excess[node] if whole[node] else below
    chosen, waiting = [], [len(excess) - 1]
    while waiting:
        node = waiting.pop()
        if whole[node]:
            chosen.append(node)
        elif node >= count:
            waiting += [int(below) for below in tree[node - count, :2]]
    return chosen


def _rows(tree: Numbers, node: int) -> Rows:
    count = len(tree) + 1
    rows, waiting = [], [node]
    while waiting:
        one = waiting.pop()
        if one < count:
            rows.append(one)
        else:
            waiting += [int(below) for below in tree[one - count, :2]]
    return np.array(sorted(rows), dtype=np.intp)
