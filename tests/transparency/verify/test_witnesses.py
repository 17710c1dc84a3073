"""How many witnesses signed, and up to where, as steps 1 and 3 tell it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from ledger.second_verifier import Verifier as Second
from tiltyard.errors import LedgerError
from tiltyard.ledger import Checkpoint, Signer
from tiltyard.transparency import Facts, KeyFile, Public, Publisher
from tiltyard.transparency.verify import Outcome, Wanted, verify
from transparency.logs import Published, opened

ADA, BOB, EVE = (
    Signer(f"{who}.example", bytes([number] * 32))
    for number, who in enumerate(("ada", "bob", "eve"), 1)
)
Grown = tuple[Path, Signer, list[str]]
NAMED = (str(ADA.verifier), str(BOB.verifier))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Grown]:
    """A copy whose log asks for both witnesses, its key, and its checkpoints of 3 and 5 entries."""
    folder = tmp_path_factory.mktemp("grown")
    store = opened(folder)
    published = Published(folder, store)
    facts = Facts("An Arena", witnesses=NAMED, quorum=2)
    public = Public(folder, store.log, facts)
    publisher = Publisher(store.log, KeyFile(folder, "An Arena", "arena.example"), public)
    signer = publisher.begin()
    notes = []
    for many in (3, 2):
        published.add(many)
        publisher.step(at_once=True)
        notes.append(public.copy.note or "")
    yield public.copy.folder, signer, notes
    store.close()


@pytest.fixture
def grown(made: Grown, tmp_path: Path) -> Grown:
    """The same in a folder of its own."""
    return shutil.copytree(made[0], tmp_path / "copy"), *made[1:]


def looked(grown: Grown, witnessed: str | None, wanted: Wanted | None = None) -> list[Outcome]:
    """Verify with a checkpoint that witnesses signed."""
    if witnessed is not None:
        (grown[0] / "checkpoint.witnessed").write_text(witnessed)
    return verify(grown[0], witnesses=wanted or Wanted())


def test_an_older_checkpoint_that_witnesses_signed_is_enough(grown: Grown) -> None:
    outcomes = looked(grown, BOB.cosign(ADA.cosign(grown[2][0])))
    assert outcomes[0].state == outcomes[2].state == "ok"
    assert ", and by 2 of 2 witnesses up to entry 3, 2 behind the last" in outcomes[0].says
    assert Second(grown[0]).run()[0] is None


def test_signatures_of_the_last_checkpoint_and_of_an_older_one_add_up(grown: Grown) -> None:
    (grown[0] / "checkpoint").write_text(BOB.cosign(grown[2][1]))
    says = looked(grown, ADA.cosign(grown[2][0]))[0].says
    assert "2 of 2 witnesses up to entry 3, 2 behind the last" in says


def test_a_last_checkpoint_that_all_signed_is_not_behind(grown: Grown) -> None:
    (grown[0] / "checkpoint").write_text(BOB.cosign(ADA.cosign(grown[2][1])))
    assert "2 of 2 witnesses up to the last entry" in looked(grown, None)[0].says


def test_one_of_two_that_the_log_asks_for_is_too_few(grown: Grown) -> None:
    outcome = looked(grown, ADA.cosign(grown[2][0]))[0]
    assert (outcome.state, outcome.says) == ("failed", "1 of 2 witnesses signed the checkpoint")
    assert Second(grown[0]).run()[0] is not None


@pytest.mark.parametrize(
    ("wanted", "state", "says"),
    [
        (Wanted([ADA.verifier]), "ok", "1 of 1 witnesses up to entry 3"),
        (Wanted([ADA.verifier, EVE.verifier], 1), "ok", "1 of 2 witnesses up to entry 3"),
        (Wanted([ADA.verifier, EVE.verifier]), "failed", "missing is eve.example"),
        (Wanted(quorum=1), "ok", "1 of 2 witnesses up to entry 3"),
        (Wanted(quorum=0), "ok", "1 of 2 witnesses up to entry 3"),
        (Wanted(quorum=3), "failed", "1 of the 2 witnesses that were asked for signed, and 3"),
    ],
)
def test_who_verifies_says_whose_signatures_are_wanted(
    grown: Grown, wanted: Wanted, state: str, says: str
) -> None:
    outcome = looked(grown, ADA.cosign(grown[2][0]), wanted)[0]
    assert outcome.state == state
    assert says in outcome.says


def test_one_key_under_two_names_is_one_witness(grown: Grown) -> None:
    twin = Signer("twin.example", bytes([1] * 32))
    note = twin.cosign(ADA.cosign(grown[2][0]))
    outcome = looked(grown, note, Wanted([ADA.verifier, twin.verifier]))[0]
    assert "by 1 of 1 witnesses" in outcome.says


def test_witnesses_of_another_history_show_a_fork(grown: Grown) -> None:
    """The log's own key signed two checkpoints that do not fit, and witnesses one of them."""
    other = grown[1].sign(Checkpoint("arena.example", 4, bytes(32)))
    outcomes = looked(grown, BOB.cosign(ADA.cosign(other)))
    assert outcomes[2].state == "failed"
    assert "had another root of the first 4 leaves" in outcomes[2].says
    assert Second(grown[0]).run()[2] is not None


def test_a_log_that_was_cut_back_behind_what_witnesses_signed_fails(grown: Grown) -> None:
    other = grown[1].sign(Checkpoint("arena.example", 9, bytes(32)))
    assert "it was cut back" in looked(grown, BOB.cosign(ADA.cosign(other)))[2].says
    assert Second(grown[0]).run()[2] is not None


@pytest.mark.parametrize(
    ("note", "says"),
    [
        ("no note", "checkpoint.witnessed: not a signed note"),
        (EVE.sign(Checkpoint("arena.example", 3, bytes(32))), "checkpoint.witnessed is not signed"),
        (EVE.sign(Checkpoint("eve.example", 3, bytes(32))), "is of 'eve.example'"),
    ],
)
def test_a_witnessed_checkpoint_that_is_none_fails(grown: Grown, note: str, says: str) -> None:
    outcome = looked(grown, note)[0]
    assert outcome.state == "failed"
    assert says in outcome.says
    assert Second(grown[0]).run()[0] is not None


def test_more_than_are_named_cannot_be_asked_for() -> None:
    with pytest.raises(LedgerError, match="2 witnesses cannot have signed: only 1"):
        Wanted([ADA.verifier, ADA.verifier], 2)
