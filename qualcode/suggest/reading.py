"""A codebook read against the texts of a study: all that is known before anybody coded."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from qualcode.suggest.codebook_texts import CodeTexts
from qualcode.suggest.embedding import Embedding
from qualcode.suggest.features import Features, FeatureSpace
from qualcode.suggest.language import Language
from qualcode.suggest.neighbourhood import Neighbourhood
from qualcode.suggest.numbers import Numbers
from qualcode.suggest.ridge import GrowingInverse
from qualcode.suggest.seeming import Seeming
from qualcode.suggest.similarity import CodebookSimilarity

WRITTEN_NOISE = 2.0
"""How far a passage of the codebook is from what is true of a text, as a variance.

That of a coding is 1: a passage counts half as much as a coded text.
"""


class Reading:
    """The vectors of a study's texts and of its codebook, and what fits what.

    `written` are the vectors of names, descriptions and examples, `written_codes` the number of
    the code that each is about.
    """

    def __init__(
        self,
        codes: Sequence[CodeTexts],
        texts: Sequence[str],
        language: Language,
        embedding: Embedding | None,
    ) -> None:
        passages = [
            (number, passage)
            for number, code in enumerate(codes)
            for passage in dict.fromkeys((code.name, code.described, *code.examples))
        ]
        everything = [code.everything for code in codes]
        basis = [*everything, *(passage for _, passage in passages)]
        self.space = FeatureSpace(texts, basis, language, embedding)
        self.codebook = CodebookSimilarity(codes, self.space)
        self.written = self.space.of([passage for _, passage in passages])
        self.written_codes = np.array([number for number, _ in passages], dtype=np.intp)
        self.neighbourhood = Neighbourhood(texts, self.space, self.codebook, self._learnt())

    def read(self, texts: Sequence[str]) -> tuple[Features, Seeming]:
        """Return the vectors of texts and how well each code seems to fit them."""
        features = self.space.of(texts)
        return features, self.neighbourhood.similarity(texts, features)

    def _learnt(self) -> Callable[[Features], Numbers]:
        """Return what the passages of the codebook teach of texts, before anything is coded."""
        written, codes = self.written, np.arange(len(self.codebook))
        noise = np.full(len(written), WRITTEN_NOISE)
        targets = np.equal(self.written_codes[:, None], codes) - 1 / len(codes)
        solution = GrowingInverse(written.likeness(written), noise).solve(targets)
        return lambda features: solution.predict(features.likeness(written))
