"""How well each code fits a text by what the codebook says, before anybody coded anything."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from qualcode.suggest.codebook_texts import CodeTexts
from qualcode.suggest.features import Features, FeatureSpace
from qualcode.suggest.numbers import Numbers, Sparse

NEAREST = 3
"""Passages about a code that are compared; one alone can mislead."""
PASSAGES = 2.0
"""What the nearest passages count, beside the name and beside name and definition."""
WORDS, LETTERS = 0.75, 0.5
NAME = 0.5
"""What shared words with the name count once more, as a share of those with everything."""
WITHOUT_MEANING = 0.75
"""What shared words and letters count, as a share, without a vector of meaning beside them."""
IN_LONG_TEXTS = 2.0
"""How many times words and letters count beside the meaning of a long text, which is blurred, while
a cosine of words gets smaller with every word that a definition does not have."""


class CodebookSimilarity:
    """Compares texts with names, definitions and examples of the codes.

    By meaning: the mean of the cosines with the name, with name and definition, and of the mean
    of the three nearest of definition and examples, which counts twice. A long text is compared
    as a whole and by its nearest sentence, and the mean taken: the greatest likeness of a part is
    what finds a passage in a document (Callan, SIGIR 1994; Khattab and Zaharia, SIGIR 2020).

    By words and letters: the cosines of tf-idf with everything that is said of the code, and with
    its name. `words` and `letters` hold what each stem with content and each run of letters
    counts for each code, codes in rows. Runs make `collaborate` meet `collaboration`. Without
    meaning beside them only those at the beginning of a word count, or `stood` would mean `food`.
    """

    def __init__(self, codes: Sequence[CodeTexts], space: FeatureSpace) -> None:
        names = space.of([code.name for code in codes])
        everything = space.of([code.everything for code in codes])
        self._names = names.meaning
        self._described = space.meaning([code.described for code in codes])
        shown = [(code.definition or code.name, *code.examples) for code in codes]
        # Codes of which equally many passages are told are compared at once.
        self._alike = _of_one_length(shown)
        self._shown = [
            space.meaning([text for code in alike for text in shown[code]]) for alike in self._alike
        ]
        scale = 1.0 if self._names.shape[1] else WITHOUT_MEANING
        self.words: Sparse = scale * WORDS * (everything.content + NAME * names.content)
        letters = everything.letters + NAME * names.letters
        if not self._names.shape[1]:
            letters = letters @ space.beginnings
        self.letters: Sparse = scale * LETTERS * letters
        self._by_word, self._by_run = self.words.T.tocsr(), self.letters.T.tocsr()

    def __len__(self) -> int:
        return len(self._names)

    def of(self, texts: Features) -> Numbers:
        """Return the similarity of each text, in rows, to each code."""
        return self.by_words(texts) + self.by_meaning(texts)

    def by_words(self, texts: Features) -> Numbers:
        """Return the part of the similarity that shared words and letters make."""
        shared: Numbers = (texts.content @ self._by_word + texts.letters @ self._by_run).toarray()
        return shared * self.emphasis(texts)[:, None]

    def emphasis(self, texts: Features) -> Numbers:
        """Return how many times the words of each text count: more in a long one beside meaning."""
        long = np.array([len(sentences) > 0 for sentences in texts.sentences], dtype=bool)
        return np.where(long & bool(self._names.shape[1]), IN_LONG_TEXTS, 1.0)

    def by_meaning(self, texts: Features) -> Numbers:
        """Return the part that meaning makes; nothing without vectors of it."""
        if not self._names.shape[1]:
            return np.zeros((len(texts), len(self)))
        together = self._meaning(texts.meaning)
        long = [row for row, sentences in enumerate(texts.sentences) if len(sentences)]
        if long:
            each = [texts.sentences[row] for row in long]
            first = np.cumsum([0, *(len(sentences) for sentences in each[:-1])])
            nearest = np.maximum.reduceat(self._meaning(np.vstack(each)), first, axis=0)
            together[long] = (together[long] + nearest) / 2
        return together

    def _meaning(self, meaning: Numbers) -> Numbers:
        together: Numbers = meaning @ self._names.T + meaning @ self._described.T
        for alike, shown in zip(self._alike, self._shown, strict=True):
            shape = len(meaning), len(alike), len(shown) // len(alike)
            cosines = (meaning @ shown.T).reshape(shape)
            cosines.sort(axis=2)
            together[:, alike] += PASSAGES * cosines[:, :, -NEAREST:].mean(axis=2)
        scaled: Numbers = together / (2 + PASSAGES)
        return scaled


def _of_one_length(shown: Sequence[Sequence[str]]) -> list[list[int]]:
    lengths = sorted({len(texts) for texts in shown})
    return [[at for at, texts in enumerate(shown) if len(texts) == length] for length in lengths]
