"""Battles of the arena with their votes become votes of a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl

from tiltyard import pipeline
from tiltyard.leaderboard._cursor import Voted
from tiltyard.leaderboard._encoded import FACTS, LOGGED
from tiltyard.pipeline import Describer
from tiltyard.records import Answer, ModelCard, Side, StoredBattle, Vote

_SIDES = {Side.MODEL_A: "a", Side.MODEL_B: "b"}
# Seconds until the first token of the first answer, until the end of all, and what they cost.
MEASURES = tuple(
    f"{name}_{side}"
    for name in ("first_seconds", "seconds", "cost_usd")
    for side in _SIDES.values()
)
_SCHEMA = pl.Schema({**FACTS, **LOGGED, **dict.fromkeys(MEASURES, pl.Float32())})
_MILLION = 1_000_000


def facts(voted: Sequence[Voted], cards: Mapping[str, ModelCard]) -> pl.DataFrame:
    """What the store knows of each vote: the columns of `FACTS`, `LOGGED` and `MEASURES`."""
    rows = [_facts(stored, vote) | _measures(stored, cards) for stored, vote in voted]
    return pl.DataFrame(rows, schema=_SCHEMA, orient="row")


def described(
    voted: Sequence[Voted], cards: Mapping[str, ModelCard], describer: Describer
) -> pl.DataFrame:
    """The same, with labels and style of the conversations."""
    labels = describer([pipeline.row_of(stored, vote) for stored, vote in voted])
    return pl.concat([facts(voted, cards), labels], how="horizontal")


def _facts(stored: StoredBattle, vote: Vote) -> dict[str, object]:
    battle = stored.battle
    return {
        "id": vote.id,
        "battle": battle.id,
        "model_a": battle.version_a.model,
        "model_b": battle.version_b.model,
        "winner": vote.winner.value,
        "voter": vote.voter,
        "voted_at": vote.created_at,
        "consent": battle.consent,
        "images": 0,
        "leaf": None if stored.seal is None else stored.seal.ending,
        "counts": None if stored.seal is None else stored.seal.counts,
    }


def _measures(stored: StoredBattle, cards: Mapping[str, ModelCard]) -> dict[str, float | None]:
    turns = pipeline.blind_turns(stored)
    found: dict[str, float | None] = {}
    for side, letter in _SIDES.items():
        answers = [turn.answer(side) for turn in turns]
        card = cards.get(stored.battle.version(side).model)
        first = answers[0] if answers else None
        found[f"first_seconds_{letter}"] = None if first is None else first.first_token_seconds
        seconds = [None if one is None else one.total_seconds for one in answers]
        found[f"seconds_{letter}"] = _sum(seconds)
        found[f"cost_usd_{letter}"] = _sum([_cost(one, card) for one in answers])
    return found


def _cost(answer: Answer | None, card: ModelCard | None) -> float | None:
    """What an answer cost: as the provider says, else by the card's prices and its tokens."""
    if answer is None:
        return None
    if answer.cost_usd is not None:
        return answer.cost_usd
    if card is None or card.price_in_usd is None or card.price_out_usd is None:
        return None
    if answer.prompt_tokens is None or answer.completion_tokens is None:
        return None
    read, written = answer.prompt_tokens, answer.completion_tokens
    return (read * card.price_in_usd + written * card.price_out_usd) / _MILLION


def _sum(parts: Sequence[float | None]) -> float | None:
    """The sum of all; None if one is not known, or there is none."""
    known = [one for one in parts if one is not None]
    return sum(known) if known and len(known) == len(parts) else None
