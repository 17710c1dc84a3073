"""Endpoints that talk at random, more or less freely, and can be changed behind their names."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Sequence
from datetime import date, timedelta

import numpy as np

from tiltyard.battles import Contender
from tiltyard.drift._nights import Night, Sample
from tiltyard.errors import ProviderError
from tiltyard.providers import Deadlines, Endpoint, Finished, ProviderEvent, Request, Text, Usage
from tiltyard.records import ModelCard, ModelVersion

_WORDS = (
    "the",
    "a",
    "river",
    "stone",
    "light",
    "runs",
    "over",
    "under",
    "cold",
    "bright",
    "morning",
    "little",
    "answer",
    "because",
    "water",
    "three",
    "seven",
    "green",
    "towards",
    "house",
    "keeps",
    "slowly",
    "often",
    "never",
    "bread",
    "wind",
    "sea",
)


def sentence(rng: np.random.Generator, prompt: int, heat: float, *, words: int = 25) -> str:
    """Words that depend on the question: the hotter, the more of them come as they will."""
    usual = np.random.default_rng(prompt).permutation(len(_WORDS))
    score = -np.arange(len(_WORDS)) / (8 * heat)
    chance = np.exp(score) / np.exp(score).sum()
    return " ".join(_WORDS[usual[one]] for one in rng.choice(len(_WORDS), words, p=chance))


def spoken_nights(
    seed: int, *, heats: Sequence[float], prompts: int = 10, samples: int = 5
) -> list[Night]:
    """A night for each temperature."""
    rng = np.random.default_rng(seed)
    return [
        night_of(
            date(2026, 1, 1) + timedelta(days=day),
            [[sentence(rng, prompt, heat) for _ in range(samples)] for prompt in range(prompts)],
        )
        for day, heat in enumerate(heats)
    ]


def night_of(
    day: date,
    texts: Sequence[Sequence[str]],
    name: str | None = None,
    fingerprint: str | None = None,
) -> Night:
    """A whole night with these answers to each question."""
    given = {
        (prompt, number): Sample(prompt, number, text, served_model=name, fingerprint=fingerprint)
        for prompt, row in enumerate(texts)
        for number, text in enumerate(row)
    }
    return Night(day, "0" * 64, len(texts), len(texts[0]), 256, given)


class Talker:
    """A provider that can be changed: ``prefix`` of all answers, ``name`` of what it serves."""

    def __init__(self) -> None:
        self.prefix = ""
        self.name: str | None = "talker-1"
        self.fingerprint: str | None = None
        self.fails = False
        self.asked: list[Request] = []
        self._rng = np.random.default_rng(1)

    async def stream(self, request: Request) -> AsyncGenerator[ProviderEvent, None]:
        """A random sentence."""
        self.asked.append(request)
        if self.fails:
            raise ProviderError("it is down", kind="bad_request")
        prompt = len(request.messages[-1].content)
        yield Text(self.prefix + sentence(self._rng, prompt, 0.5))
        yield Usage(10, 20)
        yield Finished("stop", self.name, self.fingerprint)

    async def close(self) -> None:
        """Nothing is held."""


def contender(talker: Talker, *, name: str = "elm", version: int = 1) -> Contender:
    """A model that is asked of it."""
    return Contender(
        card=ModelCard(name, price_in_usd=1.0, price_out_usd=2.0),
        version=ModelVersion(version, name, version, "d" * 64),
        endpoint=Endpoint("talk", talker),
        model="talker",
        deadlines=Deadlines(),
        parameters={"temperature": 0.5},
    )
