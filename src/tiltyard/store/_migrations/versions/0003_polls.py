"""What voters chose in polls: every choice is a row, and a voter's last one counts."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision: str | None = "0002"


def upgrade() -> None:
    op.create_table(
        "poll_votes",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("poll", sa.Text, nullable=False),
        sa.Column("option", sa.Text, nullable=False),
        sa.Column("voter", sa.Text, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("ix_poll_votes_poll_voter", "poll_votes", ["poll", "voter"])


def downgrade() -> None:
    op.drop_table("poll_votes")
