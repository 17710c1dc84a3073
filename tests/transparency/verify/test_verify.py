"""Copies that are as they should be pass; of others the step, the leaf and the reason are told.

Each is also shown to a second verifier, which shares no code with the first.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from ledger.made_copy import ORIGIN, SIGNER, Made, made, packed
from ledger.second_verifier import Verifier as Second
from tiltyard import ledger
from tiltyard.leaderboard import Query
from tiltyard.ledger import Checkpoint, Opening, Signer
from tiltyard.transparency import _layout
from tiltyard.transparency.verify import STEPS, Outcome, Receipt, exit_code, verify

OTHER = Signer(ORIGIN, bytes(range(1, 33)))
DAY = 24


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Made:
    return made(tmp_path_factory.mktemp("snapshots"), battles=120, days=4)


@pytest.fixture
def log(whole: Made) -> Made:
    return deepcopy(whole)


def reveal(log: Made, place: int, **changed: Any) -> dict[str, Any]:
    """What a battle's end reveals, with something changed."""
    told: dict[str, Any] = {**log.told(place)["reveal"], **changed}
    return told


def recommitted(log: Made, place: int, **changed: Any) -> None:
    """Let the operator change who met, in the ending and in the commitment before it."""
    told = reveal(log, place, **changed)
    log.edit(place, reveal=told)
    log.edit(log.told(place)["open"], commitment=Opening(**told).commitment)


def swap_models(log: Made) -> int:
    place = log.places("vote")[7]
    told = log.told(place)["reveal"]
    log.edit(place, reveal=reveal(log, place, model_a=told["model_b"], model_b=told["model_a"]))
    return place


def choose_pair(log: Made) -> int:
    place = log.places("vote")[7]
    told = log.told(place)["reveal"]
    recommitted(log, place, model_a=told["model_b"], model_b=told["model_a"])
    return place


def choose_probability(log: Made) -> int:
    place = log.places("expire")[2]
    recommitted(log, place, probability=1)
    return place


def choose_counter(log: Made) -> int:
    place = log.places("open")[9]
    log.edit(place, counter=log.told(place)["counter"] + 1_000)
    return place


def vote_twice(log: Made) -> int:
    first, place = log.places("vote")[3:5]
    log.edit(place, open=log.told(first)["open"], reveal=log.told(first)["reveal"])
    return place


def vote_on_nothing(log: Made) -> int:
    place = log.places("vote")[3]
    log.edit(place, open=0)
    return place


def drop_vote(log: Made) -> int:
    place = log.places("vote")[3]
    opened = int(log.told(place)["open"])
    log.leaves[place] = packed(log.told(0))
    return opened


def turn_clock_back(log: Made) -> int:
    place = log.places("vote")[60]
    log.edit(place, hour=log.told(place)["hour"] - 3)
    return place


def vote_before_draw(log: Made) -> int:
    place = log.places("vote")[0]
    log.edit(place, hour=log.told(place)["hour"] - 1)
    return place


def other_seed(log: Made) -> int:
    place = log.places("seed")[1]
    log.edit(place, seed="00" * 32)
    return place


def seed_too_early(log: Made) -> int:
    place = log.places("seed")[1]
    before = place - 20
    seed = log.leaves.pop(place)
    log.leaves.insert(before, seed)
    return -1


def no_seed(log: Made) -> int:
    log.leaves[log.places("seed")[0]] = packed(log.told(0))
    return -1


def skip_a_draw(log: Made) -> int:
    place = next(at for at in log.places("open") if log.told(at)["skipped"])
    log.edit(place, skipped=[])
    return -1


def other_weights(log: Made) -> int:
    place = log.places("weights")[0]
    table = log.told(place)["weights"]
    log.edit(place, weights=[[model, 5 * weight + 1] for model, weight in table])
    return -1


def exclude_nothing(log: Made) -> int:
    place = log.places("exclude")[0]
    log.edit(place, votes=[0])
    return place


def exclude_again(log: Made) -> int:
    place = log.places("exclude")[0]
    log.leaves.append(log.leaves[place])
    return len(log.leaves) - 1


def erase_nothing(log: Made) -> int:
    place = log.places("tombstone")[0]
    log.edit(place, leaf=0)
    return place


def erase_a_battle_at_its_beginning(log: Made) -> int:
    place = log.places("tombstone")[0]
    log.edit(place, leaf=log.told(log.told(place)["leaf"])["open"])
    return place


def limit_without_a_limit(log: Made) -> int:
    place = log.places("vote")[30]
    log.edit(place, counts="limit")
    return place


def unknown_type(log: Made) -> int:
    log.leaves.append(packed({"type": "note", "text": "free"}))
    return len(log.leaves) - 1


def spaces(log: Made) -> int:
    log.leaves[5] = log.leaves[5].replace(b":", b": ")
    return 5


def other_root(log: Made) -> int:
    place = log.places("snapshot")[0]
    log.edit(place, root="00" * 32)
    return place


# What an operator with the key could do: the copy is signed anew.
BY_OPERATOR: list[tuple[int, Callable[[Made], int]]] = [
    (2, unknown_type),
    (2, spaces),
    (3, other_root),
    (4, swap_models),
    (5, vote_twice),
    (5, vote_on_nothing),
    (5, drop_vote),
    (5, turn_clock_back),
    (5, vote_before_draw),
    (6, choose_pair),
    (6, choose_probability),
    (6, other_seed),
    (6, no_seed),
    (6, skip_a_draw),
    (6, other_weights),
    (7, exclude_nothing),
    (7, exclude_again),
    (7, erase_nothing),
    (7, erase_a_battle_at_its_beginning),
    (7, limit_without_a_limit),
]


def failed(outcomes: list[Outcome]) -> Outcome:
    """The first step that failed."""
    return next(one for one in outcomes if one.state == "failed")


def first_of(second: Second) -> int | None:
    """The first step that the second verifier finds wrong."""
    return next((at for at, one in enumerate(second.run(), 1) if one), None)


def mended(log: Made) -> Made:
    """The log, roots of snapshots being what they are now: an operator would see to that."""
    for place in log.places("snapshot"):
        told = log.told(place)
        if told["root"] != "00" * 32:
            log.edit(place, root=log.root(told["size"]).hex())
    return log


def test_a_copy_that_is_as_it_should_be_passes(log: Made, tmp_path: Path) -> None:
    outcomes = verify(log.write(tmp_path), key=SIGNER.verifier, older=[log.note(200)])
    assert [one.state for one in outcomes] == ["ok"] * len(STEPS), outcomes
    assert exit_code(outcomes) == 0


def test_the_second_verifier_passes_it_too(log: Made, tmp_path: Path) -> None:
    assert Second(log.write(tmp_path), log.note(200)).run() == [None] * 8


@pytest.mark.parametrize(
    ("step", "change"), BY_OPERATOR, ids=lambda one: getattr(one, "__name__", one)
)
def test_what_an_operator_did_is_found(
    log: Made, tmp_path: Path, step: int, change: Callable[[Made], int]
) -> None:
    place = change(log)
    outcomes = verify(mended(log).write(tmp_path))
    assert (failed(outcomes).step, exit_code(outcomes)) == (step, 10 + step), outcomes
    if place >= 0:
        assert failed(outcomes).leaf == place


@pytest.mark.parametrize(
    ("step", "change"), BY_OPERATOR, ids=lambda one: getattr(one, "__name__", one)
)
def test_the_second_verifier_finds_the_same(
    log: Made, tmp_path: Path, step: int, change: Callable[[Made], int]
) -> None:
    change(log)
    assert first_of(Second(mended(log).write(tmp_path))) == step


def test_a_rule_that_nobody_knows_excludes_nothing(log: Made, tmp_path: Path) -> None:
    place = log.places("exclude")[0]
    log.edit(place, rule="of_my_own")
    outcome = failed(verify(mended(log).write(tmp_path)))
    assert (outcome.step, outcome.leaf) == (7, place)
    assert "names a rule that there is not, 'of_my_own'" in outcome.says


def test_a_model_that_changes_its_name_is_found(log: Made, tmp_path: Path) -> None:
    other = {**log.told(log.places("model")[0]), "name": "another"}
    log.leaves.append(packed(other))
    outcome = failed(verify(mended(log).write(tmp_path)))
    assert (outcome.step, outcome.leaf) == (4, len(log.leaves) - 1)


def test_a_snapshot_that_stands_on_too_little_is_found(log: Made, tmp_path: Path) -> None:
    place = log.places("snapshot")[-1]
    log.edit(place, size=100)
    outcomes = verify(mended(log).write(tmp_path))
    assert "stands on 100 leaves, and the vote of leaf" in " ".join(one.says for one in outcomes)


def test_votes_that_are_set_aside_are_told(log: Made, tmp_path: Path) -> None:
    log.edit(log.places("vote")[0], counts="owner")
    outcomes = {one.step: one for one in verify(mended(log).write(tmp_path))}
    assert "set aside for reasons that no leaf proves: 20 guest, 1 owner" in outcomes[7].says


def test_a_number_of_a_draw_that_is_not_its_battles_is_found(log: Made, tmp_path: Path) -> None:
    choose_counter(log)
    assert failed(verify(mended(log).write(tmp_path))).step == 4


def test_a_battle_after_the_seed_was_told_is_found(log: Made, tmp_path: Path) -> None:
    seed_too_early(log)
    outcomes = {one.name: one for one in verify(mended(log).write(tmp_path))}
    assert "after the seed of its stream was told" in outcomes["draws"].says


def test_a_tampered_entry_is_named(log: Made, tmp_path: Path) -> None:
    place = log.places("vote")[40]
    note, old = log.note(), dict(log.copy())
    log.edit(place, winner="both_bad")
    copy = {**old, **{path: data for path, data in log.copy(note) if "entries" in path}}
    outcome = failed(verify(_written(copy, tmp_path)))
    assert (outcome.step, outcome.leaf) == (2, place)
    assert "is not the leaf whose hash" in outcome.says
    assert first_of(Second(tmp_path)) == 2


@pytest.mark.parametrize("path", ["tile/entries/000", "tile/0/001", "tile/0/003.p", "tile/1"])
def test_a_truncated_tile_is_named(log: Made, tmp_path: Path, path: str) -> None:
    log.write(tmp_path)
    file = next(one for one in sorted((tmp_path / path).parent.rglob("*")) if one.is_file()
                and one.relative_to(tmp_path).as_posix().startswith(path))  # fmt: skip
    file.write_bytes(file.read_bytes()[:-5])
    outcome = failed(verify(tmp_path))
    assert (outcome.step, "cut off" in outcome.says) == (2, True), outcome
    assert first_of(Second(tmp_path)) == 2


def test_a_missing_bundle_is_named_and_the_rest_is_not_checked(log: Made, tmp_path: Path) -> None:
    (log.write(tmp_path) / "tile/entries/001").unlink()
    outcomes = verify(tmp_path)
    assert failed(outcomes).says == "leaf 256: tile/entries/001: tile/entries/001 is missing"
    assert [one.state for one in outcomes[2:8]] == ["not checked"] * 6


def test_a_full_tile_may_stand_for_a_partial_one(log: Made, tmp_path: Path) -> None:
    cut = 2 * 256 - 9
    before = deepcopy(log)
    del before.leaves[cut:]
    before.write(tmp_path)
    log.write(tmp_path, log.note(cut))
    for kind in ("entries", "0"):
        shutil.rmtree(tmp_path / f"tile/{kind}/001.p")
    assert verify(tmp_path)[1].state == "ok"
    assert Second(tmp_path).run()[1] is None


@pytest.mark.parametrize("path", ["checkpoint", "log.json"])
@pytest.mark.parametrize("data", [None, b"", b"{}", b"\xff\xfe"])
def test_a_copy_without_its_head_fails_at_once(
    log: Made, tmp_path: Path, path: str, data: bytes | None
) -> None:
    file = log.write(tmp_path) / path
    file.unlink() if data is None else file.write_bytes(data)
    outcomes = verify(tmp_path)
    assert exit_code(outcomes) == 11
    assert {one.state for one in outcomes[1:]} == {"not checked"}
    assert first_of(Second(tmp_path)) == 1


def test_a_checkpoint_that_another_key_signed_fails(log: Made, tmp_path: Path) -> None:
    log.write(tmp_path, log.note(signer=OTHER))
    assert failed(verify(tmp_path)).says.startswith("the checkpoint is not signed by")
    assert first_of(Second(tmp_path)) == 1


def test_the_key_that_is_wanted_is_not_that_of_the_copy(log: Made, tmp_path: Path) -> None:
    outcomes = verify(log.write(tmp_path), key=OTHER.verifier)
    assert exit_code(outcomes) == 11


def test_too_few_witnesses_fail(log: Made, tmp_path: Path) -> None:
    log.write(tmp_path)
    (tmp_path / "checkpoint").write_text(log.note())
    assert failed(verify(tmp_path)).says == "0 of 1 witnesses signed the checkpoint"
    assert first_of(Second(tmp_path)) == 1


def test_without_a_key_it_is_said_what_that_means(log: Made, tmp_path: Path) -> None:
    assert "compare this key with one from elsewhere" in verify(log.write(tmp_path))[0].says


def test_a_log_that_was_cut_back_fails(log: Made, tmp_path: Path) -> None:
    older = log.note()
    del log.leaves[-1]
    outcomes = verify(log.write(tmp_path), older=[older])
    assert (failed(outcomes).step, "it was cut back" in failed(outcomes).says) == (3, True)
    assert first_of(Second(tmp_path, older)) == 3


def test_another_history_fails(log: Made, tmp_path: Path) -> None:
    older = SIGNER.sign(Checkpoint(ORIGIN, 100, bytes(32)))
    outcomes = verify(log.write(tmp_path), older=[older])
    assert failed(outcomes).says == "the older checkpoint had another root of the first 100 leaves"
    assert first_of(Second(tmp_path, older)) == 3


@pytest.mark.parametrize(
    "older", ["", "no checkpoint", OTHER.sign(Checkpoint(ORIGIN, 0, bytes(32)))]
)
def test_an_older_checkpoint_that_is_none_fails(log: Made, tmp_path: Path, older: str) -> None:
    assert exit_code(verify(log.write(tmp_path), older=[older])) == 13


def test_a_vote_with_a_receipt_is_found(log: Made, tmp_path: Path) -> None:
    place = log.places("vote")[0]
    receipt = Receipt(place, ledger.leaf_hash(log.leaves[place]).hex())
    assert verify(log.write(tmp_path), receipts=[receipt])[2].state == "ok"


@pytest.mark.parametrize("leaf", [5, 10**9])
def test_a_receipt_of_another_vote_fails(log: Made, tmp_path: Path, leaf: int) -> None:
    assert exit_code(verify(log.write(tmp_path), receipts=[Receipt(leaf, "00" * 32)])) == 13


def test_a_vote_beyond_the_limits_fails(log: Made, tmp_path: Path) -> None:
    log.about = replace(log.about, rules=(_layout.Rules(profile="public", per_model=1),))
    outcome = failed(verify(log.write(tmp_path)))
    assert (outcome.step, "counted votes on one of its models" in outcome.says) == (7, True)
    assert first_of(Second(tmp_path)) == 7


def test_a_limit_of_the_day_is_looked_at_too(log: Made, tmp_path: Path) -> None:
    log.about = replace(log.about, rules=(_layout.Rules(profile="public", per_day=1),))
    assert failed(verify(log.write(tmp_path))).step == 7
    assert first_of(Second(tmp_path)) == 7


def test_rules_hold_from_their_leaf_on(log: Made, tmp_path: Path) -> None:
    later = _layout.Rules(since=len(log.leaves), profile="public", per_model=1)
    log.about = replace(log.about, rules=(_layout.Rules(), later))
    assert verify(log.write(tmp_path))[6].state == "ok"
    assert Second(tmp_path).run()[6] is None


def rewritten(log: Made, change: Callable[[dict[str, Any]], None]) -> Made:
    """The log with another first board in its snapshot, all digests being right."""
    path, head = "snapshots/1/boards/001.json", "snapshots/1/snapshot.json"
    board, told = json.loads(log.files[path]), json.loads(log.files[head])
    change(board)
    log.files[path] = packed(board) + b"\n"
    told["boards"][0]["sha256"] = hashlib.sha256(log.files[path]).hexdigest()
    del told["digest"]
    told["digest"] = hashlib.sha256(packed(told) + b"\n").hexdigest()
    log.files[head] = packed(told) + b"\n"
    log.edit(log.places("snapshot")[0], digest=told["digest"])
    return log


def lift(board: dict[str, Any]) -> None:
    board["rows"][0]["rating"] += 0.001


def drop(board: dict[str, Any]) -> None:
    del board["rows"][-1]


def fewer(board: dict[str, Any]) -> None:
    board["votes"] -= 1


@pytest.mark.parametrize("change", [lift, drop, fewer])
def test_a_board_that_does_not_follow_from_the_votes_fails(
    log: Made, tmp_path: Path, change: Callable[[dict[str, Any]], None]
) -> None:
    place = log.places("snapshot")[0]
    outcome = failed(verify(rewritten(log, change).write(tmp_path)))
    assert (outcome.step, outcome.leaf) == (8, place), outcome
    assert first_of(Second(tmp_path)) == 8


@pytest.fixture(scope="module")
def by_voter(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """A log of two epochs, whose boards let the votes of one voter depend on each other."""
    usual = Query(errors="voter")
    folder = tmp_path_factory.mktemp("snapshots")
    return made(folder, battles=20, days=40, voters=12, usual=usual)


def test_boards_with_errors_by_voter_come_out_the_same(by_voter: Made, tmp_path: Path) -> None:
    board = json.loads(by_voter.files["snapshots/1/boards/001.json"])
    outcome = verify(by_voter.write(tmp_path))[7]
    assert (board["errors"], outcome.state) == ("voter", "ok")
    assert Second(tmp_path).run()[7] is None


def narrow(board: dict[str, Any]) -> None:
    board["rows"][0]["low"] += 0.001


def rename(board: dict[str, Any]) -> None:
    board["errors"] = "independent"


@pytest.mark.parametrize("change", [narrow, rename])
def test_errors_by_voter_that_do_not_follow_from_the_votes_fail(
    by_voter: Made, tmp_path: Path, change: Callable[[dict[str, Any]], None]
) -> None:
    log = rewritten(deepcopy(by_voter), change)
    assert failed(verify(log.write(tmp_path))).step == 8


def test_an_edited_board_without_a_new_digest_fails(log: Made, tmp_path: Path) -> None:
    log.files["snapshots/1/boards/002.json"] += b" "
    assert failed(verify(log.write(tmp_path))).step == 8
    assert first_of(Second(tmp_path)) == 8


def test_a_vote_that_a_snapshot_leaves_out_is_named(log: Made, tmp_path: Path) -> None:
    labels = json.loads(log.files["labels/1.json"])
    place = labels["leaves"].pop(20)
    for column in labels["labels"].values():
        del column["codes"][20]
    log.files["labels/1.json"] = packed(labels)
    outcome = failed(verify(log.write(tmp_path)))
    assert f"leaves out the vote of leaf {place}" in outcome.says
    assert first_of(Second(tmp_path)) == 8


def test_an_excluded_vote_that_a_snapshot_counts_is_named(log: Made, tmp_path: Path) -> None:
    place = json.loads(log.files["labels/1.json"])["leaves"][40]
    exclude = log.places("exclude")[0]
    log.edit(exclude, votes=[*log.told(exclude)["votes"], place])
    outcome = failed(verify(mended(log).write(tmp_path)))
    assert f"counts the vote of leaf {place}, which must not" in outcome.says
    assert first_of(Second(tmp_path)) == 8


def test_votes_older_than_the_log_leave_boards_unchecked(log: Made, tmp_path: Path) -> None:
    labels = json.loads(log.files["labels/1.json"])
    log.files["labels/1.json"] = packed({**labels, "older": 12})
    outcome = verify(log.write(tmp_path))[7]
    assert (outcome.state, "12 votes that are older" in outcome.says) == ("not checked", True)


def test_a_label_that_was_merged_leaves_its_board_unchecked(log: Made, tmp_path: Path) -> None:
    labels = json.loads(log.files["labels/1.json"])
    labels["merged"] = [["language", "fr"]]
    log.files["labels/1.json"] = packed(labels)
    outcome = verify(log.write(tmp_path))[7]
    assert (outcome.state, "too few voters" in outcome.says) == ("not checked", True)


def test_labels_that_are_not_told_leave_their_boards_unchecked(log: Made, tmp_path: Path) -> None:
    labels = json.loads(log.files["labels/1.json"])
    del labels["labels"]["coding"]
    log.files["labels/1.json"] = packed(labels)
    outcome = verify(log.write(tmp_path))[7]
    assert (outcome.state, "labels of its votes are not told" in outcome.says) == (
        "not checked",
        True,
    )


def test_a_file_that_was_changed_is_named(log: Made, tmp_path: Path) -> None:
    path = log.write(tmp_path) / "keys"
    path.write_bytes(path.read_bytes() + b"\n")
    outcome = failed(verify(tmp_path))
    assert (outcome.step, outcome.says) == (9, "keys is not the file that was signed")


@pytest.mark.parametrize("path", ["keys", "files"])
def test_a_file_that_is_missing_is_named(log: Made, tmp_path: Path, path: str) -> None:
    (log.write(tmp_path) / path).unlink()
    outcome = failed(verify(tmp_path))
    assert (outcome.step, f"{path} is missing" in outcome.says) == (9, True)


def test_a_path_out_of_the_copy_is_not_read(log: Made, tmp_path: Path) -> None:
    files = {path: data for path, data in log.copy() if path.endswith((".json", "keys"))}
    (tmp_path / "secret").write_bytes(b"secret")
    folder = log.write(tmp_path / "copy")
    (folder / "files").write_text(_layout.manifest({**files, "../secret": b"secret"}, SIGNER))
    assert verify(folder)[8].says == "'../secret' is outside of the copy"


def _written(copy: dict[str, bytes], folder: Path) -> Path:
    for path, data in copy.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    return folder
