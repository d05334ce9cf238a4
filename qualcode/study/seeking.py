"""Searching the words of all sources."""

from __future__ import annotations

from dataclasses import dataclass

from qualcode.domain.source import Segment, Source
from qualcode.store import search, sources
from qualcode.store.search import HIT_END, HIT_START
from qualcode.study.session import Session

__all__ = ["HIT_END", "HIT_START", "Found", "Seeking"]


@dataclass(frozen=True, slots=True)
class Found:
    """A segment that holds the words, with an excerpt whose hits stand between two marks."""

    source: Source
    segment: Segment
    excerpt: str


class Seeking:
    """Full-text search."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def find(self, words: str, limit: int = 50) -> list[Found]:
        """Return the segments that hold all the words, in the order of the sources."""
        with self._session.reading() as connection:
            matches = search.find(connection, words, limit)
            ids = list(dict.fromkeys(match.source for match in matches))
            known = sources.by_id(connection, ids)
            segments = {one.id: one for one in sources.segments(connection, ids)}
        return [
            Found(known[match.source], segments[match.segment], match.excerpt) for match in matches
        ]
