"""The same words ask the same everywhere, and words that ask nothing are told."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from tiltyard.errors import ConfigurationError
from tiltyard.leaderboard import Query

NOW = datetime(2026, 3, 10, 14, 55, 12, tzinfo=UTC)
FULL = Query(
    source="crowd",
    category=("coding", "occupation:law"),
    without=("refusal", "tie"),
    language="fr",
    since=datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC),
    until=datetime(2026, 2, 1, tzinfo=UTC),
    modality="text",
    voters="regular",
    models=("oak", "elm"),
    control=("style", "position"),
    method="davidson",
    level=0.9,
)


@pytest.mark.parametrize(
    "query", [Query(), FULL, Query(control=("price",)), Query(models=("a/b", "c d"))]
)
def test_words_that_were_written_ask_the_same(query: Query) -> None:
    assert Query.of(query.words(), now=NOW) == query


@pytest.mark.parametrize("query", [Query(), FULL])
def test_words_beside_what_is_usual_ask_the_same(query: Query) -> None:
    usual = Query(control=("style",), level=0.99, method="rao_kupper")
    held = {"control": usual.control, "level": usual.level, "method": usual.method}
    assert Query.of(query.words(usual), now=NOW, **held) == query


def test_only_what_is_not_usual_is_written() -> None:
    assert Query(category=("math",)).words() == {"category": "math"}
    assert Query(control=()).words(Query(control=("style",))) == {"control": "none"}


@pytest.mark.parametrize(
    ("words", "fields"),
    [
        ({"category": " coding , math,,coding "}, {"category": ("coding", "math")}),
        ({"since": "30d"}, {"since": datetime(2026, 2, 8, 14, tzinfo=UTC)}),
        ({"since": "2026-01-31"}, {"since": datetime(2026, 1, 31, tzinfo=UTC)}),
        ({"language": ""}, {"language": None}),
        ({"level": "0.9"}, {"level": 0.9}),
    ],
)
def test_words_are_read(words: dict[str, str], fields: dict[str, Any]) -> None:
    assert Query.of(words, now=NOW) == Query(**fields)


def test_those_who_ask_within_an_hour_ask_the_same() -> None:
    later = NOW.replace(minute=59, second=59)
    assert Query.of({"since": "7d"}, now=NOW) == Query.of({"since": "7d"}, now=later)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ({"categories": "coding"}, "no 'categories'.*did you mean 'category'"),
        ({"since": "soon"}, "since: "),
        ({"since": "0001-01-01T00:00+14:00"}, "since: .* out of range"),
        ({"since": "999999w"}, "since: .* out of range"),
        ({"until": "2026-13-01"}, "until: "),
        ({"level": "much"}, "level is 'much'"),
        ({"level": "1"}, "between 0.5 and 1"),
        ({"level": "nan"}, "between 0.5 and 1, such as 0.95"),
        ({"models": "oak"}, "'oak' alone"),
        ({"modality": "video"}, "no modality 'video'"),
        ({"voters": "old"}, "no voters 'old'"),
        ({"control": "stile"}, "no control 'stile'.*'style'"),
        ({"since": "2026-02-01", "until": "2026-01-01"}, "both since .* and until"),
    ],
)
def test_words_that_make_no_sense_are_told(words: dict[str, str], message: str) -> None:
    with pytest.raises(ConfigurationError, match=message):
        Query.of(words, now=NOW)


def test_every_part_counts_for_the_digest() -> None:
    parts = [Query(), FULL, Query(language="fr"), Query(level=0.9), Query(category=("fr",))]
    assert len({one.digest for one in parts}) == len(parts)
    assert Query().digest == Query().digest


@pytest.mark.parametrize(
    ("query", "is_slice"),
    [
        (Query(), False),
        (Query(source="d", control=("style",), method="elo", level=0.9), False),
        (Query(language="fr"), True),
        (Query(models=("oak", "elm")), True),
    ],
)
def test_a_question_for_some_of_the_votes_is_a_slice(query: Query, is_slice: bool) -> None:
    assert query.is_slice is is_slice


@pytest.mark.parametrize(
    ("control", "is_pooled"),
    [((), True), (("price",), True), (("style",), False), (("parameters", "position"), False)],
)
def test_counts_are_enough_if_no_answer_is_looked_at(
    control: tuple[str, ...], is_pooled: bool
) -> None:
    assert Query(control=control).is_pooled is is_pooled
