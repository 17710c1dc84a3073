"""One text for one value: JSON as RFC 8785 writes it, of whole numbers, words and what holds them.

Numbers with a point are left out, so that no two programs can write one value differently.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from tiltyard.errors import LedgerError

# Whole numbers that every reader of JSON reads exactly.
LARGEST = (1 << 53) - 1


def canonical(value: Any) -> bytes:  # noqa: ANN401 -- any JSON that is of these kinds
    """The value as bytes.

    Raises:
        LedgerError: it holds something else than objects, lists, texts, truths and whole numbers.
    """
    try:
        text = _ENCODER.encode(value) if _is_plain(value) else _written(value)
        return text.encode()
    except UnicodeEncodeError as error:
        raise LedgerError("half of a surrogate pair is no text") from error


def parsed(data: bytes) -> Any:  # noqa: ANN401 -- as above
    """The value of bytes that `canonical` gave.

    Raises:
        LedgerError: they are no JSON, or not written as `canonical` does.
    """
    try:
        value = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise LedgerError(f"not JSON: {error}") from error
    if canonical(value) != data:
        raise LedgerError("not canonical JSON: the same value is written otherwise")
    return value


# As the RFC has it for objects whose keys are ASCII: their order is the same in any encoding.
_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _is_plain(value: Any) -> bool:  # noqa: ANN401 -- as above
    """Whether it is of kinds that Python's own encoder writes as the RFC has it."""
    kind = type(value)
    if kind is str or kind is bool or value is None:
        return True
    if kind is int:
        return bool(-LARGEST <= value <= LARGEST)
    if kind is dict:
        return all(type(key) is str and key.isascii() for key in value) and all(
            map(_is_plain, value.values())
        )
    return kind is list and all(_is_plain(one) for one in value)


def _written(value: Any) -> str:  # noqa: ANN401 -- as above
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, int):
        if abs(value) > LARGEST:
            raise LedgerError(f"{value} is beyond what JSON holds exactly")
        return str(value)
    if isinstance(value, Mapping):
        if not all(isinstance(key, str) for key in value):
            raise LedgerError("an object's keys are texts")
        # By UTF-16 units, as the RFC has it; for the names that we use the order of letters.
        keys = sorted(value, key=lambda key: key.encode("utf-16-be", "surrogatepass"))
        inside = (f"{_written(key)}:{_written(value[key])}" for key in keys)
        return "{" + ",".join(inside) + "}"
    if isinstance(value, Sequence) and not isinstance(value, (bytes, bytearray)):
        return "[" + ",".join(map(_written, value)) + "]"
    raise LedgerError(f"{value!r} is neither object, list, text, truth nor whole number")
