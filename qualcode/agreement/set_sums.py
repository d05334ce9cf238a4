"""Alpha over code sets under many resamples of the documents."""

from dataclasses import dataclass

import numpy as np

from qualcode.agreement.alpha import unit_disagreement
from qualcode.agreement.distances import Distances, blocks
from qualcode.agreement.encoding import MISSING, Ints
from qualcode.agreement.intervals import count_clusters, sum_by_cluster
from qualcode.agreement.ratings import Floats, Ratings
from qualcode.agreement.sums import ratio

_BLOCK = 4_000_000
_EXACT_UP_TO = 2_000


@dataclass(frozen=True, slots=True, eq=False)
class SetSums:
    """What alpha over sets needs from each cluster of units.

    `split` sums the disagreement of units and `ratings` counts the sets, each (clusters,).
    `crossed` sums the distances of all sets of one cluster to all sets of another, (clusters,
    clusters). Beyond 2,000 clusters it is the (clusters,) sums over all others instead: D_e of a
    resample is then taken to first order in the weights, wrong by a share of about 1 / clusters.
    """

    split: Floats
    ratings: Floats
    crossed: Floats

    @classmethod
    def of(cls, table: Ratings, distances: Distances, clusters: Ints) -> "SetSums":
        """Sum over each cluster of the units, all of which at least two coders rated."""
        split = sum_by_cluster(unit_disagreement(table, distances)[:, None], clusters)[:, 0]
        rated = sum_by_cluster(table.per_unit()[:, None].astype(np.float64), clusters)[:, 0]
        coder, unit = np.nonzero(table.values != MISSING)
        label, cluster = table.values[coder, unit], clusters[unit]
        if count_clusters(clusters) > _EXACT_UP_TO:
            totals = table.totals()
            reach = np.concatenate([block @ totals for _, block in blocks(distances, len(totals))])
            return cls(split, rated, sum_by_cluster(reach[label][:, None], cluster)[:, 0])
        near = [
            _gathered(block, label, cluster) for _, block in blocks(distances, len(table.labels))
        ]
        return cls(split, rated, _gathered(np.concatenate(near, axis=1), label, cluster))

    def alpha(self, weights: Floats) -> Floats:
        """Return alpha of every resample: (b, clusters) weights give (b,), NaN if undefined."""
        if self.crossed.ndim == 1:
            expected = weights @ (2 * self.crossed) - self.crossed.sum()
        else:
            expected = ((weights @ self.crossed) * weights).sum(axis=1)
        expected = np.where(expected < 1e-9, 0.0, expected)
        return 1.0 - (weights @ self.ratings - 1) * ratio(weights @ self.split, expected)


def _gathered(distances: Floats, label: Ints, cluster: Ints) -> Floats:
    """Sum the columns `label` of (rows, labels) by cluster, shape (clusters, rows)."""
    step = max(1, _BLOCK // max(len(label), 1))
    pieces = [
        sum_by_cluster(distances[start : start + step].T[label], cluster)
        for start in range(0, len(distances), step)
    ]
    return np.concatenate(pieces, axis=1)
