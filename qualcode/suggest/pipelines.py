"""Words and lemmas by spaCy, from what is installed on this machine; nothing is downloaded."""

from __future__ import annotations

import warnings
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, entry_points, version
from typing import Any

NOT_NEEDED = ("parser", "senter", "ner", "entity_linker", "textcat")
TOKENIZERS = {"ja": "SudachiPy", "th": "pythainlp"}
"""Languages that spaCy cuts into words by the package named here; the others it has no words of."""


class Pipeline:
    """A pipeline or a tokenizer of spaCy, `name` with its version.

    A word has one lemma, found from the word alone and kept: then the same word is the same term
    in every text, a struck word is struck everywhere, and a study of 10,000 texts is read in
    seconds. What only the sentence could tell (`saw`, the tool, or `see`) is lost.
    """

    def __init__(self, name: str, loaded: Any) -> None:
        self.name = name
        self._loaded = loaded
        self._lemmas: dict[str, str] = {}

    def words(self, text: str) -> list[str]:
        """Return the words of a text as the tokenizer cuts them, without marks and blanks."""
        tokens = (token.text for token in self._loaded.make_doc(text))
        return [token for token in tokens if any(sign.isalnum() for sign in token)]

    def read(self, words: Iterable[str]) -> None:
        """Find the lemmas of many words, which is quicker than of one after another."""
        new = sorted({word for word in words if word not in self._lemmas})
        # Pipelines warn of what they leave out for want of the parts we leave out.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            for word, tokens in zip(new, self._loaded.pipe(new), strict=True):
                parts = (token.lemma_ or token.text for token in tokens)
                self._lemmas[word] = " ".join(parts).casefold()

    def lemma(self, word: str) -> str:
        """Return the lemma of a word in small letters, the word itself where there is none."""
        if word not in self._lemmas:
            self.read([word])
        return self._lemmas[word]


def installed_pipeline(code: str) -> Pipeline | None:
    """Return the installed pipeline of a language, of several the first by name, or None.

    One that does not load, made for another version of spaCy for example, is passed over.
    """
    models = entry_points(group="spacy_models")
    for name in sorted({one.name for one in models if one.name.split("_")[0] == code}):
        import spacy

        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                loaded = spacy.load(name, exclude=NOT_NEEDED)
        except (OSError, ValueError, ImportError):
            continue
        return Pipeline(f"{name} {loaded.meta['version']}", loaded)
    return None


def installed_tokenizer(code: str) -> Pipeline | None:
    """Return spaCy's tokenizer of a language without blanks between words, if it has what it needs.

    Chinese is not among them: without a pipeline spaCy cuts it into single characters.
    """
    package = TOKENIZERS.get(code)
    if package is None:
        return None
    try:
        name = f"{package} {version(package)}"
        import spacy

        return Pipeline(name, spacy.blank(code))
    except (PackageNotFoundError, ImportError):
        return None
