"""Flags: what a coder means to come back to."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

# A revision never changes: it spells out its types instead of taking those of today's schema.
WORDS = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")
MOMENT = sa.Text().with_variant(postgresql.TIMESTAMP(timezone=True), "postgresql")


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "flag",
        sa.Column("segment", WORDS, nullable=False),
        sa.Column("coder", WORDS, nullable=False),
        sa.Column("round", WORDS, nullable=False),
        sa.Column("moment", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["coder"], ["coder.id"], name=op.f("fk_flag_coder_coder"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["segment"], ["segment.id"], name=op.f("fk_flag_segment_segment"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("segment", "coder", "round", name=op.f("pk_flag")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_flag_coder_segment"), "flag", ["coder", "segment"], unique=False)


def downgrade() -> None:
    """Refuse: an older qualcode could not hold what a newer one has stored."""
    raise NotImplementedError("A study is never taken back to an older revision.")
