"""Nights on disk: appended to, broken off, taken up again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from drift.talking import night_of
from tiltyard.drift._nights import Night, Nights, Sample
from tiltyard.errors import DataError

DAY = date(2026, 1, 1)
EMPTY = Night(DAY, "a" * 64, prompts=2, samples=2, limit=8)


def test_a_night_goes_on_where_it_was_broken_off(tmp_path: Path) -> None:
    nights = Nights(tmp_path)
    nights.begin(7, EMPTY)
    nights.add(7, DAY, Sample(1, 0, "said", served_model="m", cost_usd=0.5))
    begun = Nights(tmp_path).begin(7, EMPTY)
    assert begun.missing == [(0, 0), (0, 1), (1, 1)]
    assert begun.given[1, 0] == Sample(1, 0, "said", served_model="m", cost_usd=0.5)


def test_a_night_is_usable_once_all_was_asked(tmp_path: Path) -> None:
    nights = Nights(tmp_path)
    nights.begin(7, EMPTY)
    for number, (prompt, sample) in enumerate(EMPTY.missing):
        assert not next(nights.of(7)).is_usable, number
        nights.add(7, DAY, Sample(prompt, sample, "said"))
    assert next(nights.of(7)).is_usable


def test_a_night_without_most_of_its_answers_is_not_usable() -> None:
    night = night_of(DAY, [["a", "b"], ["c", "d"]])
    failed = {key: replace(one, failure="timeout") for key, one in night.given.items()}
    two = dict(list(failed.items())[:2])
    three = dict(list(failed.items())[:3])
    assert replace(night, given={**night.given, **two}).is_usable
    assert not replace(night, given={**night.given, **three}).is_usable


def test_failures_are_no_answers() -> None:
    night = night_of(DAY, [["a", "b"]])
    failed = {**night.given, (0, 0): Sample(0, 0, "", failure="timeout")}
    assert replace(night, given=failed).good(0) == ["b"]


def test_nights_come_in_the_order_of_their_days(tmp_path: Path) -> None:
    nights = Nights(tmp_path)
    for day in (3, 1, 2):
        nights.begin(7, replace(EMPTY, day=date(2026, 1, day)))
    assert [one.day.day for one in nights.of(7)] == [1, 2, 3]


def test_versions_have_nights_of_their_own(tmp_path: Path) -> None:
    nights = Nights(tmp_path)
    nights.begin(7, EMPTY)
    assert list(nights.of(8)) == []


def test_a_night_with_other_questions_waits_for_the_next_day(tmp_path: Path) -> None:
    nights = Nights(tmp_path)
    nights.begin(7, EMPTY)
    with pytest.raises(DataError, match="begun with other questions"):
        nights.begin(7, replace(EMPTY, digest="b" * 64))


@pytest.mark.parametrize("line", ['{"prompt": 1}', '{"prompt": 0, "number": 0, "x": 1}', "{"])
def test_a_damaged_night_is_named(tmp_path: Path, line: str) -> None:
    nights = Nights(tmp_path)
    nights.begin(7, EMPTY)
    path = tmp_path / "7" / "2026-01-01.jsonl"
    path.write_text(path.read_text() + line + "\n")
    with pytest.raises(DataError, match=r"2026-01-01\.jsonl', line 2, makes no sense"):
        list(nights.of(7))


def test_a_night_is_found_by_its_day(tmp_path: Path) -> None:
    nights = Nights(tmp_path)
    nights.begin(7, EMPTY)
    assert nights.on(7, DAY) == EMPTY
    assert nights.on(7, date(2026, 1, 2)) is None
