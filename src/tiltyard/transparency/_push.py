"""A witness's signatures are sent to the arena whose log they are of."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import httpx2

from tiltyard.errors import LedgerError

_TIMEOUT_SECONDS = 30.0
_FORGOTTEN = 404


def push(address: str, notes: Sequence[str]) -> dict[str, Any]:
    """What the arena says of the last of these signatures.

    Args:
        address: of the log, such as ``https://arena.example/log``.
        notes: signed checkpoints; that an arena has forgotten an older one is no error.

    Raises:
        LedgerError: it cannot be reached, or does not take the last one.
    """
    url = f"{address.rstrip('/')}/cosignatures"
    with httpx2.Client(timeout=_TIMEOUT_SECONDS) as http:
        for note in notes[:-1]:
            _sent(http, url, note, may_be_forgotten=True)
        return _sent(http, url, notes[-1], may_be_forgotten=False)


def _sent(http: httpx2.Client, url: str, note: str, *, may_be_forgotten: bool) -> dict[str, Any]:
    try:
        answer = http.post(url, content=note.encode())
    except (httpx2.HTTPError, httpx2.InvalidURL) as error:
        raise LedgerError(f"{url} cannot be reached: {error}") from error
    try:
        told = answer.json()
    except ValueError:
        told = None
    if answer.is_success and isinstance(told, dict):
        return told
    if may_be_forgotten and answer.status_code == _FORGOTTEN:
        return {}
    words = told["error"]["message"] if _has_words(told) else f"status {answer.status_code}"
    raise LedgerError(f"{url} did not take the signature: {words}")


def _has_words(told: Any) -> bool:  # noqa: ANN401 -- whatever was answered
    return isinstance(told, dict) and "message" in (told.get("error") or ())
