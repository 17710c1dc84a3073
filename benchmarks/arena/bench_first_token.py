"""What the arena adds to the time to the first token, against calling the endpoint directly."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from statistics import median, quantiles

import httpx2

from benchmarks.arena.rig import STAMP, battle, direct, rig

ROUNDS = 50
ALLOWED_MS = 5.0


async def measure() -> tuple[list[float], list[float]]:
    """Milliseconds to the first token, directly and through the arena, taken in turn."""
    with rig(first=0.05, every=0.02, pieces=5) as two:
        async with httpx2.AsyncClient(timeout=30, trust_env=False) as client:
            for _ in range(5):
                await _first(direct(client, two))
                await _first(battle(client, two))
            pairs = [
                (await _first(direct(client, two)), await _first(battle(client, two)))
                for _ in range(ROUNDS)
            ]
    return [one for one, _ in pairs], [other for _, other in pairs]


async def _first(lines: AsyncIterator[str]) -> float:
    """Milliseconds until the first stamped piece; the rest is read too, so that nothing is cut."""
    started, found = time.monotonic(), None
    async for line in lines:
        if found is None and STAMP.search(line):
            found = time.monotonic()
    if found is None:
        raise RuntimeError("no token came")
    return (found - started) * 1000


def main() -> None:
    """Measure and print."""
    alone, through = asyncio.run(measure())
    added = median(through) - median(alone)
    print(
        f"first token, median of {ROUNDS}: endpoint {median(alone):.1f} ms, "
        f"arena {median(through):.1f} ms, ratio {median(through) / median(alone):.3f}"
    )
    print(
        f"p95: endpoint {quantiles(alone, n=20)[-1]:.1f} ms, "
        f"arena {quantiles(through, n=20)[-1]:.1f} ms"
    )
    verdict = "met" if added <= ALLOWED_MS else "MISSED"
    print(f"added: {added:.1f} ms (at most {ALLOWED_MS:g} ms: {verdict})")


if __name__ == "__main__":
    main()
