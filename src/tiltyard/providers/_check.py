"""One real request, to see whether a model answers and how fast."""

from __future__ import annotations

import time
from dataclasses import dataclass

from tiltyard.providers._endpoint import Deadlines, Endpoint
from tiltyard.providers._events import Failed, Reasoning, Request, Text, Usage


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What came of it; ``error`` is in words, and None if all is well.

    ``tokens_per_second`` is the provider's count over the time from the first token to the last;
    None if it does not count, or if all came at once.
    """

    ok: bool
    text: str
    first_token_seconds: float | None = None
    tokens_per_second: float | None = None
    completion_tokens: int | None = None
    error: str | None = None


async def check(
    endpoint: Endpoint, request: Request, deadlines: Deadlines | None = None
) -> CheckResult:
    """Ask once, and measure."""
    asked_at = time.monotonic()
    times: list[float] = []
    pieces: list[str] = []
    tokens: int | None = None
    error: str | None = None
    async for event in endpoint.stream(request, deadlines):
        match event:
            case Text() | Reasoning():
                times.append(time.monotonic())
                pieces.append(event.text if isinstance(event, Text) else "")
            case Usage():
                tokens = event.completion_tokens
            case Failed():
                error = event.detail
    return CheckResult(
        ok=error is None,
        text="".join(pieces),
        first_token_seconds=times[0] - asked_at if times else None,
        tokens_per_second=_rate(tokens, times),
        completion_tokens=tokens,
        error=error,
    )


def _rate(tokens: int | None, times: list[float]) -> float | None:
    """The first token is where the clock starts, so that it is not counted."""
    if tokens is None or len(times) < 2 or times[-1] <= times[0]:
        return None
    return (tokens - 1) / (times[-1] - times[0])
