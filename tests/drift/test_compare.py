"""A night beside the first ones."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from drift.talking import night_of, spoken_nights
from tiltyard.drift._compare import NIGHTS_A_YEAR, judge, reference_of
from tiltyard.drift._nights import Night, Sample

YEARLY = 0.366


def judged(nights: list[Night]) -> bool:
    """Whether the last night's answers are others than those of the ones before."""
    return judge(nights[-1], nights[:-1], version="v", yearly=YEARLY).is_other


def test_the_level_of_a_night_is_a_share_of_that_of_a_year() -> None:
    nights = spoken_nights(1, heats=[0.5, 0.5], prompts=2)
    assert judge(nights[1], nights[:1], version="v", yearly=0.01).level == 0.01 / NIGHTS_A_YEAR


def test_a_hotter_endpoint_is_found() -> None:
    assert judged(spoken_nights(2, heats=[0.5, 0.5, 2.0]))


def test_the_same_endpoint_is_not() -> None:
    assert not judged(spoken_nights(3, heats=[0.5, 0.5, 0.5]))


def test_answers_that_never_vary_and_are_others_now_are_found() -> None:
    then = night_of(date(2026, 1, 1), [["yes"] * 5] * 10)
    now = night_of(date(2026, 1, 2), [["no"] * 5] * 10)
    assert judged([then, now])


def test_answers_that_never_vary_and_are_the_same_are_not() -> None:
    then = night_of(date(2026, 1, 1), [["yes"] * 5] * 10)
    verdict = judge(replace(then, day=date(2026, 1, 2)), [then], version="v", yearly=YEARLY)
    assert verdict.p_value == 1
    assert verdict.value == pytest.approx(0)


def test_the_same_night_has_the_same_p_value_on_every_machine() -> None:
    nights = spoken_nights(4, heats=[0.5, 0.5, 0.6])
    first, second = (judge(nights[-1], nights[:-1], version="v", yearly=YEARLY) for _ in range(2))
    assert first == second


def test_examples_show_what_differs_most() -> None:
    then = night_of(date(2026, 1, 1), [["same"] * 5] * 7 + [["the old answer"] * 5] * 3)
    now = night_of(date(2026, 1, 2), [["same"] * 5] * 7 + [["something new"] * 5] * 3)
    verdict = judge(now, [then], version="v", yearly=YEARLY)
    assert verdict.is_other
    assert sorted(verdict.examples) == [
        (prompt, "the old answer", "something new") for prompt in (7, 8, 9)
    ]


def test_a_night_that_does_not_ring_has_no_examples() -> None:
    nights = spoken_nights(5, heats=[0.5, 0.5])
    assert judge(nights[1], nights[:1], version="v", yearly=YEARLY).examples == ()


def test_a_question_without_two_answers_is_left_out() -> None:
    nights = spoken_nights(6, heats=[0.5, 0.5], prompts=3, samples=2)
    lost = {**nights[1].given, (1, 0): Sample(1, 0, "", failure="timeout")}
    verdict = judge(replace(nights[1], given=lost), nights[:1], version="v", yearly=YEARLY)
    assert verdict.questions == 2


@pytest.mark.parametrize(
    ("before", "now", "new"),
    [
        ("m-1", "m-2", ("m-2",)),
        ("m-1", "m-1", ()),
        (None, "m-1", ()),
        ("m-1", None, ()),
    ],
)
def test_another_name_is_told(before: str | None, now: str | None, new: tuple[str, ...]) -> None:
    nights = [
        night_of(date(2026, 1, day), [["x", "x"]], name=name)
        for day, name in ((1, before), (2, now))
    ]
    assert judge(nights[1], nights[:1], version="v", yearly=YEARLY).new_models == new


def test_a_fingerprint_beside_a_known_one_is_no_change() -> None:
    first = night_of(date(2026, 1, 1), [["x", "x"]], fingerprint="f-1")
    second = night_of(date(2026, 1, 2), [["x", "x"]], fingerprint="f-1")
    mixed = {**second.given, (0, 1): replace(second.given[0, 1], fingerprint="f-2")}
    verdict = judge(replace(second, given=mixed), [first], version="v", yearly=YEARLY)
    assert verdict.new_fingerprints == ()


def test_the_reference_is_the_first_usable_nights_of_the_same_questions() -> None:
    nights = spoken_nights(7, heats=[0.5] * 6, prompts=2)
    nights[0] = replace(nights[0], digest="1" * 64)
    nights[2] = replace(nights[2], given={})
    found = reference_of(nights, nights[5], 2)
    assert [one.day for one in found] == [nights[1].day, nights[3].day]


def test_a_night_is_not_its_own_reference() -> None:
    nights = spoken_nights(8, heats=[0.5, 0.5], prompts=2)
    assert reference_of(nights, nights[1], 5) == [nights[0]]


def test_what_was_dismissed_is_no_reference_any_more() -> None:
    nights = spoken_nights(9, heats=[0.5] * 5, prompts=2)
    found = reference_of(nights, nights[4], 2, after=nights[1].day)
    assert [one.day for one in found] == [nights[2].day, nights[3].day]
