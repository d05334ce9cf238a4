"""What is resampled together: units of one document, their sums, and how often each is drawn."""

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from qualcode.agreement.tables.encoding import Ints
from qualcode.agreement.tables.ratings import Floats

if TYPE_CHECKING:
    from scipy.sparse import csr_array

_BLOCK = 4_000_000
_SMALL = 100_000
_SPARSE_BELOW = 0.1


@dataclass(frozen=True, slots=True, eq=False)
class ClusterSums:
    """Sums over the units of each cluster, (clusters, k); sparse where most of them are zero."""

    rows: "Floats | csr_array"

    @classmethod
    def of_cells(
        cls, cluster: Ints, column: Ints, values: Floats, height: int, width: int
    ) -> "ClusterSums":
        """Add up `values` by cluster and column."""
        size = height * width
        if size > _SMALL and len(values) < _SPARSE_BELOW * size:
            from scipy.sparse import csr_array

            return cls(csr_array((values, (cluster, column)), shape=(height, width)))
        place = cluster.astype(np.int64) * width + column
        summed = np.bincount(place, weights=values, minlength=size)
        return cls(summed.reshape(height, width).astype(np.float64))

    def total(self) -> Floats:
        """Return the sums over all clusters, shape (k,)."""
        return np.asarray(self.rows.sum(axis=0), dtype=np.float64)

    def weighted(self, weights: Floats) -> Floats:
        """Return the sums of resamples: (b, clusters) weights give (b, k)."""
        if isinstance(self.rows, np.ndarray):
            return np.asarray(weights @ self.rows)
        return np.asarray((self.rows.T @ np.ascontiguousarray(weights.T)).T)

    def without(self, start: int, stop: int) -> Floats:
        """Return the sums that leave out cluster start, start + 1 ... in turn, shape (b, k)."""
        rows = self.rows[start:stop]
        dense = rows if isinstance(rows, np.ndarray) else rows.toarray()
        return np.asarray(self.total() - dense)


@dataclass(frozen=True, slots=True, eq=False)
class Draws:
    """How often each of some samples holds each cluster, (b, clusters).

    `left_out` says that sample i leaves out cluster left_out + i and holds the others once.
    """

    weights: Floats
    left_out: int | None = None

    @classmethod
    def whole(cls, n_clusters: int) -> "Draws":
        """Hold every cluster once."""
        return cls(np.ones((1, n_clusters)))

    def of(self, sums: ClusterSums) -> Floats:
        """Return the sums of each sample, shape (b, k)."""
        if self.left_out is None:
            return sums.weighted(self.weights)
        return sums.without(self.left_out, self.left_out + len(self.weights))


def left_out_draws(n_clusters: int) -> Iterator[Draws]:
    """Yield the samples that leave out each cluster in turn, in blocks of bounded memory."""
    step = max(1, _BLOCK // max(n_clusters, 1))
    for start in range(0, n_clusters, step):
        stop = min(start + step, n_clusters)
        weights = np.ones((stop - start, n_clusters))
        weights[np.arange(stop - start), np.arange(start, stop)] = 0.0
        yield Draws(weights, start)


def weight_blocks(n_clusters: int, n: int, seed: int) -> Iterator[Floats]:
    """Yield how often each of `n` resamples drew each cluster, in blocks of bounded memory.

    The rows of all blocks together are (n, clusters), multinomial with equal chances. One set of
    weights serves every statistic of a report, which keeps the dependence between them. Raises
    ValueError if n < 1.
    """
    if n < 1:
        raise ValueError(f"The bootstrap needs at least one resample, not {n}.")
    return _weight_blocks(n_clusters, n, np.random.default_rng(seed))


def clusters_of(n_units: int, documents: Sequence[Hashable] | None) -> Ints:
    """Number the cluster of each unit: its document, or the unit itself if there is only one.

    Raises ValueError unless there is one document for each unit.
    """
    if documents is None:
        return np.arange(n_units)
    if len(documents) != n_units:
        raise ValueError(f"{n_units} units need as many documents; {len(documents)} are named.")
    place: dict[Hashable, int] = {}
    try:
        numbered = [place.setdefault(document, len(place)) for document in documents]
    except TypeError:
        raise ValueError("A document must be hashable, such as a name or a number.") from None
    return np.array(numbered, dtype=np.int64) if len(place) > 1 else np.arange(n_units)


def count_clusters(clusters: Ints) -> int:
    """Count the clusters that clusters_of numbered."""
    return int(clusters.max()) + 1 if len(clusters) else 0


def sum_by_cluster(rows: Floats, clusters: Ints) -> Floats:
    """Add up the rows of each cluster: (units, k) to (clusters, k)."""
    n_clusters = count_clusters(clusters)
    if n_clusters == len(rows):
        return rows[np.argsort(clusters)]
    order = np.argsort(clusters, kind="stable")
    starts = np.searchsorted(clusters[order], np.arange(n_clusters))
    return np.add.reduceat(rows[order], starts, axis=0)


def _weight_blocks(n_clusters: int, n: int, rng: np.random.Generator) -> Iterator[Floats]:
    step = max(1, _BLOCK // max(n_clusters, 1))
    for start in range(0, n, step):
        height = min(step, n - start)
        if n_clusters == 0:
            yield np.zeros((height, 0))
            continue
        drawn = rng.integers(n_clusters, size=(height, n_clusters))
        drawn += np.arange(height)[:, None] * n_clusters
        counted = np.bincount(drawn.ravel(), minlength=height * n_clusters)
        yield counted.reshape(height, n_clusters).astype(np.float64)
