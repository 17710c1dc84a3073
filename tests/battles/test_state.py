"""What may happen to a battle, and when."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from tiltyard.battles._state import Action, State, actions, operative, require, state
from tiltyard.errors import BattleForbiddenError, BattleStateError
from tiltyard.records import (
    Answer,
    Battle,
    FinishReason,
    ModelVersion,
    Pace,
    Phase,
    Side,
    StoredBattle,
    Turn,
    Vote,
    Winner,
)

AT = datetime(2026, 1, 2, tzinfo=UTC)
OAK, ELM = ModelVersion(1, "oak", 1, "x"), ModelVersion(2, "elm", 1, "y")
BATTLE = Battle("b", "ada", AT, OAK, ELM, 1.0, Pace.STRICT)


def turn(*ends: FinishReason, position: int = 0, attempt: int = 0, text: str = "yes") -> Turn:
    """A turn whose sides ended so; none if it is unanswered."""
    answers = tuple(Answer(side, text, end) for side, end in zip(Side, ends, strict=False))
    return Turn(10 * position + attempt, position, attempt, Phase.BLIND, "Why?", answers)


GOOD = turn(FinishReason.STOP, FinishReason.LENGTH)
UNANSWERED = turn()
FAILED = turn(FinishReason.STOP, FinishReason.FAILED)
STOPPED = turn(FinishReason.STOP, FinishReason.STOPPED)
VOTE = Vote("v", "b", Winner.TIE, "ada", AT)


def battle(*turns: Turn) -> StoredBattle:
    return StoredBattle(BATTLE, turns)


@pytest.mark.parametrize(
    ("stored", "running", "expected"),
    [
        (battle(UNANSWERED), True, State.STREAMING),
        (battle(UNANSWERED), False, State.STOPPED),
        (battle(GOOD), False, State.ANSWERED),
        (battle(FAILED), False, State.FAILED),
        (battle(STOPPED), False, State.STOPPED),
        (battle(turn(FinishReason.STOPPED, FinishReason.FAILED)), False, State.FAILED),
        (battle(turn(FinishReason.STOP, FinishReason.STOP, text="  ")), False, State.FAILED),
        (replace(battle(GOOD), vote=VOTE), False, State.VOTED),
        (replace(battle(FAILED), skipped_at=AT), False, State.SKIPPED),
    ],
)
def test_the_state_follows_from_what_is_stored(
    stored: StoredBattle, running: bool, expected: State
) -> None:
    assert state(stored, running=running) is expected


@pytest.mark.parametrize("last", [UNANSWERED, FAILED, STOPPED])
def test_an_unfinished_battle_takes_no_vote(last: Turn) -> None:
    with pytest.raises(BattleStateError, match="a vote is not possible now"):
        require(battle(last), Action.VOTE, voter="ada")


def test_a_good_turn_before_an_unfinished_one_is_not_enough() -> None:
    with pytest.raises(BattleStateError, match="not finished"):
        require(battle(GOOD, turn(position=1)), Action.VOTE, voter="ada", running=True)


def test_nobody_votes_on_somebody_elses_battle() -> None:
    with pytest.raises(BattleForbiddenError):
        require(battle(GOOD), Action.VOTE, voter="eve")


@pytest.mark.parametrize("last", [UNANSWERED, GOOD, FAILED, STOPPED])
@pytest.mark.parametrize("end", [{"vote": VOTE}, {"skipped_at": AT}])
def test_a_revealed_battle_takes_no_vote(last: Turn, end: dict[str, Any]) -> None:
    revealed = replace(battle(last), **end)
    assert Action.VOTE not in actions(revealed)
    assert Action.SKIP not in actions(revealed)


def test_one_may_chat_on_after_the_reveal() -> None:
    assert Action.FOLLOW_UP in actions(replace(battle(GOOD), vote=VOTE))


def test_the_last_attempt_at_a_turn_is_the_one_that_holds() -> None:
    again = replace(GOOD, attempt=1)
    later = turn(FinishReason.STOP, FinishReason.STOP, position=1)
    assert operative((FAILED, again, later)) == (again, later)


def test_a_running_battle_can_only_be_stopped() -> None:
    assert actions(battle(UNANSWERED), running=True) == (Action.STOP,)
