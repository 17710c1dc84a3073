"""Two answers are shown to the voter who judged them before, to see whether people judge alike.

Nothing is asked of a model, and the vote counts on no board. What was drawn are the seats alone;
that, and which vote was on these answers, is in the commitment. See docs/decisions/0014-log.md.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from tiltyard import ledger
from tiltyard.battles._draws import Drawn, Draws
from tiltyard.battles._recorder import Recorder
from tiltyard.battles._state import operative
from tiltyard.records import Answer, Battle, Pace, Phase, Side, StoredBattle, Turn
from tiltyard.store import NewTurn, Span, Store

# Battles that are not decided are ended after a day, and the job that does it may be late.
LONGEST = timedelta(hours=25)


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeats:
    """How often, and when, answers are shown again; ``share`` 0 is never.

    Attributes:
        share: of the times that a voter is willing and has such answers.
        days: that have passed since the vote on them, at least.
    """

    share: float = 0.0
    days: int = 7


@dataclass(frozen=True, slots=True)
class Showing:
    """Who shows answers again; its methods wait for the disk."""

    store: Store
    draws: Draws
    recorder: Recorder
    repeats: Repeats
    pace: Pace
    new_id: Callable[[], str]

    def show(self, voter: str, *, client: str, key: str | None, now: datetime) -> str | None:
        """The id of a battle with answers that a voter judged before; None if it is not its time.

        Raises:
            LedgerError: the seed of the stream is told; the clock had jumped.
            NotEnoughModelsError: fewer than two models can answer now, so that nothing is drawn.
            StoreError: nothing was kept.
        """
        if not self.repeats.share:
            return None
        if key is not None and (earlier := self.store.find(voter, key)) is not None:
            return earlier
        span = self._span(now)
        found = None if span is None else self.store.repeatable(voter, span)
        if found is None or not self.draws.happens(self.repeats.share):
            return None
        drawn = self._drawn(client, found)
        battle = _battle(drawn, found, id=self.new_id(), pace=self.pace, now=now)
        judged = _judged(found)
        answers = _seated(judged, turned=battle.version_a != found.battle.version_a)
        turn = NewTurn(judged.prompt, Phase.BLIND, key=key, answers=answers)
        kept = self.recorder.add_battle(drawn, battle, turn)
        return kept.battle.id

    def _span(self, now: datetime) -> Span | None:
        """When the first vote may have been: in this epoch, so that no leaf ties epochs."""
        begin, end = ledger.epoch_span(ledger.epoch_of(now))
        last = now - timedelta(days=self.repeats.days)
        return (begin, last) if begin < last and now + LONGEST < end else None

    def _drawn(self, client: str, shown: StoredBattle) -> Drawn:
        while (drawn := self.draws.again(client, shown)) is None:
            self.draws.begin()
        return drawn


def _battle(drawn: Drawn, shown: StoredBattle, *, id: str, pace: Pace, now: datetime) -> Battle:
    before = shown.battle
    versions = {one.model: one for one in (before.version_a, before.version_b)}
    return Battle(
        id=id,
        voter=before.voter,
        created_at=now,
        version_a=versions[drawn.draw.model_a],
        version_b=versions[drawn.draw.model_b],
        pair_probability=drawn.draw.probability,
        pace=pace,
    )


def _judged(shown: StoredBattle) -> Turn:
    return next(turn for turn in operative(shown.turns) if turn.phase is Phase.BLIND)


def _seated(judged: Turn, *, turned: bool) -> tuple[Answer, ...]:
    """The answers in the seats of the new battle. They cost nothing this time."""
    seats = dict(zip(Side, list(Side)[:: -1 if turned else 1], strict=True))
    return tuple(replace(one, side=seats[one.side], cost_usd=None) for one in judged.answers)
