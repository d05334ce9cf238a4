"""The first tables: sources, participants, codebook, codings, looks, memos and the journal."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

# A revision never changes: it spells out its types instead of taking those of today's schema.
WORDS = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")
MOMENT = sa.Text().with_variant(postgresql.TIMESTAMP(timezone=True), "postgresql")
FLAG = sa.Integer().with_variant(sa.Boolean(), "postgresql")
NUMBER: sa.types.TypeEngine[float] = sa.REAL().with_variant(sa.Float(), "postgresql")

SQLITE_PARTS = (
    "CREATE VIRTUAL TABLE passage USING fts5("
    "text, segment UNINDEXED, source UNINDEXED, tokenize='porter unicode61 remove_diacritics 2')",
    "CREATE TRIGGER event_is_final_update BEFORE UPDATE ON event BEGIN "
    "SELECT RAISE(ABORT, 'the journal is append-only'); END",
    "CREATE TRIGGER event_is_final_delete BEFORE DELETE ON event BEGIN "
    "SELECT RAISE(ABORT, 'the journal is append-only'); END",
)

POSTGRESQL_PARTS = (
    "CREATE TEXT SEARCH DICTIONARY qualcode_stem (TEMPLATE = snowball, LANGUAGE = porter)",
    "CREATE TEXT SEARCH CONFIGURATION qualcode (COPY = simple)",
    "ALTER TEXT SEARCH CONFIGURATION qualcode ALTER MAPPING FOR "
    "asciiword, word, numword WITH qualcode_stem",
    "CREATE TABLE passage (text TEXT NOT NULL, segment TEXT NOT NULL, source TEXT NOT NULL, "
    "words TSVECTOR NOT NULL)",
    "CREATE INDEX ix_passage_words ON passage USING gin (words)",
    "CREATE INDEX ix_passage_source ON passage (source)",
    "CREATE FUNCTION event_is_final() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
    "RAISE EXCEPTION 'the journal is append-only'; END $$",
    "CREATE TRIGGER event_is_final BEFORE UPDATE OR DELETE ON event "
    "FOR EACH ROW EXECUTE FUNCTION event_is_final()",
)


def upgrade() -> None:
    """Make everything."""
    create_tables()
    on_postgresql = op.get_bind().dialect.name == "postgresql"
    for part in POSTGRESQL_PARTS if on_postgresql else SQLITE_PARTS:
        op.execute(sa.text(part.replace(":", r"\:")))


def downgrade() -> None:
    """Refuse: an older qualcode could not hold what a newer one has stored."""
    raise NotImplementedError("A study is never taken back to an older revision.")


def create_tables() -> None:
    """Make the tables with their constraints and indexes."""
    op.create_table(
        "blob",
        sa.Column("digest", WORDS, nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_blob")),
        sqlite_strict=True,
    )
    op.create_table(
        "code",
        sa.Column("id", WORDS, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_code")),
        sqlite_strict=True,
    )
    op.create_table(
        "codebook_revision",
        sa.Column("revision", WORDS, nullable=False),
        sa.Column("version", WORDS, nullable=False),
        sa.Column("content", WORDS, nullable=False),
        sa.Column("created", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("revision", name=op.f("pk_codebook_revision")),
        sqlite_strict=True,
    )
    op.create_table(
        "coder",
        sa.Column("id", WORDS, nullable=False),
        sa.Column("name", WORDS, nullable=False),
        sa.Column("role", WORDS, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_coder")),
        sa.UniqueConstraint("name", name=op.f("uq_coder_name")),
        sqlite_strict=True,
    )
    op.create_table(
        "event",
        sa.Column("sequence", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("id", WORDS, nullable=False),
        sa.Column("deed", WORDS, nullable=False),
        sa.Column("moment", MOMENT, nullable=False),
        sa.Column("coder", WORDS, nullable=False),
        sa.Column("kind", WORDS, nullable=False),
        sa.Column("subject", WORDS, nullable=False),
        sa.Column("before", WORDS, nullable=False),
        sa.Column("after", WORDS, nullable=False),
        sa.Column("undoes", WORDS, nullable=True),
        sa.Column("depth", sa.Integer(), nullable=False),
        sa.Column("previous_digest", WORDS, nullable=False),
        sa.Column("digest", WORDS, nullable=False),
        sa.PrimaryKeyConstraint("sequence", name=op.f("pk_event")),
        sa.UniqueConstraint("id", name=op.f("uq_event_id")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_event_coder_sequence"), "event", ["coder", "sequence"], unique=False)
    op.create_index(op.f("ix_event_deed"), "event", ["deed"], unique=False)
    op.create_index(op.f("ix_event_subject"), "event", ["subject"], unique=False)
    op.create_table(
        "instrument_revision",
        sa.Column("revision", WORDS, nullable=False),
        sa.Column("content", WORDS, nullable=False),
        sa.Column("created", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("revision", name=op.f("pk_instrument_revision")),
        sqlite_strict=True,
    )
    op.create_table(
        "participant",
        sa.Column("id", WORDS, nullable=False),
        sa.Column("name", WORDS, nullable=False),
        sa.Column("counted", FLAG, nullable=False),
        sa.Column("removed", FLAG, nullable=False),
        sa.Column("given", WORDS, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_participant")),
        sqlite_strict=True,
    )
    op.create_index(
        "uq_participant_name",
        "participant",
        ["name"],
        unique=True,
        sqlite_where=sa.text("NOT removed"),
        postgresql_where=sa.text("NOT removed"),
    )
    op.create_table(
        "setting",
        sa.Column("name", WORDS, nullable=False),
        sa.Column("value", WORDS, nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_setting")),
        sqlite_strict=True,
    )
    op.create_table(
        "wording",
        sa.Column("digest", WORDS, nullable=False),
        sa.Column("text", WORDS, nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_wording")),
        sqlite_strict=True,
    )
    op.create_table(
        "attribute",
        sa.Column("participant", WORDS, nullable=False),
        sa.Column("name", WORDS, nullable=False),
        sa.Column("text", WORDS, nullable=False),
        sa.Column("number", NUMBER, nullable=True),
        sa.ForeignKeyConstraint(
            ["participant"],
            ["participant.id"],
            name=op.f("fk_attribute_participant_participant"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("participant", "name", name=op.f("pk_attribute")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_attribute_name_text"), "attribute", ["name", "text"], unique=False)
    op.create_table(
        "memo",
        sa.Column("id", WORDS, nullable=False),
        sa.Column("kind", WORDS, nullable=False),
        sa.Column("subject", WORDS, nullable=False),
        sa.Column("coder", WORDS, nullable=False),
        sa.Column("wording", WORDS, nullable=False),
        sa.Column("changed", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["coder"], ["coder.id"], name=op.f("fk_memo_coder_coder"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["wording"],
            ["wording.digest"],
            name=op.f("fk_memo_wording_wording"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_memo")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_memo_kind_subject"), "memo", ["kind", "subject"], unique=False)
    op.create_table(
        "source",
        sa.Column("id", WORDS, nullable=False),
        sa.Column("name", WORDS, nullable=False),
        sa.Column("kind", WORDS, nullable=False),
        sa.Column("digest", WORDS, nullable=False),
        sa.Column("length", sa.Integer(), nullable=False),
        sa.Column("original", WORDS, nullable=False),
        sa.Column("file_name", WORDS, nullable=False),
        sa.Column("reader", WORDS, nullable=False),
        sa.Column("imported", MOMENT, nullable=False),
        sa.Column("supersedes", WORDS, nullable=True),
        sa.Column("removed", FLAG, nullable=False),
        sa.Column("given", WORDS, nullable=False),
        sa.Column("text", WORDS, nullable=False),
        sa.ForeignKeyConstraint(
            ["original"], ["blob.digest"], name=op.f("fk_source_original_blob"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["supersedes"],
            ["source.id"],
            name=op.f("fk_source_supersedes_source"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_source")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_source_original"), "source", ["original"], unique=False)
    op.create_index(
        "uq_source_name",
        "source",
        ["name"],
        unique=True,
        sqlite_where=sa.text("NOT removed"),
        postgresql_where=sa.text("NOT removed"),
    )
    op.create_table(
        "segment",
        sa.Column("id", WORDS, nullable=False),
        sa.Column("source", WORDS, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("kind", WORDS, nullable=False),
        sa.Column("label", WORDS, nullable=False),
        sa.Column("participant", WORDS, nullable=True),
        sa.Column("question", WORDS, nullable=True),
        sa.Column("place", WORDS, nullable=False),
        sa.Column("heading", WORDS, nullable=False),
        sa.Column("time_ms", sa.Integer(), nullable=True),
        sa.CheckConstraint('"start" >= 0 AND "end" > "start"', name=op.f("ck_segment_span")),
        sa.ForeignKeyConstraint(
            ["participant"],
            ["participant.id"],
            name=op.f("fk_segment_participant_participant"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["source"], ["source.id"], name=op.f("fk_segment_source_source"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_segment")),
        sa.UniqueConstraint("source", "number", name=op.f("uq_segment_source_number")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_segment_participant"), "segment", ["participant"], unique=False)
    op.create_index(op.f("ix_segment_question"), "segment", ["question"], unique=False)
    op.create_table(
        "answer",
        sa.Column("source", WORDS, nullable=False),
        sa.Column("question", WORDS, nullable=False),
        sa.Column("place", WORDS, nullable=False),
        sa.Column("participant", WORDS, nullable=False),
        sa.Column("value", WORDS, nullable=True),
        sa.Column("number", NUMBER, nullable=True),
        sa.Column("segment", WORDS, nullable=True),
        sa.ForeignKeyConstraint(
            ["participant"],
            ["participant.id"],
            name=op.f("fk_answer_participant_participant"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["segment"], ["segment.id"], name=op.f("fk_answer_segment_segment"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["source"], ["source.id"], name=op.f("fk_answer_source_source"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("source", "question", "place", name=op.f("pk_answer")),
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_answer_question_participant"), "answer", ["question", "participant"], unique=False
    )
    op.create_table(
        "coding",
        sa.Column("id", WORDS, nullable=False),
        sa.Column("coder", WORDS, nullable=False),
        sa.Column("code", WORDS, nullable=False),
        sa.Column("source", WORDS, nullable=False),
        sa.Column("segment", WORDS, nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("created", MOMENT, nullable=False),
        sa.Column("round", WORDS, nullable=False),
        sa.Column("origin", WORDS, nullable=False),
        sa.Column("revision", WORDS, nullable=False),
        sa.CheckConstraint('"start" >= 0 AND "end" > "start"', name=op.f("ck_coding_span")),
        sa.ForeignKeyConstraint(
            ["code"], ["code.id"], name=op.f("fk_coding_code_code"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["coder"], ["coder.id"], name=op.f("fk_coding_coder_coder"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["segment"], ["segment.id"], name=op.f("fk_coding_segment_segment"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["source"], ["source.id"], name=op.f("fk_coding_source_source"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_coding")),
        sa.UniqueConstraint(
            "segment",
            "coder",
            "code",
            "start",
            "end",
            "round",
            name=op.f("uq_coding_segment_coder_code_start_end_round"),
        ),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_coding_code_segment"), "coding", ["code", "segment"], unique=False)
    op.create_index(
        op.f("ix_coding_source_start_end"), "coding", ["source", "start", "end"], unique=False
    )
    op.create_table(
        "look",
        sa.Column("segment", WORDS, nullable=False),
        sa.Column("coder", WORDS, nullable=False),
        sa.Column("round", WORDS, nullable=False),
        sa.Column("state", WORDS, nullable=False),
        sa.Column("moment", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["coder"], ["coder.id"], name=op.f("fk_look_coder_coder"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["segment"], ["segment.id"], name=op.f("fk_look_segment_segment"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("segment", "coder", "round", name=op.f("pk_look")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_look_coder_segment"), "look", ["coder", "segment"], unique=False)
