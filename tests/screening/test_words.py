"""Evidence in words."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from tiltyard.screening import Finding, OfModel, against, capital, short

FINDING = Finding(
    voter="0123456789abcdef01234567",
    votes=61,
    evidence=math.log(3_000),
    bets=(-3.0, math.log(12_000), -99.0, -4.0),
    is_judged=True,
    is_flagged=True,
    chosen=(61, 0, 0),
    expected=(25.2, 24.9, 10.9),
    models=(OfModel("oak", 31, 30.0, 16.8), OfModel("elm", 30, 15.0, 14.0)),
    path=((0, 0.0), (61, math.log(3_000))),
    hours=(1, 2),
)


def test_the_bet_that_won_is_named_with_what_it_made() -> None:
    first = against(FINDING)[0]
    assert "always chooses the left answer" in first
    assert "became 12,000 in 61 votes" in first
    assert "together 3,000" in first
    assert not any("check" in sentence for sentence in against(FINDING))


def test_checks_of_attention_are_counted() -> None:
    told = " ".join(against(replace(FINDING, checks=(0, 2, 1))))
    assert "with checks of attention, 3,000" in told
    assert "Of 3 checks of attention" in told
    assert "0 were passed and 2 failed. 1 were judged “both bad”" in told


@pytest.mark.parametrize(
    ("bet", "words"),
    [(0, "clicks at random"), (2, "always chooses the right answer"), (3, "favours some models")],
)
def test_each_bet_has_its_words(bet: int, words: str) -> None:
    bets = tuple(8.0 if place == bet else -1.0 for place in range(4))
    assert words in against(replace(FINDING, bets=bets))[0]


def test_one_side_alone_is_said_plainly() -> None:
    assert "Always chose the left answer, in 61 of 61 votes." in against(FINDING)
    right = replace(FINDING, chosen=(0, 61, 0))
    assert "Always chose the right answer, in 61 of 61 votes." in against(right)


def test_sides_are_compared_with_what_others_would_choose() -> None:
    said = against(replace(FINDING, chosen=(40, 11, 10)))
    assert any("left answer 40 times, the right one 11 times" in one for one in said)
    assert any("about 25, 25 and 11 times" in one for one in said)


def test_a_model_that_others_see_otherwise_is_named() -> None:
    assert (
        "oak got 97\u00a0% of its 31 battles from this voter; "
        "from others it would have got 54\u00a0%." in against(FINDING)
    )


def test_models_come_first_if_the_bet_on_taste_won() -> None:
    taste = replace(FINDING, bets=(-3.0, -4.0, -99.0, 9.0))
    assert against(taste)[1].startswith("oak got")
    assert against(FINDING)[2].startswith("oak got")


def test_models_that_others_see_alike_are_not_named() -> None:
    assert not any("elm" in one for one in against(FINDING))


def test_without_a_gain_no_bet_is_said_to_have_won() -> None:
    said = against(replace(FINDING, bets=(-1.0, -2.0, -3.0, -4.0), evidence=-2.0))
    assert said[0] == "No bet against this voter won anything in 61 votes."


def test_who_cannot_be_judged_is_said_to_be_so() -> None:
    assert any(
        "too few votes to judge" in one for one in against(replace(FINDING, is_judged=False))
    )


@pytest.mark.parametrize(
    ("evidence", "words"),
    [
        (math.log(340), "340"),
        (math.log(2.5), "2.5"),
        (math.log(0.02), "0.020"),
        (-20.0, "less than 0.001"),
        (60.0, "more than 10¹²"),
        (math.log(3.2e7), "more than 10⁷"),
        (math.log(45_000), "45,000"),
    ],
)
def test_capital_is_written_as_people_write_it(evidence: float, words: str) -> None:
    assert capital(evidence) == words


def test_a_voter_is_called_by_eight_digits() -> None:
    assert short(FINDING.voter) == "01234567"
