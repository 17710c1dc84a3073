"""Where prompts lie on a map."""

from __future__ import annotations

from pipeline.topical import PROMPTS, SKY
from tiltyard.pipeline import fit_topics
from tiltyard.pipeline._topic_map import map_of

TOPICS = fit_topics(PROMPTS, count=3)


def test_every_prompt_has_a_place_and_its_topic() -> None:
    points = map_of(TOPICS, dict.fromkeys(PROMPTS, True))
    assert [point["topic"] for point in points] == TOPICS.label(PROMPTS)
    assert {min(point[axis] for point in points) for axis in "xy"} == {0}
    assert {max(point[axis] for point in points) for axis in "xy"} == {1}


def test_a_prompt_that_may_not_be_shown_has_no_text() -> None:
    points = map_of(TOPICS, {SKY[0]: True, SKY[1]: False})
    assert [point["text"] for point in points] == [SKY[0], None]


def test_personal_data_is_not_on_the_map() -> None:
    points = map_of(TOPICS, {"Tell ann@example.org about the moon": True})
    assert points[0]["text"] == "Tell [EMAIL] about the moon"


def test_one_prompt_lies_in_the_middle() -> None:
    assert [(point["x"], point["y"]) for point in map_of(TOPICS, {SKY[0]: True})] == [(0.5, 0.5)]


def test_no_prompts_make_no_map() -> None:
    assert map_of(TOPICS, {}) == []
