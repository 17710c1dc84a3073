"""What a provider says while it answers."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

from tiltyard.records import Message


@dataclass(frozen=True, slots=True)
class Text:
    """A piece of the answer, as long as the provider made it."""

    text: str


@dataclass(frozen=True, slots=True)
class Reasoning:
    """A piece of the model's thinking, which is not part of the answer."""

    text: str


@dataclass(frozen=True, slots=True)
class Usage:
    """Token counts as the provider bills them, for the whole answer."""

    prompt_tokens: int | None
    completion_tokens: int | None
    cost_usd: float | None = None


@dataclass(frozen=True, slots=True)
class Finished:
    """The answer ended by itself; always the last event."""

    reason: Literal["stop", "length"] = "stop"
    served_model: str | None = None
    fingerprint: str | None = None


@dataclass(frozen=True, slots=True)
class Failed:
    """The answer could not be had; always the last event.

    ``detail`` is for the operator: it may hold hosts and names, and never reaches a voter.
    """

    kind: str
    detail: str
    retryable: bool = False


ProviderEvent = Text | Reasoning | Usage | Finished | Failed


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked of one model.

    ``model`` is its id at the endpoint; ``parameters`` are sampling parameters (temperature,
    top_p, max_tokens, seed…), passed on as they are.
    """

    model: str
    messages: tuple[Message, ...]
    parameters: Mapping[str, Any] = field(default_factory=dict)


class Provider(Protocol):
    """A way to reach models. Its constructor's arguments are its table in ``tiltyard.toml``."""

    def stream(self, request: Request) -> AsyncIterator[ProviderEvent]:
        """Ask, and yield events as they come; closing the iterator cancels the call upstream.

        Yields `Text`, `Reasoning` and `Usage` in any number, then one `Finished`.

        Raises:
            ProviderError: the answer could not be had; `Endpoint` turns it into `Failed`.
        """
        ...

    async def close(self) -> None:
        """Let go of connections and child processes."""
        ...
