"""The first tables: models and their versions, battles, turns, answers, votes, skips."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision: str | None = None


def upgrade() -> None:
    op.create_table(
        "models",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_models"),
        sa.UniqueConstraint("name", name="uq_models_name"),
    )
    op.create_table(
        "model_versions",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("model_id", sa.Integer, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("digest", sa.Text, nullable=False),
        sa.Column("served", sa.Text, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_model_versions"),
        sa.ForeignKeyConstraint(
            ["model_id"], ["models.id"], name="fk_model_versions_model_id_models"
        ),
        sa.UniqueConstraint("model_id", "number", name="uq_model_versions_model_id_number"),
    )
    op.create_table(
        "battles",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("voter", sa.Text, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version_a_id", sa.Integer, nullable=False),
        sa.Column("version_b_id", sa.Integer, nullable=False),
        sa.Column("pair_probability", sa.Double, nullable=False),
        sa.Column("pace", sa.Text, nullable=False),
        sa.Column("key", sa.Text),
        sa.Column("retry_of", sa.Text),
        sa.PrimaryKeyConstraint("id", name="pk_battles"),
        sa.ForeignKeyConstraint(
            ["version_a_id"], ["model_versions.id"], name="fk_battles_version_a_id_model_versions"
        ),
        sa.ForeignKeyConstraint(
            ["version_b_id"], ["model_versions.id"], name="fk_battles_version_b_id_model_versions"
        ),
        sa.ForeignKeyConstraint(["retry_of"], ["battles.id"], name="fk_battles_retry_of_battles"),
        sa.UniqueConstraint("voter", "key", name="uq_battles_voter_key"),
        sa.CheckConstraint(
            "pair_probability > 0 AND pair_probability <= 1", name="ck_battles_probability"
        ),
        sa.CheckConstraint("version_a_id <> version_b_id", name="ck_battles_two_models"),
    )
    op.create_table(
        "turns",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("battle_id", sa.Text, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("attempt", sa.Integer, nullable=False),
        sa.Column("phase", sa.Text, nullable=False),
        sa.Column("prompt", sa.Text, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("key", sa.Text),
        sa.PrimaryKeyConstraint("id", name="pk_turns"),
        sa.ForeignKeyConstraint(["battle_id"], ["battles.id"], name="fk_turns_battle_id_battles"),
        sa.UniqueConstraint(
            "battle_id", "position", "attempt", name="uq_turns_battle_id_position_attempt"
        ),
        sa.UniqueConstraint("battle_id", "key", name="uq_turns_battle_id_key"),
    )
    op.create_table(
        "answers",
        sa.Column("turn_id", sa.Integer, nullable=False),
        sa.Column("side", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("finish_reason", sa.Text, nullable=False),
        sa.Column("reasoning", sa.Text, nullable=False),
        sa.Column("failure", sa.Text),
        sa.Column("prompt_tokens", sa.Integer),
        sa.Column("completion_tokens", sa.Integer),
        sa.Column("first_token_seconds", sa.Double),
        sa.Column("total_seconds", sa.Double),
        sa.Column("cost_usd", sa.Double),
        sa.Column("served_model", sa.Text),
        sa.PrimaryKeyConstraint("turn_id", "side", name="pk_answers"),
        sa.ForeignKeyConstraint(["turn_id"], ["turns.id"], name="fk_answers_turn_id_turns"),
        sa.CheckConstraint("side IN ('model_a', 'model_b')", name="ck_answers_side"),
    )
    op.create_table(
        "votes",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("battle_id", sa.Text, nullable=False),
        sa.Column("winner", sa.Text, nullable=False),
        sa.Column("voter", sa.Text, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("key", sa.Text),
        sa.PrimaryKeyConstraint("id", name="pk_votes"),
        sa.ForeignKeyConstraint(["battle_id"], ["battles.id"], name="fk_votes_battle_id_battles"),
        sa.UniqueConstraint("battle_id", name="uq_votes_battle_id"),
        sa.CheckConstraint(
            "winner IN ('model_a', 'model_b', 'tie', 'both_bad')", name="ck_votes_winner"
        ),
    )
    op.create_table(
        "skips",
        sa.Column("battle_id", sa.Text, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("battle_id", name="pk_skips"),
        sa.ForeignKeyConstraint(["battle_id"], ["battles.id"], name="fk_skips_battle_id_battles"),
    )


def downgrade() -> None:
    for table in ("skips", "votes", "answers", "turns", "battles", "model_versions", "models"):
        op.drop_table(table)
