"""Steps as server-sent events."""

from __future__ import annotations

import pytest

from tiltyard.battles import Step, Steps
from tiltyard.web.events import encode, parse_id, step_id


def test_steps_that_came_together_are_sent_together() -> None:
    steps = Steps((Step(0, 0, 1, "a", "b"), Step(0, 0, 2, "", "c")))
    assert encode(steps) == (
        b'id: 0.0.1\nevent: step\ndata: {"position":0,"model_a":"a","model_b":"b"}\n\n'
        b'id: 0.0.2\nevent: step\ndata: {"position":0,"model_b":"c"}\n\n'
    )


def test_silence_is_a_comment() -> None:
    assert encode(Steps(())).startswith(b":")


def test_a_line_break_in_an_answer_stays_in_its_event() -> None:
    assert encode(Steps((Step(0, 0, 1, "a\n\nevent: end", ""),))).count(b"\n\n") == 1


def test_an_id_is_read_back() -> None:
    assert parse_id(step_id(Step(3, 1, 27, "", ""))) == (3, 1, 27)


@pytest.mark.parametrize(
    "odd", [None, "", "7", "1.2", "a.b.c", "1.2.-3", "1.2.3.4", "1.2.999999999"]
)
def test_an_odd_id_means_from_the_start(odd: str | None) -> None:
    assert parse_id(odd) == (-1, -1, 0)
