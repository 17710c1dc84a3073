"""The tables. Rows are appended, and never updated; keys of pseudonyms alone are ever deleted."""

from __future__ import annotations

from datetime import UTC, datetime

import sqlalchemy as sa
from sqlalchemy.engine import Dialect


class UtcDateTime(sa.TypeDecorator[datetime]):
    """An aware UTC time on every database; SQLite itself forgets the zone."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """To UTC; a time without a zone is refused."""
        if value is not None and value.tzinfo is None:
            raise ValueError(f"a time without a zone: {value!r}")
        return value.astimezone(UTC) if value is not None else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """With its zone again."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


# In SQLite a key of this name is the row's own number, and any other an index beside it.
Place = sa.BigInteger().with_variant(sa.Integer, "sqlite")

metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

models = sa.Table(
    "models",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("name", sa.Text, nullable=False, unique=True),
    sa.Column("created_at", UtcDateTime, nullable=False),
)

model_versions = sa.Table(
    "model_versions",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("model_id", sa.ForeignKey("models.id"), nullable=False),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("digest", sa.Text, nullable=False),
    sa.Column("served", sa.Text, nullable=False),
    sa.Column("created_at", UtcDateTime, nullable=False),
    sa.UniqueConstraint("model_id", "number"),
)

battles = sa.Table(
    "battles",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("voter", sa.Text, nullable=False),
    sa.Column("created_at", UtcDateTime, nullable=False),
    sa.Column("version_a_id", sa.ForeignKey("model_versions.id"), nullable=False),
    sa.Column("version_b_id", sa.ForeignKey("model_versions.id"), nullable=False),
    sa.Column("pair_probability", sa.Double, nullable=False),
    sa.Column("pace", sa.Text, nullable=False),
    sa.Column("key", sa.Text),
    sa.Column("retry_of", sa.ForeignKey("battles.id")),
    # Battles from before there was the column were held without a word about publishing.
    sa.Column("consent", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.UniqueConstraint("voter", "key"),
    sa.Index("ix_battles_voter_created_at", "voter", "created_at"),
    sa.CheckConstraint("pair_probability > 0 AND pair_probability <= 1", name="probability"),
    sa.CheckConstraint("version_a_id <> version_b_id", name="two_models"),
)

turns = sa.Table(
    "turns",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("battle_id", sa.ForeignKey("battles.id"), nullable=False),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("attempt", sa.Integer, nullable=False),
    sa.Column("phase", sa.Text, nullable=False),
    sa.Column("prompt", sa.Text, nullable=False),
    sa.Column("created_at", UtcDateTime, nullable=False),
    sa.Column("key", sa.Text),
    sa.UniqueConstraint("battle_id", "position", "attempt"),
    sa.UniqueConstraint("battle_id", "key"),
)

answers = sa.Table(
    "answers",
    metadata,
    sa.Column("turn_id", sa.ForeignKey("turns.id"), primary_key=True),
    sa.Column("side", sa.Text, primary_key=True),
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
    # What was answered, where it was another question than the turn's.
    sa.Column("asked", sa.Text),
    sa.CheckConstraint("side IN ('model_a', 'model_b')", name="side"),
)

votes = sa.Table(
    "votes",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("battle_id", sa.ForeignKey("battles.id"), nullable=False, unique=True),
    sa.Column("winner", sa.Text, nullable=False),
    sa.Column("voter", sa.Text, nullable=False),
    sa.Column("created_at", UtcDateTime, nullable=False),
    sa.Column("key", sa.Text),
    sa.Index("ix_votes_created_at_id", "created_at", "id"),
    sa.Index("ix_votes_voter_created_at", "voter", "created_at"),
    sa.CheckConstraint("winner IN ('model_a', 'model_b', 'tie', 'both_bad')", name="winner"),
)

skips = sa.Table(
    "skips",
    metadata,
    sa.Column("battle_id", sa.ForeignKey("battles.id"), primary_key=True),
    sa.Column("created_at", UtcDateTime, nullable=False),
)

poll_votes = sa.Table(
    "poll_votes",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("poll", sa.Text, nullable=False),
    sa.Column("option", sa.Text, nullable=False),
    sa.Column("voter", sa.Text, nullable=False),
    sa.Column("created_at", UtcDateTime, nullable=False),
    sa.Index("ix_poll_votes_poll_voter", "poll", "voter"),
)

# The log. A leaf is written in the transaction of what it records.
log_leaves = sa.Table(
    "log_leaves",
    metadata,
    sa.Column("place", Place, primary_key=True, autoincrement=False),
    sa.Column("data", sa.LargeBinary, nullable=False),
)

# What was fixed of a battle at its start, secret until it ends.
log_battles = sa.Table(
    "log_battles",
    metadata,
    sa.Column("battle_id", sa.ForeignKey("battles.id"), primary_key=True),
    sa.Column("leaf", Place, nullable=False, unique=True),
    sa.Column("stream", sa.Text, nullable=False),
    sa.Column("counter", Place, nullable=False),
    sa.Column("client", sa.Text, nullable=False),
    sa.Column("nonce", sa.Text, nullable=False),
    sa.Column("salt", sa.Text, nullable=False),
    # Where two answers are shown again: the leaf of the vote on them; each is asked about once.
    sa.Column("again", Place),
    # Where the battle is a check of attention: the side that was given another question.
    sa.Column("gold", sa.Text),
    sa.UniqueConstraint("stream", "counter"),
    sa.Index("ix_log_battles_again", "again", unique=True),
    sqlite_with_rowid=False,
)

# How a battle ended, by a vote or without one: each has one ending.
log_endings = sa.Table(
    "log_endings",
    metadata,
    sa.Column("battle_id", sa.ForeignKey("battles.id"), primary_key=True),
    sa.Column("leaf", Place, nullable=False, unique=True),
    # Whether a vote counts, as its leaf has it; none for other endings.
    sa.Column("counts", sa.Text),
    sqlite_with_rowid=False,
)

log_streams = sa.Table(
    "log_streams",
    metadata,
    sa.Column("stream", sa.Text, primary_key=True),
    sa.Column("date", sa.Date, nullable=False),
    sa.Column("seed", sa.LargeBinary, nullable=False),
    sa.Column("leaf", Place, nullable=False),
)

log_told = sa.Table(
    "log_told",
    metadata,
    sa.Column("stream", sa.ForeignKey("log_streams.stream"), primary_key=True),
    sa.Column("leaf", Place, nullable=False),
)

# Keys of pseudonyms. The one table from which rows go: without its key, an epoch's pseudonyms
# belong to nobody any more.
log_epochs = sa.Table(
    "log_epochs",
    metadata,
    sa.Column("epoch", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("key", sa.LargeBinary, nullable=False),
)

# What became of each version of a model, by leaf; the last word holds.
log_models = sa.Table(
    "log_models",
    metadata,
    sa.Column("leaf", Place, primary_key=True, autoincrement=False),
    sa.Column("version_id", sa.ForeignKey("model_versions.id"), nullable=False, index=True),
    sa.Column("state", sa.Text, nullable=False),
)

# Votes that were excluded or restored, by leaf; the last word on a vote holds.
log_marks = sa.Table(
    "log_marks",
    metadata,
    sa.Column("leaf", Place, primary_key=True, autoincrement=False),
    sa.Column("vote", Place, primary_key=True, autoincrement=False),
    sa.Column("excluded", sa.Boolean, nullable=False),
    sa.Index("ix_log_marks_vote", "vote"),
)

log_checkpoints = sa.Table(
    "log_checkpoints",
    metadata,
    sa.Column("size", Place, primary_key=True, autoincrement=False),
    sa.Column("note", sa.Text, nullable=False),
    sa.Column("edge", sa.LargeBinary, nullable=False),
    sa.Column("created_at", UtcDateTime, nullable=False),
)
