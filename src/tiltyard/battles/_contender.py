"""A model that can be drawn: its card, the version served now, and how to ask it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tiltyard.errors import BattleStateError, ConfigurationError
from tiltyard.providers import Deadlines, Endpoint, Request
from tiltyard.records import Battle, Message, ModelCard, ModelVersion, Side, Turn

MILLION = 10**6
LARGEST = MILLION * MILLION


def never() -> bool:
    """Of a model that is drawn for as long as it is served."""
    return False


@dataclass(frozen=True, slots=True)
class Contender:
    """One model of the arena.

    ``model`` is its id at the endpoint; ``weight`` its share in the draw (0: never drawn);
    ``is_over`` says whether it must not be drawn any more, whatever else holds.
    """

    card: ModelCard
    version: ModelVersion
    endpoint: Endpoint
    model: str
    deadlines: Deadlines
    system_prompt: str | None = None
    parameters: Mapping[str, Any] = field(default_factory=dict)
    weight: float = 1.0
    is_over: Callable[[], bool] = never

    @property
    def available(self) -> bool:
        """Whether it may be drawn: in use, and not known to be down."""
        is_used = self.card.active and self.weight > 0
        return is_used and not self.endpoint.is_open_for(self.model) and not self.is_over()

    @property
    def millionths(self) -> int:
        """The weight as a whole number, as draws use it and the log tells it.

        Raises:
            ConfigurationError: that would be nothing, or more than any program reads exactly.
        """
        whole = round(self.weight * MILLION)
        if whole > LARGEST or (whole == 0 and self.weight > 0):
            raise ConfigurationError(
                f"the weight of model {self.card.name!r} is {self.weight}: "
                "it must be 0, or between a millionth and a million"
            )
        return whole

    def request(self, side: Side, history: Sequence[Turn], prompt: str) -> Request:
        """What to ask: the system prompt, this side's conversation so far, the prompt."""
        system = [Message("system", self.system_prompt)] if self.system_prompt else []
        said = [message for turn in history for message in _exchange(turn, side)]
        messages = (*system, *said, Message("user", prompt))
        return Request(self.model, messages, self.parameters)

    def cost_usd(self, prompt_tokens: int | None, completion_tokens: int | None) -> float | None:
        """Price of an answer in US dollars; None where a price or a count is not known."""
        prices = (self.card.price_in_usd, self.card.price_out_usd)
        if None in (*prices, prompt_tokens, completion_tokens):
            return None
        price_in, price_out = (price or 0.0 for price in prices)
        return ((prompt_tokens or 0) * price_in + (completion_tokens or 0) * price_out) / 1e6


def still_served(battle: Battle, contenders: Mapping[str, Contender]) -> dict[Side, Contender]:
    """Who sits where, of the models by name that are served now.

    Raises:
        BattleStateError: one is served differently now, and cannot go on with this battle.
    """
    pair = {side: contenders.get(battle.version(side).model) for side in Side}
    same = {
        side: contender
        for side, contender in pair.items()
        if contender is not None and contender.version.id == battle.version(side).id
    }
    if len(same) < len(Side):
        raise BattleStateError(
            "a model of this battle is not served as it was; please start a new battle"
        )
    return same


def _exchange(turn: Turn, side: Side) -> list[Message]:
    answer = turn.answer(side)
    # Several vendors refuse an empty message, and with it all that comes after.
    if answer is None or not answer.text.strip():
        return []
    asked = turn.prompt if answer.asked is None else answer.asked
    return [Message("user", asked), Message("assistant", answer.text)]
