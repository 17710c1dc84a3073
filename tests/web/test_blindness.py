"""Nothing that is sent before the vote tells who is who."""

from __future__ import annotations

import asyncio
import dataclasses
import itertools
import re
import threading
import typing
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import httpx2
import numpy as np

from arenas import NO_TLS, Person, person, scripted, serving
from providers.loopback import delta, events, loopback, usage
from tiltyard.battles import BlindBattle, BlindTurn, Commitment, Status
from tiltyard.settings import Settings

BATTLES = 10
CANARY = "zqxcanary"
CHANGING = {"date", "set-cookie"}


class Recorder(httpx2.HTTPTransport):
    """Keeps every byte that the server sends."""

    def __init__(self) -> None:
        super().__init__(verify=NO_TLS)
        self.heard: list[bytes] = []

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """Send on, and read what comes back."""
        response = super().handle_request(request)
        body = response.read()
        kept = [
            name + b": " + value
            for name, value in response.headers.raw
            if name.decode().lower() not in CHANGING
        ]
        self.heard.append(b"\n".join([b"%d" % response.status_code, *kept, b"", body]))
        return response


@contextmanager
def recording(base: str) -> Iterator[tuple[Person, list[bytes]]]:
    """Somebody new, and all that they hear."""
    recorder = Recorder()
    with httpx2.Client(base_url=base, transport=recorder, timeout=30) as http:
        yield Person(http), recorder.heard


def battle_until_the_vote(ada: Person) -> str:
    """What a browser asks for before a vote."""
    battle_id = str(ada.open()["id"])
    ada.watch(battle_id)
    ada.look(battle_id)
    ada.http.get(f"/battles/{battle_id}")
    return battle_id


def ask_more(ada: Person, battle_id: str) -> None:
    """A second turn, still before the vote."""
    ada.act(battle_id, "turns", prompt="And?")
    ada.watch(battle_id)
    ada.look(battle_id)


def bytes_before_the_vote(base: str) -> bytes:
    """All that is heard in ten battles."""
    with recording(base) as (ada, heard):
        for number in range(BATTLES):
            battle_id = battle_until_the_vote(ada)
            if number % 10 == 0:
                ask_more(ada, battle_id)
        return b"\n\n".join(heard)


def both_bytes(
    folder: Path,
    one: dict[str, dict[str, Any]],
    other: dict[str, dict[str, Any]],
    *,
    voters: tuple[dict[str, int], dict[str, int]] = ({}, {}),
    **battle: Any,
) -> list[bytes]:
    """The same of two arenas, whose draws and ids are alike. They mostly wait: both do at once."""
    with ExitStack() as stack:
        bases = []
        for name, models, rules in zip(("one", "other"), (one, other), voters, strict=True):
            ids = (f"id-{number}" for number in itertools.count())
            settings = scripted(folder / name, models, battle=battle, voters=rules)
            injected: dict[str, Any] = {
                "rng": np.random.default_rng(7),
                "new_id": lambda ids=ids: next(ids),
            }
            bases.append(stack.enter_context(serving(settings, **injected)))
            with person(bases[-1]) as first:  # for whom routes are made, one arena at a time
                first.look("nowhere")
        return list(stack.enter_context(ThreadPoolExecutor(2)).map(bytes_before_the_vote, bases))


# Late enough for a watcher to be there before the answer begins, on a machine that is busy with
# other tests: who comes later hears the first steps as one.
FIRST = {"text": "I think so, since {prompt}", "chunk": 5, "first_seconds": 0.25}
SECOND = {"text": "No. *Not at all*, and that is all.", "chunk": 9, "first_seconds": 0.25}


def test_swapping_the_names_changes_no_byte(tmp_path: Path) -> None:
    one, other = both_bytes(tmp_path, {"oak": FIRST, "elm": SECOND}, {"elm": FIRST, "oak": SECOND})
    assert one.count(b"event: end") == BATTLES + BATTLES // 10
    assert one == other


def test_swapping_the_names_in_the_fast_pace_changes_no_byte_but_the_cuts(tmp_path: Path) -> None:
    one, other = both_bytes(
        tmp_path, {"oak": FIRST, "elm": SECOND}, {"elm": FIRST, "oak": SECOND}, pace="fast"
    )
    assert one.count(b"event: end") == BATTLES + BATTLES // 10
    assert _without_steps(one) == _without_steps(other)


def _without_steps(heard: bytes) -> bytes:
    """Without the steps: the fast pace cuts them as the models speak, never twice alike."""
    return re.sub(rb"id: \S+\nevent: step\n.*\n\n", b"", heard)


def test_in_the_strict_pace_speed_chunking_and_checks_change_no_byte(tmp_path: Path) -> None:
    """In the one arena every battle is a check of attention, and in the other none is."""
    text = "The same words from both, however fast they come. " * 3
    quick = {"text": text, "chunk": 1_000, "first_seconds": 0.25}
    steady = {"text": text, "chunk": 3, "first_seconds": 0.28, "every_seconds": 0.001}
    checks, none = {"gold": BATTLES, "gold_among": BATTLES}, {"gold": 0}
    one, other = both_bytes(
        tmp_path,
        {"oak": quick, "elm": steady},
        {"oak": steady, "elm": quick},
        voters=(checks, none | {"per_day": 1_000}),
    )
    assert one.count(b"event: step") > 10 * BATTLES
    assert _without_digests(one) == _without_digests(other)


def _without_digests(heard: bytes) -> bytes:
    """Without what is random: a check needs one random number more than another battle."""
    return re.sub(rb"[0-9a-f]{64}|[0-9a-f]{32}", b"", heard)


def test_no_name_host_key_or_header_is_sent_before_the_vote(tmp_path: Path) -> None:
    with canary_endpoint() as base_url:
        settings = canary_settings(tmp_path, base_url)
        with serving(settings) as base, recording(base) as (ada, heard):
            for path in ("/", "/method", "/api/v1/battles/nowhere"):
                ada.http.get(path)
            battle_id = battle_until_the_vote(ada)
            ask_more(ada, battle_id)
            before = b"\n".join(heard).lower()
            revealed = ada.vote(battle_id)
    host = base_url.split("//")[1].split("/")[0].encode()
    assert b"here is my answer" in before
    assert CANARY.encode() not in before
    assert host not in before
    assert CANARY in revealed.text.lower()


def test_no_failure_tells_which_model_failed(tmp_path: Path) -> None:
    kinds = ["server_error", "rate_limited", "refused", "bad_response", "truncated"]
    seen = set()
    for number, kind in enumerate(kinds):
        broken = {"fail": kind, "fail_after": 10 * (number % 2), "text": "It goes on " * 9}
        folder = tmp_path / kind
        ids = (f"id-{number}" for number in itertools.count())
        injected: dict[str, Any] = {
            "rng": np.random.default_rng(number),
            "new_id": lambda ids=ids: next(ids),
        }
        settings = scripted(folder, {"oak": broken, "elm": {}})
        with serving(settings, **injected) as base, person(base) as ada:
            battle = ada.answered()
            assert battle["state"] == "failed"
            told = ada.http.get(f"/api/v1/battles/{battle['id']}").text
            # Seats differ with the seed, and so does what they are bound by.
            seen.add(re.sub(r'"(digest|stream)":"[0-9a-f]+"', "", told))
    assert len(seen) == 1


def test_reasoning_stays_hidden_until_the_vote(tmp_path: Path) -> None:
    thinking = {"reasoning": "secretthought", "text": "Done.", "every_seconds": 0.01}
    settings = scripted(tmp_path, {"oak": thinking, "elm": {"text": "Done."}})
    with serving(settings) as base, recording(base) as (ada, heard):
        battle_id = battle_until_the_vote(ada)
        before = b"".join(heard)
        revealed = ada.vote(battle_id).text
    assert b"secretthought" not in before
    assert "secretthought" in revealed


def _types_within(kind: Any) -> Iterator[Any]:
    if dataclasses.is_dataclass(kind):
        for hint in typing.get_type_hints(kind).values():
            yield from _types_within(hint)
    yield kind
    for inner in typing.get_args(kind):
        yield from _types_within(inner)


def test_a_blind_battle_has_no_field_for_a_name() -> None:
    own: set[Any] = {kind for kind in _types_within(BlindBattle) if dataclasses.is_dataclass(kind)}
    assert own == {BlindBattle, BlindTurn, Commitment, Status}
    texts = {
        f"{kind.__qualname__}.{field.name}"
        for kind in own
        for field in dataclasses.fields(kind)
        if "str" in str(field.type)
    }
    assert texts == {
        "BlindBattle.id",
        "BlindTurn.prompt",
        "BlindTurn.notice",
        "BlindTurn.text_a",
        "BlindTurn.text_b",
        "Commitment.digest",
        "Commitment.stream",
        "Commitment.client",
        "Status.text",
    }


@contextmanager
def canary_endpoint() -> Iterator[str]:
    """A model server that writes its name wherever it can."""
    ready, done, found = threading.Event(), threading.Event(), []

    async def run() -> None:
        named = {"model": CANARY, "system_fingerprint": CANARY, "id": CANARY}
        chunks = [delta("Here is my ", **named), delta("answer."), delta(finish="stop"), usage()]
        async with loopback(events(*chunks)) as server:
            found.append(server.base_url)
            ready.set()
            await asyncio.to_thread(done.wait)

    thread = threading.Thread(target=lambda: asyncio.run(run()))
    thread.start()
    assert ready.wait(10)
    try:
        yield found[0]
    finally:
        done.set()
        thread.join(10)


def canary_settings(folder: Path, base_url: str) -> Settings:
    """Two models whose every field is a canary."""
    endpoint = {"base_url": base_url, "api_key": f"sk-{CANARY}"}
    model = {
        "endpoint": CANARY,
        "model": f"{CANARY}-id",
        "system_prompt": f"You are {CANARY}.",
        "organisation": CANARY,
        "licence": CANARY,
        "link": f"https://{CANARY}.example",
    }
    return Settings.model_validate(
        {
            "data_dir": folder,
            "endpoints": {CANARY: endpoint},
            "models": {f"{CANARY}-1": model, f"{CANARY}-2": model},
        }
    )
