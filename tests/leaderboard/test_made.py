from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from leaderboard.drawn import drawn, source
from tiltyard.leaderboard import Query, Snapshot
from tiltyard.leaderboard._made import made, made_with, planned
from tiltyard.leaderboard._snapshot import canonical
from tiltyard.records import ModelCard

VOTES = source(None, drawn(600))
STYLE = Query(control=("style",))
AT = datetime(2026, 6, 1, tzinfo=UTC)


def files(**more: Any) -> tuple[Snapshot, dict[str, str]]:
    given: dict[str, Any] = {
        "number": 1,
        "taken_at": AT,
        "smallest": 300,
        "configuration": {},
    } | more
    return made(planned(VOTES, VOTES.ground(), STYLE, **given), VOTES.ground())


def test_the_same_plan_gives_the_same_text() -> None:
    assert files()[1] == files()[1]


def test_the_head_names_every_board_and_its_digest() -> None:
    snapshot, texts = files()
    assert {one.file for one in snapshot.boards} | {"snapshot.json"} == texts.keys()
    told = {one.file: one.sha256 for one in snapshot.boards}
    assert told == {name: sha256(texts[name]) for name in told}


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def test_the_head_has_a_digest_of_itself() -> None:
    snapshot, texts = files()
    rest = {name: value for name, value in snapshot.as_dict().items() if name != "digest"}
    assert snapshot.digest == sha256(canonical(rest))
    assert snapshot.digest in texts["snapshot.json"]


def test_when_it_was_taken_is_in_the_head_alone() -> None:
    one, other = files()[1], files(taken_at=AT.replace(year=2027))[1]
    assert {name for name in one if one[name] != other[name]} == {"snapshot.json"}


@pytest.mark.parametrize("name", ["tiltyard", "python", "numpy", "scipy", "machine"])
def test_what_can_change_a_digit_is_noted(name: str) -> None:
    assert made_with()[name]


def test_models_without_votes_and_without_cards_are_both_known() -> None:
    ground = replace(VOTES.ground(), cards={"m99": ModelCard("m99")})
    plan = planned(VOTES, ground, STYLE, number=1, taken_at=AT, smallest=300, configuration={})
    names = [card.name for card in plan.blank.cards]
    assert names == [*(f"m{number:02}" for number in range(8)), "m99"]


def test_a_board_is_a_line_of_json() -> None:
    _, texts = files()
    assert {text.count("\n") for text in texts.values()} == {1}
