"""Which texts show best what a group is about."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from qualcode.domain.discovery import Quotation
from qualcode.suggest.numbers import Numbers

SHOWN = 3
LEAST_LETTERS, MOST_LETTERS = 12, 400
"""Shorter texts say little by themselves, longer ones take long to read."""
UNHANDY = 0.15
"""What such a length counts against nearness to the middle."""


def nearest_first(placed: Numbers) -> list[int]:
    """Return the rows by how near they lie to the middle of all."""
    near = placed @ placed.mean(axis=0)
    return sorted(range(len(placed)), key=lambda row: (-round(float(near[row]), 9), row))


def typical_texts(quotations: Sequence[Quotation], placed: Numbers) -> tuple[Quotation, ...]:
    """Return up to three quotations nearest to the middle, of different people in other words."""
    middle = placed.mean(axis=0)
    near = placed @ (middle / max(float(np.linalg.norm(middle)), 1e-9))
    handy = [LEAST_LETTERS <= len(one.words) <= MOST_LETTERS for one in quotations]
    merit = np.round(near - UNHANDY * ~np.array(handy, dtype=bool), 9)
    order = sorted(range(len(quotations)), key=lambda row: (-merit[row], row))
    people: set[str] = set()
    said: set[str] = set()
    chosen: list[Quotation] = []
    for row in order:
        one = quotations[row]
        words = " ".join(one.words.casefold().split())
        if words in said or (one.participant and one.participant in people):
            continue
        said.add(words)
        people.add(one.participant)
        chosen.append(one)
    return tuple(chosen[:SHOWN])
