"""``tiltyard verify``: a line for each step, and an exit code that tells the first that failed."""

from __future__ import annotations

import functools
import json
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from typer.testing import CliRunner

from ledger.copies import SIGNER, Made
from ledger.made_copy import made
from tiltyard import ledger
from tiltyard.cli import app
from tiltyard.errors import ConfigurationError, LedgerError, UnreachableError
from tiltyard.transparency.verify import STEPS


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Made:
    return made(tmp_path_factory.mktemp("snapshots"), battles=60, days=2)


@pytest.fixture(scope="module")
def copy(log: Made, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return log.write(tmp_path_factory.mktemp("copy"))


class Quiet(SimpleHTTPRequestHandler):
    """Files over HTTP, without a line for each request."""

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def address(copy: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(copy)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_every_step_has_a_line(copy: Path) -> None:
    result = CliRunner().invoke(app, ["verify", str(copy)])
    *steps, last = result.output.splitlines()
    lines = [line.split()[:3] for line in steps]
    assert last == "all that the log tells was checked, and holds"
    assert lines == [[str(step), name, "ok"] for step, name in enumerate(STEPS, 1)]
    assert result.exit_code == 0


def test_a_copy_on_a_web_server_is_verified(address: str) -> None:
    result = CliRunner().invoke(app, ["verify", address, "--key", str(SIGNER.verifier)])
    assert (result.exit_code, result.output.count(" ok ")) == (0, 9), result.output


def test_a_web_server_without_a_copy_is_said_to_have_none(address: str) -> None:
    result = CliRunner().invoke(app, ["verify", f"{address}/tile"])
    assert "log.json is missing" in result.output
    assert result.exit_code == 11


def test_an_address_that_nobody_answers_says_nothing_of_the_log() -> None:
    result = CliRunner().invoke(app, ["verify", "http://127.0.0.1:9/log"])
    assert "http://127.0.0.1:9/log/log.json cannot be read" in str(result.exception)
    assert isinstance(result.exception, UnreachableError)


def test_json_is_printed_for_programs(copy: Path) -> None:
    result = CliRunner().invoke(app, ["verify", str(copy), "--json"])
    assert [one["name"] for one in json.loads(result.output)] == list(STEPS)


@pytest.mark.parametrize("is_right", [True, False])
def test_a_receipt_is_looked_up(log: Made, copy: Path, tmp_path: Path, *, is_right: bool) -> None:
    place = log.places("vote")[0]
    hash = ledger.leaf_hash(log.leaves[place]).hex() if is_right else "0" * 64
    file = tmp_path / "receipt.json"
    file.write_text(json.dumps({"leaf": place, "hash": hash}))
    result = CliRunner().invoke(app, ["verify", str(copy), "--receipt", str(file)])
    assert result.exit_code == (0 if is_right else 13)


@pytest.mark.parametrize(("size", "code"), [(50, 0), (10**6, 13)])
def test_an_older_checkpoint_is_looked_up(
    log: Made, copy: Path, tmp_path: Path, size: int, code: int
) -> None:
    file = tmp_path / "checkpoint"
    file.write_text(log.note(size))
    result = CliRunner().invoke(app, ["verify", str(copy), "--checkpoint", str(file)])
    assert result.exit_code == code, result.output


@pytest.mark.parametrize(
    ("option", "text", "why"),
    [
        ("--receipt", "{}", "a receipt is"),
        ("--receipt", "no JSON", "a receipt is JSON"),
        ("--receipt", '{"leaf": 3, "hash": "00"}', "a receipt's hash has 64 digits"),
        ("--receipt", None, "cannot be read"),
        ("--checkpoint", None, "cannot be read"),
    ],
)
def test_what_is_held_must_make_sense(
    copy: Path, tmp_path: Path, option: str, text: str | None, why: str
) -> None:
    file = tmp_path / "held"
    if text is not None:
        file.write_text(text)
    result = CliRunner().invoke(app, ["verify", str(copy), option, str(file)])
    assert isinstance(result.exception, ConfigurationError)
    assert why in str(result.exception)


def test_a_key_that_is_none_is_refused(copy: Path) -> None:
    result = CliRunner().invoke(app, ["verify", str(copy), "--key", "x"])
    assert isinstance(result.exception, ConfigurationError)


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["verify", str(tmp_path / "none")])
    assert isinstance(result.exception, LedgerError)
