"""What was found, in words."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, get_args

import pytest

from tiltyard.drift import Alarm, title_of, words_of
from tiltyard.drift._journal import Kind

AT = datetime(2026, 1, 4, 3, tzinfo=UTC)
NIGHT = {"day": "2026-01-04", "reference": ["2026-01-01", "2026-01-02"], "questions": 40}


def alarm(kind: Kind, **evidence: Any) -> Alarm:
    """One of a kind."""
    return Alarm(1, "elm", 5, 2, kind, AT, evidence)


@pytest.mark.parametrize("kind", get_args(Kind))
def test_every_kind_has_a_title(kind: Kind) -> None:
    assert title_of(alarm(kind)).startswith("it")


def test_other_answers_are_told_with_how_seldom_they_would_be() -> None:
    words = words_of(alarm("answers", **NIGHT, p_value=1.5e-6, level=2.7e-5))
    assert "40 questions" in words[0]
    assert "1 January 2026 and 1 other night" in words[0]
    assert "once in 670,000 nights; an alarm needs once in 37,000 nights." in words[1]


@pytest.mark.parametrize(
    ("probability", "words"),
    [(0.42, "with probability 0.42"), (1e-14, "less than once in 10¹² nights")],
)
def test_what_is_common_or_hardly_ever_seen_is_told_too(probability: float, words: str) -> None:
    assert words in words_of(alarm("answers", **NIGHT, p_value=probability, level=2.7e-5))[1]


def test_another_name_is_told() -> None:
    (words,) = words_of(alarm("name", **NIGHT, now=["m-2"]))
    assert "“m-2”" in words


def test_a_fall_is_told_since_when() -> None:
    words = words_of(
        alarm(
            "votes",
            sum=8.25,
            threshold=8.0,
            drop=30.0,
            votes=700,
            reference_votes=2_000,
            since="2026-01-02T03:04:00+00:00",
        )
    )
    assert "since 2 January 2026, 03:04 UTC" in words[0]
    assert "are 3,828 times as likely" in words[0]
    assert words[0].endswith("an alarm needs 2,981 times.")
    assert words[1] == "700 votes were watched."


def test_a_name_that_came_with_votes_is_told_beside_the_one_before() -> None:
    (words,) = words_of(alarm("votes_name", before=["m-1"], now=["m-2", "m-3"]))
    assert "“m-2”, “m-3”, and said “m-1” before" in words
