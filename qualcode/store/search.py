"""Full-text search over all segments, alike on SQLite (FTS5) and PostgreSQL (tsvector)."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    column,
    false,
    func,
    literal_column,
    select,
    table,
    text,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler

from qualcode.domain.identity import Id
from qualcode.domain.source import SourceText

_ADD_ON_SQLITE = text(
    "INSERT INTO passage (text, segment, source) VALUES (:text, :segment, :source)"
)
_ADD_ON_POSTGRESQL = text(
    "INSERT INTO passage (text, segment, source, words) "
    "VALUES (:text, :segment, :source, to_tsvector('qualcode', :plain))"
)
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
    if not rows:
        return
    if connection.dialect.name == "postgresql":
        connection.execute(
            _ADD_ON_POSTGRESQL, [{**row, "plain": _plain(row["text"])} for row in rows]
        )
    else:
        connection.execute(_ADD_ON_SQLITE, rows)


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


def holding(words: str) -> Select[Any]:
    """Return the query of the segments that hold all the words, as `find` takes them."""
    passage = table("passage", column("segment"), column("words"))
    terms = _terms(words)
    return select(passage.c.segment).where(_Found(passage.c.words, terms) if terms else false())


def has_words(words: str) -> bool:
    """Say whether there is anything in these words to look for."""
    return bool(_terms(words))


class _Found(ColumnElement[Any]):
    """Says of a passage that it holds all terms, in the words of the database that is asked."""

    # Without a type, as SQLite would be asked whether a Boolean MATCH is equal to 1.
    inherit_cache = False

    def __init__(self, indexed: ColumnElement[Any], terms: list[_Term]) -> None:
        query = func.to_tsquery("qualcode", _for_postgresql(terms))
        self.on_postgresql = indexed.op("@@")(query)
        self.on_sqlite = literal_column("passage").op("MATCH")(_for_sqlite(terms))


@compiles(_Found, "postgresql")
def _found_on_postgresql(element: _Found, compiler: SQLCompiler, **options: Any) -> str:
    return compiler.process(element.on_postgresql, **options)


@compiles(_Found, "sqlite")
def _found_on_sqlite(element: _Found, compiler: SQLCompiler, **options: Any) -> str:
    return compiler.process(element.on_sqlite, **options)


@dataclass(frozen=True, slots=True)
class _Term:
    words: tuple[str, ...]
    beginning: bool


def _terms(query: str) -> list[_Term]:
    terms = []
    for phrase, word in re.findall(r'"([^"]*)"|(\S+)', query):
        words = tuple(_plain(phrase or word).split())
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


class _Plainer(dict[int, str]):
    """Maps each character to what FTS5's `unicode61 remove_diacritics 2` makes of it.

    PostgreSQL's own parser would take `and/or` for a file and `a.b` for a host, and keep accents:
    the two databases would find different passages.
    """

    def __missing__(self, point: int) -> str:
        char = chr(point)
        apart = unicodedata.normalize("NFD", char)
        first, rest = apart[0], apart[1:]
        if _is_accent(char):
            plain = ""
        elif unicodedata.category(first)[0] not in "LN" and unicodedata.category(first) != "Co":
            plain = " "
        else:
            plain = first if rest and all(map(_is_accent, rest)) else char
        self[point] = plain.lower()
        return self[point]


def _is_accent(char: str) -> bool:
    return "\u0300" <= char <= "\u036f"


_PLAINER = _Plainer()


def _plain(words: str) -> str:
    """Return the words in small letters without accents, with blanks for all other marks."""
    return words.translate(_PLAINER)
