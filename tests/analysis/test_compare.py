"""Two models, one question."""

from __future__ import annotations

import json
import math

import pytest

import tiltyard
from analysis.made import arena, duel, two_leagues
from ratings.boards import rows
from tiltyard import rank
from tiltyard.errors import ConfigurationError, DataError


def test_the_difference_is_that_of_the_ratings() -> None:
    found = tiltyard.compare(duel(), "strong", "weak")
    assert found.points == pytest.approx(400 * math.log10(3))


def test_turning_the_question_turns_every_sign() -> None:
    there, back = (rank(duel()).compare(*pair) for pair in (("strong", "weak"), ("weak", "strong")))
    assert (there.points, there.lower, there.upper) == pytest.approx(
        (-back.points, -back.upper, -back.lower)
    )
    assert there.probability_above == pytest.approx(1 - back.probability_above)


def test_three_wins_to_one_are_preferred_in_three_of_four() -> None:
    assert rank(duel()).compare("strong", "weak").win_rate == pytest.approx(0.75)


def test_the_record_is_as_the_first_sees_it() -> None:
    record = rank(duel()).compare("weak", "strong").record
    assert (record.votes, record.wins, record.losses, record.ties) == (4, 1, 3, 0)


def test_four_votes_do_not_tell_two_models_apart() -> None:
    assert not rank(duel()).compare("strong", "weak").differs


def test_a_thousand_votes_do() -> None:
    many = rows(("strong", "weak", 1.0, 750), ("strong", "weak", 0.0, 250))
    found = rank(many).compare("strong", "weak")
    assert (found.differs, found.votes_needed) == (True, 0)


def test_the_p_value_and_the_interval_agree() -> None:
    board = arena()
    for other in board.models[1:]:
        found = board.compare(board.models[0].model, other.model)
        assert found.differs == (found.p_value < 0.05)


def test_the_votes_that_are_said_to_be_needed_are_enough_in_most_cases() -> None:
    found = rank(rows(("x", "y", 1.0, 55), ("x", "y", 0.0, 45))).compare("x", "y")
    # The textbook: (z_0.975 + z_0.8)² / (4 (p - 1/2)²) votes in all, in log-odds near a half.
    in_all = (1.959964 + 0.841621) ** 2 / (math.log(55 / 45) ** 2 * 0.55 * 0.45)
    assert found.votes_needed == pytest.approx(in_all - 100, rel=0.02)


def test_equal_models_cannot_be_told_apart_by_any_number_of_votes() -> None:
    found = rank(rows(("x", "y", 0.5, 10))).compare("x", "y")
    assert found.votes_needed is None
    assert "No number of votes" in str(found)


def test_models_that_never_met_are_said_not_to_have() -> None:
    board = rank(rows(("x", "y", 0.5, 10), ("y", "z", 0.5, 10)))
    assert "They never met" in str(board.compare("x", "z"))


def test_a_clear_difference_is_said_plainly() -> None:
    board = arena()
    best, worst = board.models[0].model, board.models[-1].model
    assert board.compare(best, worst).sentences()[0].startswith(f"{best!r} is above {worst!r} by")


def test_a_difference_picked_from_a_board_is_called_unsure() -> None:
    board = arena()
    pairs = [(one.model, other.model) for one in board.models for other in board.models
             if one.model < other.model]  # fmt: skip
    near = [found for found in (board.compare(*pair) for pair in pairs)
            if found.differs and not found.is_sure_on_board]  # fmt: skip
    assert all("among all pairs" in str(found) for found in near)


def test_all_of_it_is_json() -> None:
    found = rank(duel()).compare("strong", "weak")
    assert json.loads(json.dumps(found.to_dict(), allow_nan=False)) == found.to_dict()


def test_a_model_is_not_compared_with_itself() -> None:
    with pytest.raises(DataError, match="with itself"):
        rank(duel()).compare("weak", "weak")


def test_a_model_that_is_not_ranked_is_refused() -> None:
    with pytest.raises(DataError, match="'dot' is not ranked"):
        tiltyard.compare(two_leagues(), "ann", "dot", split=True)


def test_slices_are_not_compared() -> None:
    with pytest.raises(ConfigurationError, match="use `where`"):
        tiltyard.compare(duel(), "strong", "weak", by="language")


TIES = rows(("x", "y", 1.0, 50), ("x", "y", 0.5, 30), ("x", "y", 0.0, 20))


@pytest.mark.parametrize("method", ["bradley_terry", "rao_kupper", "davidson"])
def test_two_models_alone_are_expected_to_do_as_they_did(method: str) -> None:
    assert rank(TIES, method=method).compare("x", "y").win_rate == pytest.approx(0.65, abs=1e-6)


def test_an_anchor_takes_away_the_level_that_a_grounded_win_rate_needs() -> None:
    votes = {
        "model_a": ["x", "y", "x", "y", "x"],
        "model_b": ["y", "x", "y", "x", "y"],
        "winner": ["model_a", "model_a", "tie", "both_bad", "model_a"],
    }
    level, anchored = (
        rank(votes, method="grounded_rao_kupper", anchor=anchor).compare("x", "y")
        for anchor in (None, "x")
    )
    assert level.win_rate is not None
    assert (anchored.win_rate, anchored.sentences()[1][:15]) == (None, "The probability")


def test_a_board_that_is_watched_does_not_compare_at_one_moment() -> None:
    with pytest.raises(ConfigurationError, match=r"ratings\.anytime\.difference"):
        rank(duel(), anytime=True).compare("strong", "weak")
