"""What people decided so far: which codes a text has, which it has not, and what is open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from qualcode.suggest.numbers import Flags, Numbers


@dataclass(slots=True)
class Decided:
    """What was decided about one text, by however many codings of the same words.

    `finished` holds, for each time it was coded to the end, the codes given and those that could
    be. `marked` holds single codes that were accepted (True) or rejected (False); they prevail.
    """

    finished: list[tuple[frozenset[int], frozenset[int]]] = field(default_factory=list)
    marked: dict[int, bool] = field(default_factory=dict)

    @property
    def times(self) -> int:
        """Return how often the text was coded, at least once."""
        return max(1, len(self.finished))

    @property
    def codes(self) -> set[int]:
        """Return the codes that the text was ever given and that nobody rejected."""
        given = {code for chosen, _ in self.finished for code in chosen}
        accepted = {code for code, has in self.marked.items() if has}
        return (given - self.marked.keys()) | accepted

    def shares(self, codes: int) -> tuple[Numbers, Flags]:
        """Return in what share of its codings the text has each code, and for which that is known.

        A code that could not be given in any of them is not known.
        """
        given, possible = np.zeros(codes), np.zeros(codes)
        for chosen, among in self.finished:
            possible[sorted(among | chosen)] += 1
            given[sorted(chosen)] += 1
        shares = given / np.maximum(possible, 1)
        for code, has in self.marked.items():
            shares[code], possible[code] = float(has), 1
        return shares, possible > 0


class Decisions:
    """All decisions, by text; the same ones in any order are the same decisions."""

    def __init__(self, codes: Sequence[str], instead: Mapping[str, str]) -> None:
        self._number = {code: number for number, code in enumerate(codes)}
        self._instead = instead
        self._by_text: dict[str, Decided] = {}
        self.revision = 0

    def __len__(self) -> int:
        return len(self._by_text)

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_text)

    def __getitem__(self, text: str) -> Decided:
        return self._by_text[text]

    def numbers(self, codes: Collection[str]) -> frozenset[int]:
        """Return the numbers of those codes that can be suggested, or of their successors."""
        found = (self._number.get(self._instead.get(code, code)) for code in codes)
        return frozenset(number for number in found if number is not None)

    def finish(self, text: str, codes: Collection[str], among: Collection[str] | None) -> None:
        """Add that a text was coded to the end with these codes, `among` those it could have."""
        possible = frozenset(range(len(self._number))) if among is None else self.numbers(among)
        self._of(text).finished.append((self.numbers(codes), possible))
        self.revision += 1

    def mark(self, text: str, code: str, has: bool | None) -> None:
        """Set whether a text has a code; None makes it open again."""
        for number in self.numbers([code]):
            if has is None:
                self._open(text, number)
            else:
                self._of(text).marked[number] = has
            self.revision += 1

    def _open(self, text: str, number: int) -> None:
        decided = self._of(text)
        decided.marked.pop(number, None)
        if not decided.marked and not decided.finished:
            del self._by_text[text]

    def given(self) -> Counter[int]:
        """Count in how many texts each code was given."""
        return Counter(code for decided in self._by_text.values() for code in decided.codes)

    @property
    def finished(self) -> int:
        """Return how many texts were coded to the end."""
        return sum(bool(decided.finished) for decided in self._by_text.values())

    def _of(self, text: str) -> Decided:
        return self._by_text.setdefault(text, Decided())
