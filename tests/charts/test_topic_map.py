"""Prompts on a map."""

from __future__ import annotations

import pytest

from charts.reading import SPACE, level_words, read, said
from tiltyard.charts import Dot, Topic, TopicMap
from tiltyard.errors import DataError


def chart(*names: str, many: int = 3) -> TopicMap:
    topics = tuple(Topic(name, many, 0.25) for name in names)
    dots = tuple(
        Dot((i + 0.5) / len(names), (k + 0.5) / many, name)
        for i, name in enumerate(names)
        for k in range(many)
    )
    return TopicMap(title="Topics", topics=topics, dots=dots)


def clouds(svg: str) -> dict[str, int]:
    """How many dots are drawn, by colour."""
    return {
        str(one.get("class")): one.attrib["d"].count("M") for one in read(svg).iter(f"{SPACE}path")
    }


def test_every_dot_is_drawn_in_the_colour_of_its_topic() -> None:
    assert clouds(chart("cooking", "law").draw()) == {"s1": 3, "s2": 3}


def test_a_topic_is_named_in_the_middle_of_its_dots() -> None:
    (name,) = [one for one in level_words(chart("cooking").draw()) if one.text == "cooking"]
    assert (name.left + name.right) / 2 == pytest.approx(430, abs=1)


def test_a_topic_is_said_with_its_share() -> None:
    assert said(chart("law").draw()) == ["law: 3 prompts, 25\u00a0%"]


def test_dots_without_a_topic_are_grey() -> None:
    svg = TopicMap(title="Topics", topics=(), dots=(Dot(0.5, 0.5, None),)).draw()
    assert clouds(svg) == {"rest": 1}


def test_topics_without_a_colour_of_their_own_are_told_of() -> None:
    svg = chart(*(f"topic-{i}" for i in range(9))).draw()
    assert clouds(svg)["rest"] == 3
    assert "The 8 largest topics have colours." in svg


def test_of_very_many_dots_some_are_drawn() -> None:
    svg = chart("cooking", many=5000).draw()
    assert clouds(svg)["s1"] == 1667
    assert "1 in 3 of 5,000 prompts is drawn." in svg


def test_up_is_up() -> None:
    dots = (Dot(0.5, 0.9, "law"), Dot(0.5, 0.1, "law"))
    svg = TopicMap(title="Topics", topics=(Topic("law", 2, 1),), dots=dots).draw()
    (path,) = read(svg).iter(f"{SPACE}path")
    first, second = (
        float(part.split()[1].split("h")[0]) for part in path.attrib["d"][1:].split("M")
    )
    assert first < second


def test_the_message_has_the_largest() -> None:
    assert chart("cooking", "law").message() == (
        "2 topics. The largest: cooking (25\u00a0%), law (25\u00a0%)."
    )
    assert TopicMap(title="", topics=(), dots=()).message() == "No topics have been found yet."


def test_the_table_has_all_topics() -> None:
    assert chart("cooking").rows().rows == (("cooking", 3, 0.25),)


def test_a_dot_of_no_topic_that_there_is_is_refused() -> None:
    with pytest.raises(DataError, match="law"):
        TopicMap(title="", topics=(), dots=(Dot(0, 0, "law"),))


@pytest.mark.parametrize(("x", "y"), [(-0.1, 0), (0, 1.1), (float("nan"), 0)])
def test_a_dot_beyond_the_map_is_refused(x: float, y: float) -> None:
    with pytest.raises(DataError):
        Dot(x, y, None)
