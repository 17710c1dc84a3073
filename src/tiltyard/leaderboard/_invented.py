"""Votes that nobody cast, on models that do not exist: drawn from a seed, for a board to look at.

What they say is known beforehand: every model has a strength, which differs by category, and the
longer of two answers wins more often, as does the one that is laid out more. So there is something
to see for categories, controls and costs.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import numpy as np
import polars as pl
from numpy.typing import NDArray

from tiltyard.leaderboard._encoded import FACTS
from tiltyard.ratings.comparisons import OUTCOMES
from tiltyard.records import ModelCard

Floats = NDArray[np.float64]

VOTES = 20_000
DAYS = 180
_SEED = 20_240_817
_VOTERS = 1_800
_LENGTH, _LAYOUT = 0.35, 0.15  # what a standard unit of the difference is worth, in log-odds
_MILLION = 1_000_000
# Prompts with an answer that is right or wrong; how much rather, in log-odds, the winner is right.
_CHECKED = ("coding", "math")
_RIGHT_WINS = 0.45

# Makers, each with the names of its models from the weakest to the strongest.
_MAKERS = {
    "Larkspur Labs": ("larkspur-nano", "larkspur-small", "larkspur-2", "larkspur-3-large"),
    "Heron Works": ("heron-lite", "heron-1.5", "heron-2", "heron-2-deep"),
    "Northfen": ("fen-3b", "fen-9b", "fen-34b", "fen-120b"),
    "Quillstone": ("quill-mini", "quill", "quill-max", "quill-max-slow"),
    "Bramble Institute": ("bramble-7b-open", "bramble-22b-open", "bramble-70b-open"),
    "Copperbeech": ("beech-air", "beech", "beech-pro"),
    "Saltmarsh AI": ("tern-1", "tern-2", "tern-2-instruct"),
    "Ashgrove University": ("grove-1b", "grove-8b", "grove-8b-tutor"),
    "Wildcard Collective": ("jackdaw", "jackdaw-merged", "magpie-13b"),
    "Ironwood": ("ironwood-code-15b", "ironwood-code-40b", "ironwood-chat-40b"),
    "Petrichor": ("petrichor-s", "petrichor-m", "petrichor-l"),
    "Kestrel Systems": ("kestrel-flash", "kestrel-4", "kestrel-4-preview"),
}
_OPEN = ("Northfen", "Bramble Institute", "Ashgrove University", "Wildcard Collective", "Ironwood")
# How often a prompt has a label.
_SHARES = {
    "coding": 0.24,
    "math": 0.09,
    "creative_writing": 0.15,
    "hard": 0.32,
    "expert": 0.08,
    "instruction_following": 0.28,
    "longer_query": 0.18,
    "multi_turn": 0.22,
}
_LANGUAGES = {
    "en": 0.58, "zh": 0.09, "de": 0.07, "fr": 0.06, "es": 0.06, "ru": 0.05, "ja": 0.04, "pt": 0.03,
    "it": 0.02,
}  # fmt: skip


def invented_cards(until: datetime) -> dict[str, ModelCard]:
    """The models, by name: stronger ones are larger and dearer, though not always."""
    rng = np.random.default_rng(_SEED)
    cards = {}
    for maker, names in _MAKERS.items():
        is_open = maker in _OPEN
        for step, name in enumerate(names):
            size = _size(name) or 10 ** rng.normal(0.55 + 0.5 * step, 0.18)
            price = 0.03 * size ** rng.normal(0.95, 0.08)
            age = timedelta(days=round(float(rng.uniform(0, 500)) + 30 * (len(names) - step)))
            cards[name] = ModelCard(
                name,
                organisation=maker,
                licence="open" if is_open else "proprietary",
                price_in_usd=round(price, 2),
                price_out_usd=round(3.5 * price, 2),
                context_length=int(2 ** rng.integers(13, 18)),
                parameters=round(size) * 1_000_000_000 if is_open else None,
                released_on=_day(until - age),
            )
    return cards


def _size(name: str) -> float | None:
    """How many thousand million parameters a name tells of."""
    told = re.search(r"-(\d+)b", name)
    return None if told is None else float(told.group(1))


def _day(at: datetime) -> date:
    return at.astimezone(UTC).date()


@dataclass(frozen=True, slots=True)
class _World:
    """What is true of the models: shape ``(m,)`` each, and the strengths by label ``(m, k)``."""

    names: tuple[str, ...]
    strength: Floats
    by_label: Floats
    tokens: Floats
    layout: Floats
    seconds: Floats
    price_in: Floats
    price_out: Floats
    refusals: Floats

    @classmethod
    def of(cls, cards: dict[str, ModelCard], rng: np.random.Generator) -> _World:
        m = len(cards)
        prices = [(card.price_in_usd or 0, card.price_out_usd or 0) for card in cards.values()]
        price_in, price_out = np.array(prices).T
        strength = 0.45 * np.log(price_in) + rng.normal(0, 0.25, m)
        return cls(
            names=tuple(cards),
            strength=strength - strength.mean(),
            by_label=rng.normal(0, 0.3, (m, len(_SHARES))),
            tokens=rng.normal(5.6, 0.35, m) + 0.15 * strength,
            layout=rng.normal(0, 0.7, m),
            seconds=0.006 * price_in**0.3 * np.exp(rng.normal(0, 0.3, m)),
            price_in=price_in,
            price_out=price_out,
            refusals=rng.uniform(0, 0.04, m),
        )


def invented_votes(
    cards: dict[str, ModelCard], until: datetime, votes: int = VOTES
) -> pl.DataFrame:
    """Votes of half a year until then, in order of time, as a table of votes takes them."""
    rng = np.random.default_rng(_SEED + 1)
    world = _World.of(cards, rng)
    a = rng.integers(0, len(cards), votes)
    b = (a + rng.integers(1, len(cards), votes)) % len(cards)
    labels = rng.random((votes, len(_SHARES))) < np.array(list(_SHARES.values()))
    sides = {"a": _answers(world, a, labels, rng), "b": _answers(world, b, labels, rng)}
    winner = _winners(world, (a, b), labels, sides, rng)
    times = np.sort(rng.beta(1.4, 1.0, votes)) * DAYS * 86_400
    voters = (rng.beta(0.6, 3.0, votes) * _VOTERS).astype(np.int64)
    names = np.array(world.names)
    frame = {
        "id": [f"simulated-{number:05}" for number in range(votes)],
        "battle": [f"simulated-{number:05}" for number in range(votes)],
        "model_a": names[a],
        "model_b": names[b],
        "winner": np.array([one.value for one in OUTCOMES])[winner],
        "voter": [f"simulated-{number}" for number in voters.tolist()],
        "voted_at": _moments(until - timedelta(days=DAYS), times),
        "images": (rng.random(votes) < 0.04).astype(np.int64),
    }
    language = rng.choice(list(_LANGUAGES), votes, p=list(_LANGUAGES.values()))
    frame["consent"] = language == "en"  # we wrote sample texts in English alone
    frame["language"] = language
    for place, name in enumerate(_SHARES):
        frame[name] = labels[:, place]
    for side, measures in sides.items():
        frame |= {f"{name}_{side}": values for name, values in measures.items()}
    frame |= _right(world, (a, b), labels, sides, winner)
    return pl.DataFrame(frame).with_columns(pl.col(name).cast(kind) for name, kind in FACTS.items())


def _moments(since: datetime, seconds: Floats) -> pl.Series:
    microseconds = (since.timestamp() + seconds) * 1e6
    return pl.Series(microseconds.astype(np.int64)).cast(pl.Datetime("us", "UTC"))


def _answers(
    world: _World, model: NDArray[np.int64], labels: NDArray[np.bool_], rng: np.random.Generator
) -> dict[str, NDArray[np.float32] | NDArray[np.bool_]]:
    """What is measured of the answers of one side."""
    n = len(model)
    is_code, is_long = labels[:, 0], labels[:, list(_SHARES).index("longer_query")]
    refused = rng.random(n) < world.refusals[model]
    logs = world.tokens[model] + 0.3 * is_code + 0.25 * is_long + rng.normal(0, 0.45, n)
    tokens = np.round(np.where(refused, 40, np.exp(logs))) + 1
    rate = np.exp(world.layout[model]) * tokens / 300
    counts = {"headers": 0.8, "lists": 2.5, "bold": 2.0, "emoji": 0.25}
    measured = {name: rng.poisson(rate * each) for name, each in counts.items()}
    first = 0.2 + rng.exponential(0.3, n)
    asked = np.exp(rng.normal(4.6, 0.8, n))
    cost = (asked * world.price_in[model] + tokens * world.price_out[model]) / _MILLION
    numbers = {
        "tokens": tokens,
        "characters": np.round(tokens * rng.normal(4.3, 0.3, n)),
        **measured,
        "sentiment_score": rng.normal(0.05, 0.05, n),
        "first_seconds": first,
        "seconds": first + world.seconds[model] * tokens,
        "cost_usd": cost,
    }
    narrow = {name: np.asarray(values, dtype=np.float32) for name, values in numbers.items()}
    return {**narrow, "refusal": refused}


def _winners(
    world: _World,
    models: tuple[NDArray[np.int64], NDArray[np.int64]],
    labels: NDArray[np.bool_],
    sides: dict[str, dict[str, NDArray[np.float32] | NDArray[np.bool_]]],
    rng: np.random.Generator,
) -> NDArray[np.int64]:
    """How each vote ends, as a place in `OUTCOMES`."""
    worth = [
        world.strength[model] + (world.by_label[model] * labels).sum(axis=1) for model in models
    ]
    gap = worth[0] - worth[1]
    for name, weight in (("tokens", _LENGTH), ("headers", _LAYOUT), ("bold", _LAYOUT)):
        a, b = (np.asarray(sides[side][name], dtype=np.float64) for side in "ab")
        between = (a - b) / (a + b + 1)
        gap = gap + weight * between / between.std()
    for side, sign in (("a", -1.5), ("b", 1.5)):
        gap = gap + np.where(sides[side]["refusal"], sign, 0.0)
    drawn = 0.28 * np.exp(-np.abs(gap) / 1.5)
    chance = rng.random(len(gap))
    won = np.where(rng.random(len(gap)) < 1 / (1 + np.exp(-gap)), 0, 1)
    return np.where(chance < drawn * 0.6, 2, np.where(chance < drawn, 3, won))


def _right(
    world: _World,
    models: tuple[NDArray[np.int64], NDArray[np.int64]],
    labels: NDArray[np.bool_],
    sides: dict[str, dict[str, NDArray[np.float32] | NDArray[np.bool_]]],
    winner: NDArray[np.int64],
) -> dict[str, list[bool | None]]:
    """Whether answers that can be checked are right; of models with charm, winners less often."""
    rng = np.random.default_rng(_SEED + 2)
    about = [list(_SHARES).index(name) for name in _CHECKED]
    is_checked = np.asarray(labels[:, about].any(axis=1))
    believed = _RIGHT_WINS + rng.normal(0, 0.35, len(world.names))
    found = {}
    for side, model, won in (("a", models[0], 0), ("b", models[1], 1)):
        ahead = np.select([winner == won, winner == 1 - won], [1.0, -1.0])
        odds = 0.8 * world.strength[model] + believed[model] * ahead
        is_right = rng.random(len(model)) < 1 / (1 + np.exp(-odds))
        told = is_right & ~np.asarray(sides[side]["refusal"], dtype=np.bool_)
        found[f"correct_{side}"] = [
            right if checked else None
            for right, checked in zip(told.tolist(), is_checked.tolist(), strict=True)
        ]
    return found
