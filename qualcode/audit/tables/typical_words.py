"""Recounts the words that are typical of a code."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from math import erfc, fsum, log, log2, sqrt
from typing import Any

from qualcode.audit.tables.coder_rules import Rule
from qualcode.audit.tables.facts import Facts
from qualcode.audit.tables.lines import Line, Part
from qualcode.audit.tables.population import Population, Scope, scopes_of
from qualcode.domain.errors import InputError
from qualcode.domain.words import words

Spoken = dict[str, Counter[str]]
"""How often each person said each word."""


def typical(
    facts: Facts, rule: Rule, wanted: Scope, code: str, top: int, least: int
) -> tuple[list[Line], int]:
    """Return the rows of the words that so many persons at least say where the code was put.

    Also returns how many typical words fewer say.

    Raises:
        InputError: if the code is not for what is asked.
    """
    scope = next(
        (scope for scope, codes in scopes_of(facts.tree, wanted).items() if code in codes), None
    )
    if scope is None:
        raise InputError(f"The code '{code}' is not for answers to these questions.")
    inside, outside = _parted(facts, rule, scope, code)
    counts, rest = _total(inside), _total(outside)
    speakers, others = _speakers(inside), _speakers(outside)
    size, beside = counts.total(), rest.total()
    g2 = {word: _g2(counts[word], rest[word], size, beside) for word in counts}
    chance = {word: erfc(sqrt(one / 2)) for word, one in g2.items()}
    corrected = adjusted(chance)
    z = {word: _z(counts[word], rest[word], size, beside) for word in counts}
    above = sorted((word for word in counts if z[word] > 0), key=lambda word: (-z[word], word))
    known = [word for word in above if speakers[word] >= least]
    found = []
    for word in known[:top]:
        n, n_rest = counts[word], rest[word]
        values: dict[str, Any] = {
            "word": word,
            "n": n,
            "words": size,
            "n_rest": n_rest,
            "words_rest": beside,
            "people": speakers[word],
            "people_rest": others[word],
            "z": z[word],
            "g2": g2[word],
            "p": corrected[word],
            "log_ratio": log2((n / size) / ((n_rest or 0.5) / beside)) if beside else 0.0,
            "spread": _spread(inside, word),
        }
        compared = ("n_rest", "people_rest", "z", "g2", "p", "log_ratio")
        own = ("word", "n", "words", "words_rest", "people", "spread", *compared)
        parts = [
            Part(speakers[word], own),
            Part(len(inside), own),
            Part(others[word], compared),
            Part(len(outside), compared),
        ]
        found.append(Line(values, parts))
    return found, len(above) - len(known)


def _parted(facts: Facts, rule: Rule, scope: Scope, code: str) -> tuple[Spoken, Spoken]:
    """Part the words that were looked at into those that touch a quotation of the code, and not."""
    members = facts.tree.below(code)
    inside: Spoken = {}
    outside: Spoken = {}
    for row in Population(facts, rule, scope, "segment").segments:
        if not rule.readers(row["id"]):
            continue
        spans = []
        if rule.carries(row["id"], members):
            marks = rule.counted(row["id"])
            spans = [(one["start"], one["end"]) for one in marks if one["code"] in members]
        who = row["participant"] or row["source"]
        text = facts.evidence.texts[row["source"]]
        for word in words(text, row["start"], row["end"]):
            told = text[word.start : word.end].casefold()
            if told not in facts.common:
                touches = any(start < word.end and word.start < end for start, end in spans)
                (inside if touches else outside).setdefault(who, Counter())[told] += 1
    return inside, outside


def _total(spoken: Spoken) -> Counter[str]:
    return Counter(word for said in spoken.values() for word in said.elements())


def _speakers(spoken: Spoken) -> Counter[str]:
    return Counter(word for said in spoken.values() for word in said)


def _g2(n: int, n_rest: int, size: int, rest: int) -> float:
    """Return the log-likelihood ratio over all four cells: Dunning (1993)."""
    whole, word = size + rest, n + n_rest
    cells = (
        (n, size * word / whole),
        (n_rest, rest * word / whole),
        (size - n, size * (whole - word) / whole),
        (rest - n_rest, rest * (whole - word) / whole),
    )
    return max(0.0, 2 * fsum(seen * log(seen / expected) for seen, expected in cells if seen))


def _z(n: int, n_rest: int, size: int, rest: int) -> float:
    """Return the log-odds with an informative prior over its error: Monroe et al. (2008)."""
    weight = min(size, rest) or max(size, rest)
    prior = (n + n_rest) / (size + rest) * weight
    one, other = n + prior, n_rest + prior
    left, right = size + weight - one, rest + weight - other
    if left <= 0 or right <= 0:
        return 0.0
    return (log(one / left) - log(other / right)) / sqrt(1 / one + 1 / other)


def _spread(spoken: Spoken, word: str) -> float:
    """Return Gries's deviation of proportions (2008), brought to 1 at most."""
    sizes = {who: said.total() for who, said in spoken.items()}
    whole = sum(sizes.values())
    total = sum(said[word] for said in spoken.values())
    apart = fsum(abs(said[word] / total - sizes[who] / whole) for who, said in spoken.items()) / 2
    most = 1 - min(sizes.values()) / whole
    return min(1.0, apart / most) if most else 0.0


def adjusted(chance: Mapping[Any, float]) -> dict[Any, float]:
    """Return each p after the correction of Benjamini and Hochberg (1995)."""
    order = sorted(chance, key=lambda one: chance[one], reverse=True)
    least, found = 1.0, {}
    for place, one in enumerate(order):
        least = min(least, chance[one] * len(order) / (len(order) - place))
        found[one] = least
    return found
