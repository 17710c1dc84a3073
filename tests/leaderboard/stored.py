"""Votes in a store, made up, for tests of how they come to a board."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from store.rows import AT, answer, anything_goes, new_battle, vote_on
from tiltyard.records import Phase, Side, Vote, Winner
from tiltyard.store import NewTurn, Store, open_store


def cast(
    store: Store, *, minutes: float = 0, prompt: str = "Why?", voter: str = "ada", text: str = ""
) -> Vote:
    """A vote so long after the first there may be, on an answered battle of its own."""
    stored = store.add_battle(new_battle(store, voter=voter), NewTurn(prompt, Phase.BLIND))
    answers = [answer(side) for side in Side]
    if text:
        answers = [replace(one, text=text) for one in answers]
    store.add_answers(stored.turns[0].id, answers)
    made = vote_on(stored, Winner.MODEL_A, voter=voter)
    made = replace(made, created_at=AT + timedelta(minutes=minutes))
    return store.add_vote(made, key=None, rule=anything_goes)


def opened(url: str) -> Store:
    """A store with its tables made."""
    store = open_store(url)
    store.upgrade()
    return store
