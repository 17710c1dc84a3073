"""Witnesses of an arena that is served, from their keys to a fork, with one server."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx2
import pytest
from fastapi import FastAPI

from arenas import calling, person, scripted, serving_app
from cli.typed import Done, run
from tiltyard.bootstrap import Arena, assemble, make_publisher
from tiltyard.errors import TooManyAttemptsError
from tiltyard.ledger import Checkpoint, Signer, Verifier, read_checkpoint
from tiltyard.transparency import witness_key
from tiltyard.web.app import create_app
from tiltyard.web.log_witnesses import MAX_NOTE_BYTES, PER_MINUTE, Pace

STRANGER = Signer("stranger.example", b"\7" * 32)


@dataclass
class Story:
    """What was seen, in order; sizes are of checkpoints."""

    keys: dict[str, str] = field(default_factory=dict)
    said: dict[str, Done] = field(default_factory=dict)
    sizes: list[int] = field(default_factory=list)
    witnessed: list[str | None] = field(default_factory=list)
    pages: list[str] = field(default_factory=list)
    refused: dict[str, tuple[int, str]] = field(default_factory=dict)
    recent: list[str] = field(default_factory=list)


def named(folder: Path, who: str) -> str:
    """The public key of a new witness, made by looking at the log of a folder."""
    done = run(folder, "log", "witness", "data/log", "--key", f"{who}.key", "--name", who)
    return done.stderr.split()[2].rstrip(":")


def fork(folder: Path, origin: str) -> Path:
    """The public copy of another history of the same log."""
    (folder / "other").mkdir()
    shutil.copy(folder / "data" / "log.key", folder / "other")
    arena = assemble(scripted(folder / "other", log={"origin": origin}))
    leaves: list[dict[str, Any]] = [
        {"type": "tombstone", "leaf": place, "reason": "other"} for place in range(40)
    ]
    arena.store.log.append(leaves)
    arena.publisher.step(at_once=True)
    arena.store.close()
    return folder / "other" / "log"


def refusals(story: Story, app: FastAPI, http: httpx2.Client, folder: Path) -> None:
    """Send what is not taken."""
    note = http.get("/log/checkpoint").text
    now = read_checkpoint(note)
    key = Signer(now.origin, (folder / "data" / "log.key").read_bytes())
    ada = witness_key(folder / "ada.example.key")
    bodies: dict[str, str | bytes] = {
        "a stranger": STRANGER.cosign(note),
        "another root": ada.cosign(key.sign(Checkpoint(now.origin, now.size, bytes(32)))),
        "never published": ada.cosign(key.sign(Checkpoint(now.origin, 999, bytes(32)))),
        "another log": ada.cosign(STRANGER.sign(Checkpoint("stranger.example", 1, bytes(32)))),
        "no note": "hello",
        "no text": b"\xff",
        "too long": "x" * (MAX_NOTE_BYTES + 1),
    }
    for what, body in bodies.items():
        answer = http.post("/log/cosignatures", content=body)
        story.refused[what] = answer.status_code, answer.json()["error"]["message"]
    app.state.witness_pace = Pace()
    for _ in range(PER_MINUTE):
        app.state.witness_pace.admit(None)
    answer = http.post("/log/cosignatures", content=note)
    story.refused["too many"] = answer.status_code, answer.json()["error"]["message"]


@dataclass
class Stage:
    """Where the story happens."""

    told: Story
    folder: Path
    base: str
    arena: Arena
    http: httpx2.Client

    def look(self) -> None:
        """What visitors see."""
        answer = self.http.get("/log/checkpoint.witnessed")
        self.told.witnessed.append(answer.text if answer.status_code == 200 else None)
        self.told.pages.append(self.http.get("/log").text)

    def publish(self) -> None:
        """Somebody votes, and the log is signed."""
        with person(self.base) as somebody:
            assert somebody.vote(somebody.answered()["id"]).status_code == 200
        self.arena.publisher.step(at_once=True)
        note = self.http.get("/log/checkpoint").text
        self.told.sizes.append(read_checkpoint(note).size)

    def signs(self, what: str, who: str, *words: str) -> None:
        """A witness looks at the log."""
        typed = ("log", "witness", f"{self.base}/log", "--key", f"{who}.key", *words)
        self.told.said[what] = run(self.folder, *typed)

    def verifies(self, what: str, *words: str) -> None:
        """Somebody verifies it."""
        self.told.said[what] = run(self.folder, "verify", f"{self.base}/log", *words)


def two_witnesses(stage: Stage) -> None:
    """Two witnesses come, and come again, and somebody verifies what they signed."""
    told = stage.told
    stage.publish()
    stage.signs("ada", "ada.example")
    stage.look()
    stage.publish()
    stage.signs("bob", "bob.example")
    stage.look()
    stage.signs("ada again", "ada.example")
    stage.look()
    told.recent.append(stage.http.get("/log/recent.json").text)
    stage.http.post("/log/cosignatures", content=told.said["ada again"].stdout)
    told.recent.append(stage.http.get("/log/recent.json").text)
    stage.publish()
    both = [word for key in told.keys.values() for word in ("--witness", key)]
    missing = [*both, "--witness", str(STRANGER.verifier)]
    stage.verifies("verify")
    stage.verifies("missing", *missing)
    stage.verifies("two of three", *missing, "--quorum", "2")
    stage.signs("carl", "carl.example", "--name", "carl.example")
    stage.signs("carl pushes", "carl.example", "--push")


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Story]:
    """Two witnesses, another key, what is refused, and a fork."""
    folder = tmp_path_factory.mktemp("witnessed")
    told = Story()
    first = assemble(scripted(folder / "data"))
    first.publisher.step(at_once=True)
    first.store.close()
    told.keys = {who: named(folder, who) for who in ("ada.example", "bob.example")}
    log = {"witnesses": list(told.keys.values()), "quorum": 2}
    settings = scripted(folder / "data", log=log, leaderboard={"snapshot_every": "never"})
    arena = assemble(settings)
    app = create_app(arena)
    with serving_app(app) as base, calling(base) as http:
        stage = Stage(told, folder, base, arena, http)
        two_witnesses(stage)
        told.keys["log"] = str(arena.publisher.verifier)
        make_publisher(settings, arena.store).rotate()  # as another process does
        stage.publish()
        stage.verifies("old key", "--key", told.keys["log"])
        stage.signs("ada after the change", "ada.example")
        stage.look()
        refusals(told, app, http, folder)
        arena.publisher.stop()
        origin = arena.publisher.verifier.name
        shutil.rmtree(folder / "data" / "log")
        shutil.copytree(fork(folder, origin), folder / "data" / "log")
        stage.signs("fork", "ada.example")
        yield told


def test_one_witness_of_two_is_not_enough(story: Story) -> None:
    assert "fewer than 2 witnesses signed any checkpoint so far" in story.said["ada"].stderr
    assert story.witnessed[0] is None
    assert "Of 2 witnesses not enough have signed yet." in story.pages[0]


def test_a_second_witness_signs_what_the_first_did_though_the_log_has_grown(story: Story) -> None:
    note = story.witnessed[1]
    assert note is not None
    assert story.sizes[0] < story.sizes[1]
    assert read_checkpoint(note).size == story.sizes[0]
    for who in ("ada.example", "bob.example"):
        assert Verifier.of(story.keys[who]).is_signed(note)
    assert read_checkpoint(story.said["bob"].stdout).size == story.sizes[1]


def test_when_the_first_comes_back_the_newest_is_witnessed(story: Story) -> None:
    note = story.witnessed[2]
    assert note is not None
    assert read_checkpoint(note).size == story.sizes[1]
    assert f"enough witnesses signed up to {story.sizes[1]:,}" in story.said["ada again"].stderr


def test_the_page_says_who_signed_and_up_to_where(story: Story) -> None:
    assert f"2 of 2 witnesses signed up to entry {story.sizes[1]}, at <time" in story.pages[2]
    assert "ada.example, bob.example" in story.pages[2]


def test_the_same_signature_again_changes_nothing(story: Story) -> None:
    assert story.recent[0] == story.recent[1]
    assert story.recent[0].count("ada.example") == 2


def test_verify_says_how_far_behind_the_witnesses_are(story: Story) -> None:
    behind = story.sizes[2] - story.sizes[1]
    said = f"by 2 of 2 witnesses up to entry {story.sizes[1]}, {behind} behind the last"
    assert said in story.said["verify"].stdout
    assert story.said["verify"].returncode == 0


def test_a_witness_that_was_asked_for_and_did_not_sign_is_a_failure(story: Story) -> None:
    done = story.said["missing"]
    assert done.returncode == 11
    assert "2 of the 3 witnesses that were asked for signed, and 3 should have" in done.stdout
    assert "missing is stranger.example" in done.stdout


def test_a_quorum_of_those_asked_for_is_enough(story: Story) -> None:
    assert story.said["two of three"].returncode == 0


def test_who_is_not_named_sends_nothing_unless_told_to(story: Story) -> None:
    assert (story.said["carl"].returncode, "sent to" in story.said["carl"].stderr) == (0, False)
    done = story.said["carl pushes"]
    assert done.returncode != 0
    assert "nobody whom this log names as a witness has signed this" in done.stderr


@pytest.mark.parametrize(
    ("what", "status", "words"),
    [
        ("a stranger", 403, "nobody whom this log names"),
        ("another root", 422, "keep it as evidence of a fork"),
        ("never published", 404, "entries, not 999"),
        ("another log", 422, "a checkpoint of 'stranger.example'"),
        ("no note", 422, "not a signed note"),
        ("no text", 422, "is UTF-8 text"),
        ("too long", 413, "too large"),
        ("too many", 429, "wait a minute"),
    ],
)
def test_what_is_no_signature_of_this_log_is_refused_in_words(
    story: Story, what: str, status: int, words: str
) -> None:
    told = story.refused[what]
    assert told[0] == status
    assert words in told[1]


def test_a_running_arena_and_its_witnesses_go_on_under_another_key(story: Story) -> None:
    done = story.said["old key"]
    assert (done.returncode, "its key was changed 1 time" in done.stdout) == (0, True), done
    note = story.said["ada after the change"].stdout
    assert read_checkpoint(note).size == story.sizes[3]
    assert not Verifier.of(story.keys["log"]).is_signed(note)
    assert f"Up to entry {story.sizes[2]} another key signed" in story.pages[3]


def test_a_fork_is_not_signed(story: Story) -> None:
    done = story.said["fork"]
    assert (done.returncode, done.stdout) == (6, "")
    assert "FORK" in done.stderr


def test_an_address_may_send_again_after_a_minute() -> None:
    now = [0.0]
    pace = Pace(lambda: now[0])
    for _ in range(PER_MINUTE):
        pace.admit("192.0.2.0/24")
    with pytest.raises(TooManyAttemptsError):
        pace.admit("192.0.2.0/24")
    pace.admit("198.51.100.0/24")
    now[0] = 60.0
    pace.admit("192.0.2.0/24")
