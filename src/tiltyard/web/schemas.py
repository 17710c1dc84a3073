"""The JSON of the API, written down once: OpenAPI is made from it."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime
from typing import Literal

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    JsonValue,
    SerializerFunctionWrapHandler,
    model_serializer,
)

from tiltyard.battles import Action, AnswerFacts, BlindBattle, BlindTurn, RevealedBattle, State
from tiltyard.battles import Reveal as _Reveal
from tiltyard.records import ModelCard, Pace, Phase, Side, Winner


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid")


# Described only: `battles` checks prompts, and says in words what is wrong with one.
_PROMPT: dict[str, JsonValue] = {
    "minLength": 1,
    "pattern": r"^[^\u0000]*[^\s\u0000\u001c-\u001f\u0085][^\u0000]*$",
}


_CLIENT: str = Field(
    default="",
    pattern="^([0-9a-f]{2}){0,32}$",
    examples=["9f86d081884c7d659a2feaa0c55ad015"],
    description="Random bytes of your own, in hexadecimal digits, that are mixed into the "
    "draw: then nobody, the arena included, knew beforehand who would meet.",
)


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

    client: str = _CLIENT


class ShowAgain(_Body):
    """The wish to judge two answers once more."""

    client: str = _CLIENT


class AskAgain(_Body):
    """The wish to ask a failed or stopped turn again."""

    client: str = _CLIENT


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


class CommitmentView(BaseModel):
    """What binds the arena to a draw before anybody saw an answer.

    ``digest`` is SHA-256 of the opening that comes after the vote; ``leaf`` is the battle's place
    in the public log.
    """

    digest: str
    stream: str
    counter: int
    client: str
    leaf: int


class OpeningView(BaseModel):
    """What the commitment was made to; models by the numbers that the public log gives them.

    ``again`` is there only where answers were shown again: the place of the vote on them; and
    ``gold`` only in a check of attention: the side that was given another question. The digest is
    SHA-256 of ``tiltyard-commit-v1``, a zero byte, the nonce's 32 bytes, and the other fields as
    canonical JSON (RFC 8785).
    """

    nonce: str
    stream: str
    counter: int
    client: str
    model_a: int
    model_b: int
    probability: int
    again: int | None = None
    gold: Side | None = None

    @model_serializer(mode="wrap")
    def _as_committed(self, usual: SerializerFunctionWrapHandler) -> dict[str, JsonValue]:
        """What was committed to: a usual battle has neither ``again`` nor ``gold``."""
        fields: dict[str, JsonValue] = usual(self)
        return {name: value for name, value in fields.items() if value is not None}


class ReceiptView(BaseModel):
    """Where the public log has the end of the battle, and the hash of that leaf."""

    leaf: int
    hash: str


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
    """Who one side was; ``number`` is what the public log calls this version of the model."""

    number: int
    version: int
    answers: list[AnswerFactsView]


class Names(BaseModel):
    """Who both sides were."""

    model_a: RevealView
    model_b: RevealView


class BattleView(BaseModel):
    """A battle as its voter may see it.

    ``vote``, ``reveal``, ``opening`` and ``entry`` are there after the vote only. A battle that is
    older than the public log has no ``commitment``, ``opening`` and ``entry``.
    """

    id: str
    state: State
    pace: Pace
    actions: list[Action]
    status: StatusView
    turns: list[TurnView]
    commitment: CommitmentView | None = None
    vote: VoteView | None = None
    reveal: Names | None = None
    opening: OpeningView | None = None
    entry: ReceiptView | None = None


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
    if battle.opening is not None:
        view.opening = OpeningView(**asdict(battle.opening))
    if battle.receipt is not None:
        view.entry = ReceiptView(**asdict(battle.receipt))
    return view


def _blind_view(battle: BlindBattle) -> BattleView:
    sealed = battle.commitment
    return BattleView(
        id=battle.id,
        state=battle.state,
        pace=battle.pace,
        actions=list(battle.actions),
        status=StatusView(counts=battle.status.counts, text=battle.status.text),
        turns=[_turn_view(turn) for turn in battle.turns],
        commitment=CommitmentView(**asdict(sealed)) if sealed is not None else None,
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
    whole = {
        **_card(reveal.card),
        "number": reveal.number,
        "version": reveal.version,
        "answers": answers,
    }
    return RevealView.model_validate(whole)


def _facts_view(facts: AnswerFacts) -> AnswerFactsView:
    names = AnswerFactsView.model_fields
    return AnswerFactsView(**{name: getattr(facts, name) for name in names})


def _card(card: ModelCard) -> dict[str, object]:
    return {name: getattr(card, name) for name in ModelView.model_fields}
