"""Battles that show two answers again that the same voter judged before."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision: str | None = "0004"


def upgrade() -> None:
    place = sa.BigInteger().with_variant(sa.Integer, "sqlite")
    op.add_column("log_battles", sa.Column("again", place))
    op.create_index("ix_log_battles_again", "log_battles", ["again"], unique=True)


def downgrade() -> None:
    op.drop_index("ix_log_battles_again", "log_battles")
    op.drop_column("log_battles", "again")
