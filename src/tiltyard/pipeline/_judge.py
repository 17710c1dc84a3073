"""Which model questions about texts are put to, how, and what that costs."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tiltyard.providers import Deadlines, Endpoint, Request
from tiltyard.records import Message

_MOST_TOKENS = 1024
_USUAL_TOKENS = 12
_BYTES_A_TOKEN = 4
_LIMITS = ("max_tokens", "max_completion_tokens")


@dataclass(frozen=True, slots=True)
class Judge:
    """A configured model, as it is asked about texts.

    Attributes:
        name: as the settings have it.
        endpoint: makes its endpoint, when the first question is asked.
        model: its id there.
        digest: sha256 of all that decides its answers.
        deadlines: how long to wait for one answer.
        system_prompt: the settings' own for this model.
        parameters: sampling parameters; the temperature is always 0.
        price_in_usd, price_out_usd: dollars for a million tokens, None if not known.
    """

    name: str
    endpoint: Callable[[], Endpoint]
    model: str
    digest: str
    deadlines: Deadlines = field(default_factory=Deadlines)
    system_prompt: str | None = None
    parameters: Mapping[str, Any] = field(default_factory=dict)
    price_in_usd: float | None = None
    price_out_usd: float | None = None

    @property
    def most_tokens(self) -> int:
        """The most that one answer may say."""
        return next(
            (int(self.parameters[key]) for key in _LIMITS if key in self.parameters), _MOST_TOKENS
        )

    def request(self, prompt: str) -> Request:
        """One question."""
        system = [Message("system", self.system_prompt)] if self.system_prompt else []
        limit = {} if any(key in self.parameters for key in _LIMITS) else {_LIMITS[0]: _MOST_TOKENS}
        parameters = {**self.parameters, **limit, "temperature": 0}
        return Request(self.model, (*system, Message("user", prompt)), parameters)

    def key(self, prompt: str) -> str:
        """Under which the answer to a question is kept."""
        return hashlib.sha256(f"{self.digest}\0{prompt}".encode(errors="replace")).hexdigest()

    def dollars(self, tokens_in: int, tokens_out: int) -> float | None:
        """What these tokens cost; None if a price is not known."""
        if self.price_in_usd is None or self.price_out_usd is None:
            return None
        return (tokens_in * self.price_in_usd + tokens_out * self.price_out_usd) / 1e6


@dataclass(frozen=True, slots=True)
class Bill:
    """What asking will cost, as far as it can be told before.

    Attributes:
        model: who is asked.
        questions: how many.
        known: how many more were answered before, and are not asked again.
        tokens_in: of all questions, estimated: one for every four bytes.
        tokens_out: of all answers, if each is the one line that is asked for.
        most_tokens_out: of all answers, if each is as long as it may be.
        dollars: by the prices of the model's card; None if they are not known.
        most_dollars: the same, with the longest answers.
    """

    model: str
    questions: int
    known: int
    tokens_in: int
    tokens_out: int
    most_tokens_out: int
    dollars: float | None
    most_dollars: float | None

    @classmethod
    def of(cls, judge: Judge, prompts: Sequence[str], known: int) -> Bill:
        """For these questions, ``known`` more having been answered."""
        tokens_in = sum(len(one.encode(errors="replace")) for one in prompts) // _BYTES_A_TOKEN
        usual, most = len(prompts) * _USUAL_TOKENS, len(prompts) * judge.most_tokens
        return cls(
            model=judge.name,
            questions=len(prompts),
            known=known,
            tokens_in=tokens_in,
            tokens_out=usual,
            most_tokens_out=most,
            dollars=judge.dollars(tokens_in, usual),
            most_dollars=judge.dollars(tokens_in, most),
        )

    def __add__(self, other: Bill) -> Bill:
        return Bill(
            model=self.model,
            questions=self.questions + other.questions,
            known=self.known + other.known,
            tokens_in=self.tokens_in + other.tokens_in,
            tokens_out=self.tokens_out + other.tokens_out,
            most_tokens_out=self.most_tokens_out + other.most_tokens_out,
            dollars=_sum(self.dollars, other.dollars),
            most_dollars=_sum(self.most_dollars, other.most_dollars),
        )


@dataclass(frozen=True, slots=True)
class Asking:
    """How a model is asked.

    Attributes:
        judge: the model.
        agree: shown the bill before anything is asked; it says whether to go on.
        concurrency: questions under way at a time.
        pauses: seconds to wait before each further try, when a model is away.
        progress: told how many answers came.
    """

    judge: Judge
    agree: Callable[[Bill], bool]
    concurrency: int = 4
    pauses: tuple[float, ...] = (2.0, 10.0, 35.0)
    progress: Callable[[int], None] | None = None


def _sum(one: float | None, other: float | None) -> float | None:
    return None if one is None or other is None else one + other
