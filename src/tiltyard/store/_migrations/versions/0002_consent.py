"""Whether the voter was told that a battle may be published; and votes in the order of time."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision: str | None = "0001"


def upgrade() -> None:
    op.add_column(
        "battles", sa.Column("consent", sa.Boolean, nullable=False, server_default=sa.false())
    )
    op.create_index("ix_votes_created_at_id", "votes", ["created_at", "id"])


def downgrade() -> None:
    op.drop_index("ix_votes_created_at_id", "votes")
    op.drop_column("battles", "consent")
