"""Copies that are as they should be pass; of others the step, the leaf and the reason are told.

Each is also shown to a second verifier, which shares no code with the first.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from ledger.copies import SIGNER, Made
from ledger.second_verifier import Verifier as Second
from tiltyard.transparency.verify import STEPS, exit_code, verify
from transparency.verify.forgeries import (
    BY_OPERATOR,
    choose_counter,
    failed,
    first_of,
    mended,
    seed_too_early,
)


def test_a_copy_that_is_as_it_should_be_passes(log: Made, tmp_path: Path) -> None:
    outcomes = verify(log.write(tmp_path), key=SIGNER.verifier, older=[log.note(200)])
    assert [one.state for one in outcomes] == ["ok"] * len(STEPS), outcomes
    assert exit_code(outcomes) == 0


def test_the_second_verifier_passes_it_too(log: Made, tmp_path: Path) -> None:
    assert Second(log.write(tmp_path), log.note(200)).run() == [None] * 8


@pytest.mark.parametrize(
    ("step", "change"), BY_OPERATOR, ids=lambda one: getattr(one, "__name__", one)
)
def test_what_an_operator_did_is_found(
    log: Made, tmp_path: Path, step: int, change: Callable[[Made], int]
) -> None:
    place = change(log)
    outcomes = verify(mended(log).write(tmp_path))
    assert (failed(outcomes).step, exit_code(outcomes)) == (step, 10 + step), outcomes
    if place >= 0:
        assert failed(outcomes).leaf == place


@pytest.mark.parametrize(
    ("step", "change"), BY_OPERATOR, ids=lambda one: getattr(one, "__name__", one)
)
def test_the_second_verifier_finds_the_same(
    log: Made, tmp_path: Path, step: int, change: Callable[[Made], int]
) -> None:
    change(log)
    assert first_of(Second(mended(log).write(tmp_path))) == step


def test_a_number_of_a_draw_that_is_not_its_battles_is_found(log: Made, tmp_path: Path) -> None:
    choose_counter(log)
    assert failed(verify(mended(log).write(tmp_path))).step == 4


def test_a_battle_after_the_seed_was_told_is_found(log: Made, tmp_path: Path) -> None:
    seed_too_early(log)
    outcomes = {one.name: one for one in verify(mended(log).write(tmp_path))}
    assert "after the seed of its stream was told" in outcomes["draws"].says
