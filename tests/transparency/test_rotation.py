"""A log goes on under another key: publishing, verifying and witnessing follow it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tiltyard.errors import ConfigurationError, ForkError
from tiltyard.ledger import Checkpoint, Signer, Verifier, read_checkpoint, rotation
from tiltyard.transparency import witness
from tiltyard.transparency.verify import Outcome, verify
from transparency.logs import Published

ADA = Signer("ada.example", b"\1" * 32)


def grown(published: Published, many: int) -> str:
    """The checkpoint of a log that grew by so many leaves."""
    publisher = published.publisher("arena.example")
    publisher.begin()
    published.add(many)
    publisher.step(at_once=True)
    assert publisher.standing.alarm is None
    return publisher.copy.note or ""


def rotated(published: Published) -> Verifier:
    """The new key of a log."""
    publisher = published.publisher("arena.example")
    publisher.begin()
    return publisher.rotate().new


def looked(published: Published, key: Verifier | None, *older: str) -> list[Outcome]:
    """What verification says of the copy."""
    return verify(published.folder / "log", key=key, older=older)


def is_good(outcomes: list[Outcome]) -> bool:
    """Whether signature, root, history and files are as they should be; leaves are no battles."""
    return {outcomes[at].state for at in (0, 1, 2, 8)} == {"ok"}


def key_of(published: Published) -> Verifier:
    """The key that ``keys`` names first."""
    return Verifier.of((published.folder / "log" / "keys").read_text().splitlines()[0])


def test_who_holds_the_first_key_follows_it_to_the_last(published: Published) -> None:
    older = grown(published, 3)
    first = key_of(published)
    keys = [first]
    for many in (2, 0, 4):
        keys.append(rotated(published))
        note = grown(published, many)
    assert len(set(keys)) == 4
    assert keys[-1].is_signed(note)
    for key in (*keys, None):
        outcomes = looked(published, key, older)
        assert is_good(outcomes), outcomes
    assert f"its key was changed 3 times, from {first}" in outcomes[0].says


def test_a_log_that_did_not_grow_since_the_change_is_whole(published: Published) -> None:
    note = grown(published, 3)
    first = key_of(published)
    second = rotated(published)
    assert key_of(published) == second
    assert published.publisher("arena.example").copy.note == note
    assert is_good(looked(published, first))


def test_the_old_key_signs_nothing_that_comes_after(published: Published) -> None:
    grown(published, 3)
    old = Signer("arena.example", (published.folder / "log.key").read_bytes())
    rotated(published)
    now = read_checkpoint(grown(published, 2))
    (published.folder / "log" / "checkpoint").write_text(old.sign(now))
    outcome = looked(published, old.verifier)[0]
    assert (outcome.state, "the checkpoint is not signed by" in outcome.says) == ("failed", True)


def told(published: Published) -> dict[str, object]:
    """What ``log.json`` says."""
    found: dict[str, object] = json.loads((published.folder / "log" / "log.json").read_text())
    return found


def test_a_key_that_the_first_one_did_not_name_is_not_followed(published: Published) -> None:
    grown(published, 3)
    first = key_of(published)
    rotated(published)
    grown(published, 1)
    eve = Signer("arena.example", b"\6" * 32)
    here = Signer("arena.example", (published.folder / "log.key").read_bytes())
    forged = rotation(eve, here, Checkpoint("arena.example", 3, bytes(32)))
    described = told(published) | {"rotations": [forged.note]}
    (published.folder / "log" / "log.json").write_text(json.dumps(described))
    assert looked(published, first)[0].state == "failed"
    assert (
        looked(published, None)[2].says
        == "the change of the key had another root of the first 3 leaves"
    )


@pytest.mark.parametrize("rotations", [[1], ["no note"], "x"])
def test_rotations_that_are_none_fail(published: Published, rotations: object) -> None:
    grown(published, 3)
    described = told(published) | {"rotations": rotations}
    (published.folder / "log" / "log.json").write_text(json.dumps(described))
    assert looked(published, None)[0].state == "failed"


def test_a_witness_follows_the_change_of_a_key(published: Published, tmp_path: Path) -> None:
    folder, seen = published.folder / "log", tmp_path / "seen"
    grown(published, 3)
    witness(folder, ADA, seen)
    grown(published, 2)
    rotated(published)
    second = key_of(published)
    found = witness(folder, ADA, seen)
    assert (found.before, found.size) == (3, 5)
    grown(published, 4)
    found = witness(folder, ADA, seen)
    assert (found.before, found.size) == (5, 9)
    assert second.is_signed(found.note)


def test_a_change_of_the_key_before_what_a_witness_signed_is_a_fork(
    published: Published, tmp_path: Path
) -> None:
    """Whoever has the old key says that it was given up before the witness saw it sign."""
    seen = tmp_path / "seen"
    grown(published, 3)
    old = Signer("arena.example", (published.folder / "log.key").read_bytes())
    then = read_checkpoint(grown(published, 1))
    now = read_checkpoint(grown(published, 1))
    witness(published.folder / "log", ADA, seen)
    new = Signer("arena.example", b"\6" * 32)
    described = told(published) | {
        "key": str(new.verifier),
        "rotations": [rotation(old, new, then).note],
    }
    (published.folder / "log" / "log.json").write_text(json.dumps(described))
    (published.folder / "log" / "checkpoint").write_text(new.sign(now))
    with pytest.raises(ForkError, match="its key was changed at 4 entries"):
        witness(published.folder / "log", ADA, seen)


def test_a_change_that_was_cut_short_is_finished_by_the_next(
    published: Published, monkeypatch: pytest.MonkeyPatch
) -> None:
    grown(published, 3)
    first = key_of(published)

    def die(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as dying:
        dying.setattr(Path, "replace", die)
        publisher = published.publisher("arena.example")
        publisher.begin()
        with pytest.raises(KeyboardInterrupt):
            publisher._key.rotate(published.store.log)
    assert first.is_signed(grown(published, 1))
    second = rotated(published)
    assert second.is_signed(grown(published, 1))
    assert is_good(looked(published, first))
    assert len(list(published.folder.glob("log.key*"))) == 1


def test_a_log_that_nothing_was_signed_of_has_no_key_to_change(published: Published) -> None:
    publisher = published.publisher("arena.example")
    publisher.begin()
    with pytest.raises(ConfigurationError, match="nothing was signed yet"):
        publisher._key.rotate(published.store.log)


def test_a_key_that_cannot_sign_is_not_changed(published: Published) -> None:
    grown(published, 3)
    publisher = published.publisher("arena.example")
    publisher.begin()
    (published.folder / "log.key").write_bytes(b"\5" * 32)
    with pytest.raises(ConfigurationError, match=r"the key is not changed: .* another key"):
        publisher.rotate()
