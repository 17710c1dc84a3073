"""What the votes say of two models."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from few_votes import source
from tiltyard.errors import BoardError, UnknownNameError
from tiltyard.leaderboard import Pair, Query, Record, VotesSource, pair

WON, LOST = ("oak", "elm", "model_a"), ("elm", "oak", "model_a")
TIE, BAD = ("oak", "elm", "tie"), ("elm", "oak", "both_bad")
# Of coding oak wins nine of ten, of the rest one of ten.
UNEVEN = [*[WON] * 90, *[LOST] * 10, *[WON] * 10, *[LOST] * 90]
CODING = [True] * 100 + [False] * 100


def met(rows: list[tuple[str, str, str]], **more: Any) -> Pair:
    """What is said of oak and elm."""
    return pair(source(rows, **more), Query(), "oak", "elm")


def test_a_record_is_as_the_first_model_sees_it() -> None:
    assert met([WON, WON, LOST, TIE, BAD]).record == Record(2, 1, 1, 1)


def test_seen_from_the_other_model_it_is_turned_round() -> None:
    rows = [WON, WON, LOST, TIE, BAD]
    assert pair(source(rows), Query(), "elm", "oak").record == Record(1, 2, 1, 1)


def test_ties_are_half_a_win() -> None:
    share = met([WON, LOST, LOST, TIE, BAD]).share
    assert share is not None
    assert share.rate == pytest.approx(2 / 5)


def test_votes_of_others_do_not_count() -> None:
    assert met([WON, ("oak", "ash", "model_b"), ("ash", "elm", "model_a")]).record.votes == 1


def test_models_that_never_met_have_no_share() -> None:
    rows = [("oak", "ash", "model_a"), ("ash", "elm", "model_a")]
    assert met(rows) == Pair("oak", "elm", Record(), None)


def test_a_category_is_told_apart_from_the_rest() -> None:
    (facet,) = met(UNEVEN, coding=CODING).by_label
    assert (facet.words, facet.title, facet.record.votes) == ("coding", "Coding", 100)
    assert facet.share.rate == pytest.approx(0.9)
    assert facet.rest.rate == pytest.approx(0.1)
    assert facet.is_sure


def test_that_an_answer_is_right_is_told_of_whose_it_is_and_not_of_the_battle() -> None:
    """On the left answers are right every other time, on the right all the other times."""
    left = [place % 2 == 0 for place in range(len(UNEVEN))]
    told = met(UNEVEN, coding=CODING, correct_a=left, correct_b=[not one for one in left])
    assert [facet.words for facet in told.by_label] == ["coding"]
    (right,) = [one for one in told.by_contrast if one.title == "Right answer"]
    assert {facet.title for facet in right.facets} == {"only its answer", "only the other’s"}


def test_a_category_that_changes_nothing_is_not_sure() -> None:
    rng = np.random.default_rng(3)
    told = met(UNEVEN, coding=rng.permutation(CODING).tolist())
    assert [facet.is_sure for facet in told.by_label] == [False]


def test_the_more_parts_are_looked_at_the_more_it_takes_to_be_sure() -> None:
    rng = np.random.default_rng(4)
    alone = met(UNEVEN, coding=CODING)
    noise = {f"own_{i}": (rng.random(200) < 0.5).tolist() for i in range(20)}
    among = met(UNEVEN, coding=CODING, **noise)
    few = alone.by_label[0].apart
    many = next(facet for facet in among.by_label if facet.words == "coding").apart
    assert many[0] < few[0] < few[1] < many[1]


def test_luck_alone_is_seldom_called_sure() -> None:
    rng = np.random.default_rng(5)
    sure = 0
    for _ in range(30):
        rows = [WON if rng.random() < 0.5 else LOST for _ in range(150)]
        labels = {f"own_{i}": (rng.random(150) < 0.3).tolist() for i in range(15)}
        sure += any(facet.is_sure for facet in met(rows, **labels).by_label)
    assert sure <= 5  # 1 in 20 are 1.5; more than 5 come once in two hundred times


def test_labels_with_few_votes_are_counted_and_not_told() -> None:
    told = met(UNEVEN, coding=CODING, math=[True] * 9 + [False] * 191)
    assert [facet.words for facet in told.by_label] == ["coding"]
    assert told.too_small == 1


def test_each_value_of_a_label_is_a_part() -> None:
    fields = ["law"] * 100 + ["medicine"] * 95 + ["arts"] * 5
    told = met(UNEVEN, occupation=fields)
    assert [facet.words for facet in told.by_label] == ["occupation:law", "occupation:medicine"]


def test_a_language_is_called_by_its_name() -> None:
    told = met(UNEVEN, language=["fr"] * 100 + ["en"] * 100)
    assert {facet.title for facet in told.by_label} == {"In French", "In English"}


def test_a_label_of_answers_counts_if_either_side_has_it() -> None:
    told = met(
        UNEVEN,
        tone_a=["warm"] * 50 + ["cold"] * 150,
        tone_b=["cold"] * 50 + ["warm"] * 50 + ["even"] * 100,
    )
    warm = next(facet for facet in told.by_label if facet.words == "tone:warm")
    assert warm.record.votes == 100


def test_what_the_slice_asks_for_is_no_part_of_it() -> None:
    told = pair(source(UNEVEN, coding=CODING), Query(category=("coding",)), "oak", "elm")
    assert told.record.votes == 100
    assert told.by_label == ()


def test_the_side_is_one_of_the_contrasts() -> None:
    told = met([*[WON] * 60, *[("elm", "oak", "model_b")] * 20, *[LOST] * 40])
    side = next(one for one in told.by_contrast if one.title == "Side")
    assert [(facet.title, facet.share.rate) for facet in side.facets] == [
        ("left", 1.0),
        ("right", pytest.approx(1 / 3)),
    ]


def test_a_contrast_of_one_part_is_none() -> None:
    assert met([WON] * 60).by_contrast == ()


def test_an_imported_board_knows_nothing_of_a_pair() -> None:
    class Ratings(VotesSource):
        @property
        def votes(self) -> None:  # type: ignore[override]  # as a source of ratings alone
            return None

    held = source([WON])
    bare = Ratings(held.name, held.title, "imported", held.table, held.cards)
    assert pair(bare, Query(), "oak", "elm").share is None


def test_a_label_that_is_none_is_refused() -> None:
    with pytest.raises((UnknownNameError, BoardError), match="codign"):
        pair(source(UNEVEN, coding=CODING), Query(category=("codign",)), "oak", "elm")
