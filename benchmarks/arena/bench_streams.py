"""Two hundred streams at once: how late the pieces come, and whether any is lost.

The same pieces are read directly from the endpoint first, two hundred at once, as the floor.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from statistics import quantiles

import httpx2

from benchmarks.arena.rig import STAMP, Rig, battle, direct, rig

BATTLES = 100
PIECES = 100
EVERY_SECONDS = 0.1
ALLOWED_MS = 100.0

Reader = Callable[[httpx2.AsyncClient, Rig], AsyncIterator[str]]


async def delays(read: Reader, two: Rig, times: int) -> list[float]:
    """Milliseconds from the moment a piece was sent until it was read, for every piece."""
    limits = httpx2.Limits(max_connections=1000)
    async with httpx2.AsyncClient(timeout=120, trust_env=False, limits=limits) as client:
        found = await asyncio.gather(*(_one(read(client, two)) for _ in range(times)))
    return [delay for one in found for delay in one]


async def _one(lines: AsyncIterator[str]) -> list[float]:
    late: list[float] = []
    async for line in lines:
        if line.startswith("data:") and '"state"' not in line:
            now = time.monotonic()
            late.extend((now - float(stamp)) * 1000 for stamp in STAMP.findall(line))
    return late


async def measure() -> None:
    """Measure and print."""
    with rig(first=0.5, every=EVERY_SECONDS, pieces=PIECES) as two:
        floor = await delays(direct, two, 2 * BATTLES)
        arena = await delays(battle, two, BATTLES)
        memory = two.resident_mb()
    expected = 2 * BATTLES * PIECES
    for name, late in (("endpoint", floor), ("arena", arena)):
        cut = quantiles(late, n=100)
        print(
            f"{name}: {len(late):,} of {expected:,} pieces, delay p50 {cut[49]:.1f} ms, "
            f"p95 {cut[94]:.1f} ms, p99 {cut[98]:.1f} ms"
        )
    added = quantiles(arena, n=20)[-1] - quantiles(floor, n=20)[-1]
    lost = expected - len(arena)
    verdict = "met" if added <= ALLOWED_MS and lost == 0 else "MISSED"
    print(
        f"added p95: {added:.1f} ms, lost: {lost} (at most {ALLOWED_MS:g} ms and 0: {verdict}); "
        f"arena's memory {memory:.0f} MB"
    )


def main() -> None:
    """Run it."""
    asyncio.run(measure())


if __name__ == "__main__":
    main()
