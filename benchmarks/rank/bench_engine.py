"""Votes to boards: this engine against its peers, each in fresh processes, as ratios.

``python -m benchmarks engine``, or ``python -m benchmarks.rank.bench_engine [PART…]`` with parts
``boards``, ``styles``, ``clusters``, ``bootstraps`` and ``points``. The peers are installed into
``.peers`` if it is missing. Variables: ``TILTYARD_BENCH_ROUNDS`` is how often each is run (3);
``TILTYARD_BENCH_DIVISOR`` makes all sets of votes so many times smaller (1), for a quick look that
the targets are not meant for; ``TILTYARD_FASTCHAT`` names a checkout of FastChat, see
`workers.fastchat`.
"""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks.rank.measure import ROUNDS, Run, Worker, largest_difference, run, width_ratio
from benchmarks.rank.simulated import EFFECTS, written

DIVISOR = int(os.environ.get("TILTYARD_BENCH_DIVISOR", "1"))


@dataclass(frozen=True, slots=True)
class Size:
    """A set of simulated votes."""

    models: int
    votes: int

    def __str__(self) -> str:
        return f"{self.votes / 1e6:g} M x {self.models}"

    @property
    def path(self) -> Path:
        """Where they are, made if missing."""
        return written(self.models, self.votes)


SMALL = Size(200, 2_000_000 // DIVISOR)
LARGE = Size(200, 5_000_000 // DIVISOR)
MANY = Size(400, 5_000_000 // DIVISOR)

BT = Worker("ours", "bt")


@dataclass(frozen=True, slots=True)
class Claim:
    """One line of the table: two figures, how one compares, and what it should be.

    ``is_floor`` says that less is better: ours may be at most so many times the other.
    """

    work: str
    ours: str
    other: str
    ratio: float
    target: float | None = None
    is_floor: bool = False

    @property
    def is_met(self) -> bool:
        """The target is reached, if there is one."""
        if self.target is None:
            return True
        return self.ratio <= self.target if self.is_floor else self.ratio >= self.target

    def __str__(self) -> str:
        bound, met = "", ""
        if self.target is not None:
            bound = f"{'<=' if self.is_floor else '>='} {self.target:g}"
            met = "yes" if self.is_met else "NO"
        return (
            f"{self.work:<44} {self.ours:>10} {self.other:>24} {self.ratio:>8.3g} {bound:>8}  {met}"
        )


def boards() -> Iterator[Claim | str]:
    """Bradley–Terry with 95 % intervals."""
    for size, target in ((SMALL, 150), (MANY, 100)):
        ours, theirs = run(BT, size.path), run(Worker("arena_rank", "bt"), size.path)
        yield faster(f"BT + intervals, {size}", ours, theirs, "arena-rank", target)
        yield agreement(ours, theirs)
        if size == SMALL:
            floor = ours.seconds["bincount"]
            yield Claim(
                f"the same against one bincount, {size}", shown(ours.work),
                f"{shown(floor)} numpy", ours.work / floor, 5, is_floor=True,
            )  # fmt: skip


def styles() -> Iterator[Claim | str]:
    """Four style features beside the strengths, with intervals for all."""
    ours = run(Worker("ours", "style"), LARGE.path)
    theirs = run(Worker("arena_rank", "style"), LARGE.path)
    yield faster(f"style + intervals, {LARGE}", ours, theirs, "arena-rank", 30)
    yield Claim(
        "its peak memory", f"{ours.peak_mb:,.0f} MB", f"{theirs.peak_mb:,.0f} MB arena-rank",
        ours.peak_mb / theirs.peak_mb, 0.5, is_floor=True,
    )  # fmt: skip
    yield agreement(ours, theirs)
    for name, values in (
        ("true", EFFECTS),
        ("ours", ours.answer["coefficients"]),
        ("arena-rank, without its ridge", theirs.answer["coefficients"]),
    ):
        yield f"    effects, {name}: {np.array2string(np.asarray(values), precision=4)}"


def clusters() -> Iterator[Claim | str]:
    """Votes of one voter may depend on each other; no peer has this in closed form."""
    ours = run(Worker("ours", "clustered"), LARGE.path)
    yield Claim(
        f"BT clustered by voter, {LARGE}", shown(ours.work), "2 s allowed",
        ours.work, 2, is_floor=True,
    )  # fmt: skip


def bootstraps() -> Iterator[Claim | str]:
    """Boards of resampled votes, seconds for each."""
    ours = run(Worker("ours", "bootstrap"), SMALL.path)
    theirs = run(Worker("fastchat", "bootstrap"), SMALL.path, rounds=1)  # a hundred in one
    yield Claim(
        f"bootstrap, for each board, {SMALL}", shown(ours.per_round),
        f"{shown(theirs.per_round)} FastChat", theirs.per_round / ours.per_round, 100,
    )  # fmt: skip
    spreads = [board.answer["strengths"].std(axis=0) for board in (ours, theirs)]
    yield (
        f"    FastChat was {theirs.answer['used']}; its standard errors are "
        f"{np.median(spreads[1] / spreads[0]):.3f} of ours (median of the models)"
    )


def points() -> Iterator[Claim | str]:
    """Peers that give strengths alone: no target, but the same answer."""
    ours = run(BT, SMALL.path)
    for task, name in (("choix", "choix, matrix"), ("evalica", "evalica"),
                       ("scikit_learn", "scikit-learn")):  # fmt: skip
        theirs = run(Worker("points", task), SMALL.path, rounds=1)
        yield Claim(
            f"the same against strengths alone, {SMALL}", shown(ours.work),
            f"{shown(theirs.work)} {name}", theirs.work / ours.work,
        )  # fmt: skip
        yield f"{agreement(ours, theirs)}; its fit alone {shown(theirs.seconds['fit'])}"


def faster(work: str, ours: Run, theirs: Run, peer: str, target: float) -> Claim:
    """How many times as long the peer takes."""
    return Claim(
        work, shown(ours.work), f"{shown(theirs.work)} {peer}", theirs.work / ours.work, target
    )


def agreement(ours: Run, theirs: Run) -> str:
    """How far the answers are apart, and what importing and reading took."""
    apart = f"    largest difference {largest_difference(ours, theirs):.1e} points"
    if "lower" in theirs.answer:
        middle, narrowest = width_ratio(ours, theirs)
        apart += f"; their intervals are {middle:.3f} as wide, {narrowest:.3f} at the narrowest"
    for stage in ("import", "read"):
        apart += f"; {stage} {shown(ours.seconds[stage])}, theirs {shown(theirs.seconds[stage])}"
    return f"{apart}; all in all {theirs.whole / ours.whole:.3g} times"


def shown(seconds: float) -> str:
    """With a unit that suits."""
    return f"{seconds:.2f} s" if seconds >= 1 else f"{1e3 * seconds:.3g} ms"


PARTS = {part.__name__: part for part in (boards, styles, clusters, bootstraps, points)}


def main(parts: Sequence[str] = ()) -> None:
    """Print the table, or some of its parts."""
    print(
        f"{os.cpu_count()} processors ({platform.machine()}), Python {platform.python_version()}; "
        f"median of {ROUNDS} fresh processes; votes x models"
    )
    print(f"{'work':<44} {'ours':>10} {'other':>24} {'ratio':>8} {'target':>8}  met")
    for name in parts or PARTS:
        for line in PARTS[name]():
            print(line, flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
