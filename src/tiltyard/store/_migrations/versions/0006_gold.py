"""Battles in which one model is given another question."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision: str | None = "0005"


def upgrade() -> None:
    op.add_column("log_battles", sa.Column("gold", sa.Text))
    op.add_column("answers", sa.Column("asked", sa.Text))


def downgrade() -> None:
    op.drop_column("answers", "asked")
    op.drop_column("log_battles", "gold")
