"""Alpha over code sets under many resamples of the documents."""

from dataclasses import dataclass

import numpy as np

from qualcode.agreement.coefficients.alpha import unit_disagreement
from qualcode.agreement.coefficients.distances import MatrixDistances, blocks
from qualcode.agreement.coefficients.sums import ratio
from qualcode.agreement.intervals.clusters import ClusterSums, Draws, count_clusters
from qualcode.agreement.sets.distances import SetDistances
from qualcode.agreement.sets.subsets import Subsets
from qualcode.agreement.sets.tables import SetTable
from qualcode.agreement.tables.encoding import MISSING, Ints
from qualcode.agreement.tables.ratings import Floats, Ratings

_EXACT_UP_TO = 2_000


@dataclass(frozen=True, slots=True, eq=False)
class SetSums:
    """What alpha over sets needs from each cluster of units.

    `split` sums the disagreement of units and `ratings` counts the sets, each (clusters, 1);
    `counts` counts each distinct set, (clusters, sets). D_e of a sample is exact by way of the
    `subsets`. Where these are too many, or the distance is a function, `crossed` sums the
    distances of all sets of one cluster to all sets of another, (clusters, clusters); beyond
    2,000 clusters it is the (clusters,) sums over all others instead: D_e of a resample is then
    taken to first order in the weights, wrong by a share of about 1 / clusters.
    """

    split: ClusterSums
    ratings: ClusterSums
    counts: ClusterSums
    subsets: Subsets | None
    crossed: Floats | None

    @classmethod
    def of(
        cls, table: SetTable, distances: SetDistances | MatrixDistances, clusters: Ints
    ) -> "SetSums":
        """Sum over each cluster of the units; units with fewer than two sets count for nothing."""
        height = count_clusters(clusters)
        coder, unit = np.nonzero(table.values != MISSING)
        label, cluster = table.values[coder, unit], clusters[unit]
        ones = np.ones(len(label))
        counts = ClusterSums.of_cells(cluster, label, ones, height, table.n_sets)
        split = np.bincount(
            clusters,
            weights=unit_disagreement(Ratings(table.values, ()), distances),
            minlength=height,
        )
        rated = np.bincount(cluster, minlength=height).astype(np.float64)
        subsets = None
        if isinstance(distances, SetDistances):
            subsets = Subsets.of(table, distances.credit)
        crossed = None if subsets else _crossed(counts, distances, height)
        return cls(
            ClusterSums(split[:, None]), ClusterSums(rated[:, None]), counts, subsets, crossed
        )

    def alpha(self, draws: Draws) -> Floats:
        """Return alpha of every sample, shape (b,), NaN if undefined."""
        ratings = draws.of(self.ratings)[:, 0]
        expected = self._expected(draws)
        return 1.0 - (ratings - 1) * ratio(draws.of(self.split)[:, 0], expected)

    def _expected(self, draws: Draws) -> Floats:
        if self.subsets is not None:
            return self.subsets.crossed(draws.of(self.counts))
        assert self.crossed is not None
        if self.crossed.ndim == 1:
            expected = draws.weights @ (2 * self.crossed) - self.crossed.sum()
        else:
            expected = ((draws.weights @ self.crossed) * draws.weights).sum(axis=1)
        return np.where(expected < 1e-9, 0.0, expected)


def _crossed(counts: ClusterSums, distances: SetDistances | MatrixDistances, height: int) -> Floats:
    totals = counts.total()
    if height == 1 and isinstance(distances, SetDistances):
        return np.array([[distances.crossed(totals)]])
    pieces = blocks(distances, len(totals))
    if height > _EXACT_UP_TO:
        reach = np.concatenate([block @ totals for _, block in pieces])
        return np.asarray(counts.rows @ reach)
    crossed = np.zeros((height, height))
    for part, block in pieces:
        near = np.asarray(counts.rows @ block.T)
        crossed += near @ _dense(counts.rows[:, part]).T
    return crossed


def _dense(rows: object) -> Floats:
    return rows if isinstance(rows, np.ndarray) else rows.toarray()  # type: ignore[attr-defined]
