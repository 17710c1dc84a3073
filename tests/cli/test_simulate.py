"""Simulations, as they are typed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from cli.typed import run

QUICK = ("--variants", "27", "--votes", "1000", "--repetitions", "2000")


def simulated(folder: Path, *words: str) -> dict[str, Any]:
    """What the command says as JSON."""
    done = run(folder, "simulate", "selection", *words, "--json")
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stdout))


def test_the_table_says_what_the_best_of_27_is_worth(tmp_path: Path) -> None:
    done = run(tmp_path, "simulate", "selection", *QUICK)
    assert "(22.0)" in done.stdout
    assert "(50.5%)" in done.stdout
    assert "× 1.59" in done.stdout


def test_released_ratings_are_covered_after_the_best_of_27(tmp_path: Path) -> None:
    (case,) = simulated(tmp_path, *QUICK)["cases"]
    assert case["fresh"]["holds"] >= 0.94
    assert case["old"]["holds"] == pytest.approx(0.5048, abs=0.06)
    assert case["old"]["bias"] == pytest.approx(case["in_theory"]["bias"], rel=0.05)


def test_the_whole_table_is_shown_if_nothing_is_asked(tmp_path: Path) -> None:
    told = simulated(tmp_path, "--repetitions", "10")
    assert [(one["variants"], one["votes"]) for one in told["cases"]] == [
        (variants, votes) for variants in (2, 5, 10, 20, 27, 50) for votes in (200, 1_000, 3_000)
    ]


def test_the_same_seed_gives_the_same_numbers(tmp_path: Path) -> None:
    words = ("--variants", "5", "--votes", "200", "--repetitions", "50", "--seed")
    assert simulated(tmp_path, *words, "3") == simulated(tmp_path, *words, "3")
    assert simulated(tmp_path, *words, "3") != simulated(tmp_path, *words, "4")


def test_a_case_does_not_depend_on_the_others(tmp_path: Path) -> None:
    words = ("--votes", "200", "--repetitions", "50", "--variants", "5")
    alone = simulated(tmp_path, *words)["cases"]
    assert simulated(tmp_path, *words, "--variants", "9")["cases"][:1] == alone


@pytest.mark.parametrize(
    "words", [("--variants", "0"), ("--votes", "3"), ("--ties", "1"), ("--repetitions", "0")]
)
def test_what_makes_no_sense_is_refused(tmp_path: Path, words: tuple[str, ...]) -> None:
    done = run(tmp_path, "simulate", "selection", *words)
    assert done.returncode == 2
    assert "must be" in done.stderr
