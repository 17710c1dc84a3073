"""What is recorded of models, battles and votes: frozen values, standard library only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Side(StrEnum):
    """One of the two seats of a battle; which model sits where is drawn at random."""

    MODEL_A = "model_a"
    MODEL_B = "model_b"


class Winner(StrEnum):
    """What a vote says. ``both_bad`` is an outcome of its own, not a tie."""

    MODEL_A = "model_a"
    MODEL_B = "model_b"
    TIE = "tie"
    BOTH_BAD = "both_bad"


class Pace(StrEnum):
    """How answers reach the voter.

    ``strict``: both start together and flow in equal small steps, so that the bytes sent depend on
    the texts alone. ``fast``: as the models produce them.
    """

    STRICT = "strict"
    FAST = "fast"


class Phase(StrEnum):
    """When a turn was asked: while the models were anonymous, or after the reveal."""

    BLIND = "blind"
    REVEALED = "revealed"


class FinishReason(StrEnum):
    """Why an answer ended. Only ``stop`` and ``length`` are good ends."""

    STOP = "stop"
    LENGTH = "length"
    STOPPED = "stopped"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a conversation; ``role`` is ``system``, ``user`` or ``assistant``."""

    role: str
    content: str


@dataclass(frozen=True, slots=True)
class ModelCard:
    """What everybody may know of a model once its name is out.

    Prices are US dollars per million tokens; ``None`` means not stated, never free.
    ``parameters`` counts weights; ``context_length`` is in tokens. ``variants``: of how many that
    were tested in private it was chosen; None for a model that never was.
    """

    name: str
    organisation: str | None = None
    licence: str | None = None
    link: str | None = None
    price_in_usd: float | None = None
    price_out_usd: float | None = None
    context_length: int | None = None
    parameters: int | None = None
    released_on: date | None = None
    listed: bool = True
    active: bool = True
    variants: int | None = None


@dataclass(frozen=True, slots=True)
class ModelVersion:
    """What exactly is served under a model's name; a change to it is a new version.

    ``digest`` is over endpoint, model id, system prompt and parameters, without secrets.
    """

    id: int
    model: str
    number: int
    digest: str


@dataclass(frozen=True, slots=True)
class Battle:
    """One drawn pair. ``pair_probability`` is that of the unordered pair, in (0, 1].

    ``consent``: whether the voter was told beforehand that the conversation may be published.
    """

    id: str
    voter: str
    created_at: datetime
    version_a: ModelVersion
    version_b: ModelVersion
    pair_probability: float
    pace: Pace
    consent: bool = False

    def version(self, side: Side) -> ModelVersion:
        """Who sits on ``side``."""
        return self.version_a if side is Side.MODEL_A else self.version_b


@dataclass(frozen=True, slots=True)
class Answer:
    """One model's answer to one turn.

    Seconds are measured by the arena from the moment it asked; ``first_token_seconds`` counts
    reasoning as a token. Token counts are the provider's own, ``None`` where it gave none.
    ``failure`` is for the operator and never leaves the server. ``asked`` is the question that was
    answered, where it was another one than the turn's.
    """

    side: Side
    text: str
    finish_reason: FinishReason
    reasoning: str = ""
    failure: str | None = None
    prompt_tokens: int | None = None
    completion_tokens: int | None = None
    first_token_seconds: float | None = None
    total_seconds: float | None = None
    cost_usd: float | None = None
    served_model: str | None = None
    asked: str | None = None

    @property
    def is_good(self) -> bool:
        """Whether the answer finished by itself and says something."""
        return self.finish_reason in {FinishReason.STOP, FinishReason.LENGTH} and bool(
            self.text.strip()
        )


@dataclass(frozen=True, slots=True)
class Turn:
    """One message to both models, and their answers so far (none, or both)."""

    id: int
    position: int
    attempt: int
    phase: Phase
    prompt: str
    answers: tuple[Answer, ...] = ()

    def answer(self, side: Side) -> Answer | None:
        """The answer of ``side``, or None while it is not stored."""
        return next((answer for answer in self.answers if answer.side is side), None)

    @property
    def is_good(self) -> bool:
        """Whether both answers are in and good: what a vote needs."""
        return len(self.answers) == len(Side) and all(answer.is_good for answer in self.answers)


@dataclass(frozen=True, slots=True)
class Vote:
    """One judgement of one battle; ``id`` is the receipt."""

    id: str
    battle_id: str
    winner: Winner
    voter: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class PollVote:
    """What a voter chose in a poll; of several votes in one poll a voter's last one counts."""

    poll: str
    option: str
    voter: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Seal:
    """What was fixed of a battle before anybody saw an answer; secret until it ends.

    Attributes:
        stream: which stream of draws, and ``counter``: its how many-th draw.
        client: what the voter's page added to the draw, in hexadecimal digits; may be empty.
        nonce: of the commitment; 64 hexadecimal digits.
        salt: of the digest of what was said; 64 hexadecimal digits.
        leaf: the place of the battle's leaf in the log; -1 before it is there.
        ending: that of the vote's leaf, or of what ended it otherwise; None while it is open.
        counts: whether the vote counts, as its leaf has it.
        again: where the battle shows two answers again: the leaf of the vote on them.
        gold: where the battle is a check of attention: the side that is given another question.
    """

    stream: str
    counter: int
    client: str
    nonce: str
    salt: str
    leaf: int = -1
    ending: int | None = None
    counts: str | None = None
    again: int | None = None
    gold: Side | None = None


@dataclass(frozen=True, slots=True)
class Retest:
    """Two judgements of the same two answers by the same voter.

    Attributes:
        voter: whose.
        first: what the earlier vote says.
        second: what the later one says, in the seats of the earlier.
        leaves: the places of both votes in the log.
    """

    voter: str
    first: Winner
    second: Winner
    leaves: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Past:
    """What the voter of a battle had done when they voted on it.

    Attributes:
        first_at: when their first battle was opened; None if they never opened one.
        counted: how many votes of theirs count, of the day of the vote.
        on_a: how many count, of the vote's epoch, on battles of the model that sits left, whatever
            its version; ``on_b`` of the other.
    """

    first_at: datetime | None = None
    counted: int = 0
    on_a: int = 0
    on_b: int = 0


@dataclass(frozen=True, slots=True)
class StoredBattle:
    """All that the store holds of one battle; without a seal it is older than the log.

    ``past`` is there only where a vote is being kept, and was asked for.
    """

    battle: Battle
    turns: tuple[Turn, ...] = ()
    vote: Vote | None = None
    skipped_at: datetime | None = None
    seal: Seal | None = None
    past: Past | None = None


@dataclass(frozen=True, slots=True)
class Tally:
    """How often a pair, sitting this way round, ended this way."""

    model_a: str
    model_b: str
    winner: Winner
    count: int


# Probabilities of draws are told as whole numbers: so many parts of one.
PARTS = 10**12


@dataclass(frozen=True, slots=True)
class Draw:
    """Two models drawn to meet, sides at random.

    ``parts``: the probability of the unordered pair in parts of 10 ** 12, rounded up.
    """

    model_a: str
    model_b: str
    parts: int

    @property
    def probability(self) -> float:
        """Of the unordered pair, in (0, 1]; times 10 ** 12 and rounded, it gives the parts."""
        return self.parts / PARTS
