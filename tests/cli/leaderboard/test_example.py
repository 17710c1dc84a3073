"""``tiltyard leaderboard example``, as it is typed."""

from __future__ import annotations

from pathlib import Path

from cli.leaderboard.voted import arena
from cli.typed import run


def test_it_is_said_whether_the_example_is_shown(tmp_path: Path) -> None:
    arena(tmp_path, 0)
    assert "is shown as long as" in run(tmp_path, "leaderboard", "example").stdout


def test_one_command_removes_it_for_good(tmp_path: Path) -> None:
    arena(tmp_path, 0)
    removed = run(tmp_path, "leaderboard", "example", "--remove")
    assert removed.stdout == "the example board is removed\n"
    assert run(tmp_path, "leaderboard", "example").stdout == removed.stdout
    assert "simulated" not in run(tmp_path, "leaderboard", "show").stdout


def test_where_there_is_no_arena_nothing_is_written(tmp_path: Path) -> None:
    failed = run(tmp_path, "leaderboard", "example", "--remove")
    assert failed.returncode == 2
    assert [*tmp_path.iterdir()] == []
