"""Arenas for pictures: scripted models, votes on their answers, and what else pages show."""

from __future__ import annotations

import json
import math
import os
import random
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx2

from tiltyard.bootstrap import digest_of, load_settings, new_secret, open_drift
from tiltyard.drift import Alarm, Verdict

QUESTION = "Explain how a sundial tells the time, to a curious ten-year-old"
VOTES = 240
SECRET = new_secret()
# One voter casts so many votes; one besides always chooses the left answer.
EACH, ODD = 24, 40
NIGHTS = 30
START_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class Knight:
    """A scripted model: how good its answers are taken to be, and what it says.

    ``pace`` is seconds to the first piece of its answer, and from piece to piece.
    """

    name: str
    strength: float
    card: dict[str, Any]
    answer: str
    pace: tuple[float, float] = (0, 0)


KNIGHTS = (
    Knight(
        "Locksley 70B",
        0.9,
        {
            "organisation": "Sherwood Lab",
            "licence": "Apache-2.0",
            "price_in_usd": 0.6,
            "price_out_usd": 0.8,
            "context_length": 131_072,
            "parameter_count": 70_000_000_000,
        },
        "Imagine a **stick in the sand**. As the Earth turns, the sun seems to wander across the "
        "sky, and the stick's shadow creeps round like the hand of a clock.\n\n"
        "1. Point the stick at the North Star, so that it leans just right.\n"
        "2. Every hour, put a pebble at the tip of the shadow.\n"
        "3. Tomorrow, read the time from your pebbles!\n\n"
        "> It only works while the sun shines. Romans joked that it counts the happy hours alone.",
        (0.34, 0.041),
    ),
    Knight(
        "Rowena Large",
        0.7,
        {
            "organisation": "Rotherwood",
            "licence": "proprietary",
            "price_in_usd": 3.0,
            "price_out_usd": 15.0,
            "context_length": 200_000,
        },
        "A sundial is a clock **without wheels**: the sun does all the work.\n\n"
        "- In the morning the sun stands in the east, so the shadow points **west**, and is long.\n"
        "- At noon the sun is highest, and the shadow is at its shortest.\n"
        "- In the evening the shadow stretches out to the **east**.\n\n"
        "Somebody drew a line for every hour. Where the shadow lies, that is the time. In numbers, "
        "the sun moves $360^\\circ / 24 = 15^\\circ$ an hour.",
        (0.61, 0.026),
    ),
    Knight(
        "Cedric 32B",
        0.3,
        {"organisation": "Rotherwood", "licence": "MIT", "parameter_count": 32_000_000_000},
        "The Earth spins once a day. That makes the sun appear to move, and shadows with it. A "
        "sundial has a pointer, the *gnomon*, whose shadow falls on a plate with hours marked.",
    ),
    Knight(
        "Rebecca Mini",
        0.0,
        {
            "organisation": "York",
            "licence": "Apache-2.0",
            "price_in_usd": 0.05,
            "price_out_usd": 0.08,
            "context_length": 32_768,
        },
        "Look at your shadow: long in the morning, short at noon, long again in the evening. A "
        "sundial uses such a shadow and a dial with numbers on it.",
    ),
    Knight(
        "Gurth 3B",
        -0.6,
        {"organisation": "Rotherwood", "licence": "MIT", "parameter_count": 3_000_000_000},
        "A sundial tells the time with the sun. The shadow moves and you read the number.",
    ),
    Knight(
        "Wamba 0.5B",
        -1.1,
        {"licence": "Apache-2.0", "parameter_count": 500_000_000},
        "The sundial is a dial of the sun, and the sun is a dial of the time.",
    ),
)
FEATURED = KNIGHTS[:2]


@contextmanager
def arena(data: Path, *, drawn: tuple[Knight, ...]) -> Iterator[str]:
    """The address of an arena that draws only some of the models."""
    data.mkdir(exist_ok=True)
    config = data / "tiltyard.toml"
    config.write_text("\n".join(config_lines(data, drawn)), encoding="utf-8")
    command = [sys.executable, "-m", "tiltyard.cli", "serve", "--port", "0"]
    environment = {**os.environ, "TILTYARD_CONFIG": str(config), "PYTHONUNBUFFERED": "1"}
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)
    try:
        yield said_address(process)
    finally:
        process.terminate()
        process.communicate(timeout=START_SECONDS)


def command(data: Path, *words: str) -> None:
    """Run a command beside the arena."""
    environment = {**os.environ, "TILTYARD_CONFIG": str(data / "tiltyard.toml")}
    subprocess.run(
        [sys.executable, "-m", "tiltyard.cli", *words],
        env=environment, check=True, stdout=subprocess.DEVNULL,
    )  # fmt: skip


def raise_alarm(data: Path) -> None:
    """Nights in which a model answered alike, until it did not."""
    os.environ["TILTYARD_CONFIG"] = str(data / "tiltyard.toml")
    rng, now = random.Random(7), datetime.now(UTC)
    first = now.date() - timedelta(days=NIGHTS)
    with open_drift(load_settings()) as drift:
        model = next(one for one in drift.contenders if one.card.name == FEATURED[1].name)
        for night in range(NIGHTS):
            changed = night > NIGHTS - 3
            value = 0.09 + rng.gauss(0, 0.01) if changed else rng.gauss(0, 0.004)
            verdict = Verdict(
                first + timedelta(days=night + 1), value, 5.5e-6 if changed else 0.5, 2.7e-5, 40,
                (first,),
            )  # fmt: skip
            drift._verdicts.add(model.version.id, verdict)
        evidence = {
            "day": f"{now:%Y-%m-%d}", "reference": [str(first), str(first + timedelta(days=1))],
            "questions": 40, "p_value": 5.5e-6, "level": 2.7e-5, "are_public": True,
            "examples": [],
        }  # fmt: skip
        version = model.version
        drift.journal.open(
            Alarm(0, model.card.name, version.id, version.number, "answers", now, evidence)
        )


def config_lines(data: Path, drawn: tuple[Knight, ...]) -> Iterator[str]:
    """``tiltyard.toml``, line by line. JSON's strings and numbers are TOML's too."""
    yield f"data_dir = {json.dumps(str(data / 'arena'))}"
    yield "[battle]\npace_characters = 400\npace_seconds = 0.005"
    yield "[leaderboard]\nrefresh_seconds = 0.1"
    yield f'[tokens.mia]\nscope = "moderate"\ndigest = "{digest_of(SECRET)}"'
    yield '[drift]\ncanaries = true\nat = "23:00"'
    yield '[endpoints.script]\nprovider = "scripted"'
    for knight in KNIGHTS:
        yield f"[models.{json.dumps(knight.name)}]"
        yield 'endpoint = "script"'
        yield f"model = {json.dumps(knight.name)}"
        yield f"weight = {1 if knight in drawn else 0}"
        yield from (f"{key} = {json.dumps(value)}" for key, value in knight.card.items())
        first, every = knight.pace if drawn is FEATURED else (0, 0)
        pace = f"first_seconds = {first}, every_seconds = {every}"
        yield f"parameters = {{ text = {json.dumps(knight.answer)}, {pace} }}"


def said_address(process: subprocess.Popen[str]) -> str:
    """Where the arena says that it listens."""
    assert process.stdout is not None
    for line in process.stdout:
        if found := re.search(r"http://\S+", line):
            return found[0]
    sys.exit("The arena did not start; what it said is above.")


def fill_board(address: str) -> None:
    """Vote as people would who know how strong each model is, but now and then differ."""
    rng = random.Random(7)
    with httpx2.Client(base_url=address, trust_env=False, timeout=30) as client:
        for place in range(VOTES):
            if place % EACH == 0:
                client.cookies.clear()  # the next voter
            battle = answered(client)
            vote(client, battle, judgement(battle["turns"][0]["answers"], rng))
        wait_for_board(client, VOTES)


def vote_left(address: str) -> None:
    """Vote as somebody who does not read."""
    with httpx2.Client(base_url=address, trust_env=False, timeout=30) as client:
        for _ in range(ODD):
            vote(client, answered(client), "model_a")
        wait_for_board(client, VOTES + ODD)


def vote(client: httpx2.Client, battle: dict[str, Any], winner: str) -> None:
    """Cast a vote."""
    path = f"/api/v1/battles/{battle['id']}/vote"
    client.post(path, json={"winner": winner}).raise_for_status()


def answered(client: httpx2.Client) -> dict[str, Any]:
    """A battle whose answers are in."""
    opened = client.post("/api/v1/battles", json={"prompt": QUESTION}).raise_for_status().json()
    with client.stream("GET", f"/api/v1/battles/{opened['id']}/events") as events:
        for _ in events.iter_lines():
            pass
    battle: dict[str, Any] = client.get(f"/api/v1/battles/{opened['id']}").json()
    return battle


def judgement(answers: dict[str, str], rng: random.Random) -> str:
    """What a voter says: ties happen, and the weaker side wins at times."""
    strengths = {knight.answer: knight.strength for knight in KNIGHTS}
    lead = strengths[answers["model_a"]] - strengths[answers["model_b"]]
    if rng.random() < 0.15:
        return "both_bad" if lead == 0 or rng.random() < 0.3 else "tie"
    return "model_a" if rng.random() < 1 / (1 + math.exp(-lead)) else "model_b"


def wait_for_board(client: httpx2.Client, votes: int) -> None:
    """Until the board has taken in so many votes."""
    end = time.monotonic() + START_SECONDS
    while client.get("/api/v1/leaderboard").raise_for_status().json()["votes"] < votes:
        if time.monotonic() > end:
            sys.exit("The board did not take in the votes in time.")
        time.sleep(0.1)
