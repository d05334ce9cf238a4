"""Which words a text has more of than another, and how sure that is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from math import log2
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import xlogy
from scipy.stats import chi2, false_discovery_control

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]


@dataclass(slots=True)
class Vocabulary:
    """The words of a text by person: `counts` maps a person to how often each word is said."""

    counts: dict[str, Counter[str]] = field(default_factory=dict)

    def add(self, person: str, words: Iterable[str]) -> None:
        """Take in words of a person."""
        self.counts.setdefault(person, Counter()).update(words)

    def without(self, words: Collection[str]) -> Vocabulary:
        """Return the vocabulary without some words."""
        kept = {
            person: Counter({word: n for word, n in said.items() if word not in words})
            for person, said in self.counts.items()
        }
        return Vocabulary({person: said for person, said in kept.items() if said})

    @property
    def total(self) -> Counter[str]:
        """Return how often each word is said by all together."""
        together: Counter[str] = Counter()
        for said in self.counts.values():
            together.update(said)
        return together

    @property
    def speakers(self) -> Counter[str]:
        """Return how many persons say each word."""
        return Counter(word for said in self.counts.values() for word in said)

    def spread(self, words: Iterable[str]) -> dict[str, float]:
        """Return how unevenly each word lies over the persons, from 0 to 1.

        Half the sum over persons of |share of the word - share of all words|: Gries (2008),
        Dispersions and adjusted frequencies in corpora, IJCL 13, 403-437, the deviation of
        proportions, brought to 1 at most as Lijffijt and Gries (2012), IJCL 17, 147-149 do. 0 for
        a single person.
        """
        sizes = {person: said.total() for person, said in self.counts.items()}
        whole = sum(sizes.values())
        wanted = set(words)
        total: Counter[str] = Counter()
        excess: dict[str, float] = dict.fromkeys(wanted, 0.0)
        for said in self.counts.values():
            total.update({word: said[word] for word in wanted & said.keys()})
        for person, said in self.counts.items():
            size = sizes[person] / whole
            for word in wanted & said.keys():
                # Shares add up to 1 on both sides, so what is too much is half of all distance.
                excess[word] += max(0.0, said[word] / total[word] - size)
        most = 1 - min(sizes.values()) / whole if whole else 0.0
        return {word: min(1.0, one / most) if most else 0.0 for word, one in excess.items()}


@dataclass(frozen=True, slots=True)
class Key:
    """One word: its counts in the text and in the rest, and what they come to."""

    word: str
    n: int
    n_rest: int
    z: float
    g2: float
    p: float
    log_ratio: float


def keyness(text: Mapping[str, int], rest: Mapping[str, int]) -> list[Key]:
    """Compare every word of a text with the rest; the most typical comes first.

    `p` is corrected over all words of the text after Benjamini and Hochberg (1995). It takes each
    word as drawn by itself, while people repeat themselves, so it is too small rather than too
    large.
    """
    if not text:
        return []
    words = sorted(text)
    a = np.array([text[word] for word in words], np.float64)
    b = np.array([rest.get(word, 0) for word in words], np.float64)
    size, other = float(sum(text.values())), float(sum(rest.values()))
    g2 = log_likelihood(a, b, size, other)
    p = false_discovery_control(chi2.sf(g2, 1), method="bh")
    z = log_odds(a, b, size, other)
    keys = [
        Key(word, int(n), int(n_rest), float(score), float(g), float(chance),
            _log_ratio(n, n_rest, size, other))
        for word, n, n_rest, score, g, chance in zip(words, a, b, z, g2, p, strict=True)
    ]  # fmt: skip
    return sorted(keys, key=lambda one: (-one.z, one.word))


def log_likelihood(a: Numbers, b: Numbers, size: float, rest: float) -> Numbers:
    """Return G2 of the table of a word and all other words in a text and in the rest.

    `a` of `size` and `b` of `rest` words are the word. All four cells are summed, as Dunning
    (1993), Accurate methods for the statistics of surprise and coincidence, Computational
    Linguistics 19, 61-74, does; Rayson and Garside (2000) sum the first two.
    """
    whole = size + rest
    observed = np.stack([a, b, size - a, rest - b])
    word = (a + b) / whole
    expected = np.stack([size * word, rest * word, size * (1 - word), rest * (1 - word)])
    safe = np.where(observed > 0, expected, 1.0)
    g2: Numbers = 2 * (xlogy(observed, observed) - xlogy(observed, safe)).sum(axis=0)
    return np.maximum(g2, 0.0)


def log_odds(a: Numbers, b: Numbers, size: float, rest: float) -> Numbers:
    """Return the log-odds ratio over its standard error, with an informative Dirichlet prior.

    Source: Monroe, Colaresi and Quinn (2008), Fightin' Words, Political Analysis 16, 372-403.
    The prior gives each word its share of both texts together and weighs
    as much as the smaller of the two, so that rare words are drawn towards no difference.
    """
    weight = min(size, rest) or max(size, rest)
    alpha = (a + b) / (size + rest) * weight
    one, other = a + alpha, b + alpha
    left, right = size + weight - one, rest + weight - other
    # Where the whole text is one word there are no odds.
    alone = (left <= 0) | (right <= 0)
    safe_left, safe_right = np.where(alone, 1.0, left), np.where(alone, 1.0, right)
    delta = np.log(one / safe_left) - np.log(other / safe_right)
    z: Numbers = np.where(alone, 0.0, delta / np.sqrt(1 / one + 1 / other))
    return z


def _log_ratio(n: float, n_rest: float, size: float, rest: float) -> float:
    """Return how many times the relative frequency doubles; half a word stands for none.

    Source: Hardie (2014), Log Ratio: an informal introduction.
    """
    if not rest:
        return 0.0
    return log2((n / size) / ((n_rest or 0.5) / rest))
