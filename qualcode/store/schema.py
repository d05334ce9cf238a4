"""The tables and their constraints; what no table can say is in `schema_parts`."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Connection,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    UniqueConstraint,
    event,
    text,
)

from qualcode.store import provenance
from qualcode.store.schema_parts import POSTGRESQL_PARTS, SQLITE_PARTS
from qualcode.store.types import Moment, Words

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _table(name: str, *parts: Any) -> Table:
    return Table(name, metadata, *parts, sqlite_strict=True)


def _words(name: str, **options: Any) -> Column[str]:
    options.setdefault("nullable", False)
    return Column(name, Words, **options)


def _to(name: str, target: str, **options: Any) -> Column[str]:
    options.setdefault("nullable", False)
    return Column(name, Words, ForeignKey(target, ondelete="RESTRICT"), **options)


# A name may be used again once what carried it is removed.
_IF_PRESENT: dict[str, Any] = {"unique": True, "sqlite_where": text("NOT removed")}

setting = _table("setting", _words("name", primary_key=True), _words("value"))

wording = _table("wording", _words("digest", primary_key=True), _words("text"))

blob = _table(
    "blob",
    _words("digest", primary_key=True),
    Column("content", LargeBinary, nullable=False),
)

coder = _table(
    "coder",
    _words("id", primary_key=True),
    _words("name", unique=True),
    _words("role"),
)

participant = _table(
    "participant",
    _words("id", primary_key=True),
    _words("name"),
    Column("counted", Boolean, nullable=False),
    Column("removed", Boolean, nullable=False),
    _words("given"),
)
Index("uq_participant_name", participant.c.name, **_IF_PRESENT)

attribute = _table(
    "attribute",
    _to("participant", "participant.id", primary_key=True),
    _words("name", primary_key=True),
    _words("text"),
    Column("number", Float),
)
Index(None, attribute.c.name, attribute.c.text)

source = _table(
    "source",
    _words("id", primary_key=True),
    _words("name"),
    _words("kind"),
    _words("digest"),
    Column("length", Integer, nullable=False),
    _to("original", "blob.digest"),
    _words("file_name"),
    _words("reader"),
    Column("imported", Moment, nullable=False),
    _to("supersedes", "source.id", nullable=True),
    Column("removed", Boolean, nullable=False),
    _words("given"),
    _words("text"),
)
Index("uq_source_name", source.c.name, **_IF_PRESENT)
Index(None, source.c.original)

segment = _table(
    "segment",
    _words("id", primary_key=True),
    _to("source", "source.id"),
    Column("number", Integer, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    _words("kind"),
    _words("label"),
    _to("participant", "participant.id", nullable=True),
    _words("question", nullable=True),
    _words("place"),
    _words("heading"),
    Column("time_ms", Integer),
    UniqueConstraint("source", "number"),
    CheckConstraint('"start" >= 0 AND "end" > "start"', name="span"),
)
Index(None, segment.c.question)
Index(None, segment.c.participant)

answer = _table(
    "answer",
    _to("source", "source.id", primary_key=True),
    _words("question", primary_key=True),
    _words("place", primary_key=True),
    _to("participant", "participant.id"),
    _words("value", nullable=True),
    Column("number", Float),
    _to("segment", "segment.id", nullable=True),
)
Index(None, answer.c.question, answer.c.participant)

codebook_revision = _table(
    "codebook_revision",
    _words("revision", primary_key=True),
    _words("version"),
    _words("content"),
    Column("created", Moment, nullable=False),
)

instrument_revision = _table(
    "instrument_revision",
    _words("revision", primary_key=True),
    _words("content"),
    Column("created", Moment, nullable=False),
)

code = _table("code", _words("id", primary_key=True))

coding = _table(
    "coding",
    _words("id", primary_key=True),
    _to("coder", "coder.id"),
    _to("code", "code.id"),
    _to("source", "source.id"),
    _to("segment", "segment.id"),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("created", Moment, nullable=False),
    _words("round"),
    _words("origin"),
    _words("revision"),
    *provenance.columns(),
    UniqueConstraint("segment", "coder", "code", "start", "end", "round"),
    CheckConstraint('"start" >= 0 AND "end" > "start"', name="span"),
)
Index(None, coding.c.source, coding.c.start, coding.c.end)
Index(None, coding.c.code, coding.c.segment)

look = _table(
    "look",
    _to("segment", "segment.id", primary_key=True),
    _to("coder", "coder.id", primary_key=True),
    _words("round", primary_key=True),
    _words("state"),
    Column("moment", Moment, nullable=False),
)
Index(None, look.c.coder, look.c.segment)

flag = _table(
    "flag",
    _to("segment", "segment.id", primary_key=True),
    _to("coder", "coder.id", primary_key=True),
    _words("round", primary_key=True),
    Column("moment", Moment, nullable=False),
)
Index(None, flag.c.coder, flag.c.segment)

rejection = _table(
    "rejection",
    _to("segment", "segment.id", primary_key=True),
    _to("coder", "coder.id", primary_key=True),
    _to("code", "code.id", primary_key=True),
    _words("round", primary_key=True),
    Column("moment", Moment, nullable=False),
    *provenance.columns(),
)
Index(None, rejection.c.coder, rejection.c.segment)

struck_word = _table(
    "struck_word",
    _to("coder", "coder.id", primary_key=True),
    _to("code", "code.id", primary_key=True),
    _to("word", "wording.digest", primary_key=True),
    Column("moment", Moment, nullable=False),
)

coding_round = _table(
    "round",
    _words("name", primary_key=True),
    _words("state"),
    Column("blind", Boolean, nullable=False),
    Column("unblinded", Boolean, nullable=False),
    _words("coders"),
    _words("sampling"),
    _words("revision"),
    Column("created", Moment, nullable=False),
    Column("closed", Moment),
)

assignment = _table(
    "assignment",
    _to("round", "round.name", primary_key=True),
    _to("coder", "coder.id", primary_key=True),
    _to("segment", "segment.id", primary_key=True),
    Column("place", Integer, nullable=False),
    Column("repeat", Boolean, nullable=False),
)
Index(None, assignment.c.segment, assignment.c.coder)

# A decision can be about what was coded outside rounds, or in one that was imported: no round then.
decision = _table(
    "decision",
    _words("round", primary_key=True),
    _to("segment", "segment.id", primary_key=True),
    _words("verdict"),
    _words("codes"),
    _words("readings"),
    _to("coder", "coder.id"),
    _to("reason", "wording.digest", nullable=True),
    Column("moment", Moment, nullable=False),
)

# Who stood behind figures that left the study; apart from the journal, so that it can be erased.
recorded_release = _table(
    "recorded_release",
    _words("id", primary_key=True),
    Column("moment", Moment, nullable=False),
    _words("coder"),
    _words("kind"),
    _words("query"),
    _words("digest"),
    _words("roster"),
    _words("cells"),
)

passed_quotation = _table(
    "passed_quotation",
    _to("source", "source.id", primary_key=True),
    Column("start", Integer, primary_key=True),
    Column("end", Integer, primary_key=True),
    _to("code", "code.id", primary_key=True),
    _to("segment", "segment.id"),
    _words("round"),
    _to("coder", "coder.id"),
    _words("attributes"),
    Column("moment", Moment, nullable=False),
)
Index(None, passed_quotation.c.code)

memo = _table(
    "memo",
    _words("id", primary_key=True),
    _words("kind"),
    _words("subject"),
    _to("coder", "coder.id"),
    _to("wording", "wording.digest"),
    Column("changed", Moment, nullable=False),
)
Index(None, memo.c.kind, memo.c.subject)

journal = _table(
    "event",
    Column("sequence", Integer, primary_key=True, autoincrement=True),
    _words("id", unique=True),
    _words("deed"),
    Column("moment", Moment, nullable=False),
    _words("coder"),
    _words("kind"),
    _words("subject"),
    _words("before"),
    _words("after"),
    _words("undoes", nullable=True),
    Column("depth", Integer, nullable=False),
    _words("previous_digest"),
    _words("digest"),
)
Index(None, journal.c.deed)
Index(None, journal.c.coder, journal.c.sequence)
Index(None, journal.c.subject)


@event.listens_for(metadata, "before_create")
def _only_if_present(_: MetaData, connection: Connection, **__: Any) -> None:
    # Said with the index, it would load all of the server's dialect for each study in a file.
    if connection.dialect.name == "postgresql":
        for index in (*participant.indexes, *source.indexes):
            if index.unique:
                index.dialect_options["postgresql"]["where"] = text("NOT removed")


@event.listens_for(metadata, "after_create")
def _create_parts(_: MetaData, connection: Connection, **__: Any) -> None:
    for part in POSTGRESQL_PARTS if connection.dialect.name == "postgresql" else SQLITE_PARTS:
        connection.exec_driver_sql(part)
