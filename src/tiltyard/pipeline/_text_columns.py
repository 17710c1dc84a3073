"""Texts from a column of any file: a text in each row, a list of texts, or a list of messages."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, Literal

import polars as pl

from tiltyard.errors import DataError

Role = Literal["user", "assistant"]


def turns_of(column: pl.Series, role: Role, file: str) -> list[tuple[str, ...]]:
    """The turns in each row, in order; none where there is no text.

    Of messages with a ``role`` those of that role are taken, of others all. Text that is JSON in
    every row, lists of texts or of messages, is read as such: CSV has no other way to hold them.

    Raises:
        DataError: the column holds something else.
    """
    where = f"column {column.name!r} of {file!r}"
    kind = column.dtype
    if kind == pl.Null:
        return [()] * len(column)
    if isinstance(kind, pl.String | pl.Categorical | pl.Enum):
        values = column.cast(pl.String).to_list()
        nested = _nested(values)
        if nested is None:
            return [(value,) if value else () for value in values]
        return [_turns(value, role, where, row) for row, value in enumerate(nested, start=1)]
    if isinstance(kind, pl.List | pl.Array | pl.Struct):
        return [_turns(v, role, where, row) for row, v in enumerate(column.to_list(), start=1)]
    raise DataError(f"{where} holds {kind}; expected texts, lists of texts or lists of messages")


def _nested(values: Sequence[str | None]) -> list[list[Any] | None] | None:
    """The lists that the texts hold as JSON; None if any of them is something else."""
    found: list[list[Any] | None] = []
    for value in values:
        if not value or not value.strip():
            found.append(None)
            continue
        read = _list(value)
        if read is None:
            return None
        found.append(read)
    return found if any(one is not None for one in found) else None


def _list(text: str) -> list[Any] | None:
    if not text.lstrip().startswith("["):
        return None
    try:
        read = json.loads(text)
    except (ValueError, RecursionError):
        return None
    good = isinstance(read, list) and all(
        one is None or isinstance(one, str) or (isinstance(one, dict) and "content" in one)
        for one in read
    )
    return read if good else None


def _turns(value: Any, role: Role, where: str, row: int) -> tuple[str, ...]:  # noqa: ANN401 -- whatever the file holds
    if value is None:
        return ()
    messages = value if isinstance(value, list) else [value]
    texts = [_text(one, role, f"{where}, row {row}") for one in messages]
    return tuple(text for text in texts if text is not None)


def _text(message: Any, role: Role, where: str) -> str | None:  # noqa: ANN401 -- as above
    """What a message says; None if it says nothing, or is of another role."""
    if message is None or isinstance(message, str):
        return message
    if not isinstance(message, dict) or "content" not in message:
        raise DataError(f"{where}: {message!r:.80} is no text and no message with 'content'")
    if message.get("role") not in (None, role):
        return None
    content = message["content"]
    if isinstance(content, list):  # parts of a message, some of which may be pictures
        pieces = [one.get("text") if isinstance(one, dict) else one for one in content]
        return "\n".join(piece for piece in pieces if isinstance(piece, str))
    if content is None or isinstance(content, str):
        return content
    raise DataError(f"{where}: 'content' is {content!r:.80}; expected a text")
