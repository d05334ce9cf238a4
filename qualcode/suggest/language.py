"""Words of a text as suggestions count them, for the language of a study."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache

from qualcode.domain.text import words
from qualcode.suggest.pipelines import Pipeline, installed_pipeline, installed_tokenizer
from qualcode.suggest.stemming import stem
from qualcode.suggest.stop_words import stop_words
from qualcode.suggest.undivided import UNDIVIDED, pairs_of_characters

ENGLISH = "en"
KEPT = 2_000
"""Texts whose words are kept."""
_MANY = "xx"


class Language:
    """Cuts texts into words and knows which of them say little.

    `language` is a code such as `en` or `pt-BR`. English has its own stems whatever is installed:
    lemmas were no better on the sets we measured, and so every machine suggests the same. For
    another language an installed spaCy pipeline gives lemmas; without one words count as they
    stand. Where no blanks divide words, spaCy's tokenizer does if it has what it needs; else pairs
    of characters stand for words. The stop words are spaCy's.

    Attributes:
        name: the code, and the pipeline or tokenizer with its version.
        note: what is missing for the language or what was used, in a sentence; empty for English.
    """

    def __init__(self, language: str = ENGLISH) -> None:
        self.code = re.split("[-_]", language.casefold())[0]
        stops = stop_words(self.code)
        self._stops = stops or frozenset()
        self._undivided = self.code in UNDIVIDED
        self._lemmas = None if self.code == ENGLISH else installed_pipeline(self.code)
        tokenizer = self._lemmas or (installed_tokenizer(self.code) if self._undivided else None)
        self._stem = self._stems_by()
        self.name = f"{self.code} {tokenizer.name}" if tokenizer else self.code
        self.note = self._told(tokenizer, known=stops is not None and self.code != _MANY)
        # A text is asked for its words some ten times on the way to a suggestion.
        self._words = lru_cache(maxsize=KEPT)(self._cut(tokenizer))

    def words(self, text: str) -> tuple[str, ...]:
        """Return the words in small letters, in order, as they stand in the text."""
        return self._words(text)

    def stems(self, text: str) -> list[str]:
        """Return the words without their endings, in order."""
        return [self._stem(word) for word in self.words(text)]

    def content(self, text: str) -> list[str]:
        """Return the stems of those words that carry meaning, in order."""
        return [self._stem(word) for word in self.words(text) if not self.says_little(word)]

    def says_little(self, word: str) -> bool:
        """Say whether a word is one of those that stand in any text."""
        return word in self._stops

    def stem_of(self, word: str) -> str:
        """Return one word without its ending."""
        return self._stem(word)

    def read(self, texts: Iterable[str]) -> None:
        """Find the stems of all words of many texts, where that is quicker than one by one."""
        if self._lemmas is not None:
            self._lemmas.read({word for text in texts for word in self.words(text)})

    def _stems_by(self) -> Callable[[str], str]:
        if self.code == ENGLISH:
            return stem
        return self._lemmas.lemma if self._lemmas else str.casefold

    def _cut(self, tokenizer: Pipeline | None) -> Callable[[str], tuple[str, ...]]:
        if not self._undivided:
            return _words
        cut = tokenizer.words if tokenizer else pairs_of_characters
        return lambda text: tuple(word.casefold() for word in cut(text))

    def _told(self, tokenizer: Pipeline | None, *, known: bool) -> str:
        if self.code == ENGLISH:
            return ""
        if self._undivided:
            return (
                f"Words of '{self.code}' are told apart by {tokenizer.name}."
                if tokenizer
                else f"Nothing installed tells words of '{self.code}' apart: "
                "pairs of characters are compared."
            )
        if self._lemmas:
            return f"Words of '{self.code}' count by their lemmas, from {self._lemmas.name}."
        if known:
            return f"Word endings of '{self.code}' are not known; words count as they stand."
        return (
            f"The language '{self.code}' is not known; words count as they stand, "
            "and frequent ones as much as others."
        )


def _words(text: str) -> tuple[str, ...]:
    return tuple(text[span.start : span.end].casefold() for span in words(text, 0, len(text)))
