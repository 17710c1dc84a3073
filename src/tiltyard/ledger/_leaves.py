"""What the log may hold: kinds of leaves, and the fields of each."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from tiltyard.errors import LedgerError
from tiltyard.ledger._canonical import canonical, parsed
from tiltyard.ledger._commitment import opening
from tiltyard.ledger._names import is_told

Leaf = Mapping[str, Any]
Check = Callable[[Any], bool]

# C2SP's tiles hold leaves of so many bytes at most.
LARGEST = 65_535
WINNERS = ("model_a", "model_b", "tie", "both_bad")
STATES = ("active", "retired", "private", "released")
ENDINGS = ("abandoned", "skipped", "failed", "restarted")


def encoded(leaf: Leaf) -> bytes:
    """A leaf as bytes.

    Raises:
        LedgerError: it is none of the kinds that there are, or lacks a field.
    """
    require(leaf)
    data = canonical(leaf)
    if len(data) > LARGEST:
        raise LedgerError(f"a leaf of {len(data):,} bytes: at most {LARGEST:,} are possible")
    return data


def decoded(data: bytes) -> dict[str, Any]:
    """The leaf of some bytes.

    Raises:
        LedgerError: they are no leaf.
    """
    leaf = parsed(data)
    if not isinstance(leaf, dict):
        raise LedgerError("a leaf is an object")
    require(leaf)
    return leaf


def require(leaf: Leaf) -> None:
    """Return if it is a leaf of a kind that there is, with all its fields and no others.

    Raises:
        LedgerError: it is not; the field is named.
    """
    fields = FIELDS.get(leaf.get("type", ""))
    if fields is None:
        kinds = ", ".join(FIELDS)
        raise LedgerError(f"a leaf of unknown type {leaf.get('type')!r}: there are {kinds}")
    for name, check in fields.items():
        if name not in leaf:
            raise LedgerError(f"a leaf of type {leaf['type']!r} lacks {name!r}")
        if not check(leaf[name]):
            raise LedgerError(f"{name!r} of a leaf of type {leaf['type']!r} is {leaf[name]!r}")
    if more := set(leaf) - set(fields) - {"type"}:
        raise LedgerError(f"a leaf of type {leaf['type']!r} has no field {min(more)!r}")


def _one_of(*values: str) -> Check:
    return lambda value: value in values


def _matches(pattern: str, *, or_none: bool = False) -> Check:
    whole = re.compile(pattern)
    return lambda value: (
        (or_none and value is None)
        or (isinstance(value, str) and whole.fullmatch(value) is not None)
    )


def _count(value: Any) -> bool:  # noqa: ANN401 -- whatever a leaf has there
    return type(value) is int and value >= 0


def _counts(value: Any) -> bool:  # noqa: ANN401 -- as above
    return isinstance(value, list) and bool(value) and all(map(_count, value))


def _is_opening(value: Any) -> bool:  # noqa: ANN401 -- as above
    if not isinstance(value, dict):
        return False
    opening(value)  # says itself what is wrong
    return True


def _told(value: Any) -> bool:  # noqa: ANN401 -- as above
    return value is None or is_told(value)


def _weights(value: Any) -> bool:  # noqa: ANN401 -- as above
    return isinstance(value, list) and all(_counts(one) and len(one) == 2 for one in value)


def _skipped(value: Any) -> bool:  # noqa: ANN401 -- as above
    return isinstance(value, list) and all(
        isinstance(one, list) and len(one) == 2 and _count(one[0]) and one[1] in SKIPS
        for one in value
    )


# Why a number of a stream was drawn and no battle came of it.
SKIPS = ("unavailable", "repeated", "not_kept")
_HASH = _matches("[0-9a-f]{64}")
_HASH_OR_NONE = _matches("[0-9a-f]{64}", or_none=True)
_PSEUDONYM = _matches("[0-9a-f]{24}")
_PSEUDONYM_OR_NONE = _matches("[0-9a-f]{24}", or_none=True)
_DATE = _matches(r"\d{4}-\d{2}-\d{2}")
_NAME = _matches(r"[^\x00-\x1f]{1,200}")
_CODE = _matches("[a-z0-9_]{1,40}")
_CODE_OR_NONE = _matches("[a-z0-9_]{1,40}", or_none=True)
_STREAM = _matches("[0-9a-f]{32}")

# Of each type its fields, and whether a value will do.
FIELDS: Mapping[str, Mapping[str, Check]] = {
    # A version of a model begins to be served, or is so no longer.
    "model": {
        "model": _count,  # the version's number in this log
        "name": _NAME,  # that of the model, or its code name
        "version": _count,
        "digest": _HASH,  # of endpoint, model id, system prompt and parameters
        "state": _one_of(*STATES),
        "owner": _PSEUDONYM_OR_NONE,
        "name_commitment": _HASH_OR_NONE,  # of the name that is told at release
        "name_told": _told,  # {name, nonce} at release, none otherwise
        "reason": _CODE_OR_NONE,
    },
    # A stream of draws begins: with these weights, and a seed that is told when its day is over.
    "weights": {
        "stream": _STREAM,
        "date": _DATE,
        "sampler": _CODE,
        "weights": _weights,  # [version, millionths of weight], by version
        "seed_commitment": _HASH,
    },
    "seed": {"stream": _STREAM, "seed": _HASH},
    "open": {
        "stream": _STREAM,
        "counter": _count,
        "skipped": _skipped,  # [counter, why] of draws since the last battle that came to nothing
        "commitment": _HASH,
    },
    "vote": {
        "open": _count,  # the leaf of the battle
        "winner": _one_of(*WINNERS),
        "reveal": _is_opening,
        "voter": _PSEUDONYM,
        "hour": _count,  # since 1970
        "counts": _one_of("yes", "guest", "gold", "repeat", "owner", "limit"),
        "text": _HASH,  # of the conversation, with a salt that is kept beside it
    },
    "expire": {"open": _count, "reveal": _is_opening, "reason": _one_of(*ENDINGS)},
    "exclude": {
        "votes": _counts,  # their leaves
        "reason": _CODE,
        "rule": _CODE_OR_NONE,  # with its version, or none where a person decided
        "evidence": _count,  # thousandths of the natural logarithm
        "size": _count,  # the evidence is of votes at places below; 0 without evidence
    },
    "restore": {"votes": _counts, "reason": _CODE},
    "snapshot": {"number": _count, "digest": _HASH, "size": _count, "root": _HASH},
    "tombstone": {"leaf": _count, "reason": _CODE},
}
