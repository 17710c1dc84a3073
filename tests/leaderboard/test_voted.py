"""What the store knows of a battle is what its vote says on a board."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import polars as pl
import pytest

from store.rows import AT, answer
from tiltyard.leaderboard import VoteTable
from tiltyard.leaderboard._encoded import FACTS, LOGGED
from tiltyard.leaderboard._voted import MEASURES, described, facts
from tiltyard.pipeline import Config, Describer
from tiltyard.records import (
    Answer,
    Battle,
    ModelCard,
    ModelVersion,
    Pace,
    Phase,
    Side,
    StoredBattle,
    Turn,
    Vote,
    Winner,
)

OAK, ELM = ModelVersion(1, "oak", 3, "d1"), ModelVersion(2, "elm", 1, "d2")
CARDS = {"oak": ModelCard("oak", price_in_usd=2.0, price_out_usd=10.0), "elm": ModelCard("elm")}


def turn(position: int = 0, phase: Phase = Phase.BLIND, attempt: int = 0, **both: Any) -> Turn:
    answers = tuple(replace(answer(side), **both) for side in Side)
    return Turn(10 * position + attempt, position, attempt, phase, "Warum?", answers)


def voted(*turns: Turn) -> tuple[StoredBattle, Vote]:
    battle = Battle("b1", "ada", AT, OAK, ELM, 0.5, Pace.FAST, consent=True)
    vote = Vote("v1", "b1", Winner.TIE, "ada", AT)
    return StoredBattle(battle, turns, vote), vote


def one(*turns: Turn, cards: dict[str, ModelCard] = CARDS) -> dict[str, Any]:
    return facts([voted(*turns)], cards).row(0, named=True)


def test_the_facts_of_a_vote_are_those_of_its_battle() -> None:
    row = one(turn())
    assert {name: row[name] for name in FACTS} == {
        "id": "v1",
        "battle": "b1",
        "model_a": "oak",
        "model_b": "elm",
        "winner": "tie",
        "voter": "ada",
        "voted_at": AT,
        "consent": True,
        "images": 0,
    }


def test_seconds_and_costs_are_of_all_turns_and_the_first_token_of_the_first() -> None:
    row = one(turn(0, first_token_seconds=0.5), turn(1, first_token_seconds=9.0))
    assert row["first_seconds_a"] == 0.5
    assert row["seconds_a"] == 3.0
    assert row["cost_usd_a"] == pytest.approx(0.002)


def test_what_was_asked_again_or_after_the_reveal_does_not_count() -> None:
    turns = turn(0, attempt=0), turn(0, attempt=1), turn(1, Phase.REVEALED)
    assert one(*turns)["seconds_b"] == 1.5


def test_a_cost_that_nobody_told_follows_from_price_and_tokens() -> None:
    row = one(turn(cost_usd=None, prompt_tokens=1_000, completion_tokens=300))
    assert row["cost_usd_a"] == pytest.approx((1_000 * 2 + 300 * 10) / 1e6)
    assert row["cost_usd_b"] is None  # whose price is not known


@pytest.mark.parametrize("unknown", ["prompt_tokens", "completion_tokens"])
def test_a_cost_without_tokens_is_not_known(unknown: str) -> None:
    told: dict[str, Any] = {"cost_usd": None, unknown: None}
    assert one(turn(**told))["cost_usd_a"] is None


def test_a_sum_of_which_a_part_is_not_known_is_not_known() -> None:
    assert one(turn(0), turn(1, total_seconds=None))["seconds_a"] is None


def test_a_battle_without_answers_has_no_measures() -> None:
    row = one(Turn(1, 0, 0, Phase.BLIND, "Why?"))
    assert [row[name] for name in MEASURES] == [None] * 6


def test_nothing_voted_is_a_frame_without_rows_that_a_table_takes() -> None:
    table = VoteTable()
    table.append(facts([], {}))
    assert table.votes.rows == 0


def test_labels_and_style_are_beside_the_facts() -> None:
    describer = Describer(Config())
    frame = described([voted(turn(text="**Weil** es so bleibt."))], CARDS, describer)
    assert frame.columns == [*FACTS, *LOGGED, *MEASURES, *describer.columns]
    assert frame["bold_a"].to_list() == [1.0]
    assert frame["multi_turn"].to_list() == [False]
    assert frame.schema["tokens_a"] == pl.Float32


def test_one_answer_that_is_missing_leaves_the_other_known() -> None:
    only: tuple[Answer, ...] = (answer(Side.MODEL_B),)
    row = one(Turn(1, 0, 0, Phase.BLIND, "Why?", only))
    assert (row["seconds_a"], row["seconds_b"]) == (None, 1.5)
