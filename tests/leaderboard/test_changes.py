from __future__ import annotations

import json
from typing import Any

import pytest

from leaderboard.moments import moment, stand
from tiltyard.leaderboard import Change, Changes
from tiltyard.leaderboard._changes import changes
from tiltyard.leaderboard._history import Standing

Models = dict[str, Standing]
FOUR: Models = {
    "lark": stand(1, 1, 2),
    "wren": stand(2, 1, 3),
    "rook": stand(3, 2, 4),
    "dove": stand(4, 3, 4),
}


def between(before: Models, after: Models, **more: Any) -> Changes:
    return changes(moment(1, before), moment(2, after, **more))


def of(found: Changes, model: str) -> Change:
    return next(one for one in found.models if one.model == model)


DOVE_UP: Models = {
    "dove": stand(1, 1, 2, votes=512),
    "lark": stand(2, 1, 3),
    "wren": stand(3, 2, 4),
    "rook": stand(4, 3, 4),
}


def test_a_model_that_rose_is_told_with_its_votes_and_what_was_decided() -> None:
    found = between(FOUR, DOVE_UP, query={"control": "style"})
    assert of(found, "dove").sentence == (
        "dove: up 3 to rank 1–2 (was 3–4): 412 new votes; style control now on; "
        "now surely above rook"
    )


def test_it_is_data_too() -> None:
    one = of(between(FOUR, DOVE_UP), "dove")
    assert (one.kind, one.moved, one.new_votes, one.is_sure) == ("up", 3, 412, True)
    assert (one.before, one.after) == (FOUR["dove"], DOVE_UP["dove"])


def test_a_model_that_fell_is_told() -> None:
    one = of(between(FOUR, DOVE_UP), "rook")
    assert (one.kind, one.moved) == ("down", -1)
    assert one.sentence == (
        "rook: down 1 to rank 3–4 (was 2–4): no new votes on it; now surely below dove"
    )


def test_nothing_new_is_still_where_it_was() -> None:
    one = of(between(FOUR, FOUR), "lark")
    assert (one.kind, one.moved, one.is_sure, one.passed) == ("same", 0, False, ())
    assert one.sentence == "lark: still at rank 1–2: no new votes on it"


def test_ranks_that_overlap_are_not_surely_others() -> None:
    moved = {**FOUR, "rook": stand(2, 1, 3), "wren": stand(3, 2, 4)}
    assert not of(between(FOUR, moved), "rook").is_sure


def test_a_new_model_is_told_and_pushes_nobody_down() -> None:
    crow: Models = {"crow": stand(1, 1, 2, votes=70)}
    rest = {name: stand(one.place + 1, one.rank_best + 1, one.rank_worst + 1)
            for name, one in FOUR.items()}  # fmt: skip
    found = between(FOUR, crow | rest)
    assert of(found, "crow").kind == "new"
    assert of(found, "crow").sentence == "crow: new at rank 1–2: 70 new votes"
    assert {of(found, name).kind for name in FOUR} == {"same"}


def test_a_model_that_is_gone_is_told_with_the_reason() -> None:
    rest = {name: one for name, one in FOUR.items() if name != "rook"}
    found = between(FOUR, rest, unranked={"rook": "Too few votes connect it"})
    assert of(found, "rook").sentence == "rook: gone. Too few votes connect it"
    assert of(found, "rook").new_votes is None


def test_a_model_that_is_not_listed_any_more_is_gone_too() -> None:
    rest = {name: one for name, one in FOUR.items() if name != "rook"}
    assert of(between(FOUR, rest), "rook").sentence.endswith("It is not on the board any more")


def test_models_go_from_the_top_of_the_later_board_down_and_the_gone_come_last() -> None:
    rest = {name: one for name, one in DOVE_UP.items() if name != "lark"}
    assert [one.model for one in between(FOUR, rest).models] == ["dove", "wren", "rook", "lark"]


TIED: Models = {"lark": stand(1, 1, 2), "wren": stand(2, 1, 2)}
PARTED: Models = {"lark": stand(1, 1, 1), "wren": stand(2, 2, 2)}


def test_a_tie_that_is_decided_is_told_on_both_sides() -> None:
    found = between(TIED, PARTED)
    assert of(found, "lark").passed == ("wren",)
    assert of(found, "wren").fell_behind == ("lark",)
    assert "now surely above wren" in of(found, "lark").sentence
    assert "now surely below lark" in of(found, "wren").sentence


def test_a_lead_that_became_unsure_is_told() -> None:
    found = between(PARTED, TIED)
    assert of(found, "lark").lost == ("wren",)
    assert "no longer surely above wren" in of(found, "lark").sentence


def test_of_many_the_first_few_are_named() -> None:
    names = [f"bird {number}" for number in range(9)]
    before = {"lark": stand(1, 1, 10)} | {name: stand(2, 1, 10) for name in names}
    after = {"lark": stand(1, 1, 1)} | {name: stand(2, 2, 10) for name in names}
    sentence = of(between(before, after), "lark").sentence
    assert sentence.endswith("now surely above bird 0, bird 1, bird 2 and 6 more")


def test_equal_ratings_are_one_place() -> None:
    level: Models = {"lark": stand(1, 1, 2), "wren": stand(1, 1, 2)}
    assert of(between(level, level), "wren").kind == "same"


def test_what_a_reader_should_know_first_comes_first() -> None:
    after = {**DOVE_UP, "crow": stand(5, 5, 5)}
    found = between(FOUR, after, query={"control": "style"})
    assert found.sentences == (
        "1,000 new votes",
        "new: crow",
        "rank surely another: dove",
        "style control now on",
    )


def test_one_vote_is_no_votes() -> None:
    one = of(between(FOUR, {**FOUR, "lark": stand(1, 1, 2, votes=101)}), "lark")
    assert one.sentence == "lark: still at rank 1–2: 1 new vote"


def test_the_later_snapshot_may_be_named_first() -> None:
    found = changes(moment(2, FOUR), moment(1, FOUR))
    assert found.sentences == ("1,000 votes fewer",)


def test_fewer_votes_on_a_model_are_said_to_be_fewer() -> None:
    one = of(between(DOVE_UP, FOUR), "dove")
    assert "412 votes fewer" in one.sentence


@pytest.mark.parametrize("side", ["before", "after"])
def test_votes_that_nobody_knows_stay_unknown(side: str) -> None:
    unknown = {**FOUR, "lark": stand(1, 1, 2, votes=None)}
    pair = {"before": FOUR, "after": FOUR, side: unknown}
    assert of(between(pair["before"], pair["after"]), "lark").new_votes is None


def test_it_can_be_written_as_json() -> None:
    told = json.loads(json.dumps(between(FOUR, DOVE_UP).as_dict()))
    assert told["models"][0]["before"]["rank_best"] == 3
    assert told["models"][0]["sentence"].startswith("dove: up 3")
