"""Where prompts and topics lie on a map."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest

from pipeline.topical import PROMPTS, SKY
from tiltyard.pipeline import Topics, fit_topics, plane_of
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


def turned(many: int, directions: int) -> Topics:
    """Topics whose centroids are drawn in so many directions, of unit length."""
    drawn = np.zeros((many, 256), np.float32)
    drawn[:, :directions] = np.random.default_rng(5).normal(size=(many, directions))
    drawn /= np.linalg.norm(drawn, axis=1, keepdims=True)
    topics = tuple(replace(TOPICS.topics[0], name=f"topic {place}") for place in range(many))
    return replace(TOPICS, topics=topics, centroids=drawn)


def test_topics_that_differ_in_two_ways_keep_their_distances() -> None:
    topics = turned(7, 2)
    found = plane_of(topics)
    spots = np.array([found.spots[name] for name in topics.names])
    assert found.kept == pytest.approx(1)
    for one, other in combinations(range(7), 2):
        flat = np.linalg.norm(spots[one] - spots[other])
        assert flat == pytest.approx(
            np.linalg.norm(topics.centroids[one] - topics.centroids[other]), abs=1e-3
        )


def test_what_a_plane_keeps_is_its_share_of_squared_distances() -> None:
    topics = turned(9, 6)
    found = plane_of(topics)
    spots = np.array([found.spots[name] for name in topics.names])
    flat, whole = (
        sum(float(((at[i] - at[k]) ** 2).sum()) for i, k in combinations(range(9), 2))
        for at in (spots, topics.centroids)
    )
    assert found.kept == pytest.approx(flat / whole, abs=1e-3)
    assert flat / whole < 0.9


def test_the_wider_direction_lies_across() -> None:
    across, up = np.ptp(np.array([*plane_of(turned(9, 6)).spots.values()]), axis=0)
    assert across >= up


def test_one_topic_lies_at_the_middle_of_all() -> None:
    found = plane_of(turned(1, 3))
    assert (found.spots, found.kept) == ({"topic 0": (0.0, 0.0)}, None)


def test_without_topics_there_are_no_places() -> None:
    found = plane_of(replace(TOPICS, topics=(), centroids=TOPICS.centroids[:0]))
    assert (found.spots, found.kept) == ({}, None)
