"""Votes on battles of the log, cast at a time and from a place that the test chooses."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import count

from battles.streams import Clock, Field, contenders
from tiltyard import ledger
from tiltyard.battles import BoundedCounting, Bounds
from tiltyard.battles._recorder import Recorder
from tiltyard.records import Battle, Pace, Phase, Side, StoredBattle, Vote, Winner
from tiltyard.store import NewTurn, Store

_numbers = count()


@dataclass
class Booth:
    """Where people vote: four models, and what counts is bounded."""

    store: Store
    bounds: Bounds
    owner: str = ""
    field: Field = field(init=False)

    def __post_init__(self) -> None:
        models = contenders(self.store, oak=1.0, elm=1.0, yew=1.0, ash=1.0)
        self.field = Field(self.store, models)
        counting = BoundedCounting(self.bounds, is_owner=lambda _, voter: voter == self.owner)
        self.recorder = Recorder(self.store, self.field.draws, counting)

    @property
    def clock(self) -> Clock:
        """What it shows is when battles and votes are."""
        return self.field.clock

    def opened(self, voter: str, *, about: str = "") -> StoredBattle:
        """A battle; of a model if one is named: others are drawn, and left alone."""
        while True:
            if (drawn := self.field.draws.draw("")) is None:
                self.field.draws.begin()
                continue
            a, b = (drawn.pair[side].version for side in Side)
            id, at = f"booth-{next(_numbers)}", self.clock()
            battle = Battle(id, voter, at, a, b, drawn.draw.probability, Pace.STRICT)
            turn = NewTurn("Why?", Phase.BLIND)
            stored = self.recorder.add_battle(drawn, battle, turn, retry_of=None)
            if not about or about in (a.model, b.model):
                return stored

    def vote(self, voter: str, *, about: str = "", address: str | None = None) -> str:
        """What a vote counts as."""
        return self.cast(self.opened(voter, about=about), address=address)

    def cast(self, battle: StoredBattle, *, address: str | None = None) -> str:
        """What a vote on a battle counts as, as the log has it."""
        id, voter = battle.battle.id, battle.battle.voter
        vote = Vote(f"vote on {id}", id, Winner.TIE, voter, self.clock())
        self.recorder.add_vote(vote, key=None, rule=lambda _: None, address=address)
        seal = self.store.battle(id).seal
        assert seal is not None
        assert seal.ending is not None
        assert seal.counts is not None
        leaf = ledger.decoded(self.store.log.leaves(seal.ending, seal.ending + 1)[0])
        assert leaf["counts"] == seal.counts
        return seal.counts
