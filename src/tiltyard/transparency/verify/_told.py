"""Leaves are read: what is usual by one pattern, which is quick, and what is not by `ledger`.

A leaf that fits a pattern is canonical and has the fields of its type, so that what is quick
accepts nothing that `ledger.decoded` would refuse.
"""

from __future__ import annotations

import json
import re
from binascii import unhexlify
from typing import Any, NamedTuple

from tiltyard import ledger
from tiltyard.errors import LedgerError
from tiltyard.ledger import Leaf

COUNTS = ("yes", "guest", "gold", "repeat", "owner", "limit")
_COUNTS = {name.encode(): place for place, name in enumerate(COUNTS)}
_SIDES = ("model_a", "model_b")
_WINNERS = {name.encode(): place for place, name in enumerate(ledger.WINNERS)}


class Opened(NamedTuple):
    """An `open` leaf."""

    stream: bytes
    counter: int
    skipped: list[list[Any]]
    commitment: bytes


class Ended(NamedTuple):
    """A `vote` leaf, or an `expire` leaf: then there is no winner, and a reason.

    ``told`` is what was committed to but for the nonce, as it is hashed. Winner and ``counts`` are
    places in `ledger.WINNERS` and in `COUNTS`. ``again`` is the vote whose answers were shown
    again, -1 where the models were drawn. ``gold`` is the side that was given another question, 0
    or 1, -1 where none was.
    """

    open: int
    nonce: bytes
    told: bytes
    stream: bytes
    counter: int
    client: bytes
    a: int
    b: int
    probability: int
    winner: int = -1
    voter: bytes = b""
    hour: int = -1
    counts: int = -1
    again: int = -1
    gold: int = -1


# Fifteen digits are below what `ledger.canonical` allows.
_N = rb"(?:0|[1-9][0-9]{0,14})"
_HEX32, _HEX64 = rb"[0-9a-f]{32}", rb"[0-9a-f]{64}"
_SKIP = rb'\[%b,"(?:unavailable|repeated|not_kept)"\]' % _N
# Groups: all before the nonce, client, counter, both models, nonce, the rest, probability, stream.
_REVEAL = (
    rb'\{("client":"((?:[0-9a-f]{2}){0,32})","counter":(%b),"model_a":(%b),"model_b":(%b))'
    % (
        _N,
        _N,
        _N,
    )
    + rb',"nonce":"(%b)",("probability":(%b),"stream":"(%b)"\})' % (_HEX64, _N, _HEX32)
)
_OPEN = re.compile(
    rb'\{"commitment":"(%b)","counter":(%b),"skipped":(\[(?:%b(?:,%b)*)?\])'
    % (_HEX64, _N, _SKIP, _SKIP)
    + rb',"stream":"(%b)","type":"open"\}' % _HEX32
)
_VOTE = re.compile(
    rb'\{"counts":"(%b)","hour":(%b),"open":(%b),"reveal":' % (b"|".join(_COUNTS), _N, _N)
    + _REVEAL
    + rb',"text":"%b","type":"vote","voter":"([0-9a-f]{24})","winner":"(%b)"\}'
    % (_HEX64, b"|".join(_WINNERS))
)
_EXPIRE = re.compile(
    rb'\{"open":(%b),"reason":"(?:abandoned|skipped|failed|restarted)","reveal":' % _N
    + _REVEAL
    + rb',"type":"expire"\}'
)


def told(data: bytes) -> Opened | Ended | Leaf:
    """What a leaf says.

    Raises:
        LedgerError: it is none.
    """
    if match := _OPEN.fullmatch(data):
        commitment, counter, skipped, stream = match.groups()
        given = [] if skipped == b"[]" else json.loads(skipped)
        return Opened(stream, int(counter), given, commitment)
    if match := _VOTE.fullmatch(data):
        counts, hour, opened, head, client, number, a, b, nonce, tail, parts, stream, voter, won = (
            match.groups()
        )
        return Ended(
            int(opened),
            unhexlify(nonce),
            b"{" + head + b"," + tail,
            stream,
            int(number),
            unhexlify(client),
            int(a),
            int(b),
            int(parts),
            _WINNERS[won],
            voter,
            int(hour),
            _COUNTS[counts],
        )
    if match := _EXPIRE.fullmatch(data):
        opened, head, client, number, a, b, nonce, tail, parts, stream = match.groups()
        return Ended(
            int(opened),
            unhexlify(nonce),
            b"{" + head + b"," + tail,
            stream,
            int(number),
            unhexlify(client),
            int(a),
            int(b),
            int(parts),
        )
    return _unusual(ledger.decoded(data))


def _unusual(leaf: dict[str, Any]) -> Opened | Ended | Leaf:
    if leaf["type"] == "open":
        return Opened(
            leaf["stream"].encode(), leaf["counter"], leaf["skipped"], leaf["commitment"].encode()
        )
    if leaf["type"] == "expire":
        return _ended(leaf)
    if leaf["type"] == "vote":
        return _ended(leaf)._replace(
            winner=ledger.WINNERS.index(leaf["winner"]),
            voter=leaf["voter"].encode(),
            hour=leaf["hour"],
            counts=COUNTS.index(leaf["counts"]),
        )
    return leaf


def _ended(leaf: dict[str, Any]) -> Ended:
    given = leaf["reveal"]
    rest = {name: value for name, value in given.items() if name != "nonce"}
    try:
        client = bytes.fromhex(given["client"])
    except ValueError as error:
        raise LedgerError(f"'client' is {given['client']!r}: hexadecimal digits") from error
    return Ended(
        leaf["open"],
        bytes.fromhex(given["nonce"]),
        ledger.canonical(rest),
        given["stream"].encode(),
        given["counter"],
        client,
        given["model_a"],
        given["model_b"],
        given["probability"],
        again=given.get("again", -1),
        gold=_SIDES.index(given["gold"]) if "gold" in given else -1,
    )
