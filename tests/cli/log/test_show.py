"""``tiltyard log show`` and ``proof``, as they are typed."""

from __future__ import annotations

import json

from cli.log.conftest import Logged
from cli.log.logged import typed
from tiltyard import ledger


def test_entries_are_counted_by_kind(logged: Logged) -> None:
    shown = typed(logged.folder, "show").stdout
    assert "no checkpoint was signed yet" in shown
    counts = dict(line.split() for line in shown.splitlines()[1:-1])
    assert counts == {"model": "2", "open": "3", "vote": "2", "weights": "1"}


def test_the_last_checkpoint_is_shown(logged: Logged) -> None:
    typed(logged.folder, "export", "public")
    assert "last checkpoint: 8 entries of tiltyard-" in typed(logged.folder, "show").stdout


def test_an_entry_is_shown_with_its_hash(logged: Logged) -> None:
    shown, _, hash = typed(logged.folder, "show", "--leaf", "0").stdout.rpartition("hash ")
    leaf = json.loads(shown)
    assert leaf["type"] == "model"
    assert ledger.leaf_hash(ledger.canonical(leaf)).hex() == hash.strip()


def test_an_entry_that_is_not_there_is_told(logged: Logged) -> None:
    done = typed(logged.folder, "show", "--leaf", "99")
    assert done.returncode == 1
    assert "there is no entry 99: the log has 8" in done.stderr


def test_a_proof_leads_to_the_root(logged: Logged) -> None:
    typed(logged.folder, "export", "public")
    told = json.loads(typed(logged.folder, "proof", "3").stdout)
    proof = [bytes.fromhex(one) for one in told["proof"]]
    hash, root = bytes.fromhex(told["hash"]), bytes.fromhex(told["root"])
    assert ledger.is_included(hash, 3, told["size"], proof, root)


def test_there_is_no_proof_before_the_first_checkpoint(logged: Logged) -> None:
    done = typed(logged.folder, "proof", "3")
    assert "nothing is published yet" in done.stderr
