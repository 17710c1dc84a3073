"""Step 6: who met whom follows from weights and seeds that were fixed before."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate

from tiltyard import ledger, matchmaking
from tiltyard.errors import TiltyardError
from tiltyard.ledger import PARTS, Leaf, Lot
from tiltyard.transparency.verify._again import is_again, seats, wrong
from tiltyard.transparency.verify._ballots import Ballots
from tiltyard.transparency.verify._gold import wrong as not_gold
from tiltyard.transparency.verify._moments import HOURS, Moments, day_of
from tiltyard.transparency.verify._outcome import Findings
from tiltyard.transparency.verify._told import Ended, Opened

# At this hour of the next day the seeds of a day are told.
_TOLD_AT = 1
_WEIGHTED = "weighted"


class _Weighted:
    """The draw of ``weighted``, its running sums made once: see `tiltyard.matchmaking.weighted`."""

    def __init__(self, table: list[list[int]]) -> None:
        self._models = [model for model, _ in table]
        self._weights = [weight for _, weight in table]
        self._whole = sum(self._weights)
        self._any = self._whole**2 - sum(weight * weight for weight in self._weights)
        self._first = [*accumulate(weight * (self._whole - weight) for weight in self._weights)]
        self._sums = [*accumulate(self._weights)]

    def gold(self, lot: Lot) -> int:
        """The side of a check of attention."""
        for _ in _CALLS:
            lot.below(1)
        return lot.below(2)

    def pair(self, seed: bytes, counter: int, client: bytes) -> tuple[int, int, int]:
        """Numbers of the left and the right model, and the probability of the two."""
        # HMAC-SHA256 spelt out: that of the library takes three times as long for so few bytes.
        inner, outer = _pads(seed)
        head = inner + counter.to_bytes(8)
        x, y, coin = [
            int.from_bytes(_sha256(outer + _sha256(head + call + client).digest()).digest())
            for call in _CALLS
        ]
        first = bisect_right(self._first, x * self._any >> 256)
        weight = self._weights[first]
        at = y * (self._whole - weight) >> 256
        # Those from the first model on are found as if it were not there.
        second = bisect_right(self._sums, at)
        if second >= first:
            second = bisect_right(self._sums, at + weight)
        parts = -(-2 * weight * self._weights[second] * PARTS // self._any)
        one, other = self._models[first], self._models[second]
        return (other, one, parts) if coin >> 255 else (one, other, parts)


_CALLS = [call.to_bytes(8) for call in range(3)]
_sha256 = hashlib.sha256


@lru_cache(maxsize=16)
def _pads(seed: bytes) -> tuple[bytes, bytes]:
    """What HMAC puts before what it hashes, inside and outside."""
    key = seed.ljust(64, b"\0")
    return bytes(one ^ 0x36 for one in key), bytes(one ^ 0x5C for one in key)


class _Other:
    """The draw of any other sampler."""

    def __init__(self, name: str, table: list[list[int]]) -> None:
        self._sampler = matchmaking.load(name)
        self._models = [str(model) for model, _ in table]
        self._weights = [weight for _, weight in table]

    def gold(self, lot: Lot) -> int:
        """See `_Weighted.gold`."""
        self._sampler.pair(self._models, self._weights, lot)
        return lot.below(2)

    def pair(self, seed: bytes, counter: int, client: bytes) -> tuple[int, int, int]:
        """See `_Weighted.pair`."""
        draw = self._sampler.pair(self._models, self._weights, Lot(seed, counter, client))
        return int(draw.model_a), int(draw.model_b), draw.parts


@dataclass(slots=True)
class _Stream:
    day: int
    commitment: str
    sampler: _Weighted | _Other | None
    seed: bytes | None = None
    waiting: list[tuple[int, Ended]] = field(default_factory=list)
    # Every number below `next` was told, and those that are `ahead`.
    next: int = 0
    ahead: set[int] = field(default_factory=set)


class DrawChecks:
    """Looks at streams as they begin, at their draws, and at their seeds.

    Attributes:
        drawn: how many pairs were drawn again.
        shown_again: how many battles showed answers again, of which the seats were drawn.
        checks: how many were checks of attention, of which the side was drawn.
        skipped: how many draws came to nothing, by reason.
    """

    def __init__(self, moments: Moments, ballots: Ballots) -> None:
        self.findings = Findings(6)
        self.drawn = 0
        self.shown_again = 0
        self.checks = 0
        self._ballots = ballots
        self.skipped: Counter[str] = Counter()
        self._moments = moments
        self._streams: dict[bytes, _Stream] = {}
        self._days: Counter[int] = Counter()

    def begin(self, place: int, leaf: Leaf) -> None:
        """A stream begins."""
        id = leaf["stream"].encode()
        try:
            day = day_of(leaf["date"])
        except ValueError:
            self.findings.fail(f"there is no day {leaf['date']!r}", place)
            return
        if id in self._streams:
            self.findings.fail("its stream began before", place)
            return
        if not self._moments.pass_(day * HOURS) and (day + 1) * HOURS < self._moments.last:
            self.findings.fail(
                f"the clock jumped: votes of a day after {leaf['date']} came before", place
            )
        self._days[day] += 1
        self._streams[id] = _Stream(day, leaf["seed_commitment"], self._sampler(place, leaf))

    def _sampler(self, place: int, leaf: Leaf) -> _Weighted | _Other | None:
        table: list[list[int]] = leaf["weights"]
        if len({model for model, _ in table}) < len(table):
            self.findings.fail("a model is in its weights twice", place)
            return None
        if sum(weight > 0 for _, weight in table) < 2:
            self.findings.fail("fewer than two of its weights are above 0", place)
            return None
        if leaf["sampler"] == _WEIGHTED:
            return _Weighted(table)
        try:
            return _Other(leaf["sampler"], table)
        except TiltyardError as error:
            self.findings.leave(f"draws of leaf {place}: {error}")
            return None

    def day(self, stream: bytes) -> int | None:
        """The day of a stream; None if there is none."""
        found = self._streams.get(stream)
        return None if found is None else found.day

    def open(self, place: int, leaf: Opened) -> None:
        """A battle was made of a draw."""
        stream = self._streams.get(leaf.stream)
        if stream is None:
            self.findings.fail("it was drawn from a stream that has not begun", place)
            return
        if stream.seed is not None:
            self.findings.fail("it was drawn after the seed of its stream was told", place)
        if leaf.counter == stream.next and not leaf.skipped and not stream.ahead:
            stream.next += 1
            return
        for counter, why in leaf.skipped:
            self.skipped[why] += 1
            self._count(place, stream, counter)
        self._count(place, stream, leaf.counter)

    def _count(self, place: int, stream: _Stream, counter: int) -> None:
        if counter < stream.next or counter in stream.ahead:
            self.findings.fail(f"draw {counter} of its stream was told before", place)
            return
        stream.ahead.add(counter)
        while stream.next in stream.ahead:
            stream.ahead.remove(stream.next)
            stream.next += 1

    def reveal(self, place: int, told: Ended) -> None:
        """It is told who met."""
        stream = self._streams.get(told.stream)
        if stream is None:
            return  # said when the battle opened
        if reason := not_gold(told):
            self.findings.fail(reason, place)
            return
        if is_again(told) and (reason := wrong(told, self._ballots)):
            self.findings.fail(reason, place)
            return
        if stream.seed is None:
            stream.waiting.append((place, told))
        else:
            self._repeat(stream, stream.seed, place, told)

    def tell(self, place: int, leaf: Leaf) -> None:
        """The seed of a stream is told."""
        stream = self._streams.get(leaf["stream"].encode())
        if stream is None or stream.seed is not None:
            why = "has not begun" if stream is None else "was told before"
            self.findings.fail(f"the seed is of a stream that {why}", place)
            return
        seed = bytes.fromhex(leaf["seed"])
        if ledger.seed_commitment(seed) != stream.commitment:
            self.findings.fail("the seed is not the one that was committed to", place)
        if stream.ahead:
            self.findings.fail(f"draw {stream.next} of the stream was never told", place)
        stream.seed = seed
        for told in stream.waiting:
            self._repeat(stream, seed, *told)
        stream.waiting = []

    def _repeat(self, stream: _Stream, seed: bytes, place: int, leaf: Ended) -> None:
        if leaf.again >= 0:
            self.shown_again += 1
            if seats(leaf, seed, self._ballots) != (leaf.a, leaf.b):
                self.findings.fail("the draw seats the two models the other way round", place)
            return
        if stream.sampler is None:
            return
        self.drawn += 1
        told = (leaf.a, leaf.b, leaf.probability)
        found = stream.sampler.pair(seed, leaf.counter, leaf.client)
        if found == told:
            self._side(stream.sampler, seed, place, leaf)
            return
        if found[:2] == told[:2]:
            reason = f"the pair had probability {found[2]} in 10^12, and it tells {told[2]}"
        else:
            reason = (
                f"the draw gives models {found[0]} and {found[1]}, and it tells {told[0]} and "
                f"{told[1]}"
            )
        self.findings.fail(reason, place)

    def _side(self, sampler: _Weighted | _Other, seed: bytes, place: int, leaf: Ended) -> None:
        """The side of a check of attention is what the draw gives after the pair."""
        if leaf.gold < 0:
            return
        self.checks += 1
        if sampler.gold(Lot(seed, leaf.counter, leaf.client)) != leaf.gold:
            self.findings.fail("the draw gives the other question to the other side", place)

    def finish(self) -> None:
        """Look for seeds that were never told."""
        for id, stream in self._streams.items():
            due = (stream.day + 1) * HOURS + _TOLD_AT
            if stream.seed is None and self._moments.is_overdue(due):
                self.findings.fail(
                    f"the seed of stream {id.decode()} was never told, and the log goes on for days"
                )

    def says(self) -> str:
        """What to say if all is well."""
        waiting = sum(len(stream.waiting) for stream in self._streams.values())
        words = [f"{self.drawn:,} pairs follow from weights and seeds"]
        if self.shown_again:
            words.append(f"{self.shown_again:,} battles showed answers of a vote again")
        if self.checks:
            words.append(f"{self.checks:,} were checks of attention")
        if self.skipped:
            reasons = ", ".join(f"{many:,} {why}" for why, many in sorted(self.skipped.items()))
            words.append(f"{self.skipped.total():,} draws came to nothing ({reasons})")
        if waiting:
            words.append(f"{waiting:,} wait for seeds that are told on the next day")
        most = max(self._days.values(), default=0)
        words.append(f"at most {most} streams began on a day")
        return "; ".join(words)
