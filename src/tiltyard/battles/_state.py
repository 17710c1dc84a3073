"""Where a battle stands and what may happen next: a function of what is stored, nothing else.

drawn and asked → streaming → answered → voted or skipped → revealed; a failed or stopped turn can
be asked again. A turn after the reveal belongs to a phase that does not count.
"""

from __future__ import annotations

from enum import StrEnum

from tiltyard.errors import BattleForbiddenError, BattleStateError
from tiltyard.records import FinishReason, Phase, StoredBattle, Turn


class State(StrEnum):
    """The state of a battle; a voted or skipped one is revealed."""

    STREAMING = "streaming"
    ANSWERED = "answered"
    FAILED = "failed"
    STOPPED = "stopped"
    VOTED = "voted"
    SKIPPED = "skipped"


class TurnState(StrEnum):
    """The state of one turn."""

    STREAMING = "streaming"
    ANSWERED = "answered"
    FAILED = "failed"
    STOPPED = "stopped"


class Action(StrEnum):
    """What the voter may do next."""

    STOP = "stop"
    VOTE = "vote"
    SKIP = "skip"
    RETRY = "retry"
    FOLLOW_UP = "follow_up"


_ALLOWED = {
    TurnState.STREAMING: (Action.STOP,),
    TurnState.ANSWERED: (Action.VOTE, Action.SKIP, Action.FOLLOW_UP),
    TurnState.FAILED: (Action.RETRY, Action.SKIP),
    TurnState.STOPPED: (Action.RETRY, Action.SKIP),
}
_ALLOWED_AFTER_REVEAL = {
    TurnState.STREAMING: (Action.STOP,),
    TurnState.ANSWERED: (Action.FOLLOW_UP,),
    TurnState.FAILED: (Action.RETRY, Action.FOLLOW_UP),
    TurnState.STOPPED: (Action.RETRY, Action.FOLLOW_UP),
}


def turn_state(turn: Turn, *, running: bool = False) -> TurnState:
    """The state of a turn; without answers and not running, it was cut off."""
    if turn.is_good:
        return TurnState.ANSWERED
    ends = {answer.finish_reason for answer in turn.answers}
    # When one side fails the other is stopped: that turn failed.
    if FinishReason.STOPPED in ends and FinishReason.FAILED not in ends:
        return TurnState.STOPPED
    if turn.answers:
        return TurnState.FAILED
    return TurnState.STREAMING if running else TurnState.STOPPED


def operative(turns: tuple[Turn, ...]) -> tuple[Turn, ...]:
    """The last attempt at each position: what the conversation is made of."""
    last = {turn.position: turn for turn in turns}
    return tuple(last[position] for position in sorted(last))


def state(stored: StoredBattle, *, running: bool = False) -> State:
    """The state of a battle; ``running`` says whether its last turn is being answered now."""
    if stored.vote is not None:
        return State.VOTED
    if stored.skipped_at is not None:
        return State.SKIPPED
    return State(turn_state(stored.turns[-1], running=running).value)


def is_revealed(stored: StoredBattle) -> bool:
    """Whether the names are out: after a committed vote or skip."""
    return stored.vote is not None or stored.skipped_at is not None


def is_closed(stored: StoredBattle) -> bool:
    """Whether the battle ended without a vote or a skip; the public log then tells its models."""
    ended = stored.seal is not None and stored.seal.ending is not None
    return ended and not is_revealed(stored)


def phase(stored: StoredBattle) -> Phase:
    """The phase that a new turn would belong to."""
    return Phase.REVEALED if is_revealed(stored) else Phase.BLIND


def actions(stored: StoredBattle, *, running: bool = False) -> tuple[Action, ...]:
    """What is allowed now."""
    last = turn_state(stored.turns[-1], running=running)
    if is_closed(stored):
        return (Action.STOP,) if last is TurnState.STREAMING else ()
    if is_revealed(stored):
        # One of the two was given other questions: there is no conversation to go on with.
        return () if is_gold(stored) else _ALLOWED_AFTER_REVEAL[last]
    # Answers that are shown again are judged as they are.
    shown_again = stored.seal is not None and stored.seal.again is not None
    return (Action.VOTE, Action.SKIP) if shown_again else _ALLOWED[last]


def require(stored: StoredBattle, action: Action, *, voter: str, running: bool = False) -> None:
    """Let ``voter`` take ``action``, or say why not.

    Raises:
        BattleForbiddenError: the battle is somebody else's.
        BattleStateError: not now.
    """
    if stored.battle.voter != voter:
        raise BattleForbiddenError("this battle belongs to another session")
    if action not in actions(stored, running=running):
        raise BattleStateError(_refusal(stored, action, running=running))


def is_gold(stored: StoredBattle) -> bool:
    """Whether it is a check of attention."""
    return stored.seal is not None and stored.seal.gold is not None


def _refusal(stored: StoredBattle, action: Action, *, running: bool) -> str:
    if is_revealed(stored) and (is_gold(stored) or action in {Action.VOTE, Action.SKIP}):
        return "the names are out: this battle is closed"
    if is_closed(stored):
        return "this battle is closed without a vote; please start a new one"
    last = turn_state(stored.turns[-1], running=running)
    if action is Action.FOLLOW_UP and last is TurnState.ANSWERED:
        return "these answers were asked for before; judge them as they are"
    if action is Action.STOP:
        return "nothing is being answered"
    if action is Action.RETRY:
        return "only a turn that failed or was stopped can be asked again"
    wanted = {Action.VOTE: "a vote", Action.SKIP: "a skip"}.get(action, "a new message")
    reason = {
        TurnState.STREAMING: "both answers are not finished yet",
        TurnState.FAILED: "a model could not answer; ask again first",
        TurnState.STOPPED: "the answers were stopped; ask again first",
    }.get(last, "it is not its time")
    return f"{wanted} is not possible now: {reason}"
