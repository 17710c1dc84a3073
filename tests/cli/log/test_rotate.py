"""``tiltyard log rotate``, as it is typed."""

from __future__ import annotations

from cli.log.conftest import Logged
from cli.log.logged import typed
from cli.typed import run


def test_a_log_whose_key_was_changed_is_verified_by_the_first(logged: Logged) -> None:
    first = typed(logged.folder, "key").stdout.strip()
    done = typed(logged.folder, "rotate")
    assert (done.returncode, first in done.stdout) == (0, True), done
    typed(logged.folder, "tombstone", logged.battles[0], "--reason", "wish")
    typed(logged.folder, "export", "public")
    verified = run(logged.folder, "verify", "public", "--key", first)
    assert verified.returncode == 0, verified.stdout
    assert f"its key was changed 1 time, from {first}" in verified.stdout
