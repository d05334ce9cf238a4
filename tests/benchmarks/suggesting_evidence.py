"""Whether the words that are shown as reasons are what a suggestion rests on.

The three words are deleted from the text, and three others at random; how often does another code
become the best?
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from qualcode.domain.suggestion import ReasonKind
from qualcode.suggest import Suggester
from tests.benchmarks.coded_sets import CodedSet

SHOWN = 3
TESTED = 200


def flips(
    coded: CodedSet, suggester: Suggester, count: int, seed: int, fewest: int = SHOWN + 1
) -> tuple[float, float, int]:
    """Return in what share of texts another code is best without the words shown, and without
    random ones, after so many coded texts; and of how many texts.

    Those with less than `fewest` different words are left out.
    """
    learnt, tested = coded.split(seed)
    for one in learnt[:count]:
        suggester.learn([one.text], [one.codes], one.among)
    random = np.random.default_rng(seed)
    changed = []
    for one in tested[:TESTED]:
        words = sorted(set(re.findall(r"\w+", one.text.casefold())))
        if len(words) < fewest:
            continue
        first = suggester.suggest(one.text, 1, one.among)[0]
        shown = [said.words for said in first.evidence if said.kind is ReasonKind.WORDS]
        if len(shown) < SHOWN:
            continue
        chosen = [str(word) for word in random.choice(words, SHOWN, replace=False)]
        both = [without(one.text, gone) for gone in (shown, chosen)]
        found = suggester.suggest_many(both, 1, one.among, reasons=False)
        changed.append([some[0].code != first.code for some in found])
    by_shown, by_random = np.mean(changed, axis=0) if changed else (np.nan, np.nan)
    return float(by_shown), float(by_random), len(changed)


def without(text: str, words: Sequence[str]) -> str:
    """Return a text in which these words, wherever they stand, are missing."""
    any_of = "|".join(map(re.escape, words))
    return re.sub(rf"(?<!\w)(?:{any_of})(?!\w)", " ", text, flags=re.IGNORECASE)
