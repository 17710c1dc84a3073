"""A streamed chat completion, read from its bytes: events, chunks, and how it ended."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, Literal

from tiltyard.providers._events import Finished, ProviderEvent, Reasoning, Text, Usage
from tiltyard.providers._faults import BAD_RESPONSE, AnswerError, Fault, fault_of_status

MAX_EVENT_BYTES = 1 << 20
"""The most that one server-sent event may hold."""

_FINISH: Mapping[str, Literal["stop", "length"]] = {
    "stop": "stop",
    "eos": "stop",
    "eos_token": "stop",
    "end_turn": "stop",
    "stop_sequence": "stop",
    "tool_calls": "stop",
    "function_call": "stop",
    "length": "length",
    "max_tokens": "length",
}
_FILTERED = Fault("filtered", False, "filtered the answer out")
_TRUNCATED = Fault("truncated", True, "broke the answer off before its end")
_ERROR = Fault("server_error", True, "failed while it answered")

# A server may forget to hang up once all is said.
_AFTER_THE_FINISH_SECONDS = 2.0
_AFTER_DONE_SECONDS = 0.1


class Completion:
    """One answer; feed it bytes as they come, then ask for its `end`."""

    def __init__(self) -> None:
        self.is_over = False
        self._rest = b""
        self._data: list[bytes] = []
        self._has_chunks = False
        self._is_done = False
        self._finish: Literal["stop", "length"] | None = None
        self._usage: Usage | None = None
        self._served_model: str | None = None
        self._fingerprint: str | None = None

    @property
    def patience_seconds(self) -> float | None:
        """How long to wait for more before all there is counts as all; None: for ever."""
        if self._is_done:
            return _AFTER_DONE_SECONDS
        return _AFTER_THE_FINISH_SECONDS if self._finish else None

    def feed(self, block: bytes) -> Iterator[ProviderEvent]:
        """What ``block`` completes.

        Raises:
            AnswerError: the server says that it failed, or sends what is no chunk.
            ValueError: an event is not JSON.
        """
        self.is_over = self._is_done
        *lines, self._rest = (self._rest + block).split(b"\n")
        for line in lines:
            yield from self._take(line.rstrip(b"\r"))
        if len(self._rest) + sum(map(len, self._data)) > MAX_EVENT_BYTES:
            raise AnswerError(BAD_RESPONSE, f"one event holds over {MAX_EVENT_BYTES:,} bytes")

    def end(self) -> Iterator[ProviderEvent]:
        """What is left, then the end itself.

        Raises:
            AnswerError: it came too early.
        """
        yield from self._take(self._rest.rstrip(b"\r"))
        yield from self._take(b"")
        if not self._has_chunks:
            raise AnswerError(BAD_RESPONSE, "it sent no event")
        if self._finish is None and not self._is_done:
            raise AnswerError(_TRUNCATED)
        if self._usage is not None:
            yield self._usage
        yield Finished(self._finish or "stop", self._served_model, self._fingerprint)

    def read(self, chunk: object) -> Iterator[ProviderEvent]:
        """What one decoded chunk says.

        Raises:
            AnswerError: it says that the server failed, or it is no chunk.
        """
        if not isinstance(chunk, dict):
            raise AnswerError(BAD_RESPONSE, f"a chunk is {type(chunk).__name__}, not an object")
        self._has_chunks = True
        if chunk.get("error"):
            raise _error(chunk["error"])
        self._served_model = _text(chunk, "model") or self._served_model
        self._fingerprint = _text(chunk, "system_fingerprint") or self._fingerprint
        if isinstance(usage := chunk.get("usage"), dict):
            self._usage = _usage(usage)
        if choices := chunk.get("choices"):
            yield from self._choice(choices)

    def _take(self, line: bytes) -> Iterator[ProviderEvent]:
        """One line of the event stream: comments and other fields are passed over."""
        if line.startswith(b"data:"):
            self._data.append(line[5:].strip())
        elif not line and self._data:
            data = b"\n".join(self._data)
            self._data.clear()
            if data == b"[DONE]":
                self._is_done = self._has_chunks = True
            elif not self._is_done:
                yield from self.read(json.loads(data))

    def _choice(self, choices: object) -> Iterator[ProviderEvent]:
        choice = choices[0] if isinstance(choices, list) else None
        delta = (choice.get("delta") or {}) if isinstance(choice, dict) else None
        if not isinstance(choice, dict) or not isinstance(delta, dict):
            raise AnswerError(BAD_RESPONSE, "a chunk has no delta")
        if thought := _text(delta, "reasoning_content") or _text(delta, "reasoning"):
            yield Reasoning(thought)
        if text := _text(delta, "content"):
            yield Text(text)
        if reason := choice.get("finish_reason"):
            self._finish = _finish(reason)


def _text(holder: dict[str, Any], key: str) -> str:
    value = holder.get(key)
    if value is None or isinstance(value, str):
        return value or ""
    raise AnswerError(BAD_RESPONSE, f"{key!r} is {type(value).__name__}, not text")


def _finish(reason: object) -> Literal["stop", "length"]:
    if isinstance(reason, str) and reason in _FINISH:
        return _FINISH[reason]
    if reason == "content_filter":
        raise AnswerError(_FILTERED)
    if reason == "error":
        raise AnswerError(_ERROR)
    raise AnswerError(BAD_RESPONSE, f"it ended with the unknown reason {reason!r}")


def _usage(usage: dict[str, Any]) -> Usage:
    cost = usage.get("cost")
    return Usage(
        _count(usage.get("prompt_tokens")),
        _count(usage.get("completion_tokens")),
        float(cost) if isinstance(cost, int | float) and cost >= 0 else None,
    )


def _count(value: object) -> int | None:
    return value if isinstance(value, int) and value >= 0 else None


def _error(error: object) -> AnswerError:
    """A failure told in the middle of a stream, often with an HTTP status as its code."""
    if not isinstance(error, dict):
        return AnswerError(_ERROR, str(error))
    code = error.get("code")
    fault = fault_of_status(code) if isinstance(code, int) and code >= 400 else _ERROR
    return AnswerError(fault, str(error.get("message", "")))
