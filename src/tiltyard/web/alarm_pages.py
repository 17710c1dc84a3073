"""Alarms for people: ``/alarms``, and ``/alarms/MODEL`` with the evidence on one model."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime, time
from urllib.parse import quote

from fastapi import APIRouter, HTTPException, Request, Response

from tiltyard import charts
from tiltyard.charts import History, Line, Moment
from tiltyard.drift import WATCH, Alarm, Drift, Verdict, Watched, title_of, words_of
from tiltyard.web._state import arena_of
from tiltyard.web.board_pages._asked import render

router = APIRouter(include_in_schema=False)
_READ = ["GET", "HEAD"]
_LEVEL_LINE = "Alarm"


@dataclass(frozen=True, slots=True)
class Shown:
    """An alarm as a page has it.

    Attributes:
        alarm: itself.
        title: what was found, in a few words, and ``words``: the evidence.
        examples: question, an answer then and one now; none where the questions are not public.
        since: the address of the board of votes since it was confirmed, if it was.
    """

    alarm: Alarm
    title: str
    words: tuple[str, ...]
    examples: tuple[tuple[str, str, str], ...]
    since: str

    @classmethod
    def of(cls, alarm: Alarm) -> Shown:
        """What may be shown of it."""
        told = alarm.evidence.get("examples", ()) if alarm.evidence.get("are_public") else ()
        decided = alarm.decided_at
        return cls(
            alarm,
            title_of(alarm),
            tuple(words_of(alarm)),
            tuple((one["prompt"], one["then"], one["now"]) for one in told),
            f"/leaderboard?since={decided:%Y-%m-%dT%H:%M:%S}"
            if decided is not None and alarm.state == "confirmed"
            else "",
        )


@dataclass(frozen=True, slots=True)
class Version:
    """How the watch over the version that is served stands.

    Attributes:
        model: its name, and ``number``: of the version.
        address: of its page.
        open: how many alarms are open.
        nights: how many nights were compared.
        votes: since its level was frozen; None while there are too few.
        evidence: for a drop, as the watched sum.
    """

    model: str
    number: int
    address: str
    open: int
    nights: int
    votes: int | None
    evidence: float | None


@router.api_route("/alarms", methods=_READ)
async def alarms(request: Request) -> Response:
    """What is watched, and the alarms, the latest first."""
    drift, names = arena_of(request).drift, _public(request)
    told, versions = await asyncio.to_thread(lambda: (_alarms(drift, names), _all(drift, names)))
    page = render(request, "alarms.html", alarms=told, versions=versions, plan=drift.plan)
    page.headers["Cache-Control"] = "no-store"
    return page


@router.api_route("/alarms/{name:path}", methods=_READ)
async def alarms_of(request: Request, name: str) -> Response:
    """The evidence on one model."""
    drift = arena_of(request).drift
    if name not in _public(request):
        raise HTTPException(404)
    told, pictures = await asyncio.to_thread(
        lambda: (_alarms(drift, {name}), _pictures(drift, name))
    )
    page = render(
        request, "alarm.html", model=name, alarms=told, pictures=pictures, plan=drift.plan
    )
    page.headers["Cache-Control"] = "no-store"
    return page


def _public(request: Request) -> set[str]:
    """Names that everybody may know; hidden and private models are on no page."""
    return {card.name for card in arena_of(request).cards if card.listed}


def _alarms(drift: Drift, names: set[str]) -> tuple[Shown, ...]:
    found = [Shown.of(one) for one in drift.journal.alarms() if one.model in names]
    return tuple(reversed(found))


def _all(drift: Drift, names: set[str]) -> tuple[Version, ...]:
    watched = {one.version: one for one in drift.watched}
    alarms = [one for one in drift.journal.alarms() if one.state == "open"]
    found = []
    for one in drift.contenders:
        if one.card.name not in names or not one.card.active:
            continue
        seen = watched.get(one.version.id)
        known = seen is not None and seen.level is not None
        found.append(
            Version(
                one.card.name,
                one.version.number,
                f"/alarms/{quote(one.card.name, safe='/')}",
                sum(alarm.version == one.version.id for alarm in alarms),
                len(drift.verdicts(one.version.id)),
                seen.counted if seen and known else None,
                seen.total if seen and known else None,
            )
        )
    return tuple(sorted(found, key=lambda one: (-one.open, one.model)))


def _pictures(drift: Drift, name: str) -> tuple[tuple[str, History], ...]:
    """Charts of a model, the latest version first, each with what its files are called."""
    contender = next((one for one in drift.contenders if one.card.name == name), None)
    versions = {one.version for one in drift.journal.alarms() if one.model == name}
    if contender is not None:
        versions.add(contender.version.id)
    watched = {one.version: one for one in drift.watched if one.model == name}
    found: list[tuple[str, History]] = []
    for version in sorted({*versions, *watched}, reverse=True):
        if verdicts := drift.verdicts(version):
            found.append((f"nights-{version}", nights_chart(name, verdicts)))
        if version in watched and watched[version].path:
            found.append((f"votes-{version}", votes_chart(name, watched[version])))
    return tuple(found)


def nights_chart(name: str, verdicts: tuple[Verdict, ...]) -> History:
    """How far each night's answers lay from the first ones."""
    moments = tuple(Moment(datetime.combine(one.day, time(), UTC), one.value) for one in verdicts)
    return charts.History(
        title="How far each night’s answers lie from the first ones",
        lines=(Line(name, moments),),
        axis="Squared discrepancy",
        form="number",
        least=0.05,
        notes=("Around 0 if nothing changed; below 0 by chance.",),
    )


def votes_chart(name: str, watched: Watched) -> History:
    """What the votes say for a drop, and where an alarm rings."""
    path = [(datetime.fromtimestamp(at, UTC), total) for at, total in watched.path]
    ends = (path[0][0], path[-1][0])
    return charts.History(
        title=f"Evidence in the votes that version {watched.number} fell",
        lines=(
            Line(name, tuple(Moment(at, total) for at, total in path)),
            Line(_LEVEL_LINE, tuple(Moment(at, WATCH.threshold) for at in ends)),
        ),
        axis="Evidence, as a logarithm",
        form="number",
        least=WATCH.threshold + 1,
    )
