"""``tiltyard drift``: did a model change behind its name?"""

from __future__ import annotations

import asyncio
import dataclasses
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Annotated, Any

import numpy as np
import typer
from typer.core import TyperGroup

from tiltyard import bootstrap, leaderboard, votes
from tiltyard.cli import options
from tiltyard.cli.data._aligned import aligned
from tiltyard.cli.options import which_votes
from tiltyard.cli.progress import progress
from tiltyard.drift import Alarm, Answer, Cost, Drift, did_move, title_of, words_of
from tiltyard.errors import ConfigurationError, UnknownNameError
from tiltyard.ratings import Comparisons
from tiltyard.registry import nearest


class _Commands(TyperGroup):
    """A name that is no command is a model's: ``drift elm`` is ``drift move elm``."""

    def resolve_command(
        self,
        ctx: Any,  # noqa: ANN401 -- typer's own context is private
        args: list[str],
    ) -> tuple[str | None, Any, list[str]]:
        known = args and (args[0] in self.commands or args[0].startswith("-"))
        return super().resolve_command(ctx, args if known or not args else ["move", *args])


app = typer.Typer(
    cls=_Commands, help="Models that changed behind their names.", no_args_is_help=True
)

Model = Annotated[str, typer.Argument(metavar="MODEL", help="The model.")]
Reason = Annotated[str, typer.Option(help="Why, for everybody to read.")]
File = Annotated[
    list[str] | None,
    typer.Option(
        "--file",
        metavar="FILE",
        help="A file of votes, as `tiltyard rank` takes them (default: the arena's own votes).",
    ),
]
At = Annotated[
    str | None,
    which_votes(
        metavar="TIME",
        help="Where before ends and after begins (default: the middle of the model's votes).",
    ),
]
Pinned = Annotated[
    str | None,
    typer.Option(
        metavar="NAMES",
        help="Models that are served unchanged, parted by commas (default: `drift.pinned`, or "
        "else all others).",
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON instead.")]


@app.callback()
def _root() -> None:
    """Models that changed behind their names."""


@app.command("move")
def move(  # noqa: PLR0913 -- one option each
    model: Model,
    *,
    at: At = None,
    since: options.Since = None,
    until: options.Until = None,
    pinned: Pinned = None,
    file: File = None,
    preset: options.Preset = None,
    voted_at: options.VotedAt = None,
    seed: options.Seed = 0,
    as_json: AsJson = False,
) -> None:
    """Say whether a model's score really moved, or wobbled as it would by chance."""
    now = datetime.now(UTC)
    edges = tuple(
        None if text is None else votes.moment(text, now=now) for text in (since, at, until)
    )
    if file is None:
        settings = bootstrap.load_settings()
        found, usual = _of_the_arena(settings), tuple(settings.drift.pinned)
    else:
        found, usual = _of_files(file, preset, voted_at), ()
    against = tuple(pinned.split(",")) if pinned else tuple(n for n in usual if n != model)
    for name in (model, *against):
        if name not in found.models:
            hint = nearest(name, list(found.models))
            raise UnknownNameError(f"there are no votes on {name!r}{hint}")
    answer = did_move(
        found,
        model,
        edges=(edges[0], edges[1], edges[2]),
        pinned=against,
        rng=np.random.default_rng(seed),
    )
    typer.echo(_json(answer) if as_json else "\n".join([*_windows(answer), *answer.words()]))


@app.command("list")
def show(
    everything: Annotated[bool, typer.Option("--all", help="Those that are closed, too.")] = False,
    as_json: AsJson = False,
) -> None:
    """List the open alarms, with what was found."""
    alarms = bootstrap.journal_of(bootstrap.load_settings()).alarms()
    shown = [one for one in alarms if everything or one.state == "open"]
    if as_json:
        rows = [dataclasses.asdict(one) for one in shown]
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=2, default=_text))
        return
    for one in shown:
        typer.echo("\n".join(_lines(one)))
    if not shown:
        typer.echo("No alarm is open." if not everything else "There was no alarm so far.")


@app.command("confirm")
def confirm(model: Model, reason: Reason) -> None:
    """Say that a model changed: a new version of it begins, and nothing that was is edited."""
    settings = bootstrap.load_settings()
    table = settings.models.get(model)
    private = [name for name, one in settings.models.items() if one.private]
    if model in private or any(settings.models[name].code_name == model for name in private):
        raise ConfigurationError(
            f"model {model!r} is private: what was registered of it cannot change; register what "
            "is served now under a code name of its own"
        )
    if table is None:
        hint = nearest(model, list(settings.models))
        raise UnknownNameError(f"there is no model {model!r}{hint}")
    at = datetime.now(UTC)
    done = bootstrap.journal_of(settings).decide(model, "confirmed", reason=reason, at=at)
    typer.echo(
        f"Confirmed: {_numbers(done)}. A running arena serves {model!r} as a new version within a "
        "minute, one that is not running from its next start on. Its board of votes from now on: "
        f"tiltyard leaderboard show --since {at:%Y-%m-%dT%H:%M:%S}"
    )


@app.command("dismiss")
def dismiss(model: Model, reason: Reason) -> None:
    """Say that a model did not change: what is now is what later is compared with."""
    journal = bootstrap.journal_of(bootstrap.load_settings())
    done = journal.decide(model, "dismissed", reason=reason, at=datetime.now(UTC))
    typer.echo(f"Dismissed: {_numbers(done)}. The watch over {model!r} begins anew.")


@app.command("night")
def night(
    models: Annotated[
        list[str] | None, typer.Argument(help="Which; all that are active if none is named.")
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask first.")] = False,
) -> None:
    """Ask models the night's questions now, and judge the answers; says first what it costs."""
    settings = bootstrap.load_settings()
    with bootstrap.open_drift(settings) as drift:
        known = {one.card.name: one for one in drift.contenders if one.card.active}
        for name in models or ():
            if name not in known:
                raise UnknownNameError(
                    f"there is no model {name!r} in use{nearest(name, list(known))}"
                )
        chosen = [known[name] for name in models] if models else list(known.values())
        typer.echo(_costs(drift.cost(chosen)))
        if not yes and not typer.confirm("Ask?"):
            raise typer.Exit(1)
        with progress("Asking", of="answers"):
            opened = asyncio.run(_night(drift, chosen))
    for name, words in opened[1].items():
        typer.echo(f"{name}: {words}")
    for one in opened[0]:
        typer.echo("\n".join(_lines(one)))


async def _night(drift: Drift, chosen: Any) -> tuple[list[Alarm], dict[str, str]]:  # noqa: ANN401 -- models as the room has them
    day = datetime.now(UTC).date()
    try:
        alarms = await drift.night(chosen, day)
    finally:
        await asyncio.gather(*(one.endpoint.close() for one in chosen))
    return alarms, {one.card.name: _came_of_it(drift, one.version.id) for one in chosen}


def _came_of_it(drift: Drift, version: int) -> str:
    said = drift.verdicts(version)
    if not said:
        nights = drift.nights(version)
        wanted = drift.plan.reference_nights
        return f"{nights} of the {wanted} nights that later ones are compared with"
    last = said[-1]
    words = "other answers" if last.is_other else "no other answers than before"
    return f"{words} (p = {last.p_value:.2g}, {last.questions} questions)"


def _of_the_arena(settings: bootstrap.Settings) -> Comparisons:
    bootstrap.require_database(settings)
    with bootstrap.open_boards(settings) as supply:
        query = supply.boards.query({"control": "none"})
        return leaderboard.comparisons(supply.own.table.votes, query, timed=True)


def _of_files(files: list[str], preset: str | None, voted_at: str | None) -> Comparisons:
    columns = votes.Columns(preset=preset, voted_at=voted_at)
    with progress("Reading votes") as tell:
        source = files if len(files) > 1 else files[0]
        read = votes.read(source, columns=columns, keep=("voted_at",), progress=tell)
    if not isinstance(read.votes, Comparisons):
        raise ConfigurationError("rankings of several models have no two windows: give votes")
    return read.votes


def _windows(answer: Answer) -> list[str]:
    begin, middle, end = (datetime.fromtimestamp(one, UTC) for one in answer.edges)
    form = "%Y-%m-%d %H:%M"
    return [f"before: {begin:{form}} to {middle:{form}}; after: to {end:{form}} UTC"]


def _json(answer: Answer) -> str:
    told = dataclasses.asdict(answer)
    told["edges"] = [datetime.fromtimestamp(one, UTC).isoformat() for one in answer.edges]
    told |= {"is_real": answer.is_real, "wobble": answer.wobble}
    return json.dumps(told, ensure_ascii=False, indent=2)


def _lines(alarm: Alarm) -> list[str]:
    head = (
        f"alarm {alarm.number}, {alarm.model} (version {alarm.version_number}), "
        f"{alarm.at:%Y-%m-%d %H:%M} UTC, {alarm.state}: {title_of(alarm)}"
    )
    told = [f"  {words}" for words in words_of(alarm)]
    for one in alarm.evidence.get("examples", ()):
        told += [f"  asked: {_brief(one['prompt'])}"]
        told += [f"    then: {_brief(one['then'])}", f"    now:  {_brief(one['now'])}"]
    if alarm.reason:
        told.append(f"  {alarm.state}: {alarm.reason}")
    return [head, *told]


def _brief(text: str, room: int = 120) -> str:
    whole = " ".join(text.split())
    shown = whole if len(whole) <= room else f"{whole[: room - 1]}…"
    return "".join(sign if sign.isprintable() else " " for sign in shown)


def _costs(costs: Mapping[str, Cost]) -> str:
    heads = ("model", "questions", "tokens at most", "cost at most")
    rows = [
        (
            name,
            f"{one.calls:,}",
            f"{one.prompt_tokens + one.completion_tokens:,}",
            "no price known" if one.usd is None else f"${one.usd:,.2f}",
        )
        for name, one in costs.items()
    ]
    return aligned([heads, *rows])


def _numbers(alarms: tuple[Alarm, ...]) -> str:
    return ", ".join(f"alarm {one.number}" for one in alarms)


def _text(value: object) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)
