"""The columns of a release, and rows of a dataset in that shape.

The first columns are LMArena's, in the layout of its release of a hundred thousand votes, so that
what reads those reads these; then come ours, the labels, and the style of each side's answers.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl
from polars.datatypes import DataType, DataTypeClass

from tiltyard.pipeline._metadata import METADATA, SIDES, metadata

Kind = DataType | DataTypeClass

MESSAGE = pl.Struct({"role": pl.String, "content": pl.String, "num_tokens": pl.Int64})
CONVERSATION = pl.List(MESSAGE)
CRITERIA = (
    "complexity",
    "creativity",
    "domain_knowledge",
    "problem_solving",
    "real_world",
    "specificity",
    "technical_accuracy",
)
CATEGORY_TAG = pl.Struct(
    {
        "criteria_v0.1": pl.Struct(dict.fromkeys(CRITERIA, pl.Boolean)),
        "math_v0.1": pl.Struct({"math": pl.Boolean}),
        "if_v0.1": pl.Struct({"if": pl.Boolean}),
        "creative_writing_v0.1": pl.Struct({"creative_writing": pl.Boolean}),
    }
)
DEDUP_TAG = pl.Struct({"high_freq": pl.Boolean, "sampled": pl.Boolean})
BOTH_BAD = "tie (bothbad)"  # as LMArena spells it
ID_LENGTH = 32  # hexadecimal digits: no two of a billion rows share them by chance


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a release: its name, its type and what it holds, for people."""

    name: str
    kind: Kind
    about: str


LMARENA = (
    Column("question_id", pl.String, "the row's own id: a digest of its models, outcome and texts"),
    Column("model_a", pl.String, "the model on side a"),
    Column("model_b", pl.String, "the model on side b"),
    Column("winner", pl.String, f"`model_a`, `model_b`, `tie` or `{BOTH_BAD}`"),
    Column("judge", pl.String, "pseudonym of the voter, of use within this release only"),
    Column(
        "conversation_a", CONVERSATION, "the messages of side a; null where not to be published"
    ),
    Column(
        "conversation_b", CONVERSATION, "the messages of side b; null where not to be published"
    ),
    Column("turn", pl.Int64, "how many turns the battle had"),
    Column("anony", pl.Boolean, "whether the voter could not know the names; null: not known"),
    Column("language", pl.String, "language of the prompts; `other` or null in small cells"),
    Column("tstamp", pl.Float64, "time of the vote, seconds since 1970, cut to `time_precision`"),
    Column("conv_metadata", METADATA, "tokens, headers, list items and bold of each side"),
    Column("is_code", pl.Boolean, "the label `coding`, if it was found"),
    Column("is_refusal", pl.Boolean, "the label `refusal` of either side, if it was found"),
    Column(
        "dedup_tag",
        DEDUP_TAG,
        "`sampled`: kept when frequent prompts were thinned out; `high_freq` is null",
    ),
    Column("category_tag", CATEGORY_TAG, "labels under LMArena's names; found as said below"),
    Column("judge_hash", pl.String, "the same as `judge`, as later releases call it"),
)
OURS = (
    Column("outcome", pl.String, "`model_a`, `model_b`, `tie` or `both_bad`"),
    Column("battle", pl.String, "equal for votes on the same conversation"),
    Column("source", pl.String, "the importer that read the row"),
    Column("system", pl.String, "the system prompt of both sides, if there was one"),
    Column("consent", pl.Boolean, "whether the texts may be published; null: not known"),
    Column("images", pl.Int64, "how many images the conversation held; they are not published"),
    Column("time_precision", pl.String, "`hour`, `day` or `month`; null: no time is published"),
)
FIXED = frozenset(column.name for column in (*LMARENA, *OURS))
# Of these the release knows the values only when all rows have been seen.
NAMED_LAST = ("question_id", "judge", "judge_hash", "battle")


def shape(rows: pl.DataFrame, columns: Sequence[Column]) -> pl.DataFrame:
    """The rows as released, but for the columns of `NAMED_LAST`; and ``content``, their digest.

    Args:
        rows: those of a dataset, with texts as they may be published, ``has_texts`` to say where
            they may be at all, the tokens of each text as `metadata` wants them, ``language``,
            ``created_at`` and ``time_precision`` as they may be published, labels, and style.
        columns: what is wanted.
    """
    made = rows.with_columns(
        winner=pl.col("winner").replace({"both_bad": BOTH_BAD}),
        outcome=pl.col("winner"),
        turn=pl.col("prompts").list.len(),
        anony=pl.col("anonymous"),
        tstamp=pl.col("created_at").dt.epoch("us") / 1e6,
        system=pl.when("has_texts").then("system"),
        conv_metadata=metadata(rows),
        is_code=_label(rows, "coding"),
        is_refusal=pl.any_horizontal(_label(rows, "refusal_a"), _label(rows, "refusal_b")),
        dedup_tag=pl.struct(high_freq=pl.lit(None, pl.Boolean), sampled=pl.col("sampled")),
        category_tag=_category_tag(rows),
        **{f"conversation_{side}": _conversation(rows, side) for side in SIDES},
    )
    wanted = [pl.col(one.name).cast(one.kind) for one in columns if one.name not in NAMED_LAST]
    return made.select(*wanted, content=_digests(made))


def _conversation(rows: pl.DataFrame, side: str) -> pl.Series:
    """One side's messages in order; null where the texts are withheld."""
    there = rows.with_row_index("row").filter("has_texts")
    said = pl.concat(
        [
            _messages(there, "user", "prompts", "prompt_tokens"),
            _messages(there, "assistant", f"answers_{side}", f"answer_tokens_{side}"),
        ]
    ).sort("row", "turn", "place")
    whole = said.group_by("row", maintain_order=True).agg(
        pl.struct("role", "content", "num_tokens").alias("said")
    )
    joined = rows.with_row_index("row").join(whole, on="row", how="left", maintain_order="left")
    empty = pl.when("has_texts").then(pl.lit([], CONVERSATION))
    return joined.select(pl.coalesce(pl.col("said").cast(CONVERSATION), empty)).to_series()


def _messages(there: pl.DataFrame, role: str, texts: str, tokens: str) -> pl.DataFrame:
    """A row for each message of a role, with its place in the conversation."""
    return (
        there.filter(pl.col(texts).list.len() > 0)
        .select(
            "row",
            pl.int_ranges(pl.col(texts).list.len()).alias("turn"),
            pl.col(texts).alias("content"),
            pl.col(tokens).alias("num_tokens"),
        )
        .explode("turn", "content", "num_tokens")
        .with_columns(role=pl.lit(role), place=pl.lit(role != "user"))
    )


def _category_tag(rows: pl.DataFrame) -> pl.Expr:
    """Our labels under the names that LMArena's releases have for theirs."""
    return pl.struct(
        pl.struct(_label(rows, name).alias(name) for name in CRITERIA).alias("criteria_v0.1"),
        pl.struct(_label(rows, "math").alias("math")).alias("math_v0.1"),
        pl.struct(_label(rows, "instruction_following").alias("if")).alias("if_v0.1"),
        pl.struct(_label(rows, "creative_writing").alias("creative_writing")).alias(
            "creative_writing_v0.1"
        ),
    )


def _label(rows: pl.DataFrame, name: str) -> pl.Expr:
    """A label of yes or no, null where it was never found."""
    return pl.col(name) if rows.schema.get(name) == pl.Boolean else pl.lit(None, pl.Boolean)


def _digests(made: pl.DataFrame) -> pl.Series:
    """sha256 of what a row says: neither of its time nor of its voter, which it must not betray."""
    said = pl.struct(
        "model_a", "model_b", "outcome", "system", "conversation_a", "conversation_b"
    ).struct.json_encode()
    texts = made.select(said).to_series()
    digests = [hashlib.sha256(text.encode()).hexdigest()[:ID_LENGTH] for text in texts]
    return pl.Series(digests, dtype=pl.String)
