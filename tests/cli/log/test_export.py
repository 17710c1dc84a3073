"""``tiltyard log export`` and ``key``, as they are typed."""

from __future__ import annotations

from pathlib import Path

from cli.log.conftest import Logged
from cli.log.logged import VOTER, typed
from tiltyard.ledger import Verifier


def test_an_export_can_be_verified_and_says_how(logged: Logged) -> None:
    done = typed(logged.folder, "export", "public")
    assert done.stdout.endswith("of them new; check them: tiltyard verify public\n"), done.stderr
    key = Verifier.of((logged.folder / "public" / "keys").read_text())
    assert key.is_signed((logged.folder / "public" / "checkpoint").read_text())


def test_a_second_export_has_nothing_new(logged: Logged) -> None:
    typed(logged.folder, "export", "public")
    assert ", 0 of them new" in typed(logged.folder, "export", "public").stdout


def test_no_text_of_anybody_is_in_an_export(logged: Logged) -> None:
    typed(logged.folder, "export", "public")
    files = [one for one in (logged.folder / "public").rglob("*") if one.is_file()]
    assert files
    private = (b"secret", VOTER.encode())
    assert not [one for one in files if any(word in one.read_bytes() for word in private)]


def test_the_key_that_is_printed_is_the_one_that_signs(logged: Logged) -> None:
    key = typed(logged.folder, "key").stdout.strip()
    typed(logged.folder, "export", "public")
    assert key == (logged.folder / "public" / "keys").read_text().strip()


def test_there_is_nothing_to_export_where_no_arena_is(tmp_path: Path) -> None:
    done = typed(tmp_path, "export", "public")
    assert (done.returncode, done.stdout) == (2, "")
    assert "there is no arena here" in done.stderr


def test_an_export_without_the_key_says_what_to_do(logged: Logged) -> None:
    typed(logged.folder, "export", "public")
    (logged.folder / "data" / "log.key").unlink()
    done = typed(logged.folder, "export", "public")
    assert done.returncode == 2
    assert "log.key', cannot be read" in done.stderr
