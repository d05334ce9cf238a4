"""Texts that say the same as one that was coded before."""

from __future__ import annotations

import numpy as np

from qualcode.suggest.decisions import Decisions
from qualcode.suggest.language import Language
from qualcode.suggest.numbers import Numbers

TRUST = 3.0
"""What one coding of the same words counts against what the model says."""


class Repeats:
    """Finds coded texts with the same words, whatever their order, endings, case and marks."""

    def __init__(
        self, decisions: Decisions, language: Language, before: Repeats | None = None
    ) -> None:
        self._language = language
        self._decisions = decisions
        known = before._forms if before else {}
        self._forms: dict[str, tuple[str, ...]] = {
            text: known.get(text) or self._form(text) for text in sorted(decisions)
        }
        self._texts: dict[tuple[str, ...], list[str]] = {}
        for text, form in self._forms.items():
            self._texts.setdefault(form, []).append(text)

    def of(self, text: str) -> list[str]:
        """Return the decided texts with the same words."""
        form = self._form(text)
        return self._texts.get(form, []) if form else []

    def having(self, text: str, code: int) -> list[str]:
        """Return those of them that have a code."""
        return [other for other in self.of(text) if code in self._decisions[other].codes]

    def shares(self, text: str, codes: int) -> tuple[Numbers, Numbers]:
        """Return in what share of their codings each code was given, and how many those are."""
        given, coded = np.zeros(codes), np.zeros(codes)
        for other in self.of(text):
            decided = self._decisions[other]
            shares, known = decided.shares(codes)
            given += decided.times * shares * known
            coded += decided.times * known
        return given / np.maximum(coded, 1), coded

    def _form(self, text: str) -> tuple[str, ...]:
        return tuple(sorted(self._language.stems(text)))


def with_repeats(probability: Numbers, shares: Numbers, coded: Numbers) -> Numbers:
    """Return the probability of codes when the same words were coded `coded` times before.

    The mean of a Beta distribution with the model's probability as one observation.
    """
    weight = TRUST * coded
    joined: Numbers = (weight * shares + probability) / (weight + 1)
    return joined
