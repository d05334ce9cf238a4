"""A text that codes are asked for, as it was read."""

from __future__ import annotations

from dataclasses import dataclass

from qualcode.suggest.features import Features
from qualcode.suggest.numbers import Numbers


@dataclass(frozen=True, slots=True)
class Asked:
    """One of some texts that were read together, with its similarity to each code."""

    text: str
    similarity: Numbers
    row: int
    together: Features

    @property
    def features(self) -> Features:
        """Return the vectors of this text alone."""
        return self.together.take([self.row])
