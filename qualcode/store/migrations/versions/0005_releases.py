"""Releases: tables that were written to files, and quotations that somebody passed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

# A revision never changes: it spells out its types instead of taking those of today's schema.
WORDS = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")
MOMENT = sa.Text().with_variant(postgresql.TIMESTAMP(timezone=True), "postgresql")


def upgrade() -> None:
    """Make the two tables."""
    op.create_table(
        "recorded_release",
        sa.Column("id", WORDS, nullable=False),
        sa.Column("moment", MOMENT, nullable=False),
        sa.Column("coder", WORDS, nullable=False),
        sa.Column("kind", WORDS, nullable=False),
        sa.Column("query", WORDS, nullable=False),
        sa.Column("digest", WORDS, nullable=False),
        sa.Column("roster", WORDS, nullable=False),
        sa.Column("cells", WORDS, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recorded_release")),
        sqlite_strict=True,
    )
    op.create_table(
        "passed_quotation",
        sa.Column("source", WORDS, nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("code", WORDS, nullable=False),
        sa.Column("segment", WORDS, nullable=False),
        sa.Column("round", WORDS, nullable=False),
        sa.Column("coder", WORDS, nullable=False),
        sa.Column("attributes", WORDS, nullable=False),
        sa.Column("moment", MOMENT, nullable=False),
        *(
            _points_to("passed_quotation", column)
            for column in ("source", "code", "segment", "coder")
        ),
        sa.PrimaryKeyConstraint("source", "start", "end", "code", name=op.f("pk_passed_quotation")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_passed_quotation_code"), "passed_quotation", ["code"], unique=False)


def downgrade() -> None:
    """Refuse: an older qualcode could not hold what a newer one has stored."""
    raise NotImplementedError("A study is never taken back to an older revision.")


def _points_to(table: str, column: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column],
        [f"{column}.id"],
        name=op.f(f"fk_{table}_{column}_{column}"),
        ondelete="RESTRICT",
    )
