"""The page that an analyst can send."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from analysis.made import NASTY, arena, duel, two_leagues
from analysis.test_html import Tags
from tiltyard import rank
from tiltyard.analysis import Ranking


def page(board: Ranking, tmp_path: Path, command: str | None = None) -> str:
    board.report(tmp_path / "report.html", command=command)
    return (tmp_path / "report.html").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The page of a plain board; to draw its pictures takes a second."""
    return page(arena(), tmp_path_factory.mktemp("usual"))


def test_the_page_needs_no_script_and_no_other_file(usual: str) -> None:
    assert "<script" not in usual
    assert re.findall(r"(?:src|href)\s*=", re.sub(r"xlink:href|xmlns\S+", "", usual)) == []


def test_the_page_has_the_table_and_four_pictures(usual: str) -> None:
    found = Tags(usual).tags
    assert (found.count("svg"), found.count("table")) == (4, 1)


@pytest.mark.parametrize(
    "text",
    [
        "has the highest rating",
        "in 4 groups between which the order is sure",
        "goodness of fit",
        "The votes connect all 8 models",
        "28 of 28 pairs met",
        "digest",
    ],
)
def test_the_page_says(text: str, usual: str) -> None:
    assert text in usual


def test_markup_in_names_and_commands_is_text(tmp_path: Path) -> None:
    text = page(arena((NASTY, "b\x1b", "c")), tmp_path, command=f"tiltyard rank {NASTY}")
    assert "<script" not in text
    assert "tiltyard rank &lt;script&gt;" in text


def test_unranked_models_and_dropped_rows_are_listed(tmp_path: Path) -> None:
    frame = {
        "model_a": ["x", "x", "x"],
        "model_b": ["y", "z", "y"],
        "winner": ["tie", "model_a", "?"],
    }
    text = page(rank(frame, split=True, on_error="drop"), tmp_path)
    assert "Not ranked" in text
    assert "unknown winner" in text


def test_coefficients_have_a_table(tmp_path: Path) -> None:
    board = rank({"model_a": ["x"] * 6, "model_b": ["y"] * 6,
                  "winner": ["model_a", "tie", "model_b", "tie", "model_a", "tie"]},
                 method="davidson")  # fmt: skip
    assert "What else counts" in page(board, tmp_path)


def test_an_empty_board_has_a_page(tmp_path: Path) -> None:
    empty = {"model_a": ["x"], "model_b": ["y"], "winner": ["model_a"]}
    assert "no two models could be ranked" in page(rank(empty, split=True), tmp_path)


def test_a_sure_winner_is_called_so(tmp_path: Path) -> None:
    frame = {
        "model_a": ["x"] * 400,
        "model_b": ["y"] * 400,
        "winner": ["model_a"] * 300 + ["model_b"] * 100,
    }
    assert "surely above all others" in page(rank(frame), tmp_path)


def test_many_rivals_are_counted(tmp_path: Path) -> None:
    names = "abcdef"
    pairs = [(one, other) for one in names for other in names if one < other]
    frame = {"model_a": [a for a, _ in pairs], "model_b": [b for _, b in pairs],
             "winner": ["tie"] * len(pairs)}  # fmt: skip
    assert "do not rule out 5 others" in page(rank(frame), tmp_path)


def test_the_page_of_a_split_board_says_who_is_missing(tmp_path: Path) -> None:
    assert "Never met the ranked models" in page(rank(two_leagues(), split=True), tmp_path)


def test_a_small_picture_is_not_blown_up(tmp_path: Path) -> None:
    """The matrix of two models is some 170 pixels wide."""
    text = page(rank(duel()), tmp_path)
    widths = [float(width) for width in re.findall(r"--least: min\(34rem, (\d+)px\)", text)]
    assert len(widths) == 4
    assert min(widths) < 300


def test_a_page_says_that_it_holds_at_any_time(tmp_path: Path) -> None:
    assert "hold at every moment" in page(arena(anytime=True), tmp_path)


def test_ranks_by_pair_are_not_said_to_hold_for_all(tmp_path: Path) -> None:
    assert "each pair of models looked at by itself" in page(arena(adjustment="none"), tmp_path)
