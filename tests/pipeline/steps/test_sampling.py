"""Draws by ids."""

from __future__ import annotations

import polars as pl

from tiltyard.pipeline.steps._sampling import beyond, key

ROWS = pl.DataFrame({"id": [f"i{k}" for k in range(9)], "kind": ["a"] * 5 + ["b"] * 2 + [None] * 2})


def test_a_key_is_the_same_for_ever() -> None:
    assert key(pl.Series(["wren"])).item().hex() == "5a3374e335d2edd5596953257d25b839"


def test_no_text_has_no_key() -> None:
    assert key(pl.Series([None, "a"], dtype=pl.String)).is_null().to_list() == [True, False]


def test_as_many_of_each_kind_stay_as_may() -> None:
    late = beyond(ROWS, of="kind", limit=2, seed=0)
    assert ROWS.filter(~late)["kind"].to_list().count("a") == 2
    assert ROWS.filter(~late)["kind"].to_list().count("b") == 2


def test_what_has_no_kind_stays() -> None:
    assert beyond(ROWS, of="kind", limit=1, seed=0)[-2:].to_list() == [False, False]


def test_the_draw_goes_by_seed_and_id() -> None:
    here = ROWS.filter(~beyond(ROWS, of="kind", limit=2, seed=0))
    turned = ROWS.reverse()
    there = turned.filter(~beyond(turned, of="kind", limit=2, seed=0))
    assert here.sort("id").equals(there.sort("id"))
    drawn = {
        tuple(ROWS.filter(~beyond(ROWS, of="kind", limit=2, seed=seed))["id"]) for seed in range(9)
    }
    assert len(drawn) > 1
