"""What is known of suggestions by now, for which segments, and from when."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from qualcode.domain.identity import Id
from qualcode.domain.suggestion import Suggestion

Key = tuple[str, Id]
"""A segment in a round; outside any the round is empty."""


class Answer(NamedTuple):
    """What was suggested for a segment, by which model, and whether rather no code fits."""

    suggestions: tuple[Suggestion, ...]
    none: bool
    model: str


class Answers:
    """Answers by segment; `revision` and `age` are those of Hints."""

    def __init__(self) -> None:
        self._known: dict[Key, Answer] = {}
        self._fresh: set[Key] = set()
        self._rejected: set[tuple[Key, str]] = set()
        self._news: list[frozenset[Id] | None] = []
        self.age = 0

    @property
    def revision(self) -> int:
        """Return a number that changes with what is known."""
        return len(self._news)

    def news(self, revision: int) -> frozenset[Id] | None:
        """Return the segments about which other things are known since a revision; None: any."""
        found: set[Id] = set()
        for one in self._news[revision:]:
            if one is None:
                return None
            found |= one
        return frozenset(found)

    def is_fresh(self, key: Key) -> bool:
        """Say whether a segment was answered for since answers were outdated last."""
        return key in self._fresh

    def knows(self, key: Key) -> bool:
        """Say whether a segment was answered for."""
        return key in self._known

    def of(self, key: Key) -> list[Suggestion]:
        """Return what is suggested for a segment, less what was rejected."""
        known = self._known.get(key)
        offered = known.suggestions if known is not None else ()
        return [one for one in offered if (key, one.code) not in self._rejected]

    def about(self, key: Key) -> Answer:
        """Return all that is known of a segment."""
        return self._known.get(key, Answer((), False, ""))

    def put(self, answers: Iterable[tuple[Key, Answer]]) -> None:
        """Take answers in."""
        new = set()
        for key, answer in answers:
            before = self.about(key)
            if (before.suggestions, before.none) != (answer.suggestions, answer.none):
                new.add(key[1])
            self._known[key] = answer
            self._fresh.add(key)
        if new:
            self._news.append(frozenset(new))

    def outdate(self) -> None:
        """Take note that other answers may hold now; those that are known serve until then."""
        self._fresh.clear()
        self.age += 1

    def reject(self, key: Key, code: str) -> None:
        """Leave a code out on a segment."""
        self._rejected.add((key, code))
        self._news.append(frozenset({key[1]}))

    def restore(self, key: Key, code: str) -> None:
        """Leave it out no more."""
        self._rejected.discard((key, code))
        self._news.append(frozenset({key[1]}))

    def show_otherwise(self) -> None:
        """Take note that the same answers are to be shown in another way."""
        self._news.append(None)
