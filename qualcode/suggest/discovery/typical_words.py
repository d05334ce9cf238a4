"""Which words set some texts apart from others."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Collection, Sequence

from qualcode.domain.discovery import TypicalWord
from qualcode.suggest.language import Language

_JOINTS = re.compile("['’ʼ]")
SHOWN = 6
CLEAR = 1.96
"""The z-score from which a difference is shown."""
PRIOR = 10.0
"""How many texts of everybody's the words of each side are mixed with."""
FEWEST = 2


class WordUse:
    """Which words stand in which of some texts; those that say little are left out.

    What is counted are texts that hold a word, so that one text that repeats it weighs no more. A
    word counts with others of the same stem, and the form that is used most is shown.
    """

    def __init__(self, texts: Sequence[str], language: Language) -> None:
        self._language = language
        self._forms = [_forms(text, language) for text in texts]
        self._holding = Counter(stem for forms in self._forms for stem in forms)

    def typical(self, rows: Collection[int]) -> tuple[TypicalWord, ...]:
        """Return up to six words that these texts hold clearly more often than the others.

        The clearest come first: by the log-odds ratio with an informative Dirichlet prior of both
        sides together, over its standard error (Monroe, Colaresi and Quinn, Fightin' Words, 2008,
        the informative Dirichlet prior and its z-scores).
        """
        inside, outside = len(rows), len(self._forms) - len(rows)
        here = Counter(stem for row in rows for stem in self._forms[row])
        found = []
        for stem, count in here.items():
            there = self._holding[stem] - count
            weight = _weight(count, there, inside, outside)
            if count >= FEWEST and weight >= CLEAR:
                found.append(TypicalWord(self._shown(stem, rows), weight, count, there))
        return tuple(sorted(found, key=lambda one: (-round(one.weight, 9), one.word))[:SHOWN])

    def share_with(self, rows: Collection[int], words: Collection[TypicalWord]) -> float:
        """Return the share of these texts that hold any of these words."""
        stems = {self._language.stem_of(one.word) for one in words}
        holding = sum(not stems.isdisjoint(self._forms[row]) for row in rows)
        return holding / max(1, len(rows))

    def _shown(self, stem: str, rows: Collection[int]) -> str:
        forms = Counter(form for row in rows for form in self._forms[row].get(stem, ()))
        return min(forms.items(), key=lambda one: (-one[1], one[0]))[0]


def _forms(text: str, language: Language) -> dict[str, set[str]]:
    forms: dict[str, set[str]] = {}
    for word in telling_words(text, language):
        forms.setdefault(language.stem_of(word), set()).add(word)
    return forms


def telling_words(text: str, language: Language) -> list[str]:
    """Return the words that can tell what a text is about, in order."""
    return [word for word in language.words(text) if not _says_little(word, language)]


def _says_little(word: str, language: Language) -> bool:
    # "don't" and "nobody's" are two words each that say little, "l'eau" is one that says much.
    parts = _JOINTS.split(word.replace("n't", "").replace("n’t", ""))
    return all(_is_little(part) or language.says_little(part) for part in parts)


def _is_little(part: str) -> bool:
    # One ideograph is a word; one Latin letter is what was left of one.
    return (len(part) < 2 and part.isascii()) or not any(map(str.isalpha, part))


def _weight(here: int, there: int, inside: int, outside: int) -> float:
    prior = PRIOR * (here + there) / (inside + outside)
    with_here, with_there = here + prior, there + prior
    without_here = max(inside + PRIOR - with_here, 0.5)
    without_there = max(outside + PRIOR - with_there, 0.5)
    ratio = math.log(with_here / without_here) - math.log(with_there / without_there)
    return ratio / math.sqrt(1 / with_here + 1 / with_there)
