"""The one definition of grapheme, word and sentence, for screen, agreement and suggestion alike.

All positions are code points of the verbatim text. Every answer is found in a bounded stretch
around the position that is asked about, so none gets slower as a text grows.
"""

from __future__ import annotations

from qualcode.domain.graphemes import (
    grapheme_ends,
    grapheme_start,
    graphemes,
    is_boundary,
    next_grapheme,
    previous_grapheme,
)
from qualcode.domain.sentences import (
    next_sentence,
    previous_sentence,
    sentence_at,
    sentences,
)
from qualcode.domain.words import next_word, previous_word, word_at, words

__all__ = [
    "grapheme_ends",
    "grapheme_start",
    "graphemes",
    "is_boundary",
    "next_grapheme",
    "next_sentence",
    "next_word",
    "previous_grapheme",
    "previous_sentence",
    "previous_word",
    "sentence_at",
    "sentences",
    "word_at",
    "words",
]
