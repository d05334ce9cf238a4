"""How the rows of a deck can be sorted, and which of them are shown."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum


class Order(StrEnum):
    """How rows can be sorted; rows that are alike keep the order of the text."""

    TEXT = "text"
    LENGTH = "longest first"
    LIKENESS = "most alike first"
    PARTICIPANT = "participant"
    UNCODED = "uncoded first"
    UNCERTAIN = "least certain first"


REVERSED = {
    Order.TEXT: "text, from the end",
    Order.LENGTH: "shortest first",
    Order.LIKENESS: "least alike first",
    Order.PARTICIPANT: "participant, from the end",
    Order.UNCODED: "uncoded last",
    Order.UNCERTAIN: "most certain first",
}
"""What each order is called the other way round."""


@dataclass(frozen=True, slots=True)
class Filter:
    """Which rows are shown: those for which all that is set holds.

    All `words` must occur, whatever their case. Of each attribute that is named the row has one
    of the values, and it has one of the `codes`. `uncoded` rows have no code and are not finished.
    """

    words: str = ""
    attributes: Mapping[str, frozenset[str]] = field(default_factory=dict)
    codes: frozenset[str] = frozenset()
    uncoded: bool = False

    def turned(self, name: str, value: str) -> Filter:
        """Return the filter with a value of an attribute taken in, or left out again."""
        values = self.attributes.get(name, frozenset()) ^ {value}
        others = {key: known for key, known in self.attributes.items() if key != name}
        return replace(self, attributes={**others, name: values} if values else others)


def natural(name: str) -> list[tuple[int, int, str]]:
    """Return a key to sort names by that puts P2 before P10."""
    parts = re.findall(r"[0-9]+|[^0-9]+", name.casefold())
    return [(0, int(one), "") if one.isdecimal() else (1, 0, one) for one in parts]
