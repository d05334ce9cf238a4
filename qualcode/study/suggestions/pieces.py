"""The segments of a study that codes can be suggested for, with their words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from qualcode.domain.errors import NotFound
from qualcode.domain.identity import Id
from qualcode.store import readings, sources

if TYPE_CHECKING:
    from sqlalchemy import Connection


class Piece(NamedTuple):
    """One segment with its words; `start` and `end` are code points of the source."""

    segment: Id
    source: Id
    source_name: str
    label: str
    start: int
    end: int
    question: str | None
    text: str


class Pieces:
    """All segments that are to be coded, by the names of the sources and the places in them."""

    def __init__(self, pieces: Sequence[Piece] = ()) -> None:
        self._all = tuple(pieces)

    def __iter__(self) -> Iterator[Piece]:
        return iter(self._all)

    def __len__(self) -> int:
        return len(self._all)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Pieces) and self._all == other._all

    __hash__ = None  # type: ignore[assignment]

    @cached_property
    def by_id(self) -> dict[Id, Piece]:
        """Map each segment to its piece."""
        return {one.segment: one for one in self._all}

    @cached_property
    def with_text(self) -> dict[str, list[Id]]:
        """Map each text to the segments that have these very words."""
        found: dict[str, list[Id]] = {}
        for one in self._all:
            found.setdefault(one.text, []).append(one.segment)
        return found

    def among(self, question: str | None, source: str | None) -> list[Piece]:
        """Return the segments of a question, of a source, or of both; None asks for all.

        Raises:
            NotFound: if nothing that can be coded answers the question, or is in the source.
        """
        questions = {one.question for one in self._all if one.question is not None}
        if question is not None and question not in questions:
            raise NotFound("question with answers to code", question, sorted(questions))
        names = dict.fromkeys(one.source_name for one in self._all)
        if source is not None and source not in names:
            raise NotFound("source with text to code", source, list(names))
        return [
            one
            for one in self._all
            if question in (None, one.question) and source in (None, one.source_name)
        ]


def read_pieces(connection: Connection) -> Pieces:
    """Read what is to be coded in all present sources."""
    grounds = readings.grounds(connection)
    texts = sources.texts(connection, dict.fromkeys(Id(one.source) for one in grounds))
    return Pieces(
        [
            Piece(
                Id(one.segment), Id(one.source), one.name, one.label, one.start, one.end,
                one.question, texts[Id(one.source)][one.start : one.end],
            )
            for one in grounds
        ]
    )  # fmt: skip
