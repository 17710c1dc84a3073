"""Models under the names that the configuration gives them."""

from __future__ import annotations

from datetime import UTC, datetime

import polars as pl
import pytest

from tiltyard.errors import ConfigurationError
from tiltyard.pipeline import Alias
from tiltyard.pipeline._aliases import renamed, require_sound

SPRING, SUMMER, AUTUMN = (datetime(2026, month, 1, tzinfo=UTC) for month in (3, 6, 9))


def names(aliases: list[Alias], *models: str, at: datetime | None = SPRING) -> list[str]:
    """What models that meet one called ``other`` are called then."""
    rows = pl.DataFrame(
        {"model_a": models, "model_b": ["other"] * len(models), "created_at": [at] * len(models)},
        schema_overrides={"created_at": pl.Datetime("us", "UTC")},
    )
    return renamed(rows, aliases)["model_a"].to_list()


def test_a_renamed_model_has_its_new_name() -> None:
    assert names([Alias("lark-1", "lark")], "lark-1", "wren") == ["lark", "wren"]


def test_both_sides_are_renamed() -> None:
    rows = pl.DataFrame({"model_a": ["wren"], "model_b": ["lark-1"]})
    assert renamed(rows, [Alias("lark-1", "lark")])["model_b"].to_list() == ["lark"]


def test_without_aliases_nothing_changes() -> None:
    rows = pl.DataFrame({"model_a": ["lark"], "model_b": ["wren"]})
    assert renamed(rows, []).equals(rows)


def test_merged_models_may_meet_themselves() -> None:
    rows = pl.DataFrame({"model_a": ["lark-1"], "model_b": ["lark-2"]})
    merged = renamed(rows, [Alias("lark-1", "lark"), Alias("lark-2", "lark")])
    assert merged.row(0) == ("lark", "lark")


@pytest.mark.parametrize(
    ("at", "name"),
    [
        (datetime(2026, 2, 28, 23, 59, tzinfo=UTC), "latest"),
        (SPRING, "lark-1"),
        (SUMMER, "lark-2"),
        (AUTUMN, "latest"),
        (None, "latest"),
    ],
)
def test_an_alias_with_dates_holds_within_them(at: datetime | None, name: str) -> None:
    aliases = [Alias("latest", "lark-1", SPRING, SUMMER), Alias("latest", "lark-2", SUMMER, AUTUMN)]
    assert names(aliases, "latest", at=at) == [name]


def test_dates_without_a_zone_are_utc() -> None:
    naive = SPRING.replace(tzinfo=None)
    assert names([Alias("latest", "lark", since=naive)], "latest") == ["lark"]


def test_aliases_of_aliases_are_followed_whatever_their_order() -> None:
    chain = [Alias("a", "b"), Alias("b", "c"), Alias("c", "d")]
    assert names(chain, "a", "b", "c") == ["d"] * 3
    assert names(chain[::-1], "a", "b", "c") == ["d"] * 3


def test_two_models_may_swap_names_at_a_date() -> None:
    swap = [Alias("a", "b", until=SUMMER), Alias("b", "a", since=SUMMER)]
    assert names(swap, "a", "b") == ["b", "b"]
    assert names(swap, "a", "b", at=AUTUMN) == ["a", "a"]


@pytest.mark.parametrize(
    ("aliases", "words"),
    [
        ([Alias("a", "a")], "'a' means 'a'"),
        ([Alias("a", "b"), Alias("b", "a")], "circle: 'a' means 'b' means 'a'"),
        ([Alias("a", "b"), Alias("b", "c"), Alias("c", "b")], "circle"),
        ([Alias("a", "b"), Alias("a", "c")], "'a' means 'b' and 'c' at the same time"),
        ([Alias("a", "b", until=SUMMER), Alias("a", "c", since=SPRING)], "at the same time"),
        ([Alias("a", "b", since=SUMMER, until=SPRING)], "before it begins"),
        ([Alias("a", " ")], "write two names"),
    ],
)
def test_a_table_that_makes_no_sense_is_refused(aliases: list[Alias], words: str) -> None:
    with pytest.raises(ConfigurationError, match=words):
        require_sound(aliases)
