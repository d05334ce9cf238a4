"""Suggestions: what codings were made of, what was rejected, and words struck out of reasons."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

# A revision never changes: it spells out its types instead of taking those of today's schema.
WORDS = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")
MOMENT = sa.Text().with_variant(postgresql.TIMESTAMP(timezone=True), "postgresql")
FLAG = sa.Integer().with_variant(sa.Boolean(), "postgresql")
NUMBER: sa.types.TypeEngine[float] = sa.REAL().with_variant(sa.Float(), "postgresql")


def upgrade() -> None:
    """Give codings the columns of provenance, plain ones for what stands, and make two tables."""
    for column in _provenance():
        op.add_column("coding", column)
    op.create_table(
        "rejection",
        sa.Column("segment", WORDS, nullable=False),
        sa.Column("coder", WORDS, nullable=False),
        sa.Column("code", WORDS, nullable=False),
        sa.Column("round", WORDS, nullable=False),
        sa.Column("moment", MOMENT, nullable=False),
        *_provenance(),
        _points_to("rejection", "code", "code", "id"),
        _points_to("rejection", "coder", "coder", "id"),
        _points_to("rejection", "segment", "segment", "id"),
        sa.PrimaryKeyConstraint("segment", "coder", "code", "round", name=op.f("pk_rejection")),
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_rejection_coder_segment"), "rejection", ["coder", "segment"], unique=False
    )
    op.create_table(
        "struck_word",
        sa.Column("coder", WORDS, nullable=False),
        sa.Column("code", WORDS, nullable=False),
        sa.Column("word", WORDS, nullable=False),
        sa.Column("moment", MOMENT, nullable=False),
        _points_to("struck_word", "code", "code", "id"),
        _points_to("struck_word", "coder", "coder", "id"),
        _points_to("struck_word", "word", "wording", "digest"),
        sa.PrimaryKeyConstraint("coder", "code", "word", name=op.f("pk_struck_word")),
        sqlite_strict=True,
    )


def downgrade() -> None:
    """Refuse: an older qualcode could not hold what a newer one has stored."""
    raise NotImplementedError("A study is never taken back to an older revision.")


def _provenance() -> list[sa.Column[object]]:
    on_postgresql = op.get_bind().dialect.name == "postgresql"
    no = sa.text("false" if on_postgresql else "0")
    return [
        sa.Column("hint_visible", FLAG, nullable=False, server_default=no),
        sa.Column("hint_rank", sa.Integer(), nullable=False, server_default=sa.text("0")),
        sa.Column("hint_score", NUMBER, nullable=True),
        sa.Column("hint_probability", NUMBER, nullable=True),
        sa.Column("hint_model", WORDS, nullable=False, server_default=""),
        sa.Column("work_order", WORDS, nullable=False, server_default="document"),
    ]


def _points_to(table: str, column: str, target: str, key: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column],
        [f"{target}.{key}"],
        name=op.f(f"fk_{table}_{column}_{target}"),
        ondelete="RESTRICT",
    )
