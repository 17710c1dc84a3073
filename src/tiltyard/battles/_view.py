"""What leaves the room: before the reveal a `BlindBattle`, which cannot hold a name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tiltyard.battles._entries import opening_of
from tiltyard.battles._promise import Promise, Status
from tiltyard.battles._recorder import Receipt
from tiltyard.battles._state import (
    Action,
    State,
    TurnState,
    actions,
    is_closed,
    is_revealed,
    operative,
    state,
    turn_state,
)
from tiltyard.ledger import Opening
from tiltyard.records import (
    Answer,
    FinishReason,
    ModelCard,
    Pace,
    Phase,
    Side,
    StoredBattle,
    Turn,
    Vote,
)


@dataclass(frozen=True, slots=True)
class Commitment:
    """What binds the arena to the draw of a battle, and tells nothing of it.

    Attributes:
        digest: 64 hexadecimal digits; after the vote `ledger.Opening` shows what they stand for.
        stream: which stream of draws, and ``counter``: its how many-th draw.
        client: what the voter's page added to it, in hexadecimal digits.
        leaf: the place of the battle in the log.
    """

    digest: str
    stream: str
    counter: int
    client: str
    leaf: int


@dataclass(frozen=True, slots=True)
class BlindTurn:
    """One turn as the voter may see it. Texts are empty while streaming and after a failure."""

    position: int
    phase: Phase
    prompt: str
    state: TurnState
    notice: str | None
    text_a: str = ""
    text_b: str = ""


@dataclass(frozen=True, slots=True)
class BlindBattle:
    """A battle without names: all that anybody may see before the vote.

    One that is older than the log has no commitment.
    """

    id: str
    state: State
    pace: Pace
    actions: tuple[Action, ...]
    status: Status
    turns: tuple[BlindTurn, ...]
    commitment: Commitment | None = None


@dataclass(frozen=True, slots=True)
class AnswerFacts:
    """What an answer took; told only after the reveal. See `tiltyard.records.Answer`."""

    position: int
    finish_reason: FinishReason
    reasoning: str
    prompt_tokens: int | None
    completion_tokens: int | None
    first_token_seconds: float | None
    total_seconds: float | None
    tokens_per_second: float | None
    cost_usd: float | None


@dataclass(frozen=True, slots=True)
class Reveal:
    """Who one side was; ``number`` is what the log calls this version."""

    card: ModelCard
    number: int
    version: int
    answers: tuple[AnswerFacts, ...]


@dataclass(frozen=True, slots=True)
class RevealedBattle:
    """A battle whose vote or skip is committed, with its names.

    ``opening`` is what its commitment was made to, and ``receipt`` where the log has its end; a
    battle that is older than the log has neither.
    """

    battle: BlindBattle
    vote: Vote | None
    model_a: Reveal
    model_b: Reveal
    opening: Opening | None = None
    receipt: Receipt | None = None


_FAILED = "One of the models could not answer. Your question is kept."
_STOPPED = "The answers were stopped before both were finished."

_STATUS = {
    State.STREAMING: Status(None, "You can vote once both answers are finished."),
    State.FAILED: Status(
        False, "This round does not count: a model could not answer. Ask again or skip."
    ),
    State.STOPPED: Status(
        False, "This round does not count: the answers were stopped. Ask again or skip."
    ),
    State.SKIPPED: Status(False, "You skipped this battle: nothing was counted."),
}
_CLOSED = Status(
    False,
    "This battle is closed without a vote: the public log tells its models now.",
)
_NONE = Promise()
_CHATTING = Status(False, "What you ask after the reveal does not count.")


def view(
    stored: StoredBattle,
    cards: Mapping[str, ModelCard],
    *,
    running: bool = False,
    receipt: Receipt | None = None,
    promise: Promise = _NONE,
) -> BlindBattle | RevealedBattle:
    """The battle as its voter may see it now.

    Args:
        stored: what the store holds.
        cards: by model name; used only once the names are out.
        running: whether the last turn is being answered now.
        receipt: where the log has the battle's end.
        promise: when votes count here.
    """
    blind = _blind(stored, promise, running=running)
    if not is_revealed(stored):
        return blind
    return RevealedBattle(
        blind,
        stored.vote,
        _reveal(stored, Side.MODEL_A, cards),
        _reveal(stored, Side.MODEL_B, cards),
        opening_of(stored) if stored.seal is not None else None,
        receipt,
    )


def _blind(stored: StoredBattle, promise: Promise, *, running: bool) -> BlindBattle:
    turns = operative(stored.turns)
    now = state(stored, running=running)
    return BlindBattle(
        id=stored.battle.id,
        state=now,
        pace=stored.battle.pace,
        actions=actions(stored, running=running),
        status=_status(stored, now, promise),
        turns=tuple(_blind_turn(turn, running=running and turn is turns[-1]) for turn in turns),
        commitment=_commitment(stored),
    )


def _status(stored: StoredBattle, now: State, promise: Promise) -> Status:
    if is_closed(stored):
        return _CLOSED
    if stored.turns[-1].phase is Phase.REVEALED:
        return _CHATTING
    status = _of_state(stored, now, promise)
    gold = None if stored.seal is None else stored.seal.gold
    if gold is not None and is_revealed(stored):
        return Status(status.counts, f"{status.text} {_check(stored, gold)}")
    return status


def _of_state(stored: StoredBattle, now: State, promise: Promise) -> Status:
    if now is State.VOTED:
        return promise.after(None if stored.seal is None else stored.seal.counts)
    return promise.before() if now is State.ANSWERED else _STATUS[now]


def _check(stored: StoredBattle, side: Side) -> str:
    """What a voter is told of a check of attention, once the names are out."""
    letter, model = side.value[-1:].upper(), stored.battle.version(side).model
    answer = operative(stored.turns)[0].answer(side)
    asked = f": “{answer.asked}”" if answer is not None and answer.asked else "."
    return (
        f"This was a check of attention: {letter}, {model}, was given another question than "
        f"yours{asked}"
    )


def _commitment(stored: StoredBattle) -> Commitment | None:
    seal = stored.seal
    if seal is None:
        return None
    digest = opening_of(stored).commitment
    return Commitment(digest, seal.stream, seal.counter, seal.client, seal.leaf)


def _blind_turn(turn: Turn, *, running: bool) -> BlindTurn:
    now = turn_state(turn, running=running)
    notice = {TurnState.FAILED: _FAILED, TurnState.STOPPED: _STOPPED}.get(now)
    # A failed turn shows neither side: half an answer could tell which model failed.
    shown = now in {TurnState.ANSWERED, TurnState.STOPPED}
    return BlindTurn(
        position=turn.position,
        phase=turn.phase,
        prompt=turn.prompt,
        state=now,
        notice=notice,
        text_a=_text(turn, Side.MODEL_A) if shown else "",
        text_b=_text(turn, Side.MODEL_B) if shown else "",
    )


def _text(turn: Turn, side: Side) -> str:
    answer = turn.answer(side)
    return answer.text if answer is not None else ""


def _reveal(stored: StoredBattle, side: Side, cards: Mapping[str, ModelCard]) -> Reveal:
    version = stored.battle.version(side)
    answers = ((turn.position, turn.answer(side)) for turn in operative(stored.turns))
    return Reveal(
        card=cards.get(version.model, ModelCard(version.model, active=False)),
        number=version.id,
        version=version.number,
        answers=tuple(_facts(position, answer) for position, answer in answers if answer),
    )


def _facts(position: int, answer: Answer) -> AnswerFacts:
    return AnswerFacts(
        position=position,
        finish_reason=answer.finish_reason,
        reasoning=answer.reasoning,
        prompt_tokens=answer.prompt_tokens,
        completion_tokens=answer.completion_tokens,
        first_token_seconds=answer.first_token_seconds,
        total_seconds=answer.total_seconds,
        tokens_per_second=_speed(answer),
        cost_usd=answer.cost_usd,
    )


def _speed(answer: Answer) -> float | None:
    """Tokens per second after the first; None where that cannot be said."""
    tokens, first, total = (
        answer.completion_tokens,
        answer.first_token_seconds,
        answer.total_seconds,
    )
    if tokens is None or tokens < 2 or first is None or total is None or total <= first:
        return None
    return (tokens - 1) / (total - first)
