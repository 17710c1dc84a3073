"""Answers from a script: deterministic in text and time, for tests and for trying the pages."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import AsyncGenerator, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any, Literal

from tiltyard.errors import ProviderError
from tiltyard.providers._events import Finished, ProviderEvent, Reasoning, Request, Text, Usage
from tiltyard.registry import nearest

# What a real model takes as well, and a script has no use for.
_SAMPLING = frozenset({"temperature", "top_p", "seed", "max_tokens"})


@dataclass(frozen=True, slots=True)
class Script:
    """How one model answers; ``{prompt}`` and ``{turn}`` are filled in.

    ``texts`` has one answer for each turn, the last of which repeats, and goes before ``text``.
    Seconds of 0 do not sleep, but let others run. ``fail`` is a kind of failure, raised after
    ``fail_after`` characters of the answer. ``tokens`` is the count to report.
    """

    text: str | None = None
    texts: Sequence[str] = ()
    reasoning: str = ""
    chunk: int = 8
    first_seconds: float = 0.0
    every_seconds: float = 0.0
    fail: str | None = None
    fail_after: int = 0
    retryable: bool = False
    hang: bool = False
    finish: Literal["stop", "length"] = "stop"
    served_model: str | None = None
    tokens: int | None = None


class Scripted:
    """A model's id names one of ``scripts``; a model's parameters change it.

    Without a script a model writes a short Markdown answer that depends on its id and the prompt.
    """

    def __init__(self, scripts: Mapping[str, Mapping[str, Any]] | None = None) -> None:
        self._scripts = dict(scripts or {})

    async def stream(self, request: Request) -> AsyncGenerator[ProviderEvent, None]:
        """Yield the answer in pieces of ``chunk`` characters, at the script's pace."""
        script = self._script(request)
        await asyncio.sleep(script.first_seconds)
        if script.hang:
            await asyncio.Event().wait()
        for piece in _pieces(script.reasoning, script.chunk):
            yield Reasoning(piece)
            await asyncio.sleep(script.every_seconds)
        answer = _answer(script, request)
        said = answer if script.fail is None else answer[: script.fail_after]
        for piece in _pieces(said, script.chunk):
            yield Text(piece)
            await asyncio.sleep(script.every_seconds)
        if script.fail is not None:
            raise ProviderError(
                f"model {request.model!r} failed as its script says, after {len(said)} characters",
                kind=script.fail,
                model=request.model,
                retryable=script.retryable,
            )
        yield Usage(
            _token_count(request), _tokens(answer) if script.tokens is None else script.tokens
        )
        yield Finished(script.finish, script.served_model or request.model)

    async def close(self) -> None:
        """Nothing is held."""

    def _script(self, request: Request) -> Script:
        asked = {k: value for k, value in request.parameters.items() if k not in _SAMPLING}
        settings = {**self._scripts.get(request.model, {}), **asked}
        known = [field.name for field in fields(Script)]
        for name in settings:
            if name not in known:
                raise ProviderError(
                    f"a script has no parameter {name!r}{nearest(name, known)}",
                    kind="bad_request",
                    model=request.model,
                )
        return Script(**settings)


provider = Scripted


def _pieces(text: str, size: int) -> list[str]:
    return [text[start : start + size] for start in range(0, len(text), max(1, size))]


def _answer(script: Script, request: Request) -> str:
    asked = [message.content for message in request.messages if message.role == "user"]
    prompt, turn = (asked[-1] if asked else ""), max(1, len(asked))
    if script.texts:
        template = script.texts[min(turn, len(script.texts)) - 1]
    else:
        template = script.text if script.text is not None else _made_up(request.model, prompt)
    return template.replace("{turn}", str(turn)).replace("{prompt}", prompt)


_OPENINGS = (
    "Here is a short answer.",
    "Let us take it step by step.",
    "Good question. In brief:",
    "There are two sides to this.",
)
_POINTS = (
    "**Begin small.** A first version shows what matters.",
    "**Measure.** A number settles more than an opinion.",
    "**Compare.** Two answers side by side are easier to judge than one.",
    "**Look again.** What seemed plain may have an edge.",
    "**Say why.** A reason can be checked; a claim cannot.",
)
_CLOSINGS = (
    "In short: try it, then keep what works.",
    "```python\nprint(sum(range(10)))  # 45\n```",
    "The usual rule is $a^2 + b^2 = c^2$, and it holds here too.",
)


def _made_up(model: str, prompt: str) -> str:
    """A readable answer that never says which model wrote it."""
    seed = hashlib.sha256(f"{model}\n{prompt}".encode(errors="replace")).digest()
    points = [_POINTS[(seed[1] + step) % len(_POINTS)] for step in range(2 + seed[2] % 3)]
    quoted = " ".join(prompt.split())[:80]
    parts = [
        _OPENINGS[seed[0] % len(_OPENINGS)],
        f"> {quoted}" if quoted else "",
        "\n".join(f"- {point}" for point in points),
        _CLOSINGS[seed[3] % len(_CLOSINGS)],
    ]
    return "\n\n".join(part for part in parts if part)


def _tokens(text: str) -> int:
    """About as many tokens as a tokenizer would count: one for every four characters."""
    return -(-len(text) // 4)


def _token_count(request: Request) -> int:
    return sum(_tokens(message.content) for message in request.messages)
