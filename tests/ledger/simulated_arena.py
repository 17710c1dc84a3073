"""An arena whose voters are simulated, as the leaves of its log."""

from __future__ import annotations

import hashlib
import json
from collections import Counter, deque
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from ledger.copies import packed
from tiltyard import ledger, matchmaking
from tiltyard.leaderboard import Query, Snapshots, VotesSource, VoteTable
from tiltyard.ledger import Lot, Opening
from tiltyard.records import ModelCard, Side
from tiltyard.transparency import _layout

FIRST_DAY = date(2026, 3, 1)
SMALLEST = 20
MOST_CHECKS = 2
PLAIN = Query()
_WINNERS = ledger.WINNERS


@dataclass(slots=True)
class _Battle:
    place: int
    opening: Opening
    language: str
    voter: str


class Arena:
    """An arena whose voters are simulated.

    Args:
        models: how many; the first is the strongest.
        voters: how many.
        seed: of all that is drawn.
        again: the share of battles that show the answers of a vote again.
        gold: of the others, the share that are checks of attention, two of a voter at most.
        private: how many of the models, the last ones, are tested in private by one owner.
    """

    def __init__(
        self,
        *,
        models: int = 6,
        voters: int = 60,
        seed: int = 0,
        again: float = 0.0,
        gold: float = 0.0,
        private: int = 0,
    ) -> None:
        self._again, self._gold = again, gold
        self._checks: Counter[str] = Counter()
        # Votes that may be shown again: the leaf, both models, and the voter.
        self._shown: list[tuple[int, int, int, str]] = []
        self._rng = np.random.default_rng(seed)
        self._models = models
        self._voters = voters
        self._strength = np.linspace(0.8, -0.8, models)
        self._sampler = matchmaking.load("weighted")
        self._keys: dict[int, bytes] = {}
        self._waiting: deque[_Battle] = deque()
        self.leaves: list[bytes] = []
        # Of every counted vote: its leaf, the models, the winner, voter, hour, language, coding.
        self.counted: list[tuple[int, int, int, int, str, int, str, bool]] = []
        self.public = models - private
        for model in range(models):
            self._register(model)

    @property
    def has_gold(self) -> bool:
        """Whether there may be checks of attention."""
        return self._gold > 0

    def _register(self, model: int, **told: Any) -> None:
        """Tell of a model; of a private one what opens its seals is told at its release."""
        is_sealed, nonce = model >= self.public, _digest(f"nonce {model}")
        served = _digest(f"model {model}")
        usual = {
            "name": f"model-{model}",
            "version": 1,
            "digest": ledger.sealed_digest(served, nonce) if is_sealed else served,
            "state": "private" if is_sealed else "active",
            "owner": "0a" * 12 if is_sealed else None,
            "name_commitment": ledger.name_commitment(f"own {model}", nonce) if is_sealed else None,
            "name_told": None,
            "reason": None,
        }
        self.add(type="model", model=model + 1, **{**usual, **told})

    def release(self) -> None:
        """Tell what was tested in private."""
        for model in range(self.public, self._models):
            opened = {"name": f"own {model}", "nonce": _digest(f"nonce {model}")}
            served = _digest(f"model {model}")
            self._register(model, state="released", digest=served, name_told=opened)

    def add(self, **leaf: Any) -> int:
        """Append a leaf; returns its place."""
        self.leaves.append(packed(leaf))
        return len(self.leaves) - 1

    def day(self, number: int, battles: int) -> None:
        """A day with so many battles; the seed is told at its end."""
        day = FIRST_DAY + timedelta(days=number)
        stream, seed = self._rng.bytes(16).hex(), self._rng.bytes(32)
        weights = [[model + 1, 1_000_000 + 250_000 * (model % 3)] for model in range(self._models)]
        self.add(
            type="weights",
            stream=stream,
            date=day.isoformat(),
            sampler="weighted",
            weights=weights,
            seed_commitment=ledger.seed_commitment(seed),
        )
        counter, midnight = 0, (day - date(1970, 1, 1)).days * 24
        for battle in range(battles):
            skipped = []
            while self._rng.random() < 0.02:
                skipped.append([counter, "unavailable"])
                counter += 1
            self._open(stream, seed, counter, weights, skipped)
            counter += 1
            if len(self._waiting) > 5:
                self._end(midnight + 23 * battle // battles)
        while len(self._waiting) > 2:
            self._end(midnight + 23)
        self.add(type="seed", stream=stream, seed=seed.hex())

    def _open(
        self, stream: str, seed: bytes, counter: int, weights: list[list[int]], skipped: list[Any]
    ) -> None:
        client = self._rng.bytes(16)
        if self._shown and self._again and self._rng.random() < self._again:
            leaf, a, b, voter = self._shown.pop(0)
            turned = Lot(seed, counter, client).below(2)
            pair = (b, a, ledger.PARTS) if turned else (a, b, ledger.PARTS)
            self._draw(stream, counter, client, pair, skipped, again=leaf, voter=voter)
            return
        names, shares = [str(model) for model, _ in weights], [weight for _, weight in weights]
        lot = Lot(seed, counter, client)
        draw = self._sampler.pair(names, shares, lot)
        pair = int(draw.model_a), int(draw.model_b), draw.parts
        voter, gold = "", None
        if self._gold and self._rng.random() < self._gold:
            voter = f"voter {self._rng.integers(self._voters)}"
            self._checks[voter] += 1
            gold = list(Side)[lot.below(2)] if self._checks[voter] <= MOST_CHECKS else None
        self._draw(stream, counter, client, pair, skipped, voter=voter, gold=gold)

    def _draw(
        self,
        stream: str,
        counter: int,
        client: bytes,
        pair: tuple[int, int, int],
        skipped: list[Any],
        *,
        again: int | None = None,
        voter: str = "",
        gold: Side | None = None,
    ) -> None:
        nonce = self._rng.bytes(32).hex()
        opening = Opening(nonce, stream, counter, client.hex(), *pair, again, gold)
        place = self.add(
            type="open",
            stream=stream,
            counter=counter,
            skipped=skipped,
            commitment=opening.commitment,
        )
        language = "en" if self._rng.random() < 0.6 else "fr"
        self._waiting.append(_Battle(place, opening, language, voter))

    def _end(self, hour: int) -> None:
        battle = self._waiting.popleft()
        told = battle.opening
        reveal = told.told()
        if self._rng.random() < 0.1:
            self.add(type="expire", open=battle.place, reveal=reveal, reason="abandoned")
            return
        gap = self._strength[told.model_a - 1] - self._strength[told.model_b - 1]
        drawn, odds = self._rng.random(), 1 / (1 + np.exp(-gap))
        winner = 3 if drawn > 0.95 else 2 if drawn > 0.8 else int(drawn > 0.8 * odds)
        voter = battle.voter or f"voter {self._rng.integers(self._voters)}"
        counts = "guest" if self._rng.random() < 0.05 else "yes"
        if told.again is not None:
            counts = "repeat"
        if told.gold is not None:
            counts = "gold"
        place = self.add(
            type="vote",
            open=battle.place,
            winner=_WINNERS[winner],
            reveal=reveal,
            voter=ledger.pseudonym(self._key(hour // 720), voter),
            hour=hour,
            counts=counts,
            text=self._rng.bytes(32).hex(),
        )
        if counts not in ("repeat", "gold"):
            self._shown.append((place, told.model_a, told.model_b, voter))
        if counts == "yes":
            is_coding = bool(self._rng.random() < 0.4)
            row = (place, told.model_a, told.model_b, winner, voter, hour)
            self.counted.append((*row, battle.language, is_coding))

    def _key(self, epoch: int) -> bytes:
        if epoch not in self._keys:
            self._keys[epoch] = self._rng.bytes(32)
        return self._keys[epoch]

    def table(self, excluded: frozenset[int] = frozenset()) -> tuple[VoteTable, list[int]]:
        """The votes that count as boards take them, and their leaves."""
        rows = [row for row in self.counted if row[0] not in excluded]
        leaves, a, b, winner, voter, hour, language, coding = map(list, zip(*rows, strict=True))
        ids = [f"vote-{leaf}" for leaf in leaves]
        at = [datetime.fromtimestamp(3600 * one + 60, UTC) for one in hour]
        frame = pl.DataFrame(
            {
                "id": ids,
                "battle": ids,
                "model_a": [f"model-{one - 1}" for one in a],
                "model_b": [f"model-{one - 1}" for one in b],
                "winner": [_WINNERS[one] for one in winner],
                "voter": voter,
                "voted_at": pl.Series(at, dtype=pl.Datetime("us", "UTC")),
                "consent": [True] * len(ids),
                "images": [0] * len(ids),
                "coding": coding,
                "language": language,
            }
        )
        table = VoteTable()
        table.append(frame)
        return table, leaves

    def snapshot(
        self, folder: Path, *, usual: Query = PLAIN, excluded: frozenset[int] = frozenset()
    ) -> dict[str, bytes]:
        """Take a snapshot, tell it in the log, and return its files."""
        table, leaves = self.table(excluded)
        cards = {
            name: ModelCard(name, listed=model < self.public)
            for model, name in enumerate(f"model-{one}" for one in range(self._models))
        }
        source = VotesSource("", "The arena's votes", "live", table, cards)
        taken = datetime.fromtimestamp(3600 * self.counted[-1][5] + 3599, UTC)
        kept = Snapshots(folder, smallest=SMALLEST, clock=lambda: taken)
        snapshot = kept.take(source, usual)
        number, size = snapshot.number, len(self.leaves)
        root = ledger.root_of(map(ledger.leaf_hash, self.leaves))
        self.add(type="snapshot", number=number, digest=snapshot.digest, size=size, root=root.hex())
        columns = {name: _codes(table, name) for name in ("coding", "language")}
        labels = _layout.Labels(snapshot=number, leaves=leaves, labels=columns)
        home = kept.folder(number)
        files = {path.relative_to(home).as_posix(): path for path in home.rglob("*.json")}
        return {
            _layout.labels_path(number): json.dumps(labels.as_dict()).encode(),
            **{_layout.snapshot_path(number, name): p.read_bytes() for name, p in files.items()},
        }


def _codes(table: VoteTable, name: str) -> tuple[tuple[str, ...], list[int]]:
    return table.votes.labels[name], table.votes.column(name).tolist()


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
