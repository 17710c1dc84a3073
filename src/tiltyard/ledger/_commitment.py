"""Who meets whom, fixed before anybody votes and told afterwards."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from typing import Any

from tiltyard.errors import LedgerError
from tiltyard.ledger._canonical import canonical
from tiltyard.records import PARTS, Side

__all__ = ["PARTS", "Opening", "opening", "opens"]

_PREFIX = b"tiltyard-commit-v1\0"


@dataclass(frozen=True, slots=True)
class Opening:
    """What a commitment was made to.

    Attributes:
        nonce: 32 random bytes in hexadecimal digits: without them, a few hundred guesses would
            tell who meets whom.
        stream: which stream of draws, and ``counter``: its how many-th draw.
        client: what the voter's page added to the draw, in hexadecimal digits; may be empty.
        model_a: number of the version that sits left; ``model_b`` of the other.
        probability: of the unordered pair, in parts of 10 ** 12.
        again: where no models were drawn: the leaf of the earlier vote whose two answers are
            shown to the same voter again. The sides alone were drawn, and the probability is 1.
        gold: where it is a check of attention: the side whose model is given another question;
            never together with ``again``.
    """

    nonce: str
    stream: str
    counter: int
    client: str
    model_a: int
    model_b: int
    probability: int
    again: int | None = None
    gold: Side | None = None

    @property
    def commitment(self) -> str:
        """64 hexadecimal digits that tell nothing of it without the nonce."""
        told = self.told()
        nonce = bytes.fromhex(told.pop("nonce"))
        return hashlib.sha256(_PREFIX + nonce + canonical(told)).hexdigest()

    def told(self) -> dict[str, Any]:
        """Itself as a leaf has it: a usual battle has neither ``again`` nor ``gold``."""
        told = {name: getattr(self, name) for name in _KINDS}
        if self.again is not None:
            told[_AGAIN] = self.again
        if self.gold is not None:
            told[_GOLD] = self.gold.value
        return told


_AGAIN, _GOLD = "again", "gold"
_KINDS: dict[str, type] = {
    name: str if kind == "str" else int
    for name, kind in Opening.__annotations__.items()
    if name not in (_AGAIN, _GOLD)
}


def opening(told: dict[str, object]) -> Opening:
    """An opening as a leaf has it.

    Raises:
        LedgerError: it has other fields, or of other kinds.
    """
    for name, kind in _KINDS.items():
        if type(told.get(name)) is not kind:
            raise LedgerError(f"an opening needs {name!r} as {kind.__name__}")
    again = told.get(_AGAIN, 0)
    if type(again) is not int or again < 0:
        raise LedgerError(f"{_AGAIN!r} of an opening is the place of a leaf, and not {again!r}")
    if more := set(told) - set(_KINDS) - {_AGAIN, _GOLD}:
        raise LedgerError(f"an opening has no {min(more)!r}")
    found = Opening(**(told | _gold(told)))  # type: ignore[arg-type] # checked above
    try:
        nonce = bytes.fromhex(found.nonce)
    except ValueError as error:
        raise LedgerError("a nonce is written in hexadecimal digits") from error
    if len(nonce) != 32:
        raise LedgerError(f"a nonce has 32 bytes, and this one {len(nonce)}")
    return found


def _gold(told: dict[str, object]) -> dict[str, object]:
    """The side of ``gold``, if it is told."""
    if _GOLD not in told:
        return {}
    if told[_GOLD] not in list(Side):
        raise LedgerError(f"{_GOLD!r} of an opening is a side, and not {told[_GOLD]!r}")
    if _AGAIN in told:
        raise LedgerError(f"an opening has {_AGAIN!r} or {_GOLD!r}, and not both")
    return {_GOLD: Side(str(told[_GOLD]))}


def opens(found: Opening, commitment: str) -> bool:
    """Whether it is what the commitment was made to."""
    return hmac.compare_digest(found.commitment, commitment)
