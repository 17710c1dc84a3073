"""The watch as a whole: nights, alarms, and what becomes of them."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest

from drift.talking import Talker, contender
from leaderboard.stored import cast, opened
from tiltyard.battles import Contender
from tiltyard.drift import Alarm, Drift, Plan, Prompts
from tiltyard.store import Store

FIRST = date(2026, 1, 1)
PROMPTS = Prompts(tuple(f"Question {'x' * number}?" for number in range(8)), are_public=True)
PLAN = Plan(canaries=True, prompts=PROMPTS, samples=4, reference_nights=2)


@dataclass
class Watch:
    """A watch over one model, whose clock and endpoint the test has in its hands."""

    store: Store
    folder: Path
    talker: Talker = field(default_factory=Talker)
    now: datetime = datetime(2026, 1, 1, 4, tzinfo=UTC)
    version: int = 1

    def __post_init__(self) -> None:
        self.drift = self.made()

    def made(self, plan: Plan = PLAN) -> Drift:
        """The watch, as after a start."""
        return Drift(
            [contender(self.talker)],
            self.store,
            self.folder,
            plan,
            remake=lambda: [contender(self.talker, version=self.version)],
            clock=lambda: self.now,
        )

    def night(self, day: int) -> list[Alarm]:
        """The alarms of a night."""
        self.now = datetime(2026, 1, 1, 4, tzinfo=UTC) + timedelta(days=day)
        return asyncio.run(self.drift.night(self.drift.contenders, self.now.date()))

    def nights(self, *days: int) -> list[Alarm]:
        """Those of several."""
        return [alarm for day in days for alarm in self.night(day)]


@pytest.fixture
def watch(tmp_path: Path) -> Iterator[Watch]:
    """A watch over an empty arena."""
    store = opened(f"sqlite:///{tmp_path / 'arena.db'}")
    yield Watch(store, tmp_path / "drift")
    store.close()


def test_an_endpoint_that_stays_as_it_is_rings_in_no_night(watch: Watch) -> None:
    assert watch.nights(0, 1, 2, 3, 4) == []
    assert [one.day.day for one in watch.drift.verdicts(1)] == [3, 4, 5]


def test_an_endpoint_that_changes_rings_in_that_night(watch: Watch) -> None:
    assert watch.nights(0, 1, 2) == []
    watch.talker.prefix = "As a larger model I can say: "
    (alarm,) = watch.night(3)
    assert (alarm.number, alarm.kind, alarm.model) == (1, "answers", "elm")
    assert alarm.evidence["p_value"] <= alarm.evidence["level"]
    assert alarm.evidence["examples"][0]["now"].startswith("As a larger model")


def test_an_open_alarm_does_not_ring_again(watch: Watch) -> None:
    watch.nights(0, 1)
    watch.talker.prefix = "As a larger model I can say: "
    watch.night(2)
    assert watch.night(3) == []


def test_another_name_and_fingerprint_ring(watch: Watch) -> None:
    watch.talker.fingerprint = "f-1"
    watch.nights(0, 1)
    watch.talker.name, watch.talker.fingerprint = "talker-2", "f-2"
    assert sorted(alarm.kind for alarm in watch.night(2)) == ["fingerprint", "name"]


def test_after_a_dismissal_later_nights_are_compared_with_what_is_now(watch: Watch) -> None:
    watch.nights(0, 1)
    watch.talker.prefix = "As a larger model I can say: "
    watch.night(2)
    watch.drift.journal.decide("elm", "dismissed", reason="the prompt template", at=watch.now)
    assert watch.nights(3, 4, 5) == []
    assert watch.drift.verdicts(1)[-1].reference == (date(2026, 1, 4), date(2026, 1, 5))


def test_a_night_is_asked_once(watch: Watch) -> None:
    watch.night(0)
    asked = len(watch.talker.asked)
    watch.night(0)
    assert asked == len(watch.talker.asked) == 32


def test_a_model_that_is_down_is_not_compared(watch: Watch) -> None:
    watch.nights(0, 1)
    watch.talker.fails = True
    assert watch.night(2) == []
    assert watch.drift.verdicts(1) == ()


def test_a_model_out_of_use_is_not_asked(watch: Watch) -> None:
    retired = replace(
        contender(watch.talker), card=replace(contender(watch.talker).card, active=False)
    )
    asyncio.run(watch.drift.night([retired], FIRST))
    assert watch.talker.asked == []


@pytest.mark.parametrize(("hour", "asked"), [(2, 0), (3, 32), (23, 32)])
def test_nights_begin_at_their_hour(watch: Watch, hour: int, asked: int) -> None:
    drift = watch.made(replace(PLAN, at=time(3)))
    watch.now = datetime(2026, 1, 1, hour, 0, 1, tzinfo=UTC)
    for _ in range(2):
        asyncio.run(drift.night_if_due())
    assert len(watch.talker.asked) == asked


def test_two_programs_do_not_ask_at_once(watch: Watch) -> None:
    other = watch.made()

    async def both() -> None:
        await asyncio.gather(
            watch.drift.night(watch.drift.contenders, FIRST), other.night(other.contenders, FIRST)
        )

    asyncio.run(both())
    assert len(watch.talker.asked) == 32


def test_a_confirmed_change_is_served_as_a_new_version_once(watch: Watch) -> None:
    served: list[Sequence[Contender]] = []

    async def serve(contenders: Sequence[Contender]) -> None:
        served.append(contenders)

    watch.drift.serve = serve
    watch.nights(0, 1)
    watch.talker.name = "talker-2"
    watch.night(2)
    asyncio.run(watch.drift.look())
    assert served == []
    watch.drift.journal.decide("elm", "confirmed", reason="another name", at=watch.now)
    watch.version = 2
    for _ in range(2):
        asyncio.run(watch.drift.look())
    assert [[one.version.id for one in each] for each in served] == [[2]]


def test_a_new_version_begins_with_reference_nights_of_its_own(watch: Watch) -> None:
    watch.nights(0, 1)
    watch.talker.name = "talker-2"
    watch.night(2)
    watch.drift.journal.decide("elm", "confirmed", reason="another name", at=watch.now)
    watch.version = 2
    asyncio.run(watch.drift.look())
    assert watch.nights(3, 4, 5) == []
    assert watch.drift.verdicts(2)[0].reference == (date(2026, 1, 4), date(2026, 1, 5))


def test_the_cost_is_told_for_each_model(watch: Watch) -> None:
    assert watch.drift.cost(watch.drift.contenders)["elm"].calls == 32


def test_a_damaged_night_of_one_model_ends_no_watch(
    watch: Watch, caplog: pytest.LogCaptureFixture
) -> None:
    watch.night(0)
    (watch.folder / "nights" / "1" / "2026-01-01.jsonl").write_text("{\n")
    assert watch.night(1) == []
    assert "no canaries of 'elm' tonight" in caplog.text


def test_votes_are_watched_and_shown(watch: Watch) -> None:
    assert not watch.drift.watched
    cast(watch.store)
    watch.now = datetime(2026, 6, 1, tzinfo=UTC)
    assert watch.drift.step() == []
    assert [one.model for one in watch.drift.watched] == ["elm", "oak"]
