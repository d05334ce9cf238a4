"""Words of languages that put no blanks between them, where nothing tells the words apart."""

from __future__ import annotations

from itertools import pairwise

from qualcode.domain.text import graphemes, words

UNDIVIDED = frozenset({"bo", "ja", "km", "lo", "my", "th", "zh"})
"""Tibetan, Japanese, Khmer, Lao, Burmese, Thai, Chinese."""


def pairs_of_characters(text: str) -> list[str]:
    """Return each two characters that stand side by side, and words of other scripts whole.

    For Chinese, pairs find what words find, and single characters find less (Nie, Gao, Zhang and
    Zhou, On the use of words and n-grams for Chinese information retrieval, 2000).
    """
    found: list[str] = []
    run: list[str] = []
    last = 0
    for word in words(text, 0, len(text)):
        said = text[word.start : word.end]
        if run and (word.start > last or _divided(said)):
            found += _pairs(run)
            run = []
        if _divided(said):
            found.append(said)
        else:
            run += [said[one.start : one.end] for one in graphemes(said, 0, len(said))]
        last = word.end
    return found + _pairs(run)


def _pairs(run: list[str]) -> list[str]:
    return ["".join(pair) for pair in pairwise(run)] if len(run) > 1 else run


def _divided(word: str) -> bool:
    """Say whether a word is of a script with blanks: all before Thai, and Korean."""
    return word[0] < "\u0e00" or "\uac00" <= word[0] <= "\ud7a3"
