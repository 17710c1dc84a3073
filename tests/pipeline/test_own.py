"""The battles of one's own arena become rows of a dataset."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from store.rows import AT, answer, anything_goes, keep, keep_answered, new_battle, vote_on
from tiltyard.pipeline import Dataset, Imported, import_store
from tiltyard.pipeline._own import row_of
from tiltyard.records import (
    Answer,
    FinishReason,
    Phase,
    Side,
    StoredBattle,
    Turn,
    Vote,
    Winner,
)
from tiltyard.store import NewTurn, Store, open_store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty store."""
    with closing(open_store(f"sqlite:///{tmp_path / 'arena.db'}")) as made:
        made.upgrade()
        yield made


def vote(store: Store, *, hours: float = 0, consent: bool = False) -> Vote:
    """A vote so long after the first, on a battle of its own."""
    battle = replace(new_battle(store), consent=consent)
    stored = store.add_battle(battle, NewTurn("Why?", Phase.BLIND))
    store.add_answers(stored.turns[0].id, [answer(side) for side in Side])
    made = replace(vote_on(stored, Winner.MODEL_B), created_at=AT + timedelta(hours=hours))
    return store.add_vote(made, key=None, rule=anything_goes)


def run(folder: Path, store: Store) -> Imported:
    return import_store(folder / "dataset", store, "Grove")


def rows(folder: Path) -> list[dict[str, Any]]:
    return Dataset.open(folder / "dataset").scan().collect().to_dicts()


def test_a_vote_is_a_row(store: Store, tmp_path: Path) -> None:
    made = vote(store)
    run(tmp_path, store)
    [row] = rows(tmp_path)
    extra = json.loads(row.pop("extra"))
    assert row == {
        "id": f"arena:{made.id}",
        "battle": f"arena:{made.battle_id}",
        "source": "arena",
        "model_a": "oak",
        "model_b": "elm",
        "winner": "model_b",
        "voter": "ada",
        "created_at": datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC),
        "anonymous": True,
        "system": None,
        "prompts": ["Why?"],
        "answers_a": ["Because. \u00e9 \U0001f600"],
        "answers_b": ["Because. \u00e9 \U0001f600"],
        "tokens_a": [5],
        "tokens_b": [5],
        "failure": None,
        "flagged": None,
        "consent": False,
        "language": None,
        "images": 0,
    }
    assert extra == {"pace": "strict", "pair_probability": 0.25, "version_a": 1, "version_b": 1}


@pytest.mark.parametrize("consent", [True, False])
def test_consent_is_what_the_voter_was_told(store: Store, tmp_path: Path, consent: bool) -> None:
    vote(store, consent=consent)
    run(tmp_path, store)
    assert rows(tmp_path)[0]["consent"] is consent


def test_only_new_votes_are_added(store: Store, tmp_path: Path) -> None:
    vote(store)
    run(tmp_path, store)
    late = vote(store, hours=5)
    assert run(tmp_path, store).inputs[0].imported == 1
    assert [row["id"] for row in rows(tmp_path)][1:] == [f"arena:{late.id}"]


def test_a_vote_that_came_to_disk_late_is_not_missed(store: Store, tmp_path: Path) -> None:
    vote(store, hours=2)
    vote(store, hours=5)
    run(tmp_path, store)
    vote(store, hours=4.5)
    assert run(tmp_path, store).inputs[0].imported == 1
    assert len(rows(tmp_path)) == 3


def test_counts_of_all_runs_are_kept_together(store: Store, tmp_path: Path) -> None:
    vote(store)
    run(tmp_path, store)
    vote(store, hours=1)
    run(tmp_path, store)
    run(tmp_path, store)
    [held] = Dataset.open(tmp_path / "dataset").inputs.values()
    assert (held["rows"], held["imported"], held["repeated"]) == (2, 2, 0)
    assert held["complete"]


def test_another_arena_of_the_same_name_is_read_from_its_start(
    store: Store, tmp_path: Path
) -> None:
    vote(store)
    vote(store, hours=9)
    run(tmp_path, store)
    with closing(open_store(f"sqlite:///{tmp_path / 'other.db'}")) as other:
        other.upgrade()
        vote(other)
        assert run(tmp_path, other).inputs[0].imported == 1


def test_skipped_and_undecided_battles_are_counted_and_no_rows(
    store: Store, tmp_path: Path
) -> None:
    vote(store)
    store.add_skip(keep_answered(store).battle.id, rule=anything_goes)
    keep(store)
    run(tmp_path, store)
    assert len(rows(tmp_path)) == 1
    [stamp] = (tmp_path / "dataset" / "runs").glob("*.json")
    result = json.loads(stamp.read_text())["result"]
    assert (result["skipped"], result["undecided"]) == (1, 1)


def test_more_votes_than_a_page_holds_are_all_read(store: Store, tmp_path: Path) -> None:
    for number in range(7):
        vote(store, hours=number)
    done = import_store(tmp_path / "dataset", store, "Grove", page=3)
    assert done.rows == 7


def turn(position: int, *, attempt: int = 0, phase: Phase = Phase.BLIND, **ends: Any) -> Turn:
    """A turn whose answers say where they stand."""
    answers = tuple(replace(answer(side), text=f"{position}.{attempt}", **ends) for side in Side)
    return Turn(position * 10 + attempt, position, attempt, phase, f"{position}?", answers)


@pytest.fixture
def stored(store: Store) -> StoredBattle:
    """A battle."""
    return keep_answered(store)


def test_what_was_asked_after_the_reveal_is_left_out(stored: StoredBattle) -> None:
    talk = replace(stored, turns=(turn(0), turn(1), turn(2, phase=Phase.REVEALED)))
    assert row_of(talk, vote_on(stored))["prompts"] == ["0?", "1?"]


def test_of_several_attempts_the_last_counts(stored: StoredBattle) -> None:
    talk = replace(stored, turns=(turn(0), turn(0, attempt=1)))
    assert row_of(talk, vote_on(stored))["answers_a"] == ["0.1"]


@pytest.mark.parametrize(
    ("ends", "failure"),
    [
        ({"finish_reason": FinishReason.LENGTH}, None),
        ({"finish_reason": FinishReason.STOPPED}, "stopped"),
        (
            {"finish_reason": FinishReason.FAILED, "failure": "refused: http://10.0.0.1 said no"},
            "refused",
        ),
    ],
)
def test_a_failure_is_told_in_a_word_without_addresses(
    stored: StoredBattle, ends: dict[str, Any], failure: str | None
) -> None:
    assert row_of(replace(stored, turns=(turn(0, **ends),)), vote_on(stored))["failure"] == failure


def test_a_turn_without_answers_has_none(stored: StoredBattle) -> None:
    cut = Turn(1, 0, 0, Phase.BLIND, "Why?")
    row = row_of(replace(stored, turns=(cut,)), vote_on(stored))
    assert (row["failure"], row["answers_a"], row["tokens_b"]) == ("no answer", [None], [None])


def test_an_answer_of_nothing_is_none(stored: StoredBattle) -> None:
    silent = tuple(Answer(side, "", FinishReason.STOP) for side in Side)
    talk = replace(stored, turns=(replace(turn(0), answers=silent),))
    assert row_of(talk, vote_on(stored))["answers_a"] == [None]
