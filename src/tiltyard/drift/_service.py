"""The watch over an arena's endpoints: canaries, votes, alarms, and new versions."""

from __future__ import annotations

import asyncio
import fcntl
import logging
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

from tiltyard.battles import Contender
from tiltyard.drift._asking import Cost, ask, cost_of
from tiltyard.drift._compare import Verdict, judge, reference_of
from tiltyard.drift._journal import Alarm, Journal, Kind
from tiltyard.drift._nights import Night, Nights
from tiltyard.drift._prompts import Prompts
from tiltyard.drift._verdicts import Verdicts
from tiltyard.drift._votes import VoteWatch, Watched
from tiltyard.errors import TiltyardError, WriteError
from tiltyard.records import ModelVersion
from tiltyard.store import Store

_log = logging.getLogger(__name__)

# Seconds between two looks at votes, at what was confirmed, and at the time of day.
LOOK = 30.0
# Models that are asked at once by night.
_MODELS_AT_ONCE = 3
Serve = Callable[[Sequence[Contender]], Awaitable[None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is watched, and how.

    Attributes:
        canaries: whether models are asked questions every night.
        prompts: which.
        at: when, UTC.
        samples: answers to each question, each night; two at least.
        tokens: the most that one answer may have.
        reference_nights: so many first nights are what later ones are compared with.
        false_alarms: probability that the canaries of a model that never changes ring in a year.
        votes: whether the arena's votes are watched.
        reference_votes: so many votes freeze a model's level, which is watched from then on.
    """

    canaries: bool
    prompts: Prompts
    at: time = time(3)
    samples: int = 5
    tokens: int = 256
    reference_nights: int = 2
    false_alarms: float = 0.01
    votes: bool = True
    reference_votes: int = 2_000


def _now() -> datetime:
    return datetime.now(UTC)


class Drift:
    """What watches. `run` it in the event loop; other methods block and may be called anywhere.

    Args:
        contenders: the models that are served.
        store: holds the votes.
        folder: where everything is kept.
        plan: what is watched.
        remake: the models with the versions that are confirmed now; blocks.
        clock: aware UTC time.

    Attributes:
        serve: told of new versions of the models.
    """

    def __init__(  # noqa: PLR0913 -- what is handed in, each with one meaning
        self,
        contenders: Sequence[Contender],
        store: Store,
        folder: Path,
        plan: Plan,
        *,
        remake: Callable[[], Sequence[Contender]],
        clock: Callable[[], datetime] = _now,
    ) -> None:
        self.contenders = tuple(contenders)
        self.plan = plan
        self.journal = Journal(folder / "alarms.jsonl")
        self._folder = folder
        self._nights = Nights(folder / "nights")
        self._verdicts = Verdicts(folder / "verdicts")
        self._votes = VoteWatch(store, folder / "votes.json", reference_votes=plan.reference_votes)
        self._remake = remake
        self._clock = clock
        self._epochs = self.journal.epochs()
        self._asked_on: date | None = None
        self._watched: tuple[Watched, ...] = ()
        self._stepping = threading.Lock()
        self.serve: Serve | None = None

    async def run(self) -> None:
        """Watch for ever; cancel to stop."""
        async with asyncio.TaskGroup() as both:
            both.create_task(self._repeat(self.look))
            if self.plan.canaries:
                both.create_task(self._repeat(self.night_if_due))

    async def look(self) -> None:
        """Serve what was confirmed as new versions, and read the votes that came.

        Raises:
            TiltyardError: something could not be read or written.
        """
        epochs = await asyncio.to_thread(self.journal.epochs)
        if epochs != self._epochs:
            self.contenders = tuple(await asyncio.to_thread(self._remake))
            if self.serve is not None:
                await self.serve(self.contenders)
            self._epochs = epochs
        if self.plan.votes:
            await asyncio.to_thread(self.step)

    def step(self) -> list[Alarm]:
        """Read the votes that came; returns the alarms that were opened."""
        with self._stepping:
            self._votes.settle(self.journal.alarms())
            opened = self._open(self._votes.step(self._clock()))
            self._watched = tuple(replace(one, path=[*one.path]) for one in self._votes.watched)
            return opened

    async def night_if_due(self) -> None:
        """Ask all models, if the time has come and it was not done today."""
        now = self._clock()
        if now.time() >= self.plan.at and self._asked_on != now.date():
            await self.night(self.contenders, now.date())
            self._asked_on = now.date()

    async def night(self, models: Sequence[Contender], day: date) -> list[Alarm]:
        """Ask models the night's questions and judge the answers; returns the alarms opened.

        What was asked on that day already is not asked again. While another program asks, it is
        waited for.
        """
        slots = asyncio.Semaphore(_MODELS_AT_ONCE)

        async def one(contender: Contender) -> list[Alarm]:
            async with slots:
                try:
                    return await self._night_of(contender, day)
                except TiltyardError as error:
                    _log.error("no canaries of %r tonight: %s", contender.card.name, error)
                    return []

        async with self._alone():
            found = await asyncio.gather(*(one(each) for each in models if each.card.active))
        return [alarm for alarms in found for alarm in alarms]

    def cost(self, models: Sequence[Contender]) -> dict[str, Cost]:
        """What a night takes of each model, at most."""
        plan = self.plan
        return {
            one.card.name: cost_of(one, plan.prompts.texts, samples=plan.samples, limit=plan.tokens)
            for one in models
            if one.card.active
        }

    def verdicts(self, version: int) -> tuple[Verdict, ...]:
        """What the nights of a version said, in their order.

        Raises:
            DataError: a file is damaged.
        """
        return self._verdicts.of(version)

    def nights(self, version: int) -> int:
        """How many whole nights of a version there are.

        Raises:
            DataError: a file is damaged.
        """
        return sum(one.is_usable for one in self._nights.of(version))

    @property
    def watched(self) -> tuple[Watched, ...]:
        """All versions under watch by votes, as they stood at the last step."""
        return self._watched

    async def _night_of(self, one: Contender, day: date) -> list[Alarm]:
        plan, version = self.plan, one.version
        wanted = Night(day, plan.prompts.digest, len(plan.prompts.texts), plan.samples, plan.tokens)
        night = await asyncio.to_thread(self._nights.begin, version.id, wanted)
        if night.missing:
            await ask(
                one,
                plan.prompts.texts,
                night,
                lambda sample: self._nights.add(version.id, day, sample),
            )
        return await asyncio.to_thread(self._judged, version, day)

    def _judged(self, version: ModelVersion, day: date) -> list[Alarm]:
        """Judge a night, if it was not; returns the alarms opened."""
        if any(one.day == day for one in self._verdicts.of(version.id)):
            return []
        night = self._nights.on(version.id, day)
        if night is None or not night.is_usable:
            _log.warning("too few answers of %r tonight to compare", version.model)
            return []
        many = self.plan.reference_nights
        nights = self._nights.of(version.id)
        reference = reference_of(nights, night, many, after=self._dismissed(version))
        if len(reference) < many:
            return []
        verdict = judge(night, reference, version=version.digest, yearly=self.plan.false_alarms)
        self._verdicts.add(version.id, verdict)
        return self._open(_alarms(version, verdict, self.plan.prompts, self._clock()))

    def _dismissed(self, version: ModelVersion) -> date | None:
        """The last day on which an alarm of a version was dismissed: the day before its nights."""
        days = [
            one.decided_at.date()
            for one in self.journal.alarms()
            if one.version == version.id and one.state == "dismissed" and one.decided_at
        ]
        return max(days, default=None)

    def _open(self, alarms: Sequence[Alarm]) -> list[Alarm]:
        opened = [kept for one in alarms if (kept := self.journal.open(one)) is not None]
        for one in opened:
            _log.warning(
                "ALARM %d: %r may have changed (%s): see `tiltyard drift list`",
                one.number,
                one.model,
                one.kind,
            )
        return opened

    async def _repeat(self, work: Callable[[], Awaitable[object]]) -> None:
        while True:
            try:
                await work()
            except Exception:
                # Nobody awaits this: an error that ended the loop would end the watch unseen.
                _log.exception("the watch for drift stumbled; it is tried again")
            await asyncio.sleep(LOOK)

    @asynccontextmanager
    async def _alone(self) -> AsyncIterator[None]:
        """While no other program asks."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            lock = (self._folder / "night.lock").open("w")
        except OSError as error:
            raise WriteError(f"{str(self._folder)!r} cannot be written: {error}") from error
        with lock:
            while True:
                try:
                    fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    break
                except BlockingIOError:
                    await asyncio.sleep(1)
            yield


def _alarms(
    version: ModelVersion, verdict: Verdict, prompts: Prompts, now: datetime
) -> list[Alarm]:
    """What a verdict gives cause for."""
    told: dict[str, Any] = asdict(replace(verdict, examples=()))
    told |= {"day": verdict.day.isoformat()}
    told |= {"reference": [day.isoformat() for day in verdict.reference]}
    examples = [
        {"prompt": prompts.texts[at], "then": then, "now": new}
        for at, then, new in verdict.examples
    ]
    kinds: list[tuple[Kind, dict[str, Any]]] = []
    if verdict.is_other:
        kinds.append(("answers", {**told, "examples": examples, "are_public": prompts.are_public}))
    if verdict.new_models:
        kinds.append(("name", {**told, "now": list(verdict.new_models)}))
    if verdict.new_fingerprints:
        kinds.append(("fingerprint", {**told, "now": list(verdict.new_fingerprints)}))
    return [
        Alarm(0, version.model, version.id, version.number, kind, now, evidence)
        for kind, evidence in kinds
    ]
