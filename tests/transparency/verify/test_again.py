"""Answers that were shown again pass if the log shows whose they were; else the leaf is named."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from ledger.copies import Made
from ledger.made_copy import made
from ledger.second_verifier import Verifier as Second
from tiltyard.ledger import Opening
from tiltyard.transparency.verify import STEPS, Outcome, verify


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Made:
    return made(tmp_path_factory.mktemp("snapshots"), battles=120, days=3, again=0.2)


@pytest.fixture
def log(whole: Made) -> Made:
    return deepcopy(whole)


def repeats(log: Made) -> list[int]:
    """The places of votes on answers that were shown again."""
    return [place for place in log.places("vote") if log.told(place)["counts"] == "repeat"]


def recommitted(log: Made, place: int, *, drawn: bool = False, **changed: Any) -> None:
    """Let the operator change what a battle was, in its ending and in the commitment before it."""
    told: dict[str, Any] = {**log.told(place)["reveal"], **changed}
    if drawn:
        del told["again"]
    log.edit(place, reveal=told)
    log.edit(log.told(place)["open"], commitment=Opening(**told).commitment)
    snapshot = log.places("snapshot")[0]
    log.edit(snapshot, root=log.root(log.told(snapshot)["size"]).hex())


def draws(log: Made, folder: Path) -> tuple[Outcome, int | None]:
    """What both verifiers say: the step of draws of one, the first that fails of the other."""
    log.write(folder)
    second = next((at for at, one in enumerate(Second(folder).run(), 1) if one), None)
    return {one.name: one for one in verify(folder)}["draws"], second


def test_a_log_with_answers_that_were_shown_again_passes(log: Made, tmp_path: Path) -> None:
    assert len(repeats(log)) > 20
    outcomes = verify(log.write(tmp_path))
    assert [one.state for one in outcomes] == ["ok"] * len(STEPS), outcomes
    assert "battles showed answers of a vote again" in outcomes[5].says
    assert Second(tmp_path).run() == [None] * 8


def test_seats_cannot_be_chosen(log: Made, tmp_path: Path) -> None:
    place = repeats(log)[4]
    told = log.told(place)["reveal"]
    recommitted(log, place, model_a=told["model_b"], model_b=told["model_a"])
    outcome, second = draws(log, tmp_path)
    assert (outcome.leaf, second) == (place, 6)
    assert "the other way round" in outcome.says


def test_models_cannot_be_others(log: Made, tmp_path: Path) -> None:
    place = repeats(log)[4]
    told = log.told(place)["reveal"]
    other = next(one for one in range(1, 7) if one not in (told["model_a"], told["model_b"]))
    recommitted(log, place, model_a=other)
    outcome, second = draws(log, tmp_path)
    assert (outcome.leaf, second) == (place, 6)


def test_a_vote_that_was_drawn_cannot_be_put_away_as_shown_again(log: Made, tmp_path: Path) -> None:
    place = next(one for one in log.places("vote") if log.told(one)["counts"] == "guest")
    log.edit(place, counts="repeat")
    recommitted(log, place)
    outcome, second = draws(log, tmp_path)
    assert (outcome.leaf, second) == (place, 6)
    assert "its models were drawn" in outcome.says


def test_what_was_shown_again_cannot_count(log: Made, tmp_path: Path) -> None:
    place = repeats(log)[4]
    log.edit(place, counts="guest")
    recommitted(log, place)
    outcome, second = draws(log, tmp_path)
    assert (outcome.leaf, second) == (place, 6)


def test_it_is_shown_to_the_same_voter(log: Made, tmp_path: Path) -> None:
    place = repeats(log)[4]
    log.edit(place, voter="00" * 12)
    recommitted(log, place)
    outcome, second = draws(log, tmp_path)
    assert (outcome.leaf, second) == (place, 6)
    assert "to another voter" in outcome.says


@pytest.mark.parametrize("kind", ["open", "later", "again"])
def test_it_shows_an_earlier_vote_on_what_was_drawn(log: Made, tmp_path: Path, kind: str) -> None:
    first, place = repeats(log)[0], repeats(log)[-1]
    wrong = {"open": log.places("open")[0], "later": log.places("vote")[-1], "again": first}
    recommitted(log, place, again=wrong[kind])
    outcome, second = draws(log, tmp_path)
    assert (outcome.leaf, second) == (place, 6)


def test_a_battle_that_ended_without_a_vote_is_looked_at_too(log: Made, tmp_path: Path) -> None:
    ends = [one for one in log.places("expire") if "again" in log.told(one)["reveal"]]
    assert ends
    told = log.told(ends[0])["reveal"]
    recommitted(log, ends[0], model_a=told["model_b"], model_b=told["model_a"])
    outcome, second = draws(log, tmp_path)
    assert (outcome.leaf, second) == (ends[0], 6)
