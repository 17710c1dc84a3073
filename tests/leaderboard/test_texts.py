"""What people may read of battles."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from tiltyard.errors import DataError
from tiltyard.leaderboard import ArenaTexts, Conversation, DatasetTexts, Turn
from tiltyard.pipeline import Dataset
from tiltyard.records import Answer, Battle, FinishReason, Pace, Phase, Side, Vote, Winner
from tiltyard.store import NewTurn, Served, Store, open_store

NOW = datetime(2026, 5, 4, 12, tzinfo=UTC)


@pytest.fixture
def arena(sqlite_url: str) -> Iterator[Store]:
    """A store of an arena with two models."""
    opened = open_store(sqlite_url)
    opened.upgrade()
    yield opened
    opened.close()


def held(store: Store, id: str, *, consent: bool = True, prompt: str = "Why?") -> None:
    """A battle that was voted on, and went on after the reveal."""
    named = store.register([Served("oak", "{}", "0" * 64), Served("elm", "{}", "1" * 64)])
    battle = Battle(id, "somebody", NOW, named["oak"], named["elm"], 1.0, Pace.STRICT, consent)
    answered(store, store.add_battle(battle, NewTurn(prompt, Phase.BLIND)).turns[0].id)
    vote = Vote(f"vote-{id}", id, Winner.TIE, "somebody", NOW)
    store.add_vote(vote, key=None, rule=lambda _: None)
    later = NewTurn("After the reveal?", Phase.REVEALED, 1)
    answered(store, store.add_turn(id, later, rule=lambda _: None).id)


def answered(store: Store, turn: int) -> None:
    """Both answers of a turn."""
    store.add_answers(
        turn,
        [
            Answer(Side.MODEL_A, "Write to ann@example.org.", FinishReason.STOP),
            Answer(Side.MODEL_B, "No idea.", FinishReason.STOP),
        ],
    )


def test_a_conversation_ends_with_the_vote_and_holds_no_personal_data(arena: Store) -> None:
    held(arena, "one", prompt="Call 212-555-0187 for me.")
    read = ArenaTexts(arena).read(["arena:vote-one"], ["arena:one"])
    turn = Turn("Call [PHONE] for me.", "Write to [EMAIL].", "No idea.")
    assert read == {"arena:vote-one": Conversation((turn,))}


def test_what_the_voter_did_not_allow_is_not_there(arena: Store) -> None:
    held(arena, "private", consent=False)
    assert ArenaTexts(arena).read(["arena:vote-private"], ["arena:private"]) == {}


def test_a_battle_that_the_store_does_not_have_is_not_there(arena: Store) -> None:
    held(arena, "one")
    read = ArenaTexts(arena).read(["gone", "arena:vote-one"], ["arena:gone", "arena:one"])
    assert list(read) == ["arena:vote-one"]


def test_only_the_kinds_that_are_named_are_taken_out(arena: Store) -> None:
    held(arena, "one", prompt="Call 212-555-0187 for me.")
    read = ArenaTexts(arena, kinds=["email"]).read(["v"], ["one"])
    assert read["v"].turns[0].prompt == "Call 212-555-0187 for me."


def rows(*ids: str, **more: Any) -> pl.DataFrame:
    """Rows of a dataset."""
    n = len(ids)
    return pl.DataFrame(
        {
            "id": ids,
            "consent": [True] * n,
            "prompts": [[f"question {id}"] for id in ids],
            "answers_a": [[f"left {id}"] for id in ids],
            "answers_b": [[f"right {id}"] for id in ids],
            **more,
        }
    )


def dataset(folder: Path, *parts: pl.DataFrame) -> Dataset:
    """A dataset of these parts."""
    made = Dataset.create(folder / "set")
    for part in parts:
        made.append(part)
    made.save()
    return made


def test_rows_are_found_in_every_part(tmp_path: Path) -> None:
    texts = DatasetTexts(dataset(tmp_path, rows("a", "b"), rows("c", "d")))
    read = texts.read(["d", "a", "z"], ["", "", ""])
    assert read == {
        "a": Conversation((Turn("question a", "left a", "right a"),)),
        "d": Conversation((Turn("question d", "left d", "right d"),)),
    }


def test_parts_that_come_later_are_found_too(tmp_path: Path) -> None:
    made = dataset(tmp_path, rows("a"))
    texts = DatasetTexts(made)
    assert texts.read(["b"], [""]) == {}
    made.append(rows("b"))
    made.save()
    assert list(texts.read(["b"], [""])) == ["b"]


def test_a_dataset_that_was_made_anew_is_read_anew(tmp_path: Path) -> None:
    texts = DatasetTexts(dataset(tmp_path / "data", rows("a", "b")))
    texts.read(["a"], [""])
    (tmp_path / "data").rename(tmp_path / "before")
    dataset(tmp_path / "data", rows("c"))
    assert set(texts.read(["a", "c"], ["", ""])) == {"c"}


def test_rows_without_consent_are_not_there(tmp_path: Path) -> None:
    texts = DatasetTexts(dataset(tmp_path, rows("a", "b", "c", consent=[True, False, None])))
    assert list(texts.read(["a", "b", "c"], [""] * 3)) == ["a"]


def test_a_licence_can_allow_what_nobody_said(tmp_path: Path) -> None:
    made = dataset(tmp_path, rows("a", "b", "c", consent=[True, False, None]))
    texts = DatasetTexts(made, shows_unknown=True)
    assert list(texts.read(["a", "b", "c"], [""] * 3)) == ["a", "c"]


def test_flagged_rows_are_not_there(tmp_path: Path) -> None:
    texts = DatasetTexts(dataset(tmp_path, rows("a", "b", "c", flagged=[True, False, None])))
    assert list(texts.read(["a", "b", "c"], [""] * 3)) == ["b", "c"]


def test_personal_data_of_a_dataset_is_taken_out(tmp_path: Path) -> None:
    made = dataset(tmp_path, rows("a", prompts=[["I am ann@example.org"]]))
    assert DatasetTexts(made).read(["a"], [""])["a"].turns[0].prompt == "I am [EMAIL]"


def test_a_turn_without_an_answer_has_none(tmp_path: Path) -> None:
    made = dataset(
        tmp_path,
        rows("a", prompts=[["one", "two"]], answers_a=[["yes", None]], answers_b=[["no"]]),
    )
    assert DatasetTexts(made).read(["a"], [""])["a"].turns == (
        Turn("one", "yes", "no"),
        Turn("two", None, None),
    )


def test_a_dataset_that_is_gone_is_said_to_be_gone(tmp_path: Path) -> None:
    made = dataset(tmp_path, rows("a"))
    texts = DatasetTexts(made)
    (made.folder / "dataset.json").unlink()
    with pytest.raises(DataError, match="is no dataset"):
        texts.read(["a"], [""])
