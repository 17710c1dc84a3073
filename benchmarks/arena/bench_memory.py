"""Memory of the arena after a thousand battles, each voted on, against what it started with."""

from __future__ import annotations

import asyncio
import json

import httpx2

from benchmarks.arena.rig import Rig, rig

BATTLES = 1_000
AT_ONCE = 20


async def one(client: httpx2.AsyncClient, two: Rig) -> None:
    """A battle from the question to the vote."""
    address = f"{two.arena}/api/v1/battles"
    headers = {"Accept": "text/event-stream"}
    async with client.stream("POST", address, json={"prompt": "Why?"}, headers=headers) as answer:
        events = [line[6:] async for line in answer.aiter_lines() if line.startswith("data: ")]
    battle = json.loads(events[-1])
    vote = await client.post(f"{address}/{battle['id']}/vote", json={"winner": "tie"})
    vote.raise_for_status()


async def measure() -> None:
    """Measure and print."""
    with rig(first=0.01, every=0.001, pieces=60) as two:
        async with httpx2.AsyncClient(timeout=60, trust_env=False) as client:
            for _ in range(20):
                await one(client, two)
            before = two.resident_mb()
            marks = []
            for start in range(0, BATTLES, AT_ONCE):
                await asyncio.gather(*(one(client, two) for _ in range(AT_ONCE)))
                if (start + AT_ONCE) % 250 == 0 or start + AT_ONCE == BATTLES:
                    marks.append(f"{start + AT_ONCE}: {two.resident_mb():.0f}")
            after = two.resident_mb()
    print(f"memory in MB after 20 battles: {before:.0f}; after {', '.join(marks)}")
    print(f"growth over {BATTLES:,} battles: {after - before:.1f} MB, ratio {after / before:.2f}")


def main() -> None:
    """Run it."""
    asyncio.run(measure())


if __name__ == "__main__":
    main()
