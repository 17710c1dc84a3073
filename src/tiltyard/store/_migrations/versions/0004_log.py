"""The verifiable log: its leaves, what ties battles to them, and secrets that are told later."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision: str | None = "0003"
PLACE = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    op.create_table(
        "log_leaves",
        sa.Column("place", PLACE, primary_key=True, autoincrement=False),
        sa.Column("data", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "log_battles",
        sa.Column("battle_id", sa.Text, sa.ForeignKey("battles.id"), primary_key=True),
        sa.Column("leaf", PLACE, nullable=False, unique=True),
        sa.Column("stream", sa.Text, nullable=False),
        sa.Column("counter", PLACE, nullable=False),
        sa.Column("client", sa.Text, nullable=False),
        sa.Column("nonce", sa.Text, nullable=False),
        sa.Column("salt", sa.Text, nullable=False),
        sa.UniqueConstraint("stream", "counter"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "log_endings",
        sa.Column("battle_id", sa.Text, sa.ForeignKey("battles.id"), primary_key=True),
        sa.Column("leaf", PLACE, nullable=False, unique=True),
        sa.Column("counts", sa.Text),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "log_streams",
        sa.Column("stream", sa.Text, primary_key=True),
        sa.Column("date", sa.Date, nullable=False),
        sa.Column("seed", sa.LargeBinary, nullable=False),
        sa.Column("leaf", PLACE, nullable=False),
    )
    op.create_table(
        "log_told",
        sa.Column("stream", sa.Text, sa.ForeignKey("log_streams.stream"), primary_key=True),
        sa.Column("leaf", PLACE, nullable=False),
    )
    op.create_table(
        "log_epochs",
        sa.Column("epoch", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("key", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "log_models",
        sa.Column("leaf", PLACE, primary_key=True, autoincrement=False),
        sa.Column(
            "version_id",
            sa.Integer,
            sa.ForeignKey("model_versions.id"),
            nullable=False,
            index=True,
        ),
        sa.Column("state", sa.Text, nullable=False),
    )
    op.create_table(
        "log_marks",
        sa.Column("leaf", PLACE, primary_key=True, autoincrement=False),
        sa.Column("vote", PLACE, primary_key=True, autoincrement=False),
        sa.Column("excluded", sa.Boolean, nullable=False),
        sa.Index("ix_log_marks_vote", "vote"),
    )
    op.create_table(
        "log_checkpoints",
        sa.Column("size", PLACE, primary_key=True, autoincrement=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("edge", sa.LargeBinary, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
    )
    # What a voter did before is looked up at every vote of an arena that has limits.
    op.create_index("ix_battles_voter_created_at", "battles", ["voter", "created_at"])
    op.create_index("ix_votes_voter_created_at", "votes", ["voter", "created_at"])


def downgrade() -> None:
    op.drop_index("ix_votes_voter_created_at", "votes")
    op.drop_index("ix_battles_voter_created_at", "battles")
    for table in (
        "log_checkpoints",
        "log_marks",
        "log_models",
        "log_epochs",
        "log_told",
        "log_streams",
        "log_endings",
        "log_battles",
        "log_leaves",
    ):
        op.drop_table(table)
