"""Rounds: who codes which segments, and how disagreements were decided."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

# A revision never changes: it spells out its types instead of taking those of today's schema.
WORDS = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")
MOMENT = sa.Text().with_variant(postgresql.TIMESTAMP(timezone=True), "postgresql")
FLAG = sa.Integer().with_variant(sa.Boolean(), "postgresql")


def upgrade() -> None:
    """Make the three tables."""
    op.create_table(
        "round",
        sa.Column("name", WORDS, nullable=False),
        sa.Column("state", WORDS, nullable=False),
        sa.Column("blind", FLAG, nullable=False),
        sa.Column("unblinded", FLAG, nullable=False),
        sa.Column("coders", WORDS, nullable=False),
        sa.Column("sampling", WORDS, nullable=False),
        sa.Column("revision", WORDS, nullable=False),
        sa.Column("created", MOMENT, nullable=False),
        sa.Column("closed", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_round")),
        sqlite_strict=True,
    )
    op.create_table(
        "assignment",
        sa.Column("round", WORDS, nullable=False),
        sa.Column("coder", WORDS, nullable=False),
        sa.Column("segment", WORDS, nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("repeat", FLAG, nullable=False),
        _points_to("assignment", "coder", "coder", "id"),
        _points_to("assignment", "round", "round", "name"),
        _points_to("assignment", "segment", "segment", "id"),
        sa.PrimaryKeyConstraint("round", "coder", "segment", name=op.f("pk_assignment")),
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_assignment_segment_coder"), "assignment", ["segment", "coder"], unique=False
    )
    op.create_table(
        "decision",
        sa.Column("round", WORDS, nullable=False),
        sa.Column("segment", WORDS, nullable=False),
        sa.Column("verdict", WORDS, nullable=False),
        sa.Column("codes", WORDS, nullable=False),
        sa.Column("readings", WORDS, nullable=False),
        sa.Column("coder", WORDS, nullable=False),
        sa.Column("reason", WORDS, nullable=True),
        sa.Column("moment", MOMENT, nullable=False),
        _points_to("decision", "coder", "coder", "id"),
        _points_to("decision", "reason", "wording", "digest"),
        _points_to("decision", "segment", "segment", "id"),
        sa.PrimaryKeyConstraint("round", "segment", name=op.f("pk_decision")),
        sqlite_strict=True,
    )


def downgrade() -> None:
    """Refuse: an older qualcode could not hold what a newer one has stored."""
    raise NotImplementedError("A study is never taken back to an older revision.")


def _points_to(table: str, column: str, target: str, key: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column],
        [f"{target}.{key}"],
        name=op.f(f"fk_{table}_{column}_{target}"),
        ondelete="RESTRICT",
    )
