"""How a trial is to be held."""

from __future__ import annotations

from dataclasses import dataclass

from qualcode.domain.errors import InputError
from qualcode.suggest.language import ENGLISH


@dataclass(frozen=True, slots=True)
class Plan:
    """How a trial is held: folds, seed of folds and resamples, resamples, and what is said of it.

    Raises:
        InputError: if a number is not usable.
    """

    folds: int = 5
    seed: int = 0
    resamples: int = 1000
    language: str = ENGLISH
    question: str | None = None
    grouped_by: str = "participant"

    def __post_init__(self) -> None:
        if self.folds < 2:
            raise InputError(f"A trial needs at least two folds, not {self.folds}.")
        if self.seed < 0:
            raise InputError(f"A seed is a whole number from 0 up, not {self.seed}.")
        if self.resamples < 1:
            raise InputError(f"The bootstrap needs at least one resample, not {self.resamples}.")
