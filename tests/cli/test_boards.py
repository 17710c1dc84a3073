"""Boards in a terminal."""

from __future__ import annotations

import os
import pty
import re
import struct
import subprocess
import sys
from fcntl import ioctl
from pathlib import Path
from termios import TIOCSWINSZ

import pytest

from analysis.made import arena
from tiltyard.cli import boards

ESCAPE = re.compile(r"\x1b\[[0-9;?]*[a-zA-Z]")


def table() -> list[str]:
    """The lines of the table, blank ones too."""
    lines = list(boards.plain(arena()))
    return lines[: lines.index("votes      12,000 votes on 8 ranked models") - 1]


def test_a_blank_line_parts_the_tied_blocks() -> None:
    assert table().count("") == len(arena().tied_blocks) - 1


def test_the_columns_are_aligned() -> None:
    assert len({len(line) for line in table() if line}) == 1


def test_wide_signs_take_two_places() -> None:
    names = ("模型", "ab", "cdef")
    lines = [line for line in boards.plain(arena(names)) if any(name in line for name in names)]
    assert {line.index("%") + line.count("模型") * 2 for line in lines} == {lines[0].index("%") + 2}


def test_a_title_comes_first() -> None:
    assert next(boards.plain(arena(), title="language = fr")) == "language = fr"


def test_every_row_ends_where_the_scale_ends_or_before() -> None:
    bars = list(boards._bars(arena(), 30))
    assert max(map(len, bars)) == 30
    assert all(bar.count("●") == 1 for bar in bars)


def test_the_best_rating_lies_furthest_right() -> None:
    places = [bar.index("●") for bar in boards._bars(arena(), 40)]
    assert places == sorted(places, reverse=True)


def on_a_terminal(folder: Path, columns: int) -> str:
    """What a terminal of that width shows, colours taken away."""
    master, slave = pty.openpty()
    ioctl(slave, TIOCSWINSZ, struct.pack("HHHH", 50, columns, 0, 0))
    environment = {name: value for name, value in os.environ.items() if name != "COLUMNS"}
    command = [sys.executable, "-m", "tiltyard.cli", "rank", "votes.csv"]
    with subprocess.Popen(
        command, cwd=folder, env={**environment, "TERM": "xterm"}, stdout=slave, stderr=slave
    ):
        os.close(slave)
        shown = b""
        while True:
            try:
                piece = os.read(master, 65536)
            except OSError:  # how a terminal says that nobody writes any more
                break
            if not piece:
                break
            shown += piece
    os.close(master)
    return ESCAPE.sub("", shown.decode()).replace("\r", "")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("terminal")
    votes = ["oak,a model with a long name,model_a"] * 6 + ["oak,a model with a long name,model_b"]
    (made / "votes.csv").write_text("\n".join(["model_a,model_b,winner", *votes]))
    return made


def test_a_wide_terminal_gets_a_picture(folder: Path) -> None:
    assert "●" in on_a_terminal(folder, 140)


def test_a_narrow_terminal_keeps_rank_name_and_rating(folder: Path) -> None:
    shown = on_a_terminal(folder, 40)
    assert "interval " not in shown.split("votes")[0]
    assert all(len(line) <= 40 for line in shown.splitlines() if "Reading" not in line)
    assert "oak" in shown


def test_an_end_that_an_interval_does_not_have_is_not_printed() -> None:
    text = "\n".join(boards.plain(arena(side="lower")))
    assert "95 % lower end" in text
    assert text.count("at least ") == 8
    assert "inf" not in text


def test_a_bar_with_one_end_runs_to_the_edge() -> None:
    assert {len(bar) for bar in boards._bars(arena(side="lower"), 30)} == {30}
