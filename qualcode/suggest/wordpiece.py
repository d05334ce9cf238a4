"""Cuts texts into the pieces of words that a model of the BERT family reads."""

from __future__ import annotations

import gzip
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path

VOCABULARY = Path(__file__).parent / "data" / "minilm" / "vocabulary.txt.gz"
"""The 30,522 pieces of bert-base-uncased, which all-MiniLM-L6-v2 reads (Apache-2.0)."""

BEGINNING, END, UNKNOWN = "[CLS]", "[SEP]", "[UNK]"
INSIDE = "##"
LONGEST_WORD = 100
"""Characters; a longer word is one unknown piece."""

_WORDS_KEPT = 20_000
_SPACES = frozenset("\t\n\r")
_NOT_SHOWN = frozenset({"Cc", "Cf", "Co", "Cs"})
_ASCII_SIGNS = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
_IDEOGRAPHS = (
    range(0x4E00, 0xA000),
    range(0x3400, 0x4DC0),
    range(0x20000, 0x2A6E0),
    range(0x2A700, 0x2B740),
    range(0x2B740, 0x2B820),
    range(0x2B920, 0x2CEB0),
    range(0xF900, 0xFB00),
    range(0x2F800, 0x2FA20),
)


class WordPiece:
    """The uncased tokenizer of BERT: words in lower case without accents, the longest piece first.

    Devlin et al., BERT (NAACL 2019), and its `tokenization.py`. It differs from that in one thing:
    a text that says "[SEP]" says a word in brackets, and is not cut there.
    """

    def __init__(self, pieces: Sequence[str] | None = None) -> None:
        known = _read() if pieces is None else pieces
        self._numbers = {piece: number for number, piece in enumerate(known)}
        self.beginning = self._numbers[BEGINNING]
        self.end = self._numbers[END]
        self._unknown = self._numbers[UNKNOWN]
        self._of_word = lru_cache(_WORDS_KEPT)(self._cut)

    def numbers(self, text: str) -> list[int]:
        """Return the numbers of a text's pieces, without those of its beginning and end."""
        return [number for word in words(text) for number in self._of_word(word)]

    def _cut(self, word: str) -> tuple[int, ...]:
        if len(word) > LONGEST_WORD:
            return (self._unknown,)
        found: list[int] = []
        start = 0
        while start < len(word):
            end, number = self._longest(word, start)
            if number is None:
                return (self._unknown,)
            found.append(number)
            start = end
        return tuple(found)

    def _longest(self, word: str, start: int) -> tuple[int, int | None]:
        mark = INSIDE if start else ""
        for end in range(len(word), start, -1):
            number = self._numbers.get(mark + word[start:end])
            if number is not None:
                return end, number
        return start, None


def words(text: str) -> Iterator[str]:
    """Yield the words and the single signs of a text, in lower case and without accents."""
    for word in _plain(text).split():
        yield from _apart(word)


def _apart(word: str) -> Iterator[str]:
    start = 0
    for place, character in enumerate(word):
        if _is_sign(character):
            if start < place:
                yield word[start:place]
            yield character
            start = place + 1
    if start < len(word):
        yield word[start:]


def _plain(text: str) -> str:
    spaced = "".join(map(_spaced, text))
    letters = (one for one in unicodedata.normalize("NFD", spaced) if not _is_accent(one))
    # Letter by letter, so that a sigma at the end of a word is a sigma, as where it was trained.
    return "".join(letter.lower() for letter in letters)


@lru_cache(_WORDS_KEPT)
def _spaced(character: str) -> str:
    if character in _SPACES:
        return " "
    if character == "\ufffd" or unicodedata.category(character) in _NOT_SHOWN:
        return ""
    if character.isspace():
        return " "
    if any(ord(character) in some for some in _IDEOGRAPHS):
        return f" {character} "
    return character


def _is_accent(character: str) -> bool:
    return unicodedata.category(character) == "Mn"


def _is_sign(character: str) -> bool:
    return character in _ASCII_SIGNS or unicodedata.category(character).startswith("P")


def _read() -> list[str]:
    return gzip.decompress(VOCABULARY.read_bytes()).decode().splitlines()
