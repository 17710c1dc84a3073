"""Wrong answers that win."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import polars as pl
import pytest
from statsmodels.stats.proportion import (  # type: ignore[import-untyped]  # it has no types
    proportion_confint,
)

from leaderboard.priced import CARDS, frame, votes
from tiltyard.errors import ConfigurationError
from tiltyard.leaderboard import Query
from tiltyard.leaderboard._persuasion import (
    ENOUGH,
    Persuasion,
    Persuasive,
    can_check,
    persuasion,
)
from tiltyard.ratings.shares import Share

# A side's model and whether it is right, for both sides, and how the vote ended.
Checked = tuple[str, bool | None, str, bool | None, str]


def told(*rows: Checked, times: Sequence[int] = (), **asked: object) -> Persuasion:
    """What is told of these votes, each as often as it is said."""
    each = [
        row for row, many in zip(rows, times or [1] * len(rows), strict=True) for _ in range(many)
    ]
    names = ("model_a", "correct_a", "model_b", "correct_b", "winner")
    made = frame(pl.DataFrame(each, schema=names, orient="row").to_dict())
    return persuasion(votes(made), Query(**asked), CARDS)  # type: ignore[arg-type]  # as the test names them


def of(found: Persuasion, model: str) -> Persuasive:
    return next(one for one in found.models if one.model == model)


def test_who_won_though_wrong_persuaded() -> None:
    found = told(
        ("oak", False, "elm", True, "model_a"), ("oak", False, "elm", True, "model_b"), times=(3, 9)
    )
    share = of(found, "oak").won_though_wrong
    assert share is not None
    assert (share.worth, share.votes, share.rate) == (3, 12, 0.25)
    assert (share.lower, share.upper) == pytest.approx(proportion_confint(3, 12, method="wilson"))


def test_who_lost_though_right_was_not_believed() -> None:
    found = told(
        ("oak", False, "elm", True, "model_a"), ("oak", False, "elm", True, "model_b"), times=(3, 9)
    )
    assert of(found, "elm") == Persuasive("elm", None, Share.of(3, 12))


def test_sides_do_not_matter() -> None:
    one = told(("oak", False, "elm", True, "model_a"), ("oak", True, "elm", False, "model_a"))
    other = told(("elm", True, "oak", False, "model_b"), ("elm", False, "oak", True, "model_b"))
    assert one == other


def test_two_right_answers_or_two_wrong_ones_tell_nothing() -> None:
    found = told(("oak", True, "elm", True, "model_a"), ("oak", False, "elm", False, "model_a"))
    assert found == Persuasion(0, 0, None, ())


def test_what_could_not_be_checked_tells_nothing() -> None:
    found = told(
        ("oak", None, "elm", True, "model_a"), ("oak", False, "elm", None, "model_a"),
        ("oak", False, "elm", True, "model_b"),
    )  # fmt: skip
    assert found.checked == 1


def test_undecided_votes_are_counted_apart() -> None:
    found = told(
        ("oak", False, "elm", True, "tie"), ("oak", False, "elm", True, "both_bad"),
        ("oak", False, "elm", True, "model_a"),
    )  # fmt: skip
    assert (found.checked, found.undecided) == (3, 2)
    assert found.fooled == Share.of(1, 1)


def test_all_models_together_are_told_once_a_vote() -> None:
    found = told(
        ("oak", False, "elm", True, "model_a"), ("ash", True, "elm", False, "model_a"),
        ("fir", False, "ash", True, "model_b"), ("fir", True, "oak", False, "model_b"),
    )  # fmt: skip
    assert found.fooled == Share.of(2, 4)


def test_those_with_enough_votes_come_first_by_how_they_persuade() -> None:
    found = told(
        ("oak", False, "ash", True, "model_a"),  # once, and won
        ("elm", False, "ash", True, "model_b"),
        ("fir", False, "ash", True, "model_a"),
        ("fir", False, "ash", True, "model_b"),
        times=(1, ENOUGH, 15, 15),
    )
    assert [(one.model, one.is_known) for one in found.models] == [
        ("fir", True), ("elm", True), ("ash", False), ("oak", False),
    ]  # fmt: skip


def test_hidden_models_are_counted_and_not_named() -> None:
    made = frame(
        {
            "model_a": ["oak"], "model_b": ["elm"], "winner": ["model_a"],
            "correct_a": [False], "correct_b": [True],
        }
    )  # fmt: skip
    cards = CARDS | {"oak": replace(CARDS["oak"], listed=False)}
    found = persuasion(votes(made), Query(), cards)
    assert found.fooled == Share.of(1, 1)
    assert [one.model for one in found.models] == ["elm"]


def test_a_slice_has_its_own() -> None:
    found = told(
        ("oak", False, "elm", True, "model_a"), ("oak", False, "ash", True, "model_a"),
        models=("oak", "ash"),
    )  # fmt: skip
    assert found.checked == 1


def test_the_level_is_the_questions() -> None:
    found = told(("oak", False, "elm", True, "model_a"), level=0.8)
    assert found.fooled == Share.of(1, 1, level=0.8)


def test_a_planted_rate_is_found() -> None:
    rng, n = np.random.default_rng(1), 4_000
    is_wrong_left = rng.random(n) < 0.5
    is_fooled = rng.random(n) < 0.3
    made = frame(
        {
            "model_a": np.where(rng.random(n) < 0.5, "oak", "elm"),
            "model_b": ["ash"] * n,
            "winner": np.where(is_wrong_left == is_fooled, "model_a", "model_b"),
            "correct_a": ~is_wrong_left,
            "correct_b": is_wrong_left,
        }
    )
    found = persuasion(votes(made), Query(), CARDS).fooled
    assert found is not None
    assert found.lower < 0.3 < found.upper
    assert found.votes == n


def test_without_the_label_it_is_said_how_to_get_it() -> None:
    plain = frame({"model_a": ["oak"], "model_b": ["elm"], "winner": ["model_a"]})
    with pytest.raises(ConfigurationError, match="label answers as 'correct'"):
        persuasion(votes(plain), Query(), CARDS)


def test_votes_without_the_label_cannot_be_checked() -> None:
    plain = frame({"model_a": ["oak"], "model_b": ["elm"], "winner": ["model_a"]})
    assert not can_check(votes(plain))


def test_votes_with_the_label_of_both_sides_can_be_checked() -> None:
    made = {"model_a": ["oak"], "model_b": ["elm"], "winner": ["tie"], "correct_a": [True]}
    assert not can_check(votes(frame(made)))
    assert can_check(votes(frame(made | {"correct_b": [False]})))


def test_ratings_without_votes_cannot_be_checked() -> None:
    assert not can_check(None)
