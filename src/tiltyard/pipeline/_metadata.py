"""LMArena's ``conv_metadata``: what the two sides of a conversation look like, counted.

These are the features of `tiltyard.style` once more, by kind and level: a side's answers are one
text, code is taken out of it, and each count is by one regular expression.
"""

from __future__ import annotations

import polars as pl

from tiltyard import style
from tiltyard.pipeline._texts import texts_of

_FENCE = "```"
_SPACE = r"[\s\x1c-\x1f]"  # with what Python calls space too
_COUNTS = {
    "header_count": {f"h{level}": rf"(?m)^#{{{level}}}{_SPACE}" for level in range(1, 7)},
    "list_count": {
        "ordered": rf"(?m)^{_SPACE}*\d+\.{_SPACE}",
        "unordered": rf"(?m)^{_SPACE}*[-*+]{_SPACE}",
    },
    "bold_count": {"**": r"\*\*[^*\n]+\*\*", "__": r"__[^_\n]+__"},
}
SIDES = ("a", "b")
_FIELDS: dict[str, pl.DataType] = {"sum_user_tokens": pl.Int64(), "turns": pl.Int64()}
for _side in SIDES:
    _FIELDS |= {f"sum_assistant_{_side}_tokens": pl.Int64(), f"context_{_side}_tokens": pl.Int64()}
    _FIELDS |= {
        f"{name}_{_side}": pl.Struct(dict.fromkeys(kinds, pl.Int64))
        for name, kinds in _COUNTS.items()
    }
METADATA = pl.Struct(_FIELDS)


def metadata(rows: pl.DataFrame) -> pl.Series:
    """The struct for each row; what is not known is null.

    Args:
        rows: with ``prompts``, ``answers_a``, ``answers_b`` and the tokens of each of them, in
            ``prompt_tokens``, ``answer_tokens_a`` and ``answer_tokens_b``.
    """
    user = _sum(pl.col("prompt_tokens"))
    fields: list[pl.Expr | pl.Series] = [
        user.alias("sum_user_tokens"),
        pl.col("prompts").list.len().alias("turns"),
    ]
    for side in SIDES:
        tokens = pl.col(f"answer_tokens_{side}")
        fields += [
            _sum(tokens).alias(f"sum_assistant_{side}_tokens"),
            # What the model had before it when it wrote its last answer.
            (user + _sum(tokens.list.head(tokens.list.len() - 1))).alias(f"context_{side}_tokens"),
            *_counts(rows[f"answers_{side}"], side),
        ]
    return rows.select(pl.struct(*fields).cast(METADATA)).to_series()


def _counts(answers: pl.Series, side: str) -> list[pl.Series]:
    """How often each pattern occurs in a side's answers, outside of code."""
    prose = _prose(answers).alias("prose").to_frame()
    return [
        prose.select(
            pl.struct(
                pl.col("prose").str.count_matches(pattern).alias(kind)
                for kind, pattern in kinds.items()
            ).alias(f"{name}_{side}")
        ).to_series()
        for name, kinds in _COUNTS.items()
    ]


def _prose(answers: pl.Series) -> pl.Series:
    """The answers of each row as one text without code."""
    joined = answers.list.join("\n", ignore_nulls=True).alias("text").to_frame()
    has_code = pl.col("text").str.contains(_FENCE, literal=True)
    bare = pl.col("text").map_elements(style.without_code, return_dtype=pl.String)
    coded = joined.with_row_index("row").filter(has_code).with_columns(bare)
    held = joined.with_row_index("row").join(coded, on="row", how="left", maintain_order="left")
    return held.select(pl.coalesce("text_right", "text")).to_series()


def _sum(tokens: pl.Expr) -> pl.Expr:
    """The sum of a list, null if something in it is not known."""
    unknown = tokens.list.eval(pl.element().is_null()).list.any()
    return pl.when(~unknown).then(tokens.list.sum())


def tokens(rows: pl.DataFrame) -> pl.DataFrame:
    """The rows with the tokens of each text: as the provider counted them, or our estimate.

    Adds ``prompt_tokens``, ``answer_tokens_a`` and ``answer_tokens_b``, as long as the texts are.
    """
    counted = {"answer_tokens_a": "tokens_a", "answer_tokens_b": "tokens_b"}
    texts = {
        "prompt_tokens": "prompts",
        "answer_tokens_a": "answers_a",
        "answer_tokens_b": "answers_b",
    }
    return rows.with_columns(
        _tokens(rows[column], rows[counted[name]] if name in counted else None).alias(name)
        for name, column in texts.items()
    )


def _tokens(texts: pl.Series, counted: pl.Series | None) -> pl.Series:
    """The tokens of lists of texts, as lists of the same lengths."""
    known = pl.Series("known", [None], pl.List(pl.Int64)).new_from_index(0, len(texts))
    lists = pl.DataFrame(
        [texts.alias("texts"), known if counted is None else counted.alias("known")]
    )
    none = pl.lit(None, pl.Int64).repeat_by(pl.col("texts").list.len())
    fits = pl.col("known").list.len() == pl.col("texts").list.len()
    long = (
        lists.with_row_index("row")
        .filter(pl.col("texts").list.len() > 0)
        .select("row", "texts", known=pl.when(fits).then("known").otherwise(none))
        .explode("texts", "known")
    )
    measured = style.measure(texts_of(long["texts"]), ["tokens"])
    estimate = pl.Series(measured["tokens"]).cast(pl.Int64)
    sums = long.select("row", tokens=pl.coalesce("known", estimate)).group_by(
        "row", maintain_order=True
    )
    joined = lists.with_row_index("row").join(
        sums.agg("tokens"), on="row", how="left", maintain_order="left"
    )
    empty = pl.when(pl.col("texts").is_not_null()).then(pl.lit([], pl.List(pl.Int64)))
    return joined.select(pl.coalesce("tokens", empty)).to_series()
