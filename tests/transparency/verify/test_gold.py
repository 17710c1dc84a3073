"""Checks of attention pass if they were ones from the start; else the leaf is named."""

from __future__ import annotations

from collections import Counter
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from ledger.copies import Made
from ledger.made_copy import made
from ledger.second_verifier import Verifier as Second
from tiltyard.ledger import Opening
from tiltyard.records import Side
from tiltyard.transparency.verify import STEPS, Outcome, verify


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Made:
    return made(tmp_path_factory.mktemp("snapshots"), battles=60, days=2, gold=0.2, voters=10)


@pytest.fixture
def log(whole: Made) -> Made:
    return deepcopy(whole)


def votes(log: Made, counts: str) -> list[int]:
    """The places of votes that count so."""
    return [place for place in log.places("vote") if log.told(place)["counts"] == counts]


def recommitted(log: Made, place: int, **changed: Any) -> None:
    """Let the operator change what a battle was, in its ending and in the commitment before it."""
    told: dict[str, Any] = {**log.told(place)["reveal"], **changed}
    told = {name: value for name, value in told.items() if value is not None}
    log.edit(place, reveal=told)
    log.edit(log.told(place)["open"], commitment=Opening(**_typed(told)).commitment)
    snapshot = log.places("snapshot")[0]
    log.edit(snapshot, root=log.root(log.told(snapshot)["size"]).hex())


def _typed(told: dict[str, Any]) -> dict[str, Any]:
    return told | ({"gold": Side(told["gold"])} if "gold" in told else {})


def step(log: Made, folder: Path, name: str) -> tuple[Outcome, int | None]:
    """What both verifiers say: one step of the one, the first that fails of the other."""
    log.write(folder)
    second = next((at for at, one in enumerate(Second(folder).run(), 1) if one), None)
    return {one.name: one for one in verify(folder)}[name], second


def test_a_log_with_checks_of_attention_passes(log: Made, tmp_path: Path) -> None:
    assert len(votes(log, "gold")) > 10
    outcomes = verify(log.write(tmp_path))
    assert [one.state for one in outcomes] == ["ok"] * len(STEPS), outcomes
    assert "were checks of attention" in outcomes[5].says
    assert Second(tmp_path).run() == [None] * 8


def test_the_side_cannot_be_chosen(log: Made, tmp_path: Path) -> None:
    place = votes(log, "gold")[3]
    was = Side(log.told(place)["reveal"]["gold"])
    recommitted(log, place, gold=next(one.value for one in Side if one is not was))
    outcome, second = step(log, tmp_path, "draws")
    assert (outcome.leaf, second) == (place, 6)
    assert "to the other side" in outcome.says


def test_an_unwelcome_vote_cannot_be_put_away_as_a_check(log: Made, tmp_path: Path) -> None:
    place = votes(log, "guest")[0]
    log.edit(place, counts="gold")
    recommitted(log, place)
    outcome, second = step(log, tmp_path, "draws")
    assert (outcome.leaf, second) == (place, 6)
    assert "committed to as a usual battle" in outcome.says


def test_a_check_cannot_count(log: Made, tmp_path: Path) -> None:
    place = votes(log, "gold")[3]
    log.edit(place, counts="guest")
    recommitted(log, place)
    outcome, second = step(log, tmp_path, "draws")
    assert (outcome.leaf, second) == (place, 6)
    assert "counts as if it were none" in outcome.says


def test_nobody_has_more_checks_than_were_told_of(log: Made, tmp_path: Path) -> None:
    checks = votes(log, "gold")
    whose = Counter(log.told(one)["voter"] for one in checks)
    voter = whose.most_common(1)[0][0]
    other = next(one for one in checks if log.told(one)["voter"] != voter)
    log.edit(other, voter=voter)
    third = [one for one in checks if log.told(one)["voter"] == voter][2]
    recommitted(log, other)
    outcome, second = step(log, tmp_path, "exclusions")
    assert (outcome.leaf, second) == (third, 7)
    assert "had 2 checks of attention" in outcome.says
