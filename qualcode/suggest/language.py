"""Words of a text as suggestions count them, for the language of a study."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from qualcode.domain.text import words
from qualcode.suggest.stemming import stem
from qualcode.suggest.stop_words import stop_words

ENGLISH = "en"
KEPT = 2_000
"""Texts whose words are kept."""
_MANY = "xx"


class Language:
    """Cuts texts into words and knows which of them say little.

    `language` is a code such as `en` or `pt-BR`. The stop words are spaCy's; no model is loaded.
    `note` says in one sentence what is missing for a language, and is empty where nothing is.
    """

    def __init__(self, language: str = ENGLISH) -> None:
        self.code = re.split("[-_]", language.casefold())[0]
        stops = stop_words(self.code)
        known = stops is not None and self.code != _MANY
        self._stops = stops or frozenset()
        self._stem: Callable[[str], str] = stem if self.code == ENGLISH else str.casefold
        self.note = self._missing(known)
        # A text is asked for its words some ten times on the way to a suggestion.
        self._words = lru_cache(maxsize=KEPT)(_words)

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

    def _missing(self, known: bool) -> str:
        if self.code == ENGLISH:
            return ""
        if known:
            return f"Word endings of '{self.code}' are not known; words count as they stand."
        return (
            f"The language '{self.code}' is not known; words count as they stand, "
            "and frequent ones as much as others."
        )


def _words(text: str) -> tuple[str, ...]:
    return tuple(text[span.start : span.end].casefold() for span in words(text, 0, len(text)))
