"""What pages about boards have in common."""

from __future__ import annotations

from board_votes import cards, source
from tiltyard.leaderboard import Boards, Query
from tiltyard.web.board_pages._shown import Links, tidy

BOARDS = Boards([source(cards(2))], Query(control=("style",), level=0.9))


def test_links_keep_what_is_asked() -> None:
    links = Links({"category": "coding", "control": "none"})
    assert links.to("/x", format="csv") == "/x?category=coding&control=none&format=csv"


def test_a_link_to_another_board_keeps_how_it_is_rated() -> None:
    links = Links({"category": "coding", "control": "none", "source": "other"})
    assert links.among("/x", {"language": "fr"}) == "/x?control=none&source=other&language=fr"


def test_a_name_of_a_model_is_safe_in_a_path() -> None:
    assert Links({}).model("lab/a?b#c %") == "/models/lab/a%3Fb%23c%20%25"


def test_wider_boards_ask_one_thing_less() -> None:
    links = Links({"category": "coding", "since": "30d", "until": "7d", "without": "tie,refusal"})
    assert links.widened() == [
        ("All categories", "/leaderboard?since=30d&until=7d&without=tie,refusal"),
        ("All time", "/leaderboard?category=coding&without=tie,refusal"),
        ("With ties and refusals", "/leaderboard?category=coding&since=30d&until=7d"),
    ]


def test_all_votes_cannot_be_widened() -> None:
    assert Links({"control": "none", "source": "other"}).widened() == []


def test_words_as_usual_are_left_out() -> None:
    said = {"level": "0.9", "control": "style", "method": "bradley_terry", "category": "none"}
    assert tidy(BOARDS, said) == {}


def test_words_that_make_no_sense_stay_to_be_told() -> None:
    assert tidy(BOARDS, {"level": "much", "nonsense": "1"}) == {"level": "much", "nonsense": "1"}


def test_words_stand_in_one_order() -> None:
    assert [*tidy(BOARDS, {"level": "2", "control": "stile", "category": "coding"})] == [
        "category",
        "control",
        "level",
    ]
