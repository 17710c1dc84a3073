"""Battles to keep, made up."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime

from tiltyard.records import (
    Answer,
    Battle,
    FinishReason,
    Pace,
    Phase,
    Side,
    StoredBattle,
    Vote,
    Winner,
)
from tiltyard.store import NewTurn, Served, Store

AT = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)
_ids = itertools.count()


def anything_goes(_stored: StoredBattle) -> None:
    """A rule that refuses nothing."""


def new_battle(store: Store, *, voter: str = "ada", a: str = "oak", b: str = "elm") -> Battle:
    """A battle that is not kept yet, between two models that are."""
    versions = store.register([Served(name, "{}", f"digest of {name}") for name in (a, b)])
    return Battle(f"battle-{next(_ids)}", voter, AT, versions[a], versions[b], 0.25, Pace.STRICT)


def keep(store: Store, *, key: str | None = None, **who: str) -> StoredBattle:
    """A battle that is kept, with its first turn asked."""
    return store.add_battle(new_battle(store, **who), NewTurn("Why?", Phase.BLIND, key=key))


def keep_answered(store: Store, **who: str) -> StoredBattle:
    """A battle that is kept, with two good answers."""
    stored = keep(store, **who)
    store.add_answers(stored.turns[0].id, [answer(side) for side in Side])
    return store.battle(stored.battle.id)


def answer(side: Side) -> Answer:
    """A good answer with every field set."""
    return Answer(
        side=side,
        text="Because. \u00e9 \U0001f600",
        finish_reason=FinishReason.STOP,
        reasoning="hm",
        failure=None,
        prompt_tokens=3,
        completion_tokens=5,
        first_token_seconds=0.25,
        total_seconds=1.5,
        cost_usd=0.001,
        served_model="oak-2026",
        asked="How deep is it?",
    )


def vote_on(stored: StoredBattle, winner: Winner = Winner.TIE, *, voter: str = "ada") -> Vote:
    """A vote that is not kept yet."""
    return Vote(f"vote-{next(_ids)}", stored.battle.id, winner, voter, AT)
