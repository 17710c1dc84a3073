"""Boards of somebody else are shown as they were published, and say so."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tiltyard.errors import BoardError, DataError, UnknownNameError
from tiltyard.leaderboard import Boards, Origin, Query, VotesSource, VoteTable
from tiltyard.leaderboard._imported import ImportedSource, imported

NOW = datetime(2026, 1, 2, tzinfo=UTC)
REAL = Path(__file__).parents[3] / "shared" / "data" / "lmarena-leaderboard-2025-12"
real = pytest.mark.skipif(not REAL.is_dir(), reason="the published boards are not here")


def numbers(rating: float, half: float = 10.0) -> dict[str, float]:
    """A rating with an interval about it."""
    return {"rating": rating, "rating_q025": rating - half, "rating_q975": rating + half}


FULL = {"oak": numbers(1060), "elm": numbers(1045), "ash": numbers(1000), "yew": numbers(930)}
PLAIN = {
    "full": FULL,
    "coding": {"oak": numbers(1000), "elm": numbers(1050)},
    "french": {"oak": numbers(1010)},
    "hard_english_6": {"oak": numbers(1020)},
    "no_tie": {"oak": numbers(1030)},
    "gardening": {"oak": numbers(1040)},
}
STYLED = {"full": {"oak": numbers(1000), "elm": numbers(1090)}}


@pytest.fixture
def source(tmp_path: Path) -> ImportedSource:
    """Invented boards with and without style control."""
    for name, told in (("plain", PLAIN), ("styled", STYLED)):
        (tmp_path / f"{name}.json").write_text(json.dumps(told))
    (tmp_path / "cards.csv").write_text("name,organisation\noak,Grove\nfir,Elsewhere\n")
    origin = Origin(
        ratings=tmp_path / "plain.json",
        style=tmp_path / "styled.json",
        cards=tmp_path / "cards.csv",
        link="https://example.org/board",
        published_on=date(2025, 12, 17),
    )
    return imported("grove", "Grove", origin)


def names(source: ImportedSource, query: Query) -> list[str]:
    """The ranked models, from the top."""
    return [row.card.name for row in source.board(query, computed_at=NOW).rows]


def test_ratings_and_intervals_are_those_that_were_published(source: ImportedSource) -> None:
    row = source.board(Query(), computed_at=NOW).rows[0]
    assert (row.card.name, row.rating, row.low, row.high) == ("oak", 1060, 1050, 1070)


def test_a_board_says_where_it_is_from_and_when(source: ImportedSource) -> None:
    board = source.board(Query(), computed_at=NOW)
    assert board.kind == "imported"
    assert "https://example.org/board, published on 17 December 2025" in board.notes[0]
    assert board.votes is None


def test_ranks_allow_what_intervals_that_meet_allow(source: ImportedSource) -> None:
    board = source.board(Query(), computed_at=NOW)
    assert [(row.rank_best, row.rank_worst) for row in board.rows] == [
        (1, 2),
        (1, 2),
        (3, 3),
        (4, 4),
    ]


def test_a_rank_counts_every_model_whose_interval_is_wholly_above(tmp_path: Path) -> None:
    chain = {"a": numbers(1030), "b": numbers(1015), "c": numbers(1000)}
    path = tmp_path / "board.json"
    path.write_text(json.dumps({"full": chain}))
    board = imported("x", "X", Origin(ratings=path)).board(Query(), computed_at=NOW)
    assert [(row.rank_best, row.rank_worst) for row in board.rows] == [(1, 2), (1, 3), (2, 3)]
    assert board.tied_blocks == (("a", "b", "c"),)


def test_blocks_are_parted_where_no_interval_reaches_across(source: ImportedSource) -> None:
    board = source.board(Query(), computed_at=NOW)
    assert board.tied_blocks == (("oak", "elm"), ("ash",), ("yew",))


@pytest.mark.parametrize(
    ("words", "rating"),
    [
        ({"language": "fr"}, 1010),
        ({"category": "hard", "language": "en"}, 1020),
        ({"without": "both_bad,tie"}, 1030),
        ({"category": "gardening"}, 1040),
    ],
)
def test_a_published_category_is_found_by_our_words(
    source: ImportedSource, words: dict[str, str], rating: float
) -> None:
    board = source.board(Query.of(words), computed_at=NOW)
    assert board.rows[0].rating == rating


def test_style_control_is_the_other_file(source: ImportedSource) -> None:
    assert names(source, Query(control=("style",))) == ["elm", "oak"]


def test_a_board_of_some_models_ranks_them_among_themselves(source: ImportedSource) -> None:
    board = source.board(Query(models=("yew", "ash")), computed_at=NOW)
    assert [(row.card.name, row.rank_best) for row in board.rows] == [("ash", 1), ("yew", 2)]


def test_a_model_without_a_card_goes_by_its_name(source: ImportedSource) -> None:
    assert source.cards["oak"].organisation == "Grove"
    assert source.cards["elm"].organisation is None


def test_a_card_without_ratings_is_no_model_of_the_board(source: ImportedSource) -> None:
    assert "fir" not in source.cards


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ({"since": "30d"}, "cannot be asked for 'since'"),
        ({"voters": "new"}, "cannot be asked for 'voters'"),
        ({"modality": "text"}, "cannot be asked for 'modality'"),
        ({"method": "davidson"}, "cannot be asked for 'method'"),
        ({"level": "0.9"}, "cannot be asked for 'level'"),
        ({"control": "length"}, "its control is 'style' or none, and not 'length'"),
        ({"category": "coding", "language": "fr"}, "what comes near: Overall; Coding; In French"),
        ({"without": "refusal"}, "has no board 'Without refusals'"),
        ({"category": "coding", "control": "style"}, "has no board 'Coding'"),
    ],
)
def test_what_would_need_votes_is_refused_in_words(
    source: ImportedSource, words: dict[str, str], said: str
) -> None:
    with pytest.raises(BoardError, match="'Grove' is imported, without votes") as caught:
        source.board(Query.of(words), computed_at=NOW)
    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ({"category": "codingx"}, "no category 'codingx'; did you mean 'coding'"),
        ({"language": "xx"}, "no language 'xx'"),
        ({"models": "oak,elmm"}, "no model 'elmm' on this board; did you mean 'elm'"),
    ],
)
def test_an_unknown_word_names_the_nearest(
    source: ImportedSource, words: dict[str, str], said: str
) -> None:
    with pytest.raises(UnknownNameError, match=said):
        source.board(Query.of(words), computed_at=NOW)


def test_labels_are_those_of_the_published_boards(source: ImportedSource) -> None:
    yes_or_no = ("false", "true")
    assert source.labels() == {
        "coding": yes_or_no,
        "gardening": yes_or_no,
        "hard": yes_or_no,
        "language": ("en", "fr"),
    }


def test_a_form_offers_the_boards_there_are(source: ImportedSource) -> None:
    assert [query.words() for query in source.choices().slices] == [
        {"source": "grove"},
        {"source": "grove", "category": "coding"},
        {"source": "grove", "category": "gardening"},
        {"source": "grove", "category": "hard", "language": "en"},
        {"source": "grove", "language": "fr"},
        {"source": "grove", "without": "both_bad,tie"},
    ]


def test_two_names_of_one_board_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "board.json"
    path.write_text(json.dumps({"hard": FULL, "hard_6": FULL}))
    with pytest.raises(DataError, match="two boards 'Hard prompts', one of them 'hard_6'"):
        imported("x", "X", Origin(ratings=path))


def test_votes_are_half_the_sum_over_models(tmp_path: Path) -> None:
    told = {"oak": {**numbers(1010), "votes": 30}, "elm": {**numbers(990), "votes": 30}}
    path = tmp_path / "board.json"
    path.write_text(json.dumps({"full": told}))
    board = imported("x", "X", Origin(ratings=path)).board(Query(), computed_at=NOW)
    assert board.votes == 30


def test_the_arenas_usual_method_and_level_do_not_hold_for_an_imported_board(
    source: ImportedSource,
) -> None:
    own = VotesSource("", "Own", "live", VoteTable(), {})
    usual = Query(method="davidson", level=0.9, control=("style",))
    asked = Boards([own, source], usual).query({"source": "grove"})
    assert asked == Query(source="grove", control=("style",))


@real
def test_the_published_boards_of_december_2025_can_be_shown() -> None:
    source = imported("lmarena", "LMArena", Origin(ratings=REAL))
    assert len(source.cards) == 283
    assert len(source.choices().slices) == 29
    assert sum(card.price_out_usd is not None for card in source.cards.values()) > 100


@real
@pytest.mark.parametrize("control", [(), ("style",)])
def test_every_published_board_keeps_its_rows(control: tuple[str, ...]) -> None:
    source = imported("lmarena", "LMArena", Origin(ratings=REAL))
    name = "leaderboard-text-style-control.json" if control else "leaderboard-text.json"
    told = json.loads((REAL / name).read_text())
    boards = [
        source.board(replace(one, control=control), computed_at=NOW)
        for one in source.choices().slices
    ]
    assert sorted(len(board.rows) for board in boards) == sorted(map(len, told.values()))
    assert {row.rating for board in boards for row in board.rows} == {
        one["rating"] for models in told.values() for one in models.values()
    }
