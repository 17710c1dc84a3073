"""A public copy of the log of a simulated arena, written without what publishes a real one."""

from __future__ import annotations

import hashlib
import json
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from tiltyard import ledger, matchmaking
from tiltyard.leaderboard import Query, Snapshots, VotesSource, VoteTable
from tiltyard.ledger import Checkpoint, Lot, Opening, Signer
from tiltyard.records import ModelCard
from tiltyard.transparency import _layout

FIRST_DAY = date(2026, 3, 1)
ORIGIN = "example.org/log"
SIGNER = Signer(ORIGIN, bytes(range(32)))
WITNESS = Signer("witness.example.org", bytes(range(32, 64)))
SMALLEST = 20
PLAIN = Query()
_WINNERS = ledger.WINNERS


def packed(leaf: dict[str, Any]) -> bytes:
    """A leaf as bytes, without a look at what it holds."""
    return json.dumps(leaf, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


@dataclass(slots=True)
class Made:
    """A log, and what its copy has beside it."""

    leaves: list[bytes]
    about: _layout.Described
    files: dict[str, bytes] = field(default_factory=dict)

    def edit(self, place: int, **fields: Any) -> None:
        """Change fields of a leaf."""
        self.leaves[place] = packed({**json.loads(self.leaves[place]), **fields})

    def places(self, kind: str) -> list[int]:
        """Of all leaves of a type."""
        return [at for at, leaf in enumerate(self.leaves) if json.loads(leaf)["type"] == kind]

    def told(self, place: int) -> dict[str, Any]:
        """What a leaf says."""
        found: dict[str, Any] = json.loads(self.leaves[place])
        return found

    def root(self, size: int | None = None) -> bytes:
        """The root of all leaves, or of the first."""
        return ledger.root_of(map(ledger.leaf_hash, self.leaves[:size]))

    def note(self, size: int | None = None, signer: Signer = SIGNER) -> str:
        """A checkpoint, signed."""
        many = len(self.leaves) if size is None else size
        return signer.sign(Checkpoint(ORIGIN, many, self.root(many)))

    def write(self, folder: Path, note: str | None = None) -> Path:
        """Write the copy; every time the whole of it."""
        for path, data in self.copy(note):
            _put(folder / path, data)
        return folder

    def copy(self, note: str | None = None) -> Iterator[tuple[str, bytes]]:
        """Every file of the copy, with its path."""
        yield from tiles(self.leaves)
        note = note or self.note()
        signed = WITNESS.cosign(note) if self.about.witnesses else note
        yield _layout.CHECKPOINT, signed.encode()
        keys = "".join(f"{key}\n" for key in self.about.verifiers())
        log = json.dumps(self.about.as_dict())
        files = {_layout.LOG: log.encode(), _layout.KEYS: keys.encode(), **self.files}
        yield from files.items()
        yield _layout.FILES, _layout.manifest(files, SIGNER).encode()


def tiles(leaves: list[bytes]) -> Iterator[tuple[str, bytes]]:
    """Every file of a tree, with its path."""
    for index, width in ledger.bundles_of(len(leaves)):
        some = leaves[index * 256 : index * 256 + width]
        yield ledger.bundle_path(index, width), ledger.bundled(some)
    row = [ledger.leaf_hash(leaf) for leaf in leaves]
    level = 0
    while row:
        for index in range(-(-len(row) // 256)):
            some = row[index * 256 : index * 256 + 256]
            yield ledger.tile_path(level, index, len(some)), b"".join(some)
        whole = range(len(row) // 256)
        row = [ledger.root_of(row[at * 256 : at * 256 + 256]) for at in whole]
        level += 1


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
    """

    def __init__(
        self, *, models: int = 6, voters: int = 60, seed: int = 0, again: float = 0.0
    ) -> None:
        self._again = again
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
        for model in range(models):
            self.add(
                type="model",
                model=model + 1,
                name=f"model-{model}",
                version=1,
                digest=hashlib.sha256(bytes([model])).hexdigest(),
                state="active",
                owner=None,
                name_commitment=None,
                name_told=None,
                reason=None,
            )

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
        draw = self._sampler.pair(names, shares, Lot(seed, counter, client))
        pair = int(draw.model_a), int(draw.model_b), draw.parts
        self._draw(stream, counter, client, pair, skipped)

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
    ) -> None:
        nonce = self._rng.bytes(32).hex()
        opening = Opening(nonce, stream, counter, client.hex(), *pair, again)
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
        if counts != "repeat":
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
        cards = {f"model-{one}": ModelCard(f"model-{one}") for one in range(self._models)}
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


def made(
    folder: Path,
    *,
    battles: int = 300,
    days: int = 3,
    boards: bool = True,
    usual: Query = PLAIN,
    **arena: Any,
) -> Made:
    """A log of some days, with exclusions, a tombstone and a snapshot.

    Args:
        folder: for the snapshot.
        battles: in a day.
        days: how many.
        boards: whether there is a snapshot.
        usual: its usual board.
        **arena: what `Arena` takes.
    """
    held = Arena(**arena)
    for day in range(days):
        held.day(day, battles)
    votes = [row[0] for row in held.counted]
    out = votes[10:13]
    why = {"reason": "clicks", "rule": None, "evidence": 0, "size": 0}
    held.add(type="exclude", votes=out, **why)
    held.add(type="restore", votes=out[:1], reason="appeal")
    held.add(type="tombstone", leaf=votes[3], reason="erasure")
    files = held.snapshot(folder, usual=usual, excluded=frozenset(out[1:])) if boards else {}
    about = _layout.Described(
        name="An arena",
        origin=ORIGIN,
        key=str(SIGNER.verifier),
        witnesses=(str(WITNESS.verifier),),
        quorum=1,
    )
    return Made(held.leaves, about, files)


def _codes(table: VoteTable, name: str) -> tuple[tuple[str, ...], list[int]]:
    return table.votes.labels[name], table.votes.column(name).tolist()


def _put(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
