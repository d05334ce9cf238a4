"""Every code of every document, character by character, as sums that make a bootstrap a product."""

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qualcode.agreement.coefficients.sums import beyond_chance, ratio
from qualcode.agreement.spans.spans import Positions
from qualcode.agreement.spans.texts import Coders, Lengths, Tables, Texts
from qualcode.agreement.tables.ratings import Floats


@dataclass(frozen=True, slots=True, eq=False)
class CharacterSums:
    """What the character coefficients of every code need, added up over the characters.

    With k of the m coders of a document at a character, over the documents that two coders
    looked at: `split` sums 2 k (m - k) / (m - 1), `apart` 2 k (m - k) / (m (m - 1)), `share`
    k / m and `applied` k, each (documents, codes); `ratings` sums m and `characters` 1, each
    (documents, 1). For each two coders, in the order of combinations(coders, 2), and the
    documents that both looked at: `first`, `second` and `both` count the characters that the
    one, the other and both coded, (documents, pairs, codes), and `shared` those that both saw,
    (documents, pairs, 1). `by_coder` counts the coded characters and `spans` the merged spans,
    (documents, coders, codes). `weighted` and `total` put other axes in place of documents.
    """

    coders: tuple[Hashable, ...]
    codes: tuple[Hashable, ...]
    split: Floats
    apart: Floats
    share: Floats
    applied: Floats
    ratings: Floats
    characters: Floats
    first: Floats
    second: Floats
    both: Floats
    shared: Floats
    by_coder: Floats
    spans: Floats

    def weighted(self, weights: Floats) -> "CharacterSums":
        """Return the sums of resamples: (b, documents) weights give (b, ...)."""
        return self._mapped(lambda part: np.tensordot(weights, part, axes=1))

    def total(self) -> "CharacterSums":
        """Return the sums over all documents, without that axis."""
        return self._mapped(lambda part: np.asarray(part.sum(axis=0)))

    def alpha(self) -> Floats:
        """Return alpha of each code, (..., codes), NaN where nothing varies (character_alpha)."""
        expected = 2 * self.applied * (self.ratings - self.applied)
        return 1.0 - (self.ratings - 1) * ratio(self.split, expected)

    def percent(self) -> Floats:
        """Return percent agreement of each code, (..., codes) (see character_percent)."""
        return 1.0 - ratio(self.apart, self.characters)

    def ac1(self) -> Floats:
        """Return Gwet's AC1 of each code, (..., codes), with the two categories yes and no."""
        share = ratio(self.share, self.characters)
        return beyond_chance(self.percent(), 2 * share * (1 - share))

    def kappas(self) -> Floats:
        """Return Cohen's kappa of each pair and code, (..., pairs, codes), NaN where undefined."""
        apart = self.first + self.second - 2 * self.both
        rest = self.shared - self.second
        chance = self.first * rest + (self.shared - self.first) * self.second
        return 1.0 - ratio(self.shared * apart, chance)

    def kappa(self) -> Floats:
        """Return the mean kappa of the pairs that have one, (..., codes) (see character_kappa)."""
        return _mean_over_pairs(self.kappas())

    def jaccards(self) -> Floats:
        """Return Jaccard's share of each pair and code, (..., pairs, codes)."""
        return ratio(self.both, self.first + self.second - self.both)

    def jaccard(self) -> Floats:
        """Return the mean share of the pairs that have one, (..., codes) (character_jaccard)."""
        return _mean_over_pairs(self.jaccards())

    def _mapped(self, change: Callable[[Floats], Floats]) -> "CharacterSums":
        parts: dict[str, Any] = {name: change(getattr(self, name)) for name in _SUMMED}
        return replace(self, **parts)


_SUMMED = tuple(name for name in CharacterSums.__slots__ if name not in ("coders", "codes"))


def character_sums(
    spans: Tables,
    length: Lengths,
    codes: Iterable[Hashable] | None = None,
    coders: Coders = None,
) -> CharacterSums:
    """Return the sums of every code over each document, by one sweep over all spans.

    `spans`, `length` and `coders` are those of character_alpha: mappings for several documents,
    whose order is that of `length`. `codes` names the codes in order, by default those applied in
    the order they are met. Raises ValueError for malformed spans.
    """
    texts = _with_codes(Texts.of(spans, length, coders).only_compared(), codes)
    sweep = _Sweep.of(texts)
    compared, looked = texts.compared(), texts.looked
    k, m = sweep.active.sum(axis=0), looked.sum(axis=1)[sweep.text]
    split = 2 * k * (m - k) / (m - 1)
    seen = (texts.lengths * compared).astype(np.float64)[:, None]
    by_coder = sweep.by_row(sweep.active)
    one, other = np.triu_indices(len(texts.spans.coders), 1)
    both_looked = (looked[:, one] & looked[:, other])[:, :, None]
    return CharacterSums(
        coders=texts.spans.coders,
        codes=texts.spans.codes,
        split=sweep.added(split),
        apart=sweep.added(split / m),
        share=sweep.added(k / m),
        applied=sweep.added(k),
        ratings=seen * looked.sum(axis=1)[:, None],
        characters=seen,
        first=by_coder[:, one] * both_looked,
        second=by_coder[:, other] * both_looked,
        both=sweep.by_row(sweep.active[one] & sweep.active[other]),
        shared=seen[:, :, None] * both_looked,
        by_coder=by_coder,
        spans=_n_spans(texts),
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Sweep:
    """The stretches of each code that anybody coded: `active` is (coders, stretches)."""

    active: NDArray[np.bool_]
    text: NDArray[np.intp]
    code: Positions
    width: Positions
    shape: tuple[int, int]

    @classmethod
    def of(cls, texts: Texts) -> "_Sweep":
        """Sweep over the spans code by code; between codes nobody is active."""
        spans, stride = texts.spans, texts.spans.end_of_text + 1
        ends = np.concatenate([spans.start, spans.end]) + np.tile(spans.code * stride, 2)
        cuts, at = np.unique(ends, return_inverse=True)
        n_coders, size = len(spans.coders), len(cuts)
        signs = np.repeat([1.0, -1.0], len(spans))
        changes = np.bincount(np.tile(spans.coder * size, 2) + at, signs, n_coders * size)
        active = np.cumsum(changes.reshape(n_coders, size), axis=1) > 0.5
        kept = np.flatnonzero(active.any(axis=0))
        code, place = np.divmod(cuts[kept], stride)
        width = np.diff(cuts, append=0)[kept]
        shape = len(texts.looked), len(spans.codes)
        return cls(active[:, kept], texts.text_of(place), code, width, shape)

    def added(self, each: NDArray[Any]) -> Floats:
        """Sum over the characters of each document and code, (documents, codes)."""
        cells = self.text * self.shape[1] + self.code
        summed = np.bincount(cells, self.width * each, self.shape[0] * self.shape[1])
        return summed.reshape(self.shape).astype(np.float64)

    def by_row(self, rows: NDArray[np.bool_]) -> Floats:
        """Sum each row of (rows, stretches), giving (documents, rows, codes)."""
        summed = np.zeros((self.shape[0], len(rows), self.shape[1]))
        for index, row in enumerate(rows):
            summed[:, index] = self.added(row)
        return summed


def _with_codes(texts: Texts, codes: Iterable[Hashable] | None) -> Texts:
    """Keep the named codes, in this order."""
    if codes is None:
        return texts
    spans = texts.spans
    named = tuple(dict.fromkeys(codes))
    place = {code: index for index, code in enumerate(named)}
    renumber = np.array([place.get(code, -1) for code in spans.codes], dtype=np.int64)
    code = renumber[spans.code]
    kept = replace(spans, code=code, codes=named).at(np.flatnonzero(code >= 0))
    return replace(texts, spans=kept)


def _n_spans(texts: Texts) -> Floats:
    spans = texts.spans
    shape = (*texts.looked.shape, len(spans.codes))
    counted = np.zeros(shape)
    np.add.at(counted, (texts.text_of(spans.start), spans.coder, spans.code), 1.0)
    return counted


def _mean_over_pairs(values: Floats) -> Floats:
    known = np.isfinite(values)
    summed = np.where(known, values, 0.0).sum(axis=-2)
    return ratio(summed, known.sum(axis=-2).astype(np.float64))
