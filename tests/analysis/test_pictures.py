"""Pictures as files."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from analysis.made import NASTY, arena, two_leagues
from tiltyard import rank
from tiltyard.analysis import Ranking
from tiltyard.errors import ConfigurationError

KINDS = ("intervals", "win_rates", "pair_counts", "ranks")


@pytest.mark.parametrize("kind", [*KINDS, "all"])
def test_a_picture_is_svg(kind: str, tmp_path: Path) -> None:
    arena().save_plot(tmp_path / "x.svg", kind)
    assert ElementTree.parse(tmp_path / "x.svg").getroot().tag.endswith("svg")


def test_svg_takes_light_and_dark(tmp_path: Path) -> None:
    arena().save_plot(tmp_path / "x.svg")
    drawing = (tmp_path / "x.svg").read_text()
    assert "prefers-color-scheme:dark" in drawing
    assert "currentColor" in drawing


def test_svg_names_every_model(tmp_path: Path) -> None:
    arena().save_plot(tmp_path / "x.svg")
    drawing = (tmp_path / "x.svg").read_text()
    assert all(row.model in drawing for row in arena().models)


def test_svg_holds_no_markup_of_a_name(tmp_path: Path) -> None:
    arena((NASTY, "b\x1b", "c")).save_plot(tmp_path / "x.svg")
    assert "<script" not in (tmp_path / "x.svg").read_text()


def test_a_picture_is_png(tmp_path: Path) -> None:
    arena().save_plot(tmp_path / "x.png")
    assert (tmp_path / "x.png").read_bytes().startswith(b"\x89PNG")


def test_html_fetches_nothing(tmp_path: Path) -> None:
    arena().save_plot(tmp_path / "x.html")
    page = (tmp_path / "x.html").read_text()
    assert re.findall(r"<(?:script|link)[^>]+(?:src|href)=", page) == []


def test_another_suffix_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"\.svg, \.png or \.html"):
        arena().save_plot(tmp_path / "x.pdf")


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(ConfigurationError, match="did you mean 'intervals'"):
        arena().plot("interval")


def test_an_empty_board_is_not_drawn() -> None:
    empty = {"model_a": ["x"], "model_b": ["y"], "winner": ["model_a"]}
    board: Ranking = rank(empty, split=True)
    with pytest.raises(ConfigurationError, match="nothing to draw"):
        board.plot()


def test_only_the_top_can_be_drawn() -> None:
    assert "first 3 models" in str(arena().plot("ranks", top=3).to_dict()["title"])


def test_without_the_extra_the_error_names_it() -> None:
    script = (
        "import sys; sys.modules['altair'] = None\n"
        "import tiltyard\n"
        "board = tiltyard.rank({'model_a': ['x'], 'model_b': ['y'], 'winner': ['tie']})\n"
        "try: board.plot()\n"
        "except tiltyard.analysis._pictures.ConfigurationError as error: print(error)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert "pip install 'tiltyard[plots]'" in done.stdout


def test_a_board_in_two_leagues_draws_the_ranked_ones() -> None:
    board = rank(two_leagues(), split=True)
    assert "dot" not in str(board.plot("pair_counts").to_dict())
