"""What the log holds of a battle: one leaf when it opens, one when it ends."""

from __future__ import annotations

from collections.abc import Sequence

from tiltyard import ledger
from tiltyard.battles._state import TurnState, operative, turn_state
from tiltyard.errors import LedgerError
from tiltyard.ledger import Leaf, Opening
from tiltyard.records import PARTS, Phase, Seal, Side, StoredBattle, Turn, Vote

# A number of a stream that came to nothing, and why.
Skip = tuple[int, str]


def seal_of(stored: StoredBattle) -> Seal:
    """The seal of a battle of the log.

    Raises:
        LedgerError: it has none.
    """
    if stored.seal is None:
        raise LedgerError(f"battle {stored.battle.id!r} is older than the log")
    return stored.seal


def opening_of(stored: StoredBattle) -> Opening:
    """What the battle's commitment was made to; secret until it ends."""
    seal, battle = seal_of(stored), stored.battle
    return Opening(
        nonce=seal.nonce,
        stream=seal.stream,
        counter=seal.counter,
        client=seal.client,
        model_a=battle.version_a.id,
        model_b=battle.version_b.id,
        probability=round(battle.pair_probability * PARTS),
        again=seal.again,
        gold=seal.gold,
    )


def open_leaf(stored: StoredBattle, skipped: Sequence[Skip]) -> Leaf:
    """The leaf of a battle that opens; ``skipped`` tells what was drawn in vain before."""
    seal = seal_of(stored)
    return {
        "type": "open",
        "stream": seal.stream,
        "counter": seal.counter,
        "skipped": [list(one) for one in skipped],
        "commitment": opening_of(stored).commitment,
    }


def vote_leaf(stored: StoredBattle, vote: Vote, *, key: bytes, counts: str) -> Leaf:
    """The leaf of a vote.

    Args:
        stored: the battle as it stands before the vote.
        vote: what is kept.
        key: of the pseudonyms of the vote's epoch.
        counts: whether it counts; see `ledger.FIELDS`.
    """
    seal = seal_of(stored)
    return {
        "type": "vote",
        "open": seal.leaf,
        "winner": vote.winner.value,
        "reveal": opening_of(stored).told(),
        "voter": ledger.pseudonym(key, vote.voter),
        "hour": ledger.hour_of(vote.created_at),
        "counts": counts,
        "text": ledger.text_digest(seal.salt, [_said(turn) for turn in _blind(stored)]),
    }


def expire_leaf(stored: StoredBattle, reason: str) -> Leaf:
    """The leaf of a battle that ends without a vote; for reasons see `ledger.FIELDS`."""
    return {
        "type": "expire",
        "open": seal_of(stored).leaf,
        "reveal": opening_of(stored).told(),
        "reason": reason,
    }


def why_undecided(stored: StoredBattle) -> str:
    """Why a battle came to no vote in time: its last turn failed, or nobody cared."""
    turns = _blind(stored)
    has_failed = bool(turns) and turn_state(turns[-1]) is TurnState.FAILED
    return "failed" if has_failed else "abandoned"


def _blind(stored: StoredBattle) -> list[Turn]:
    return [turn for turn in operative(stored.turns) if turn.phase is Phase.BLIND]


def _said(turn: Turn) -> tuple[str, str, str]:
    a, b = (turn.answer(side) for side in Side)
    return turn.prompt, a.text if a else "", b.text if b else ""
