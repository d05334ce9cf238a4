"""Texts as vectors: of words, of letters, of words with content and, with a model, of meaning."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, pairwise

import numpy as np
from scipy import sparse

from qualcode.domain.sentences import sentences
from qualcode.suggest.embedding import Embedding
from qualcode.suggest.language import Language
from qualcode.suggest.numbers import Numbers, Rows, Sparse, unit_length
from qualcode.suggest.term_weights import TermWeights

WORDS, LETTERS = 0.5, 0.5
"""What words and letters count beside meaning, when two texts are compared."""
LONG = 200
"""Code points from which a text is long: it can be about several things, each in a sentence."""
MOST_READ = 20_000
"""Characters of a text whose sentences are compared one by one."""
SHORT_SENTENCE = 20
"""Code points below which a sentence is read together with the one before it."""
SLICE = 500
"""Texts that are compared with all others at once."""


@dataclass(frozen=True, slots=True)
class Features:
    """Vectors of some texts, one row a text; each kind has length 1, or 0 if there is nothing.

    `meaning` has no columns without an embedding. `sentences` are the meanings of the sentences
    of each long text, and no rows for a short one.
    """

    words: Sparse
    letters: Sparse
    content: Sparse
    meaning: Numbers
    sentences: tuple[Numbers, ...]

    def __len__(self) -> int:
        return int(self.words.shape[0])

    def take(self, rows: Sequence[int] | Rows) -> Features:
        """Return the vectors of some of the texts, in this order."""
        if np.array_equal(rows, np.arange(len(self))):
            return self
        return Features(
            self.words[rows],
            self.letters[rows],
            self.content[rows],
            self.meaning[rows],
            tuple(self.sentences[row] for row in rows),
        )

    def then(self, other: Features) -> Features:
        """Return these with the other's after them."""
        return Features(
            sparse.vstack((self.words, other.words), format="csr"),
            sparse.vstack((self.letters, other.letters), format="csr"),
            sparse.vstack((self.content, other.content), format="csr"),
            np.vstack((self.meaning, other.meaning)),
            self.sentences + other.sentences,
        )

    def likeness(self, other: Features) -> Numbers:
        """Return how like each text is to each other one: the kernel of everything learnt.

        A weighted sum of cosines, so that it is positive semidefinite.
        """
        if len(self) > SLICE:
            parts = np.split(np.arange(len(self)), range(SLICE, len(self), SLICE))
            return np.vstack([self.take(part).likeness(other) for part in parts])
        words, letters = _dot(self.words, other.words), _dot(self.letters, other.letters)
        alike: Numbers = WORDS * words + LETTERS * letters + self.meaning @ other.meaning.T
        return alike

    def nearness(self, other: Features) -> Numbers:
        """Return how like texts are by words and meaning alone, which is quicker."""
        near: Numbers = _dot(self.words, other.words) + self.meaning @ other.meaning.T
        return near

    @property
    def own_likeness(self) -> Numbers:
        """Return how like each text is to itself, the most that `likeness` can be."""
        words = np.asarray(self.words.multiply(self.words).sum(axis=1)).ravel()
        letters = np.asarray(self.letters.multiply(self.letters).sum(axis=1)).ravel()
        alike: Numbers = WORDS * words + LETTERS * letters + (self.meaning**2).sum(axis=1)
        return alike


@dataclass(frozen=True, slots=True)
class _Terms:
    """The words and pairs, the runs of letters and the words with content of one text."""

    words: list[str]
    letters: list[str]
    content: list[str]


class FeatureSpace:
    """Turns texts into vectors, weighing words by how rare they are among the texts it was made of.

    The terms are single words and pairs, runs of 3 to 5 letters inside words, and words with
    content.
    The mean meaning of the texts is taken away, so that what all of them say does not count.
    """

    def __init__(
        self,
        texts: Sequence[str],
        codebook: Sequence[str],
        language: Language,
        embedding: Embedding | None,
    ) -> None:
        self.language = language
        self._embedding = embedding
        # In one order whatever came first, so that sums are equal to the last bit.
        basis = sorted({*texts, *codebook})
        words, letters, content = self._weights(basis)
        self.words = TermWeights(words, len(basis))
        self.letters = TermWeights(letters, len(basis), least=2 if len(basis) > 1 else 1)
        self.content = TermWeights(content, len(basis))
        self._middle = self._mean(sorted(set(texts)) or basis)

    @property
    def beginnings(self) -> Sparse:
        """Return the diagonal matrix that keeps runs of letters at the beginning of a word."""
        first = np.zeros(max(1, len(self.letters.columns)))
        runs = self.letters.columns.items()
        first[[column for run, column in runs if run.startswith(" ")]] = 1.0
        return sparse.diags(first, format="csr")

    def of(self, texts: Sequence[str]) -> Features:
        """Return the vectors of some texts, whether they were known before or not."""
        terms = [self._terms(text) for text in texts]
        return Features(
            self.words.of(one.words for one in terms),
            self.letters.of(one.letters for one in terms),
            self.content.of(one.content for one in terms),
            self.meaning(texts),
            self._of_sentences(texts),
        )

    def meaning(self, texts: Sequence[str]) -> Numbers:
        """Return the vectors of meaning alone, one row a text."""
        if not texts:
            return np.zeros((0, len(self._middle)))
        return unit_length(self._vectors(texts) - self._middle)

    def _of_sentences(self, texts: Sequence[str]) -> tuple[Numbers, ...]:
        each = [sentences_of(text) for text in texts]
        together = self.meaning([sentence for one in each for sentence in one])
        ends = accumulate((len(one) for one in each), initial=0)
        return tuple(together[start:end] for start, end in pairwise(ends))

    def _terms(self, text: str) -> _Terms:
        surfaces = self.language.words(text)
        stems = [self.language.stem_of(word) for word in surfaces]
        pairs = (f"{one} {other}" for one, other in pairwise(stems))
        both = zip(surfaces, stems, strict=True)
        return _Terms(
            [*stems, *pairs],
            [run for word in surfaces for run in runs_of(word)],
            [stem for word, stem in both if not self.language.says_little(word)],
        )

    def _weights(self, basis: Sequence[str]) -> tuple[Counter[str], Counter[str], Counter[str]]:
        """Count how many of the texts have each term; each text is read once."""
        self.language.read(basis)
        words, letters, content = Counter[str](), Counter[str](), Counter[str]()
        for text in basis:
            terms = self._terms(text)
            words.update(set(terms.words))
            letters.update(set(terms.letters))
            content.update(set(terms.content))
        return words, letters, content

    def _mean(self, texts: Sequence[str]) -> Numbers:
        # Slice by slice, so that never all vectors are there at once.
        parts = (texts[start : start + SLICE] for start in range(0, len(texts), SLICE))
        sums = [self._vectors(part).sum(axis=0) for part in parts]
        middle: Numbers = np.sum(sums, axis=0) / len(texts) if texts else np.zeros(0)
        return middle

    def _vectors(self, texts: Sequence[str]) -> Numbers:
        if self._embedding is None or not texts:
            return np.zeros((len(texts), 0))
        return np.asarray(self._embedding.encode(texts)).reshape(len(texts), -1)


def sentences_of(text: str) -> list[str]:
    """Return the sentences of a long text, short ones joined to the one before; else nothing.

    Of a text that is a whole document they are those at its beginning.
    """
    if len(text) < LONG:
        return []
    found: list[tuple[int, int]] = []
    for span in sentences(text, 0, min(len(text), MOST_READ)):
        if found and span.end - span.start < SHORT_SENTENCE:
            found[-1] = found[-1][0], span.end
        else:
            found.append((span.start, span.end))
    return [text[start:end] for start, end in found] if len(found) > 1 else []


@lru_cache(maxsize=20_000)
def runs_of(word: str) -> tuple[str, ...]:
    """Return the runs of 3 to 5 letters of a word between blanks; of a shorter word, itself."""
    marked = f" {word} "
    if len(marked) <= 3:
        return (marked,)
    return tuple(
        marked[at : at + length] for length in (3, 4, 5) for at in range(len(marked) - length + 1)
    )


def _dot(few: Sparse, many: Sparse) -> Numbers:
    if few.shape[0] == 1:
        # For a single text a product with a dense vector is five times quicker.
        one: Numbers = many @ few.toarray().ravel()
        return one[None, :]
    # The transposed side is copied: let it be the smaller one.
    if few.shape[0] > many.shape[0]:
        few_many: Numbers = (few @ many.T).toarray()
        return few_many
    many_few: Numbers = (many @ few.T).toarray()
    return np.ascontiguousarray(many_few.T)
