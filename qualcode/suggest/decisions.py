"""What people decided so far: which codes a text has, which it has not, and what is open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from qualcode.suggest.fingerprint import Fingerprint
from qualcode.suggest.numbers import Flags, Numbers

Named = tuple[int, str]
"""The number of a code that can be suggested, and the code that was named: it or a retired one."""
Once = tuple[frozenset[Named], frozenset[int]]


@dataclass(slots=True)
class Decided:
    """What was decided about one text, by however many codings of the same words.

    `finished` holds, for each time it was coded to the end, the codes given and those that could
    be. `marked` holds single codes that were accepted (True) or rejected (False); they prevail.
    Where codes were merged, a text has the new one as soon as it has one of the old ones.
    """

    finished: list[Once] = field(default_factory=list)
    marked: dict[Named, bool] = field(default_factory=dict)
    _shares: tuple[Numbers, Flags] | None = None

    @property
    def times(self) -> int:
        """Return how often the text was coded, at least once."""
        return max(1, len(self.finished))

    @property
    def codes(self) -> set[int]:
        """Return the codes that the text was ever given and that nobody rejected."""
        given = {code for once in self.finished for code in self._given(once)}
        return given | {code for (code, _), has in self.marked.items() if has}

    def shares(self, codes: int) -> tuple[Numbers, Flags]:
        """Return in what share of its codings the text has each code, and for which that is known.

        A code that could not be given in any of them is not known.
        """
        if self._shares is None:
            self._shares = self._counted(codes)
        return self._shares

    def changes(self) -> Decided:
        """Return this, which is about to be changed."""
        self._shares = None
        return self

    def _counted(self, codes: int) -> tuple[Numbers, Flags]:
        given, possible = np.zeros(codes), np.zeros(codes)
        for once in self.finished:
            chosen = self._given(once)
            possible[sorted(once[1] | chosen)] += 1
            given[sorted(chosen)] += 1
        shares = given / np.maximum(possible, 1)
        for (code, _), has in self.marked.items():
            shares[code] = 1.0 if has else shares[code]
            possible[code] = max(1, possible[code])
        return shares, possible > 0

    def _given(self, once: Once) -> set[int]:
        return {named[0] for named in once[0] if self.marked.get(named) is not False}


class Decisions:
    """All decisions, by text; the same ones in any order are the same decisions.

    `revision` changes with each, `fingerprint` stands for all of them.
    """

    def __init__(self, codes: Sequence[str], instead: Mapping[str, str]) -> None:
        self._number = {code: number for number, code in enumerate(codes)}
        self._instead = instead
        self._by_text: dict[str, Decided] = {}
        self.revision = 0
        self.fingerprint = Fingerprint()

    def __len__(self) -> int:
        return len(self._by_text)

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_text)

    def __getitem__(self, text: str) -> Decided:
        return self._by_text[text]

    def numbers(self, codes: Collection[str]) -> frozenset[int]:
        """Return the numbers of those codes that can be suggested, or of their successors."""
        return frozenset(number for number, _ in self._named(codes))

    def finish(self, text: str, codes: Collection[str], among: Collection[str] | None) -> None:
        """Add that a text was coded to the end with these codes, `among` those it could have."""
        possible = frozenset(range(len(self._number))) if among is None else self.numbers(among)
        once = self._named(codes), possible
        self._of(text).finished.append(once)
        self.fingerprint.add(text, *_told(once))
        self.revision += 1

    def mark(self, text: str, code: str, has: bool | None) -> None:
        """Set whether a text has a code; None makes it open again."""
        for named in self._named([code]):
            decided = self._of(text)
            if (before := decided.marked.pop(named, None)) is not None:
                self.fingerprint.remove(text, code, str(before))
            if has is not None:
                decided.marked[named] = has
                self.fingerprint.add(text, code, str(has))
            elif not decided.marked and not decided.finished:
                del self._by_text[text]
            self.revision += 1

    def forget(self, text: str) -> None:
        """Take back all that was decided about a text."""
        decided = self._by_text.pop(text, None)
        if decided is None:
            return
        for once in decided.finished:
            self.fingerprint.remove(text, *_told(once))
        for (_, code), has in decided.marked.items():
            self.fingerprint.remove(text, code, str(has))
        self.revision += 1

    def given(self) -> Counter[int]:
        """Count in how many texts each code was given."""
        return Counter(code for decided in self._by_text.values() for code in decided.codes)

    @property
    def finished(self) -> int:
        """Return how many texts were coded to the end."""
        return sum(bool(decided.finished) for decided in self._by_text.values())

    def _of(self, text: str) -> Decided:
        return self._by_text.setdefault(text, Decided()).changes()

    def _named(self, codes: Collection[str]) -> frozenset[Named]:
        found = ((self._number.get(self._instead.get(code, code)), code) for code in codes)
        return frozenset((number, code) for number, code in found if number is not None)


def _told(once: Once) -> tuple[str, ...]:
    given, possible = once
    return (*sorted(code for _, code in given), "", *map(str, sorted(possible)))
