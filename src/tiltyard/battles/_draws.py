"""Draws that nobody can choose and anybody can repeat, once the seed of their stream is told.

A stream is a secret seed and a table of weights, both fixed in the log before the first draw. Its
draws are numbered, and every number is told: by the battle that came of it, or as skipped with the
reason. See docs/decisions/0014-log.md.
"""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime

from tiltyard import ledger, matchmaking
from tiltyard.battles._contender import Contender
from tiltyard.battles._entries import Skip, open_leaf, seal_of
from tiltyard.errors import NotEnoughModelsError
from tiltyard.ledger import Leaf, Lot
from tiltyard.records import PARTS, Draw, Seal, Side, StoredBattle
from tiltyard.store import Entry, Log

# After so many draws in vain a stream begins that has only the models that can answer.
TRIES = 64
# So many skipped numbers fit into one leaf; what is beyond is told by the next.
MOST_SKIPS = 2_000
_STREAM_BYTES = 16
_SECRET_BYTES = 32
_CHANCE_BYTES = 8


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(slots=True)
class _Stream:
    id: str
    date: date
    seed: bytes
    names: Sequence[str]
    weights: Sequence[int]
    counter: int = 0
    skips: list[Skip] = field(default_factory=list)  # that no leaf tells yet
    over: bool = False


@dataclass(slots=True)
class Drawn:
    """A draw of which a battle is to be made: tell `Draws` whether it was.

    ``pair`` is who is asked; nobody is where answers are shown again.
    """

    draw: Draw
    pair: Mapping[Side, Contender]
    seal: Seal
    _stream: _Stream
    _told: list[Skip] = field(default_factory=list)


class Draws:
    """Pairs for new battles; methods may be called from any thread, and only `begin` waits.

    Args:
        contenders: the models that may meet.
        log: where streams begin.
        sampler: name of the way to draw.
        clock: aware UTC time, whose day decides which stream is used.
        random_bytes: gives so many bytes that nobody can predict, unless seeded.

    Raises:
        ConfigurationError: a weight is too small or too large to be told.
    """

    def __init__(
        self,
        contenders: Sequence[Contender],
        log: Log,
        *,
        sampler: str = "weighted",
        clock: Callable[[], datetime] = _now,
        random_bytes: Callable[[int], bytes] = secrets.token_bytes,
    ) -> None:
        self._contenders = _drawable(contenders)
        self._log = log
        self._sampler_name = sampler
        self._sampler = matchmaking.load(sampler)
        self._clock = clock
        self._random_bytes = random_bytes
        self._lock = threading.Lock()
        self._beginning = threading.Lock()
        self._stream: _Stream | None = None

    def draw(self, client: str, *, is_gold: bool = False) -> Drawn | None:
        """Two models that can answer now, or None: then a stream must `begin` first.

        Args:
            client: what the voter's page adds to the draw, in hexadecimal digits.
            is_gold: whether it is for a check of attention, of which the side is drawn too.

        Raises:
            NotEnoughModelsError: fewer than two models can answer now.
        """
        able = self._able()
        with self._lock:
            stream = self._stream
            if stream is None or self._is_past(stream, able):
                return None
            for _ in range(TRIES):
                lot = Lot(stream.seed, stream.counter, bytes.fromhex(client))
                stream.counter += 1
                draw = self._sampler.pair(stream.names, stream.weights, lot)
                if able.issuperset((draw.model_a, draw.model_b)):
                    gold = list(Side)[lot.below(len(Side))] if is_gold else None
                    return self._drawn(stream, draw, lot, gold)
                stream.skips.append((lot.counter, "unavailable"))
            stream.over = True
            return None

    def again(self, client: str, shown: StoredBattle) -> Drawn | None:
        """The two answers of a battle once more, in seats that are drawn; else like `draw`."""
        able, before = self._able(), seal_of(shown)
        a, b = shown.battle.version_a.model, shown.battle.version_b.model
        with self._lock:
            stream = self._stream
            if stream is None or self._is_past(stream, able):
                return None
            lot = Lot(stream.seed, stream.counter, bytes.fromhex(client))
            stream.counter += 1
            one, other = (b, a) if lot.below(len(Side)) else (a, b)
            seal = replace(self._seal(stream, lot), again=before.ending)
            return Drawn(Draw(one, other, PARTS), {}, seal, stream)

    def happens(self, chance: float) -> bool:
        """Whether something happens that has this chance."""
        with self._lock:
            word = int.from_bytes(self._random_bytes(_CHANCE_BYTES))
        return word < chance * 2.0 ** (8 * _CHANCE_BYTES)

    def any_of(self, options: Sequence[str]) -> str:
        """One of these, each as likely as any other."""
        with self._lock:
            word = int.from_bytes(self._random_bytes(_CHANCE_BYTES))
        return options[word * len(options) >> 8 * _CHANCE_BYTES]

    def _able(self) -> set[str]:
        able = {name for name, one in self._contenders.items() if one.available}
        if len(able) < len(Side):
            raise NotEnoughModelsError(
                "fewer than two models can answer just now; please try again in a minute"
            )
        return able

    def begin(self) -> None:
        """Begin a stream if one is needed; returns once it is in the log.

        It has all models of the arena, or those that can answer now where the last stream found
        hardly a pair that can.

        Raises:
            StoreError: it could not be kept.
        """
        with self._beginning:
            able = {name for name, one in self._contenders.items() if one.available}
            last = self._stream
            if last is not None and not self._is_past(last, able):
                return
            today = self._today()
            was_in_vain = last is not None and last.over and last.date == today
            used = [
                one for name, one in self._contenders.items() if not was_in_vain or name in able
            ]
            with self._lock:
                id = self._random_bytes(_STREAM_BYTES).hex()
                seed = self._random_bytes(_SECRET_BYTES)
            names, weights = [one.card.name for one in used], [one.millionths for one in used]
            stream = _Stream(id, today, seed, names, weights)
            self._log.begin(id, today, seed, self._leaf(stream))
            with self._lock:
                self._stream = stream

    def entry(self, drawn: Drawn) -> Entry:
        """The leaf of the battle that is made of a draw; to be evaluated when it is written."""

        def leaf(stored: StoredBattle) -> Leaf:
            # May be asked again, if the first attempt to write was undone.
            with self._lock:
                skips, told = drawn._stream.skips, drawn._told
                room = MOST_SKIPS - len(told)
                told += skips[:room]
                del skips[:room]
                return open_leaf(stored, sorted(told))

        return leaf

    def lost(self, drawn: Drawn, why: str) -> None:
        """No battle was made of a draw: the next leaf of its stream tells that, and why."""
        with self._lock:
            drawn._stream.skips += [*drawn._told, (drawn.seal.counter, why)]
            drawn._told = []

    def serve(self, contenders: Sequence[Contender]) -> None:
        """Draw among these from now on, in a stream of their own; waits for one that begins.

        Raises:
            ConfigurationError: a weight is too small or too large to be told.
        """
        drawn = _drawable(contenders)
        with self._beginning, self._lock:
            self._contenders = drawn
            self._stream = None

    def end(self, drawn: Drawn) -> None:
        """The seed of a draw's stream is told: nothing is drawn from it any more."""
        with self._lock:
            if self._stream is drawn._stream:
                self._stream = None

    def _is_past(self, stream: _Stream, able: set[str]) -> bool:
        """Whether a stream is another day's, found no pairs, or lacks a model that is back."""
        return stream.over or stream.date != self._today() or not able.issubset(stream.names)

    def _today(self) -> date:
        return self._clock().astimezone(UTC).date()

    def _drawn(self, stream: _Stream, draw: Draw, lot: Lot, gold: Side | None) -> Drawn:
        names = {Side.MODEL_A: draw.model_a, Side.MODEL_B: draw.model_b}
        pair = {side: self._contenders[name] for side, name in names.items()}
        return Drawn(draw, pair, replace(self._seal(stream, lot), gold=gold), stream)

    def _seal(self, stream: _Stream, lot: Lot) -> Seal:
        return Seal(
            stream=stream.id,
            counter=lot.counter,
            client=lot.client.hex(),
            nonce=self._random_bytes(_SECRET_BYTES).hex(),
            salt=self._random_bytes(_SECRET_BYTES).hex(),
        )

    def _leaf(self, stream: _Stream) -> Leaf:
        versions = [self._contenders[name].version.id for name in stream.names]
        table = zip(versions, stream.weights, strict=True)
        return {
            "type": "weights",
            "stream": stream.id,
            "date": stream.date.isoformat(),
            "sampler": self._sampler_name,
            "weights": [list(row) for row in table],
            "seed_commitment": ledger.seed_commitment(stream.seed),
        }


def _drawable(contenders: Sequence[Contender]) -> dict[str, Contender]:
    """Those that may be drawn at all, by name, in the order of their versions."""
    drawn = [one for one in contenders if one.card.active and one.millionths > 0]
    return {one.card.name: one for one in sorted(drawn, key=lambda one: one.version.id)}
