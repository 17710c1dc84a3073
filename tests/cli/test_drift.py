"""``tiltyard drift``, as it is typed."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from cli.typed import Done, run
from ratings.single import board, pairs
from tiltyard import bootstrap
from tiltyard.drift import Alarm, Journal
from tiltyard.ratings.estimate import SCALE

TOML = """
data_dir = "data"
[models.oak]
endpoint = "scripted"
model = "m"
price_in_usd = 1
price_out_usd = 2
[models.elm]
endpoint = "scripted"
model = "n"
[models.fir]
endpoint = "scripted"
model = "f"
private = true
owner = "grove"
code_name = "quiet-lake"
[organisations.grove]
title = "Grove"
[drift]
reference_nights = 1
"""
NOW = datetime(2026, 1, 2, 3, tzinfo=UTC)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with settings for an arena of scripted models."""
    (tmp_path / "tiltyard.toml").write_text(TOML)
    return tmp_path


def drift(folder: Path, *words: str, text: str = "") -> Done:
    """Run the command there."""
    return run(folder, "drift", *words, text=text, variables={"COLUMNS": "200"})


def alarm(folder: Path, model: str = "elm") -> Journal:
    """A journal with an open alarm."""
    journal = Journal(folder / "data" / "drift" / "alarms.jsonl")
    evidence = {"before": ["m-1"], "now": ["m-2"]}
    journal.open(Alarm(0, model, 1, 1, "votes_name", NOW, evidence))
    return journal


@pytest.fixture(scope="module")
def votes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two weeks of votes; in the second model-000 is 120 points worse."""
    rng = np.random.default_rng(1)
    truth = board(rng, 5, ties=0.0001)
    lower = truth.strength - np.eye(5)[0] * 120 / SCALE
    a, b = pairs(rng, 5, 6_000)
    is_after = np.arange(6_000) >= 3_000
    outcome = [
        "model_a" if rng.random() < 1 / (1 + np.exp(s[right] - s[left])) else "model_b"
        for left, right, late in zip(a, b, is_after, strict=True)
        for s in [lower if late else truth.strength]
    ]
    seconds = 1_767_225_600 + np.arange(6_000) * 200
    keys = ("model_a", "model_b", "winner", "tstamp")
    names = truth.models
    rows = [
        json.dumps(dict(zip(keys, (names[i], names[j], winner, int(at)), strict=True)))
        for i, j, winner, at in zip(a, b, outcome, seconds, strict=True)
    ]
    path = tmp_path_factory.mktemp("votes") / "votes.jsonl"
    path.write_text("\n".join(rows) + "\n")
    return path


def test_a_model_that_fell_is_told_by_its_name_alone(votes: Path) -> None:
    said = drift(votes.parent, "model-000", "--file", str(votes), "--voted-at", "tstamp")
    assert said.returncode == 0, said.stderr
    assert "model-000 fell by" in said.stdout
    assert "It really moved" in said.stdout


def test_the_long_form_says_the_same_as_json(votes: Path) -> None:
    words = ["move", "model-001", "--file", str(votes), "--voted-at", "tstamp", "--json"]
    told = json.loads(drift(votes.parent, *words, "--pinned", "model-002,model-003").stdout)
    assert told["pinned"] == ["model-002", "model-003"]
    assert told["is_real"] is False
    assert told["move"]["standard_error"] > 0


def test_the_middle_may_be_said(votes: Path) -> None:
    words = ["model-000", "--file", str(votes), "--voted-at", "tstamp", "--at", "2026-01-03"]
    assert "to 2026-01-03 00:00; after" in drift(votes.parent, *words).stdout


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (["model-00"], 2, "did you mean 'model-00"),
        (["model-000", "--pinned", "larch"], 2, "no votes on 'larch'"),
        (["model-000", "--pinned", "model-000"], 1, "other models than 'model-000'"),
        (["model-000", "--at", "soon"], 2, "soon"),
        (["model-000", "--at", "2030-01-01"], 1, "the middle must lie after the beginning"),
    ],
)
def test_what_makes_no_sense_is_one_sentence(
    votes: Path, words: list[str], code: int, sentence: str
) -> None:
    said = drift(votes.parent, *words, "--file", str(votes), "--voted-at", "tstamp")
    assert (said.returncode, sentence in said.stderr) == (code, True), said.stderr
    assert "Traceback" not in said.stderr


def test_an_arena_that_is_none_is_told(tmp_path: Path) -> None:
    said = drift(tmp_path, "elm")
    assert said.returncode == 2
    assert "there is no arena here" in said.stderr


def test_without_votes_a_model_has_none(folder: Path) -> None:
    bootstrap.make_store(bootstrap.Settings.model_validate({"data_dir": folder / "data"})).close()
    said = drift(folder, "elm")
    assert said.returncode == 2
    assert "no votes on 'elm'" in said.stderr


def test_open_alarms_are_listed_with_their_evidence(folder: Path) -> None:
    alarm(folder)
    said = drift(folder, "list").stdout
    assert "alarm 1, elm (version 1), 2026-01-02 03:00 UTC, open" in said
    assert "“m-2”" in said


def test_no_alarm_is_told(folder: Path) -> None:
    assert "No alarm is open." in drift(folder, "list").stdout


def test_alarms_come_as_json(folder: Path) -> None:
    alarm(folder)
    (one,) = json.loads(drift(folder, "list", "--json").stdout)
    assert (one["model"], one["kind"], one["at"]) == ("elm", "votes_name", NOW.isoformat())


def test_confirming_says_what_follows(folder: Path) -> None:
    journal = alarm(folder)
    said = drift(folder, "confirm", "elm", "--reason", "The provider said so.")
    assert "tiltyard leaderboard show --since 20" in said.stdout
    assert journal.epochs() == {"elm": 1}
    assert "No alarm is open." in drift(folder, "list").stdout
    assert "confirmed: The provider said so." in drift(folder, "list", "--all").stdout


def test_dismissing_leaves_the_version_as_it_is(folder: Path) -> None:
    journal = alarm(folder)
    said = drift(folder, "dismiss", "elm", "--reason", "A holiday.")
    assert "begins anew" in said.stdout
    assert journal.epochs() == {}


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["confirm", "elm"], "--reason"),
        (["confirm", "eml", "--reason", "x"], "did you mean 'elm'"),
        (["confirm", "oak", "--reason", "x"], "'oak' has no open alarm"),
        (["confirm", "fir", "--reason", "x"], "is private"),
        (["confirm", "quiet-lake", "--reason", "x"], "is private"),
        (["dismiss", "oak", "--reason", "x"], "'oak' has no open alarm"),
        (["night", "larch", "--yes"], "no model 'larch' in use"),
    ],
)
def test_what_cannot_be_done_is_told(folder: Path, words: list[str], sentence: str) -> None:
    alarm(folder)
    said = drift(folder, *words)
    assert said.returncode == 2
    assert sentence in said.stderr


def test_a_night_tells_its_cost_before_it_asks(folder: Path) -> None:
    said = drift(folder, "night", "oak", text="n\n")
    assert said.returncode == 1
    assert "200" in said.stdout
    assert "$0.11" in said.stdout
    assert not (folder / "data" / "drift" / "nights").exists()


def test_a_night_is_asked_and_told(folder: Path) -> None:
    questions = folder / "mine.txt"
    questions.write_text("".join(f"Question {number}?\n" for number in range(5)))
    toml = folder / "tiltyard.toml"
    toml.write_text(f'{TOML}prompts = "{questions}"\nsamples = 2\n')
    said = drift(folder, "night", "oak", "--yes")
    assert "oak: 1 of the 1 nights that later ones are compared with" in said.stdout
    (night,) = (folder / "data" / "drift" / "nights").rglob("*.jsonl")
    night.rename(night.with_name("2026-01-01.jsonl"))
    old = night.with_name("2026-01-01.jsonl")
    old.write_text(old.read_text().replace(night.stem, "2026-01-01"))
    assert (
        "oak: no other answers than before (p = 1, 5 questions)"
        in drift(folder, "night", "oak", "--yes").stdout
    )
