"""A small arena whose votes are cast for a test, with their leaves, and no servers."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np

from tiltyard import ledger
from tiltyard.ledger import Leaf, Opening
from tiltyard.records import Battle, Pace, Phase, Seal, Side, StoredBattle, Vote, Winner
from tiltyard.screening import Moderation
from tiltyard.store import NewTurn, Served, Store, open_store

START = datetime(2026, 3, 5, 12, tzinfo=UTC)
MODELS = ("elm", "oak", "yew")
# Probabilities that one beats the other, by names.
STRONGER = {("elm", "oak"): 0.7, ("elm", "yew"): 0.8, ("oak", "yew"): 0.65}
STREAM, HEX = "ab" * 16, "0" * 64
# Who the voter is, whom they see, and what honest people would say of it.
Choice = Callable[[str, str, Winner], Winner]


@dataclass
class Election:
    """Votes in a store of a folder."""

    folder: Path
    store: Store
    now: datetime = START
    rng: np.random.Generator = field(default_factory=lambda: np.random.default_rng(7))
    _ids: itertools.count[int] = field(default_factory=itertools.count)
    _keys: dict[int, bytes] = field(default_factory=dict)

    @classmethod
    def held(cls, folder: Path) -> Election:
        """One without votes yet."""
        store = open_store(f"sqlite:///{folder / 'tiltyard.db'}")
        store.upgrade()
        election = cls(folder, store)
        for version in election.versions().values():
            store.log.declare(model_leaf(version.id, version.model))
        return election

    def versions(self) -> Any:
        """Those of the models, by name."""
        return self.store.register([Served(name, "{}", f"of {name}") for name in MODELS])

    def moderation(self) -> Moderation:
        """What screens these votes."""
        return Moderation(self.store, self.folder / "screening", clock=lambda: self.now)

    def vote(self, voter: str, choice: Choice | None = None, *, counts: str = "yes") -> int:
        """One vote; returns its leaf."""
        a, b = self.rng.choice(MODELS, 2, replace=False)
        honest = self.honest(str(a), str(b))
        winner = honest if choice is None else choice(str(a), str(b), honest)
        return self.cast(voter, str(a), str(b), winner, counts=counts)

    def votes(self, voter: str, many: int, choice: Choice | None = None) -> list[int]:
        """Many votes."""
        return [self.vote(voter, choice) for _ in range(many)]

    def check(self, voter: str, winner: Winner) -> int:
        """A vote on a check of attention, of which the right answer is broken; returns its leaf."""
        return self.cast(voter, "elm", "oak", winner, counts="gold", gold=Side.MODEL_B)

    def honest(self, a: str, b: str) -> Winner:
        """What somebody honest says."""
        p = STRONGER.get((a, b)) or 1 - STRONGER[b, a]
        chances = [0.8 * p, 0.8 * (1 - p), 0.1, 0.1]
        return list(Winner)[self.rng.choice(4, p=chances)]

    def cast(
        self,
        voter: str,
        a: str,
        b: str,
        winner: Winner,
        *,
        counts: str = "yes",
        gold: Side | None = None,
    ) -> int:
        """A vote on a battle of two; returns its leaf."""
        number = next(self._ids)
        versions = self.versions()
        id = f"battle-{number}"
        battle = Battle(id, voter, self.now, versions[a], versions[b], 1 / 3, Pace.STRICT)
        seal = Seal(STREAM, number, "", HEX, HEX)
        models = versions[a].id, versions[b].id
        told = Opening(HEX, STREAM, number, "", *models, 10**12 // 3, gold=gold)
        self.store.add_battle(
            battle, NewTurn("Why?", Phase.BLIND), seal=seal,
            entry=lambda _: {"type": "open", "stream": STREAM, "counter": number, "skipped": [],
                             "commitment": told.commitment},
        )  # fmt: skip

        name = self.pseudonym(voter)  # not in the transaction, where the key could not be made

        def entry(stored: StoredBattle) -> Leaf:
            assert stored.seal is not None
            return vote_leaf(stored.seal.leaf, told, name, winner, hour=ledger.hour_of(self.now),
                             counts=counts)  # fmt: skip

        vote = Vote(f"vote-{number}", id, winner, voter, self.now)
        self.store.add_vote(vote, key=None, rule=lambda _: None, entry=entry)
        ending = self.store.battle(id).seal
        assert ending is not None
        assert ending.ending is not None
        return ending.ending

    def pseudonym(self, voter: str) -> str:
        """What a voter is called now, also when the arena has forgotten why."""
        epoch = ledger.epoch_of(self.now)
        if epoch not in self._keys:
            self._keys[epoch] = self.store.log.epoch_key(epoch)
        return ledger.pseudonym(self._keys[epoch], voter)

    def wait(self, days: float) -> None:
        """Time passes."""
        self.now += timedelta(days=days)


def model_leaf(number: int, name: str) -> Leaf:
    """The leaf of a model."""
    given = {"type": "model", "model": number, "name": name, "version": 1, "digest": HEX}
    none = {field: None for field in ledger.FIELDS["model"] if field not in {*given, "state"}}
    return {**given, **none, "state": "active"}


def vote_leaf(
    place: int, told: Opening, voter: str, winner: Winner, *, hour: int = 0, counts: str = "yes"
) -> Leaf:
    """The leaf of a vote."""
    reveal = told.told()
    return {"type": "vote", "open": place, "winner": winner.value, "reveal": reveal,
            "voter": voter, "hour": hour, "counts": counts, "text": HEX}  # fmt: skip


def drawn_leaf(a: int, b: int, voter: str, winner: Winner, **more: Any) -> Leaf:
    """The leaf of a vote on a battle that was never opened, for a log of votes alone."""
    return vote_leaf(0, Opening(HEX, STREAM, 0, "", a, b, 1), voter, winner, **more)


def called(text: str) -> str:
    """A pseudonym for a test."""
    return hashlib.sha256(text.encode()).hexdigest()[:24]


def left(_a: str, _b: str, _honest: Winner) -> Winner:
    """Always the left answer."""
    return Winner.MODEL_A


def for_yew(a: str, b: str, honest: Winner) -> Winner:
    """Yew, whatever it said."""
    return Winner.MODEL_A if a == "yew" else Winner.MODEL_B if b == "yew" else honest


def rigged_in(folder: Path) -> Election:
    """An election with 96 honest votes, one voter who clicks left, and one who loves yew."""
    held = Election.held(folder)
    for voter in range(8):
        held.votes(f"honest-{voter}", 12)
    held.votes("lefty", 30, left)
    held.votes("fan", 60, for_yew)
    return held
