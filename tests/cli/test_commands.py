"""Commands, as they are typed."""

from __future__ import annotations

import asyncio
import contextlib
import json
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from arenas import person, scripted, serving
from cli.typed import Done, run
from tiltyard import cli
from tiltyard.bootstrap import assemble, load_settings

TOML = """
data_dir = "data"
[models.oak]
endpoint = "scripted"
model = "m"
organisation = "Grove"
[models.elm]
endpoint = "scripted"
model = "m"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with settings for an arena of scripted models."""
    (tmp_path / "tiltyard.toml").write_text(TOML)
    return tmp_path


def tiltyard(folder: Path, *words: str, **variables: str) -> Done:
    """Run a command there."""
    return run(folder, *words, variables={"COLUMNS": "200", **variables})


def program(folder: Path, *words: str) -> Done:
    """The same in a process of its own."""
    command = [sys.executable, "-m", "tiltyard.cli", *words]
    done = subprocess.run(command, cwd=folder, text=True, capture_output=True, check=False)
    return Done(done.returncode, done.stdout, done.stderr)


def test_every_setting_is_shown_with_its_origin(folder: Path) -> None:
    shown = tiltyard(folder, "settings", TILTYARD_SECRET_KEY="hunter2" * 3)
    assert "server.port" in shown.stdout
    assert "tiltyard.toml" in shown.stdout
    assert "hunter2" not in shown.stdout + shown.stderr
    assert "TILTYARD_SECRET_KEY" in shown.stdout


@pytest.mark.parametrize(
    ("words", "variables", "code", "sentence"),
    [
        (["settings"], {"TILTYARD_NAM": "x"}, 2, "did you mean 'name'"),
        (["models", "check", "aok"], {}, 2, "did you mean 'oak'"),
        (["models", "fetch", "smolm2"], {}, 4, "there is no model file"),
        (["db", "upgrade"], {"TILTYARD_STORE__URL": "mysql://x/y"}, 2, "expected sqlite"),
        (["db", "upgrade"], {"TILTYARD_STORE__URL": "sqlite:////proc/x.db"}, 3, "check that"),
        (["serve"], {"TILTYARD_CONFIG": "nowhere.toml"}, 2, "cannot be read"),
        (["models", "add", "oak", "--model", "m", "--base-url", "http://x/v1"], {}, 2, "already"),
        (["models", "add", "yew", "--model", "m"], {}, 2, "--base-url or --endpoint"),
    ],
)
def test_an_error_is_one_sentence_and_a_code(
    folder: Path, words: list[str], variables: dict[str, str], code: int, sentence: str
) -> None:
    failed = tiltyard(folder, *words, **variables)
    assert failed.returncode == code
    assert sentence in failed.stderr
    assert failed.stderr.startswith("tiltyard: ")
    assert failed.stderr.count("\n") == 1


def test_a_port_in_use_is_named(folder: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        failed = tiltyard(folder, "serve", "--port", port)
    assert failed.returncode == 2
    assert f"port {port} on 127.0.0.1 is in use" in failed.stderr


def test_an_arena_without_models_says_what_to_do(tmp_path: Path) -> None:
    failed = program(tmp_path, "serve")
    assert failed.returncode == 2
    assert "tiltyard models add" in failed.stderr


def test_the_database_is_upgraded_once(folder: Path) -> None:
    assert "from revision none to 0006" in tiltyard(folder, "db", "upgrade").stdout
    assert "up to date" in tiltyard(folder, "db", "upgrade").stdout


def test_a_model_is_added_and_can_be_asked(folder: Path) -> None:
    added = tiltyard(folder, "models", "add", "yew tree", "--endpoint", "scripted", "--model", "m")
    assert added.returncode == 0, added.stderr
    checked = tiltyard(folder, "models", "check", "yew tree")
    assert checked.returncode == 0
    assert "yew tree: ok, first token after" in checked.stdout


def test_a_model_that_makes_no_sense_is_not_added(folder: Path) -> None:
    failed = tiltyard(folder, "models", "add", "yew", "--base-url", "ftp://x", "--model", "m")
    assert failed.returncode == 2
    assert (folder / "tiltyard.toml").read_text() == TOML


def test_an_address_that_does_not_answer_is_named(folder: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        address = f"http://127.0.0.1:{listener.getsockname()[1]}/v1"
    tiltyard(folder, "models", "add", "yew", "--base-url", address, "--model", "m")
    checked = tiltyard(folder, "models", "check")
    assert checked.returncode == 1
    assert "oak: ok" in checked.stdout
    assert f"yew: FAILED: {address} refused the connection" in checked.stdout


def test_the_models_are_listed(folder: Path) -> None:
    listed = tiltyard(folder, "models", "list").stdout
    assert "oak" in listed
    assert "smollm2-135m" in listed


def test_the_leaderboard_is_shown_from_the_votes(folder: Path) -> None:
    with serving(scripted(folder / "data")) as base, person(base) as ada:
        for winner in ("model_a", "model_b", "tie"):
            ada.vote(ada.answered()["id"], winner)
    shown = tiltyard(folder, "leaderboard", "show")
    assert shown.returncode == 0, shown.stderr
    assert "3 votes" in shown.stdout
    board = json.loads(tiltyard(folder, "leaderboard", "show", "--json").stdout)
    assert board["votes"] == 3


def test_every_line_in_the_list_of_commands_is_the_commands_own() -> None:
    for name, place in cli.COMMANDS.items():
        assert cli.command(name).help.strip().startswith(place.help), name


def test_the_list_of_commands_imports_none_of_them(tmp_path: Path) -> None:
    script = (
        "import sys\nfrom tiltyard.cli import app\n"
        "try: app(['--help'])\nexcept SystemExit: pass\n"
        "print([name for name in sys.modules if name in ('numpy', 'tiltyard.bootstrap')])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "[]"
    assert all(name in done.stdout for name in cli.COMMANDS)


def test_a_misspelt_command_gets_a_hint(tmp_path: Path) -> None:
    failed = program(tmp_path, "rnak")
    assert failed.returncode == 2
    assert "Did you mean 'rank'" in failed.stderr


PRIVATE = """
[organisations.acme]
title = "Acme Labs"
[models.acme-9]
endpoint = "scripted"
model = "m9"
owner = "acme"
private = true
code_name = "heron"
"""


def test_a_release_tells_all_and_begins_anew(folder: Path) -> None:
    with (folder / "tiltyard.toml").open("a") as file:
        file.write(PRIVATE)
    start(folder)
    done = tiltyard(folder, "models", "release", "heron", "--yes")
    assert "Release 1, of Acme Labs" in done.stdout
    assert "acme-9" in done.stdout
    assert "released" in done.stdout
    again = tiltyard(folder, "models", "release", "heron", "--yes")
    assert again.returncode == 2
    assert "released already" in again.stderr


def test_a_release_that_is_not_meant_does_nothing(folder: Path) -> None:
    with (folder / "tiltyard.toml").open("a") as file:
        file.write(PRIVATE)
    start(folder)
    asked = tiltyard(folder, "models", "release", "heron")
    assert asked.returncode == 1
    assert "heron (acme-9)" in asked.stderr
    assert "cannot be taken back" in asked.stderr
    assert (
        "no private model was registered as 'nope'"
        in tiltyard(folder, "models", "release", "nope").stderr
    )
    assert "Release 1" in tiltyard(folder, "models", "release", "heron", "--yes").stdout


def test_what_was_never_registered_is_not_released(folder: Path) -> None:
    with (folder / "tiltyard.toml").open("a") as file:
        file.write(PRIVATE)
    tiltyard(folder, "db", "upgrade")
    done = tiltyard(folder, "models", "release", "heron", "--yes")
    assert done.returncode == 2
    assert "no private model was registered as 'heron'" in done.stderr


def start(folder: Path) -> None:
    """Start the arena of a folder, and stop it."""
    with contextlib.chdir(folder):
        asyncio.run(assemble(load_settings()).close())
