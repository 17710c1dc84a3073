"""The JSON of the API, written down once: OpenAPI is made from it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, JsonValue

from tiltyard.battles import Action, AnswerFacts, BlindBattle, BlindTurn, RevealedBattle, State
from tiltyard.battles import Reveal as _Reveal
from tiltyard.records import ModelCard, Pace, Phase, Winner


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid")


# Described only: `battles` checks prompts, and says in words what is wrong with one.
_PROMPT: dict[str, JsonValue] = {
    "minLength": 1,
    "pattern": r"^[^\u0000]*[^\s\u0000\u001c-\u001f\u0085][^\u0000]*$",
}


class OpenBattle(_Body):
    """A question for two anonymous models."""

    prompt: str = Field(examples=["Why is the sky blue?"], json_schema_extra=_PROMPT)
    mode: Literal["battle"] = "battle"
    may_publish: bool = Field(
        default=False,
        strict=True,
        description="The person was told before asking that the conversation and the vote may be "
        "published. Counts only in an arena that publishes.",
    )


class AskTurn(_Body):
    """A further message to both models."""

    prompt: str = Field(examples=["And at sunset?"], json_schema_extra=_PROMPT)


class CastVote(_Body):
    """The judgement of one battle."""

    winner: Winner


class StatusView(BaseModel):
    """Whether the vote counts (null: not decided yet), and why."""

    counts: bool | None
    text: str


class Texts(BaseModel):
    """Both answers; empty while they stream and after a failure."""

    model_a: str
    model_b: str


class TurnView(BaseModel):
    """One message and its two answers."""

    position: int
    phase: Phase
    prompt: str
    state: str
    notice: str | None
    answers: Texts


class VoteView(BaseModel):
    """A vote that is stored."""

    receipt: str
    winner: Winner
    voted_at: datetime


class AnswerFactsView(BaseModel):
    """What an answer took; seconds are measured by the arena, tokens by the provider."""

    position: int
    finish_reason: str
    reasoning: str
    prompt_tokens: int | None
    completion_tokens: int | None
    first_token_seconds: float | None
    total_seconds: float | None
    tokens_per_second: float | None
    cost_usd: float | None


class ModelView(BaseModel):
    """A model's card; prices in US dollars per million tokens, null where not stated."""

    name: str
    organisation: str | None
    licence: str | None
    link: str | None
    price_in_usd: float | None
    price_out_usd: float | None
    parameters: int | None
    context_length: int | None
    released_on: date | None


class RevealView(ModelView):
    """Who one side was."""

    version: int
    answers: list[AnswerFactsView]


class Names(BaseModel):
    """Who both sides were."""

    model_a: RevealView
    model_b: RevealView


class BattleView(BaseModel):
    """A battle as its voter may see it. ``vote`` and ``reveal`` are there after the vote only."""

    id: str
    state: State
    pace: Pace
    actions: list[Action]
    status: StatusView
    turns: list[TurnView]
    vote: VoteView | None = None
    reveal: Names | None = None


class ErrorBody(BaseModel):
    """What went wrong, in words to show."""

    code: str
    message: str


class ErrorView(BaseModel):
    """An error; ``receipt`` is that of the vote that is stored already."""

    error: ErrorBody
    receipt: str | None = None


def battle_view(battle: BlindBattle | RevealedBattle) -> BattleView:
    """A battle as JSON: only a `RevealedBattle` has names to show."""
    if isinstance(battle, BlindBattle):
        return _blind_view(battle)
    view, vote = _blind_view(battle.battle), battle.vote
    if vote is not None:
        view.vote = VoteView(receipt=vote.id, winner=vote.winner, voted_at=vote.created_at)
    view.reveal = Names(model_a=_reveal_view(battle.model_a), model_b=_reveal_view(battle.model_b))
    return view


def _blind_view(battle: BlindBattle) -> BattleView:
    return BattleView(
        id=battle.id,
        state=battle.state,
        pace=battle.pace,
        actions=list(battle.actions),
        status=StatusView(counts=battle.status.counts, text=battle.status.text),
        turns=[_turn_view(turn) for turn in battle.turns],
    )


def _turn_view(turn: BlindTurn) -> TurnView:
    return TurnView(
        position=turn.position,
        phase=turn.phase,
        prompt=turn.prompt,
        state=turn.state.value,
        notice=turn.notice,
        answers=Texts(model_a=turn.text_a, model_b=turn.text_b),
    )


def _reveal_view(reveal: _Reveal) -> RevealView:
    answers = [_facts_view(facts) for facts in reveal.answers]
    whole = {**_card(reveal.card), "version": reveal.version, "answers": answers}
    return RevealView.model_validate(whole)


def _facts_view(facts: AnswerFacts) -> AnswerFactsView:
    names = AnswerFactsView.model_fields
    return AnswerFactsView(**{name: getattr(facts, name) for name in names})


def _card(card: ModelCard) -> dict[str, object]:
    return {name: getattr(card, name) for name in ModelView.model_fields}
