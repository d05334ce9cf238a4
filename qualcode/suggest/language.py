"""Words of a text as suggestions count them, for the language of a study."""

from __future__ import annotations

import re
from collections.abc import Callable

from qualcode.domain.text import words
from qualcode.suggest.stemming import stem

ENGLISH = "en"
_MANY = "xx"


class Language:
    """Cuts texts into words and knows which of them say little.

    `language` is a code such as `en` or `pt-BR`. spaCy gives the stop words; no model is loaded.
    `note` says in one sentence what is missing for a language, and is empty where nothing is.
    """

    def __init__(self, language: str = ENGLISH) -> None:
        self.code = re.split("[-_]", language.casefold())[0]
        self._stops, known = _stop_words(self.code)
        self._stem: Callable[[str], str] = stem if self.code == ENGLISH else str.casefold
        self.note = self._missing(known)

    def words(self, text: str) -> list[str]:
        """Return the words in small letters, in order, as they stand in the text."""
        return [text[span.start : span.end].casefold() for span in words(text, 0, len(text))]

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


def _stop_words(code: str) -> tuple[frozenset[str], bool]:
    import spacy

    try:
        pipeline = spacy.blank(code)
    except ImportError:
        return frozenset(), False
    return frozenset(pipeline.Defaults.stop_words), code != _MANY
