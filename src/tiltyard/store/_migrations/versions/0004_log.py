"""The verifiable log: its leaves, what ties battles to them, and secrets that are told later."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision: str | None = "0003"


def upgrade() -> None:
    op.create_table(
        "log_leaves",
        sa.Column("place", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("data", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "log_battles",
        sa.Column("battle_id", sa.Text, sa.ForeignKey("battles.id"), primary_key=True),
        sa.Column("leaf", sa.BigInteger, nullable=False, unique=True),
        sa.Column("stream", sa.Text, nullable=False),
        sa.Column("counter", sa.BigInteger, nullable=False),
        sa.Column("client", sa.Text, nullable=False),
        sa.Column("nonce", sa.Text, nullable=False),
        sa.Column("salt", sa.Text, nullable=False),
        sa.UniqueConstraint("stream", "counter"),
    )
    op.create_table(
        "log_endings",
        sa.Column("battle_id", sa.Text, sa.ForeignKey("battles.id"), primary_key=True),
        sa.Column("leaf", sa.BigInteger, nullable=False, unique=True),
        sa.Column("counts", sa.Text),
    )
    op.create_table(
        "log_streams",
        sa.Column("stream", sa.Text, primary_key=True),
        sa.Column("date", sa.Date, nullable=False),
        sa.Column("seed", sa.LargeBinary, nullable=False),
        sa.Column("leaf", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "log_told",
        sa.Column("stream", sa.Text, sa.ForeignKey("log_streams.stream"), primary_key=True),
        sa.Column("leaf", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "log_epochs",
        sa.Column("epoch", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("key", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "log_marks",
        sa.Column("leaf", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("vote", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("excluded", sa.Boolean, nullable=False),
        sa.Index("ix_log_marks_vote", "vote"),
    )
    op.create_table(
        "log_checkpoints",
        sa.Column("size", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("edge", sa.LargeBinary, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
    )


def downgrade() -> None:
    for table in (
        "log_checkpoints",
        "log_marks",
        "log_epochs",
        "log_told",
        "log_streams",
        "log_endings",
        "log_battles",
        "log_leaves",
    ):
        op.drop_table(table)
