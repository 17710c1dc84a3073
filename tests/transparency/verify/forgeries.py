"""What an operator who has the key could do to a log, and what verifiers say of it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from typing import Any

from ledger.copies import Made, packed
from ledger.second_verifier import Verifier as Second
from tiltyard.ledger import Opening
from tiltyard.transparency.verify import Outcome


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


def rename_a_model(log: Made) -> int:
    log.leaves.append(packed({**log.told(log.places("model")[0]), "name": "another"}))
    return len(log.leaves) - 1


def draw_a_stranger(log: Made) -> int:
    place = log.places("weights")[2]
    log.edit(place, weights=[*log.told(place)["weights"], [99, 1_000_000]])
    return place


def released(log: Made) -> list[int]:
    """Where private models are released."""
    return [at for at in log.places("model") if log.told(at)["state"] == "released"]


def release_another_name(log: Made) -> int:
    place = released(log)[0]
    log.edit(place, name_told={**log.told(place)["name_told"], "name": "a better one"})
    return place


def release_another_model(log: Made) -> int:
    place = released(log)[0]
    log.edit(place, digest="12" * 32)
    return place


def forget_a_sibling(log: Made) -> int:
    place, sibling = released(log)
    log.leaves[sibling] = packed(log.told(0))
    return place


def try_a_fourth(log: Made) -> int:
    private = log.told(log.told(released(log)[0])["model"] - 1)
    for number in range(50, 54):
        log.leaves.append(packed({**private, "model": number, "name": f"code name {number}"}))
    return len(log.leaves) - 1


def exclude_by_a_rule_of_ones_own(log: Made) -> int:
    place = log.places("exclude")[0]
    log.edit(place, rule="of_my_own")
    return place


def stand_on_a_small_tree(log: Made) -> int:
    place = log.places("snapshot")[0]
    log.edit(place, size=100)
    return place


def leave_out_a_private_models_vote(log: Made) -> int:
    labels = json.loads(log.files["labels/1.json"])
    private = {log.told(at)["model"] for at in released(log)}
    told = [log.told(at)["reveal"] for at in labels["leaves"]]
    at = next(i for i, one in enumerate(told) if {one["model_a"], one["model_b"]} & private)
    for column in (labels["leaves"], *(one["codes"] for one in labels["labels"].values())):
        del column[at]
    log.files["labels/1.json"] = packed(labels)
    return log.places("snapshot")[0]


# The step that finds it, and what was done: the copy is signed anew.
BY_OPERATOR: list[tuple[int, Callable[[Made], int]]] = [
    (2, unknown_type),
    (2, spaces),
    (3, other_root),
    (4, swap_models),
    (4, rename_a_model),
    (4, draw_a_stranger),
    (4, release_another_name),
    (4, release_another_model),
    (4, forget_a_sibling),
    (4, try_a_fourth),
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
    (7, exclude_by_a_rule_of_ones_own),
    (8, stand_on_a_small_tree),
    (8, leave_out_a_private_models_vote),
]
