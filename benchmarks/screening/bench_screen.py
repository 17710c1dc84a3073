"""How long a night's screening takes: half a million votes of a crowd with a long tail.

The time of a night has three parts: the log is read, the rule is computed, and what was found is
kept. A night later the log is read on from where it was.
"""

from __future__ import annotations

import hashlib
import tempfile
import time
from contextlib import closing
from pathlib import Path

import numpy as np

from tiltyard.ledger import Leaf
from tiltyard.records import Winner
from tiltyard.screening import Ballots, Moderation, find
from tiltyard.store import Log, open_store

VOTES, MODELS, VOTERS = 500_000, 50, 100_000
HEX = "0" * 64
WINNERS = [winner.value for winner in Winner]


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder, 'arena.db')}"
        with closing(open_store(url)) as store:
            store.upgrade()
            fill(store.log)
            report(store.log)
            started = time.perf_counter()
            moderation = Moderation(store, Path(folder, "screening"))
            found = moderation.screen()
            print(f"a whole night        {time.perf_counter() - started:6.1f} s")
            started = time.perf_counter()
            moderation.screen()
            print(f"the night after      {time.perf_counter() - started:6.1f} s")
            print(
                f"{len(found.people)} of {found.voters:,} voters flagged, {found.judged:,} judged"
            )


def report(log: Log) -> None:
    """The parts."""
    started = time.perf_counter()
    ballots = Ballots()
    ballots.read(log)
    print(f"read {ballots.size:,} leaves  {time.perf_counter() - started:6.1f} s")
    started = time.perf_counter()
    find(ballots, ())
    print(f"the rule             {time.perf_counter() - started:6.1f} s")


def fill(log: Log) -> None:
    """Votes of honest people, few of whom vote often, and an open leaf for each."""
    rng = np.random.default_rng(1)
    strength = rng.normal(0, 0.85, MODELS)
    a = rng.integers(0, MODELS, VOTES)
    b = (a + rng.integers(1, MODELS, VOTES)) % MODELS
    voters = (VOTERS * rng.random(VOTES) ** 3).astype(int)
    p = 0.7 / (1 + np.exp(strength[b] - strength[a]))
    drawn = rng.random(VOTES)
    winners = np.where(drawn < p, 0, np.where(drawn < 0.7, 1, 2))
    names = [hashlib.sha256(b"%d" % code).hexdigest()[:24] for code in range(VOTERS)]
    opened = {"type": "open", "stream": "ab" * 16, "counter": 0, "skipped": [], "commitment": HEX}
    step = 50_000
    for begin in range(0, VOTES, step):
        leaves: list[Leaf] = []
        for row in range(begin, begin + step):
            reveal = {
                "nonce": HEX,
                "stream": "ab" * 16,
                "counter": row,
                "client": "",
                "model_a": int(a[row]),
                "model_b": int(b[row]),
                "probability": 10**9,
            }
            vote = {
                "type": "vote",
                "open": 2 * row,
                "winner": WINNERS[winners[row]],
                "reveal": reveal,
                "voter": names[voters[row]],
                "hour": 490_000 + row // 1_000,
                "counts": "yes",
                "text": HEX,
            }
            leaves += [opened, vote]
        log.append(leaves)


if __name__ == "__main__":
    main()
