"""``tiltyard log witness`` and ``cosign``, as they are typed."""

from __future__ import annotations

import shutil

from cli.log.conftest import Logged
from cli.log.logged import TOML, typed
from tiltyard.ledger import Verifier


def test_a_witness_signs_and_the_copy_bears_it(logged: Logged) -> None:
    folder = logged.folder
    typed(folder, "export", "public")
    first = typed(folder, "witness", "public", "--key", "ada.key", "--name", "ada.example")
    assert "entries, for the first time" in first.stderr
    key = first.stderr.split()[2].rstrip(":")
    assert Verifier.of(key).is_signed(first.stdout)
    (folder / "tiltyard.toml").write_text(f'{TOML}\n[log]\nwitnesses = ["{key}"]\n')
    typed(folder, "export", "public")
    note = typed(folder, "witness", "public", "--key", "ada.key").stdout
    done = typed(folder, "cosign", "-", "public", text=note)
    assert done.stdout == "the checkpoint of public is signed by ada.example too\n", done.stderr
    assert Verifier.of(key).is_signed((folder / "public" / "checkpoint").read_text())


def test_a_fork_ends_with_a_code_of_its_own(logged: Logged) -> None:
    folder = logged.folder
    typed(folder, "export", "public")  # makes the key
    shutil.copytree(folder / "data", folder / "before")
    for battle, public in ((0, "one"), (1, "two")):
        shutil.rmtree(folder / "data")
        shutil.copytree(folder / "before", folder / "data")
        typed(folder, "tombstone", logged.battles[battle], "--reason", "wish")
        typed(folder, "export", public)
    typed(folder, "witness", "one", "--key", "ada.key", "--name", "ada.example")
    done = typed(folder, "witness", "two", "--key", "ada.key")
    assert (done.returncode, done.stdout) == (6, "")
    assert done.stderr.startswith("tiltyard: FORK: the log 'tiltyard-")


def test_a_note_that_cannot_be_read_is_told(logged: Logged) -> None:
    typed(logged.folder, "export", "public")
    done = typed(logged.folder, "cosign", "nothing", "public")
    assert done.returncode == 2
    assert "'nothing' cannot be read" in done.stderr
