"""Alarms, opened and closed, by several programs at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tiltyard.drift import Alarm, Journal
from tiltyard.errors import ConfigurationError, DataError

NOW = datetime(2026, 1, 2, 3, tzinfo=UTC)
ALARM = Alarm(0, "elm", 5, 2, "votes", NOW, {"sum": 8.1, "path": [[1.0, 2.0]]})


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    """An empty one."""
    return Journal(tmp_path / "drift" / "alarms.jsonl")


def test_an_alarm_gets_a_number_and_is_kept(journal: Journal) -> None:
    assert journal.open(ALARM) == replace(ALARM, number=1)
    assert journal.alarms() == (replace(ALARM, number=1),)


def test_what_is_open_is_not_opened_again(journal: Journal) -> None:
    journal.open(ALARM)
    assert journal.open(replace(ALARM, at=datetime.now(UTC))) is None


def test_another_kind_is_another_alarm(journal: Journal) -> None:
    journal.open(ALARM)
    other = journal.open(replace(ALARM, kind="answers"))
    assert other is not None
    assert other.number == 2


def test_of_several_programs_one_opens_it(tmp_path: Path) -> None:
    def one(_: int) -> Alarm | None:
        return Journal(tmp_path / "alarms.jsonl").open(ALARM)

    with ThreadPoolExecutor(8) as pool:
        opened = [alarm for alarm in pool.map(one, range(16)) if alarm is not None]
    assert len(opened) == len(Journal(tmp_path / "alarms.jsonl").alarms()) == 1


def test_confirming_is_a_new_epoch_of_the_model(journal: Journal) -> None:
    journal.open(ALARM)
    journal.open(replace(ALARM, kind="answers"))
    done = journal.decide("elm", "confirmed", reason=" it  answers\nworse ", at=NOW)
    assert [(one.state, one.reason) for one in done] == [("confirmed", "it answers worse")] * 2
    assert journal.alarms() == done
    assert journal.epochs() == {"elm": 1}


def test_a_second_change_is_a_second_epoch(journal: Journal) -> None:
    for version in (5, 6):
        journal.open(replace(ALARM, version=version))
        journal.decide("elm", "confirmed", reason="again", at=NOW)
    assert journal.epochs() == {"elm": 2}


def test_of_a_version_that_was_replaced_nothing_is_opened(journal: Journal) -> None:
    journal.open(ALARM)
    journal.decide("elm", "confirmed", reason="yes", at=NOW)
    assert journal.open(replace(ALARM, kind="answers")) is None


def test_dismissing_is_no_epoch_and_a_later_alarm_is_another(journal: Journal) -> None:
    journal.open(ALARM)
    journal.decide("elm", "dismissed", reason="a holiday", at=NOW)
    again = journal.open(ALARM)
    assert journal.epochs() == {}
    assert again is not None
    assert again.number == 2


def test_a_model_without_an_open_alarm_is_refused_with_those_that_have_one(
    journal: Journal,
) -> None:
    journal.open(ALARM)
    with pytest.raises(ConfigurationError, match=r"'oak' has no open alarm.*those of elm"):
        journal.decide("oak", "confirmed", reason="x", at=NOW)


@pytest.mark.parametrize("reason", ["", " \n", "x" * 2_001])
def test_a_reason_that_is_none_is_refused(journal: Journal, reason: str) -> None:
    journal.open(ALARM)
    with pytest.raises(ConfigurationError, match="a reason has 1 to 2,000 characters"):
        journal.decide("elm", "confirmed", reason=reason, at=NOW)


@pytest.mark.parametrize(
    "line",
    [
        '{"event": "erased", "at": "2026-01-01T00:00:00+00:00", "alarms": [1]}',
        '{"event": "confirmed", "at": "2026-01-01T00:00:00+00:00", "alarms": [9], "reason": "x"}',
        '{"event": "opened", "at": "yesterday"}',
    ],
)
def test_a_damaged_journal_is_named(journal: Journal, tmp_path: Path, line: str) -> None:
    journal.open(ALARM)
    path = tmp_path / "drift" / "alarms.jsonl"
    path.write_text(path.read_text() + line + "\n")
    with pytest.raises(DataError, match=r"alarms\.jsonl', line 2, makes no sense"):
        journal.alarms()
