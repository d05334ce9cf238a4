"""Full-text search over all segments, alike on SQLite (FTS5) and PostgreSQL (tsvector)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sqlalchemy import Connection, text

from qualcode.domain.identity import Id
from qualcode.domain.source import SourceText

_ADD = text("INSERT INTO passage (text, segment, source) VALUES (:text, :segment, :source)")
HIT_START, HIT_END = "\x02", "\x03"

_ON_SQLITE = text(
    "SELECT p.segment, p.source, snippet(passage, 0, :opening, :closing, '…', 16) AS excerpt "
    "FROM passage p JOIN source s ON s.id = p.source JOIN segment g ON g.id = p.segment "
    "WHERE passage MATCH :query AND NOT s.removed ORDER BY s.name, g.number LIMIT :limit"
)

_ON_POSTGRESQL = text(
    "SELECT p.segment, p.source, ts_headline('qualcode', p.text, q, 'StartSel=' || :opening || "
    "',StopSel=' || :closing || ',MaxFragments=1,MaxWords=16,MinWords=8') AS excerpt "
    "FROM passage p JOIN source s ON s.id = p.source JOIN segment g ON g.id = p.segment, "
    "to_tsquery('qualcode', :query) q "
    "WHERE p.words @@ q AND NOT s.removed ORDER BY s.name, g.number LIMIT :limit"
)


@dataclass(frozen=True, slots=True)
class Match:
    """A segment that holds the words; `excerpt` has its hits between HIT_START and HIT_END."""

    source: Id
    segment: Id
    excerpt: str


def add(connection: Connection, new: list[SourceText]) -> None:
    """Make the segments of new sources findable."""
    rows = [
        {"text": segment.span.of(one.text), "segment": segment.id, "source": one.source.id}
        for one in new
        for segment in one.segments
    ]
    if rows:
        connection.execute(_ADD, rows)


def find(connection: Connection, words: str, limit: int) -> list[Match]:
    """Return the segments that hold all the words, in the order of the sources.

    Words in double quotes must stand together; a word that ends in `*` stands for its beginnings.
    """
    terms = _terms(words)
    if not terms:
        return []
    postgresql = connection.dialect.name == "postgresql"
    query = _for_postgresql(terms) if postgresql else _for_sqlite(terms)
    statement = _ON_POSTGRESQL if postgresql else _ON_SQLITE
    marks = {"opening": HIT_START, "closing": HIT_END}
    rows = connection.execute(statement, {"query": query, "limit": limit, **marks})
    return [Match(Id(row.source), Id(row.segment), row.excerpt) for row in rows]


@dataclass(frozen=True, slots=True)
class _Term:
    words: tuple[str, ...]
    beginning: bool


def _terms(query: str) -> list[_Term]:
    terms = []
    for phrase, word in re.findall(r'"([^"]*)"|(\S+)', query):
        words = tuple(re.findall(r"\w+", phrase or word))
        if words:
            terms.append(_Term(words, beginning=not phrase and word.endswith("*")))
    return terms


def _for_sqlite(terms: list[_Term]) -> str:
    return " ".join(
        '"' + " ".join(term.words) + '"' + ("*" if term.beginning else "") for term in terms
    )


def _for_postgresql(terms: list[_Term]) -> str:
    return " & ".join(
        "(" + " <-> ".join(term.words) + (":*" if term.beginning else "") + ")" for term in terms
    )
