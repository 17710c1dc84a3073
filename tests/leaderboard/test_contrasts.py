"""Votes in facets by what differed between the answers."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from few_votes import source
from tiltyard.leaderboard._contrasts import Cut, contrasts, measured, words_of

WON, LOST = ("oak", "elm", "model_a"), ("elm", "oak", "model_a")


def cuts(rows: list[tuple[str, str, str]], **more: Any) -> dict[str, Cut]:
    """Every cut by its title, oak being the first model."""
    votes = source(rows, **more).table.votes
    is_left = votes.column("a") == votes.models.index("oak")
    return {one.title: one for one in contrasts(votes, is_left)}


def sizes(cut: Cut) -> dict[str, int]:
    """How many votes are in each facet."""
    return {title: int(mask.sum()) for title, mask in cut.facets}


def test_fewer_and_more_are_those_of_the_first_model_wherever_it_sat() -> None:
    found = cuts([WON, LOST, WON], lists_a=[5.0, 5.0, 1.0], lists_b=[2.0, 2.0, 1.0])
    assert sizes(found["List items"]) == {"fewer": 1, "the same": 1, "more": 1}


def test_a_vote_of_which_nothing_was_measured_is_in_no_part() -> None:
    found = cuts([WON, WON], lists_a=[5.0, None], lists_b=[2.0, 1.0])
    assert sum(sizes(found["List items"]).values()) == 1


def test_length_is_cut_into_fifths_by_its_ratio() -> None:
    ratios = np.linspace(0.5, 2.0, 100)
    found = cuts([WON] * 100, tokens_a=(200 * ratios).tolist(), tokens_b=[200.0] * 100)
    assert sizes(found["Length"]) == {
        "0.5 to 0.8 times as long": 20,
        "0.8 to 1.1 times as long": 20,
        "1.1 to 1.4 times as long": 20,
        "1.4 to 1.7 times as long": 20,
        "1.7 to 2 times as long": 20,
    }


def test_few_votes_are_cut_into_fewer_parts() -> None:
    lengths = np.linspace(100, 400, 30).tolist()
    found = cuts([WON] * 30, tokens_a=lengths, tokens_b=[200.0] * 30)
    assert len(found["Length"].facets) == 3


def test_answers_that_are_all_equally_long_are_not_cut() -> None:
    found = cuts([WON] * 40, tokens_a=[200.0] * 40, tokens_b=[200.0] * 40)
    assert found["Length"].facets == ()


def test_an_empty_answer_has_no_ratio() -> None:
    found = cuts([WON] * 40, tokens_a=[0.0] * 39 + [100.0], tokens_b=[50.0] * 40)
    assert found["Length"].facets == ()


def test_of_a_label_of_answers_it_matters_whose_has_it() -> None:
    found = cuts(
        [WON, LOST, WON, WON],
        refusal_a=[True, True, True, False],
        refusal_b=[False, False, True, False],
    )
    (cut,) = (one for title, one in found.items() if "refus" in title.lower())
    assert sizes(cut) == {"only its answer": 1, "only the other’s": 1, "both": 1}


def test_what_another_measure_says_already_is_left_out() -> None:
    columns = ("characters", "tokens", "ordered", "seconds", "bold")
    measures: dict[str, Any] = {f"{name}_{side}": [1.0] for name in columns for side in "ab"}
    assert measured(source([WON], **measures).table.votes) == ["tokens", "bold", "seconds"]


def test_a_measure_of_one_side_alone_is_no_contrast() -> None:
    assert measured(source([WON], bold_a=[1.0]).table.votes) == []


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("bold", ("Bold", "more", "less")),
        ("headers", ("Headers", "more", "fewer")),
        ("seconds", ("Time for the answer", "slower", "faster")),
        ("my_own_score", ("My own score", "more", "less")),
    ],
)
def test_a_measure_is_called_as_people_call_it(name: str, words: tuple[str, str, str]) -> None:
    assert words_of(name) == words
