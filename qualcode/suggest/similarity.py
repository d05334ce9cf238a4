"""How well each code fits a text by what the codebook says, before anybody coded anything."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from qualcode.suggest.codebook_texts import CodeTexts
from qualcode.suggest.features import Features, FeatureSpace
from qualcode.suggest.numbers import Numbers, Sparse

NEAREST = 3
"""Examples of a code that are compared; one alone can mislead."""
EVERYTHING, NAME = 1.0, 0.5
WITHOUT_MEANING = 0.75
"""What shared words count, as a share, when there is no vector of meaning beside them."""


class CodebookSimilarity:
    """Compares texts with names, definitions and examples of the codes.

    By meaning: the mean of the cosines with the name, with name and definition, and of the mean
    of the three nearest of definition and examples. By words: the cosines of tf-idf with
    everything that is said of the code, and with its name; `words` holds what each word with
    content counts for each code, codes in rows.
    """

    def __init__(self, codes: Sequence[CodeTexts], space: FeatureSpace) -> None:
        self._names = space.of([code.name for code in codes])
        self._described = space.of([code.described for code in codes]).meaning
        everything = space.of([code.everything for code in codes]).content
        shown = [[code.definition or code.name, *code.examples] for code in codes]
        self._shown = [space.of(texts).meaning for texts in shown]
        self._by_meaning = self._names.meaning.shape[1] > 0
        scale = 1.0 if self._by_meaning else WITHOUT_MEANING
        self.words: Sparse = scale * (EVERYTHING * everything + NAME * self._names.content)
        self._by_word = self.words.T.tocsr()

    def __len__(self) -> int:
        return len(self._names)

    def of(self, texts: Features) -> Numbers:
        """Return the similarity of each text, in rows, to each code."""
        by_words: Numbers = (texts.content @ self._by_word).toarray()
        return by_words + self._meaning(texts.meaning) if self._by_meaning else by_words

    def _meaning(self, meaning: Numbers) -> Numbers:
        name = meaning @ self._names.meaning.T
        described = meaning @ self._described.T
        shown = np.stack([_of_nearest(meaning @ one.T) for one in self._shown], axis=1)
        together: Numbers = (name + described + shown) / 3
        return together


def _of_nearest(cosines: Numbers) -> Numbers:
    mean: Numbers = np.sort(cosines, axis=1)[:, -NEAREST:].mean(axis=1)
    return mean
