"""Asking models the night's questions through their real endpoints, as a voter's would be."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from typing import Any

from tiltyard.battles import Contender
from tiltyard.drift._nights import Night, Sample
from tiltyard.providers import Failed, Finished, Request, Text, Usage
from tiltyard.records import Side

# Questions that are under way at once, for each model: nobody should wait for these.
_AT_ONCE = 2
_CHARACTERS_A_TOKEN = 4
_LIMITS = ("max_completion_tokens", "max_tokens")


@dataclass(frozen=True, slots=True)
class Cost:
    """What a night takes, at most.

    Attributes:
        calls: questions asked.
        prompt_tokens: estimated, four characters each; ``completion_tokens``: if every answer is
            as long as it may be.
        usd: None if a price is not known.
    """

    calls: int
    prompt_tokens: int
    completion_tokens: int
    usd: float | None


def cost_of(one: Contender, prompts: Sequence[str], *, samples: int, limit: int) -> Cost:
    """What it takes to ask a model everything once."""
    system = len(one.system_prompt or "")
    characters = sum(len(text) + system for text in prompts) * samples
    told, said = -(-characters // _CHARACTERS_A_TOKEN), samples * len(prompts) * limit
    return Cost(samples * len(prompts), told, said, one.cost_usd(told, said))


async def ask(
    one: Contender, prompts: Sequence[str], night: Night, keep: Callable[[Sample], None]
) -> None:
    """Ask what was not asked yet; each answer is handed to ``keep``, which may block.

    Raises:
        WriteError: what ``keep`` raises.
    """
    slots = asyncio.Semaphore(_AT_ONCE)

    async def once(prompt: int, number: int) -> None:
        async with slots:
            sample = await _asked(one, prompts[prompt], prompt, number, night.limit)
            await asyncio.to_thread(keep, sample)

    try:
        async with asyncio.TaskGroup() as all_:
            for prompt, number in night.missing:
                all_.create_task(once(prompt, number))
    except ExceptionGroup as failed:
        # Whoever asks several models goes on with the others, and looks for one error.
        raise failed.exceptions[0] from failed


async def _asked(one: Contender, text: str, prompt: int, number: int, limit: int) -> Sample:
    request = one.request(Side.MODEL_A, (), text)
    request = Request(request.model, request.messages, limited(request.parameters, limit))
    said: list[str] = []
    usage: Usage | None = None
    end: Finished | Failed | None = None
    async with aclosing(one.endpoint.stream(request, one.deadlines)) as events:
        async for event in events:
            match event:
                case Text():
                    said.append(event.text)
                case Usage():
                    usage = event
                case Finished() | Failed():
                    end = event
    if not isinstance(end, Finished):
        kind = end.kind if end is not None else "broken"
        return Sample(prompt, number, "", failure=kind)
    cost = None
    if usage is not None:
        cost = usage.cost_usd
        if cost is None:
            cost = one.cost_usd(usage.prompt_tokens, usage.completion_tokens)
    return Sample(
        prompt,
        number,
        "".join(said),
        served_model=end.served_model,
        fingerprint=end.fingerprint,
        cost_usd=cost,
    )


def limited(parameters: Mapping[str, Any], limit: int) -> dict[str, Any]:
    """A model's parameters with answers of at most so many tokens."""
    name = next((name for name in _LIMITS if name in parameters), _LIMITS[-1])
    given = parameters.get(name)
    return {**parameters, name: min(given, limit) if isinstance(given, int) else limit}
