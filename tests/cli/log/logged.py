"""A folder with an arena whose log has some battles."""

from __future__ import annotations

import asyncio
from pathlib import Path

from arenas import scripted
from cli.typed import Done, run
from tiltyard.battles import BlindBattle
from tiltyard.bootstrap import assemble
from tiltyard.records import Winner

TOML = """
data_dir = "data"
[models.oak]
endpoint = "scripted"
model = "script"
[models.elm]
endpoint = "scripted"
model = "script"
"""
# No name of hexadecimal digits: a digest of the log would hold "ada" now and then.
VOTER = "zoe.somebody@example.org"
SCRIPT = {"chunk": 400, "every_seconds": 0.0, "text": "A secret answer."}


def arena(folder: Path) -> list[str]:
    """The ids of the battles: two that were voted on, and one that is open."""
    (folder / "tiltyard.toml").write_text(TOML)
    made = assemble(scripted(folder / "data", {"oak": SCRIPT, "elm": SCRIPT}))
    ids = []

    async def work() -> None:
        for number in range(3):
            opened = await made.battles.open(f"A secret question {number}", voter=VOTER)
            assert isinstance(opened, BlindBattle)
            ids.append(opened.id)
            async for _ in made.battles.watch(opened.id, voter=VOTER):
                pass
            if number < 2:
                await made.battles.vote(opened.id, Winner.TIE, voter=VOTER)
        await made.battles.close()

    asyncio.run(work())
    made.store.close()
    return ids


def typed(folder: Path, *words: str, text: str = "") -> Done:
    """Run ``tiltyard log`` there."""
    return run(folder, "log", *words, text=text)
