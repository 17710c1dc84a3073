"""How large each row is: noted once for each part, for it takes reading all texts."""

from __future__ import annotations

import polars as pl

from tiltyard.pipeline._dataset import Dataset, Part

SIZES = (
    "turns",
    "characters_prompts",
    "characters_a",
    "characters_b",
    "answers_a",
    "answers_b",
    "tokens_a",
    "tokens_b",
    "with_tokens",
)
_DEFINITION = {"version": 1}
_READ = ["prompts", "answers_a", "answers_b", "tokens_a", "tokens_b"]


def sizes(dataset: Dataset, part: Part) -> pl.DataFrame:
    """`SIZES` of each row: whole numbers, tokens null where no provider counted them."""
    derived = dataset.derived("measures", "sizes", _DEFINITION)
    if derived.missing([part]):
        derived.write(part, _measured(part.read(_READ)))
    return derived.read(part)


def _measured(rows: pl.DataFrame) -> pl.DataFrame:
    tokens = {side: pl.col(f"tokens_{side}").list.drop_nulls() for side in ("a", "b")}
    return rows.select(
        turns=pl.col("prompts").list.len(),
        characters_prompts=_characters("prompts"),
        characters_a=_characters("answers_a"),
        characters_b=_characters("answers_b"),
        answers_a=pl.col("answers_a").list.len(),
        answers_b=pl.col("answers_b").list.len(),
        **{
            f"tokens_{side}": pl.when(counted.list.len() > 0).then(counted.list.sum())
            for side, counted in tokens.items()
        },
        with_tokens=pl.all_horizontal(
            (counted.list.len() > 0).fill_null(value=False) for counted in tokens.values()
        ),
    ).with_columns(pl.all().cast(pl.Int64))


def _characters(column: str) -> pl.Expr:
    return pl.col(column).list.eval(pl.element().str.len_chars()).list.sum()
