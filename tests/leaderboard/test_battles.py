"""Battles to read."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

import pytest

from few_votes import NOON, Invented, frame, source
from tiltyard.errors import ConfigurationError, UnknownNameError
from tiltyard.leaderboard import BattlePage, Conversation, Query, Turn, VotesSource, battles
from tiltyard.records import Winner

ROWS = [
    ("oak", "elm", "model_a"),
    ("elm", "oak", "model_a"),
    ("oak", "elm", "tie"),
    ("ash", "oak", "model_b"),
    ("elm", "oak", "both_bad"),
]


def ids(page: BattlePage) -> list[str]:
    """Of the votes, in order."""
    return [one.id for one in page.battles]


def through(held: VotesSource, limit: int, models: Sequence[str] = ()) -> list[list[str]]:
    """The ids of every page."""
    pages, after = [], None
    while True:
        page = battles(held, Query(), models=models, after=after, limit=limit)
        pages.append(ids(page))
        after = page.after
        if after is None:
            return pages


def test_the_newest_battles_of_two_models_come_first() -> None:
    assert ids(battles(source(ROWS), Query(), models=["oak", "elm"])) == ["v4", "v2", "v1", "v0"]


def test_a_battle_holds_what_is_to_be_read() -> None:
    (shown,) = battles(source(ROWS[:1], coding=[True]), Query()).battles
    assert shown.models == ("oak", "elm")
    assert shown.winner is Winner.MODEL_A
    assert shown.voted_at == NOON
    assert shown.labels == ("coding",)
    assert shown.conversation == Conversation(
        (Turn("question of b0", "left of v0", "right of v0"),)
    )


def test_that_one_of_two_answers_is_right_is_no_label_of_the_battle() -> None:
    held = source(ROWS[:1], coding=[True], correct_a=[True], correct_b=[False])
    (shown,) = battles(held, Query()).battles
    assert shown.labels == ("coding",)


def test_nothing_of_a_battle_says_who_voted() -> None:
    page = battles(source(ROWS, voter=["zqxvoter"] * 5), Query())
    assert "zqxvoter" not in repr(page)
    assert len(page.battles) == 5


def test_without_consent_nothing_is_shown() -> None:
    held = source(ROWS, consent=[True, False, None, False, True])
    assert ids(battles(held, Query())) == ["v4", "v0"]
    assert isinstance(held.texts, Invented)
    assert set(held.texts.asked) == {"v0", "v4"}


def test_what_nobody_said_of_consent_is_shown_where_the_source_allows_it() -> None:
    held = source(
        ROWS, consent=[True, False, None, False, True], texts=Invented(shows_unknown=True)
    )
    assert ids(battles(held, Query())) == ["v4", "v2", "v0"]


def test_battles_of_hidden_models_are_not_shown() -> None:
    held = source(ROWS, hidden=["ash"])
    assert "v3" not in ids(battles(held, Query()))
    assert "v3" not in ids(battles(held, Query(), models=["oak"]))


@pytest.mark.parametrize(
    ("winner", "expected"),
    [("oak", ["v0"]), ("elm", ["v1"]), ("tie", ["v2"]), ("both_bad", ["v4"])],
)
def test_battles_are_chosen_by_how_they_ended(winner: str, expected: list[str]) -> None:
    held = source(ROWS)
    assert ids(battles(held, Query(), models=["oak", "elm"], winner=winner)) == expected


def test_a_label_narrows_the_slice() -> None:
    held = source(
        ROWS, coding=[True, True, False, True, False], hard=[False, True, True, True, True]
    )
    assert ids(battles(held, Query(category=("hard",)), label="coding")) == ["v3", "v1"]


@pytest.mark.parametrize("limit", [1, 2, 3, 5, 7])
def test_pages_together_hold_every_battle_once(limit: int) -> None:
    pages = through(source(ROWS), limit)
    assert [*chain(*pages)] == ["v4", "v3", "v2", "v1", "v0"]
    assert all(len(page) <= limit for page in pages)


def test_votes_of_one_moment_are_told_apart_by_their_place() -> None:
    held = source(ROWS, voted_at=[NOON] * 5)
    assert [*chain(*through(held, 2))] == ["v4", "v3", "v2", "v1", "v0"]


def test_votes_without_a_time_come_last() -> None:
    held = source(ROWS, voted_at=[NOON, None, NOON, None, None])
    assert [*chain(*through(held, 2))] == ["v2", "v0", "v4", "v3", "v1"]


def test_texts_that_are_not_there_are_passed_over() -> None:
    held = source(ROWS, texts=Invented(without=frozenset({"v4", "v2"})))
    assert through(held, 2) == [["v3", "v1"], ["v0"]]


def test_a_page_looks_at_no_more_than_some_hundred_votes() -> None:
    rows = [("oak", "elm", "tie")] * 600
    texts = Invented(without=frozenset(f"v{i}" for i in range(1, 600)))
    held = source(rows, texts=texts)
    first = battles(held, Query())
    assert (first.battles, len(texts.asked)) == ((), 256)
    assert first.after is not None
    assert [*chain(*through(held, 10))] == ["v0"]


def test_a_vote_that_came_since_does_not_move_the_next_page() -> None:
    held = source(ROWS)
    first = battles(held, Query(), limit=2)
    later = frame([("oak", "elm", "tie")], id=["new"], voted_at=[NOON.replace(year=2027)])
    held.table.append(later)
    assert ids(battles(held, Query(), after=first.after)) == ["v2", "v1", "v0"]


@pytest.mark.parametrize("after", ["", "soon", "1.5", "x_1", "1_x"])
def test_an_after_that_no_page_gave_is_refused(after: str) -> None:
    with pytest.raises(ConfigurationError, match="give what the page before said"):
        battles(source(ROWS), Query(), after=after)


@pytest.mark.parametrize("limit", [0, -1, 101])
def test_a_page_is_never_too_long(limit: int) -> None:
    with pytest.raises(ConfigurationError, match="give 1 to 100"):
        battles(source(ROWS), Query(), limit=limit)


def test_a_winner_that_is_no_model_is_refused() -> None:
    with pytest.raises(UnknownNameError, match="no model 'oka' here; did you mean 'oak'"):
        battles(source(ROWS), Query(), winner="oka")


def test_a_label_that_is_none_is_refused() -> None:
    with pytest.raises(UnknownNameError, match="codign"):
        battles(source(ROWS, coding=[True] * 5), Query(), label="codign")


def test_where_nobody_has_the_texts_there_is_nothing_to_read() -> None:
    assert battles(source(ROWS, texts=None), Query()) == BattlePage((), None)


def test_counts_are_no_labels_to_show() -> None:
    (shown,) = battles(source(ROWS[:1], hard_criteria=[6], language=["fr"]), Query()).battles
    assert shown.labels == ("language:fr",)
