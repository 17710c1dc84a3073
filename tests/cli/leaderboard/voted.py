"""A folder with an arena in which people voted."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from itertools import cycle
from pathlib import Path

from store.rows import AT, answer, anything_goes, new_battle, vote_on
from tiltyard.records import Phase, Side, Winner
from tiltyard.store import NewTurn, open_store

TOML = """
data_dir = "data"
[leaderboard]
snapshot_smallest = 5
[models.oak]
endpoint = "scripted"
model = "m"
organisation = "Grove"
[models.elm]
endpoint = "scripted"
model = "m"
[models.ash]
endpoint = "scripted"
model = "m"
"""
PAIRS = (("oak", "elm"), ("elm", "ash"), ("oak", "ash"))
PROMPTS = (
    "Write a Python function that reverses a list, please, and a test for it.",
    "Pourquoi le ciel est-il bleu pendant la journée et sombre le soir ?",
)
# The one that is named first wins three of five, and loses one.
WINNERS = (Winner.MODEL_A, Winner.MODEL_B, Winner.MODEL_A, Winner.TIE, Winner.MODEL_A)


def arena(folder: Path, votes: int = 30) -> Path:
    """The folder, with settings, and votes on battles of three models in turn."""
    (folder / "tiltyard.toml").write_text(TOML)
    vote(folder, range(votes))
    return folder


def vote(folder: Path, numbers: range) -> None:
    """Add votes, a minute apart."""
    (folder / "data").mkdir(exist_ok=True)
    with closing(open_store(f"sqlite:///{folder / 'data' / 'tiltyard.db'}")) as store:
        store.upgrade()
        for number, (a, b) in zip(numbers, _from(numbers.start), strict=False):
            battle = replace(new_battle(store, a=a, b=b), id=f"battle {number}")
            turn = NewTurn(PROMPTS[number % 2], Phase.BLIND)
            stored = store.add_battle(battle, turn)
            store.add_answers(stored.turns[0].id, [answer(side) for side in Side])
            made = vote_on(stored, WINNERS[number % len(WINNERS)])
            at = AT + timedelta(minutes=number)
            made = replace(made, id=f"vote {number}", created_at=at)
            store.add_vote(made, key=None, rule=anything_goes)


def _from(start: int) -> Iterator[tuple[str, str]]:
    pairs = cycle(PAIRS)
    for _ in range(start):
        next(pairs)
    return pairs
