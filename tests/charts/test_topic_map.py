"""Topics as discs on a map."""

from __future__ import annotations

import math

import pytest

from charts.reading import SPACE, level_words, read, said
from tiltyard.charts import Topic, TopicMap
from tiltyard.errors import DataError

FOUR = (
    Topic("law, court", 400, 0.4, -1, 0),
    Topic("cooking", 100, 0.1, 1, 0.5),
    Topic("stars", 300, 0.3, 0.9, 0.4),
    Topic("sport", 200, 0.2, 0, -0.5),
)


def chart(*topics: Topic, kept: float | None = 0.5) -> TopicMap:
    return TopicMap(title="Topics", topics=topics, kept=kept)


def discs(svg: str) -> dict[str, tuple[float, float, float]]:
    """Middle and radius of each topic's disc, by name."""
    found = {}
    for mark in read(svg).iter(f"{SPACE}g"):
        (circle,) = mark.iter(f"{SPACE}circle")
        name = (mark[0].text or "").partition(":")[0]
        x, y, radius = (float(circle.attrib[key]) for key in ("cx", "cy", "r"))
        found[name] = (x, y, radius)
    return found


def shown(svg: str) -> list[str]:
    return [one.text for one in level_words(svg)]


def test_areas_go_with_votes() -> None:
    drawn = discs(chart(*FOUR).draw())
    assert drawn["law, court"][2] / drawn["cooking"][2] == pytest.approx(2, abs=0.01)


@pytest.mark.parametrize("narrow", [False, True])
def test_both_directions_have_one_scale(narrow: bool) -> None:
    drawn = discs(chart(*FOUR).draw(narrow=narrow))
    (law_x, law_y, _), (cook_x, cook_y, _) = drawn["law, court"], drawn["cooking"]
    assert (cook_x - law_x) / (law_y - cook_y) == pytest.approx(2 / 0.5, rel=0.01)


@pytest.mark.parametrize(("narrow", "wide", "high"), [(False, 860, 480), (True, 360, 340)])
def test_every_disc_is_inside(narrow: bool, wide: float, high: float) -> None:
    for x, y, radius in discs(chart(*FOUR).draw(narrow=narrow)).values():
        assert radius <= x <= wide - radius
        assert radius <= y <= high - radius


def test_small_discs_lie_on_large_ones() -> None:
    assert list(discs(chart(*FOUR).draw())) == ["law, court", "stars", "sport", "cooking"]


def test_one_topic_lies_in_the_middle() -> None:
    ((x, y, _),) = discs(chart(Topic("law", 5, 1, 7, 7)).draw()).values()
    assert (x, y) == (430, 240)


def test_topics_without_votes_can_be_pointed_at() -> None:
    drawn = discs(chart(Topic("law", 0, 0, 0, 0), Topic("sport", 0, 0, 1, 1)).draw())
    assert all(radius > 2 for _, _, radius in drawn.values())


def test_a_topic_is_said_with_its_votes() -> None:
    assert said(chart(FOUR[1]).draw()) == ["cooking: 100 votes, 10\u00a0%"]


def test_on_a_phone_a_long_name_is_its_first_words() -> None:
    long = Topic("algorithm, numbers, recursion", 5, 1, 0, 0)
    assert "algorithm" in shown(chart(long).draw(narrow=True))
    assert "algorithm, numbers, recursion" in shown(chart(long).draw())


def test_names_that_have_no_room_are_counted() -> None:
    crowd = [Topic(f"topic {place}", 10, 0.05, 0, 0) for place in range(20)]
    svg = chart(*crowd).draw()
    named = [text for text in shown(svg) if text.startswith("topic ")]
    assert f"There was no room for the names of {20 - len(named)} topics" in svg


def test_it_says_how_much_of_the_distances_it_shows() -> None:
    assert "50\u00a0% of their squared distances" in " ".join(shown(chart(*FOUR).draw()))


def test_a_map_that_shows_all_of_them_does_not_say_so() -> None:
    assert "squared distances" not in " ".join(shown(chart(*FOUR, kept=1.0).draw()))


def test_the_message_has_the_largest_and_the_nearest() -> None:
    assert chart(*FOUR).message() == (
        "4 topics. The largest: “law, court” (40\u00a0%), “stars” (30\u00a0%), “sport” "
        "(20\u00a0%). Nearest to each other: “stars” and “cooking”."
    )
    assert chart().message() == "No topics have been found yet."


def test_the_table_has_all_topics_the_largest_first() -> None:
    names = [row[0] for row in chart(*FOUR).rows().rows]
    assert names == ["law, court", "stars", "sport", "cooking"]


@pytest.mark.parametrize(("x", "y"), [(math.nan, 0), (0, math.inf)])
def test_a_topic_that_lies_nowhere_is_refused(x: float, y: float) -> None:
    with pytest.raises(DataError, match="law"):
        Topic("law", 1, 1, x, y)


def test_fewer_votes_than_none_are_refused() -> None:
    with pytest.raises(DataError, match="-1"):
        Topic("law", -1, 1, 0, 0)
