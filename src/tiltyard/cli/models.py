"""``tiltyard models``: fetch, list, add and check."""

from __future__ import annotations

import asyncio
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from tiltyard import bootstrap, providers
from tiltyard.cli.data._aligned import aligned
from tiltyard.cli.downloads import download
from tiltyard.errors import ConfigurationError, ModelFileError, UnknownNameError
from tiltyard.providers import CheckResult
from tiltyard.registry import nearest

app = typer.Typer(help="The models of the arena, and model files.", no_args_is_help=True)

QUESTION = "Say hello in one short sentence."


@app.callback()
def _root() -> None:
    """The models of the arena, and model files."""


@app.command("fetch")
def fetch(
    names: Annotated[
        list[str] | None, typer.Argument(help="Which; all that are known if none is named.")
    ] = None,
) -> None:
    """Download model files that this machine can run, checked by their sha256."""
    folder = bootstrap.load_settings().models_dir.expanduser()
    wanted = [providers.model_file(name) for name in names] if names else providers.catalogue()
    missing = []
    for model_file in wanted:
        try:
            typer.echo(f"{model_file.title}: {download(model_file, folder)}")
        except ModelFileError as error:
            missing.append(str(error))
    if missing:
        raise ModelFileError("; ".join(missing))


@app.command("list")
def show() -> None:
    """List the arena's models, and the model files that can be fetched."""
    settings = bootstrap.load_settings()
    console = Console()
    table = Table("model", "endpoint", "id", "status", "weight", box=None, pad_edge=False)
    for name, model in settings.models.items():
        status = f"private, as {model.code_name}" if model.private else model.status
        cells = (name, model.endpoint, model.model, status, f"{model.weight:g}")
        table.add_row(*(Text(cell) for cell in cells))
    if settings.models:
        console.print(table)
    else:
        typer.echo(f"No models in {bootstrap.config_file()}: add one with `tiltyard models add`.")
    folder = settings.models_dir.expanduser()
    files = Table("model file", "size", "here", "licence", box=None, pad_edge=False)
    for entry in providers.catalogue():
        here = "yes" if providers.is_whole(entry, folder) else "no"
        files.add_row(entry.name, f"{entry.bytes / 1e6:,.0f} MB", here, entry.licence)
    console.print()
    console.print(files)


@app.command("add")
def add(  # noqa: PLR0913 -- one option each
    name: Annotated[str, typer.Argument(help="The name that the leaderboard shows.")],
    model: Annotated[str, typer.Option(help="Its id at the endpoint.")],
    base_url: Annotated[str | None, typer.Option(help="A new endpoint's address.")] = None,
    endpoint: Annotated[str | None, typer.Option(help="An endpoint that has a table.")] = None,
    organisation: Annotated[str | None, typer.Option(help="Who made it.")] = None,
    licence: Annotated[str | None, typer.Option(help="Under which licence.")] = None,
) -> None:
    """Add a model to the settings file. Keys belong in the environment, not here."""
    settings = bootstrap.load_settings()
    if name in settings.models:
        raise ConfigurationError(f"there is a model {name!r} already")
    if (base_url is None) == (endpoint is None):
        raise ConfigurationError("name either --base-url or --endpoint")
    lines = []
    if base_url is not None:
        endpoint = name
        lines += [f"[endpoints.{_quoted(name)}]", f"base_url = {_quoted(base_url)}", ""]
    facts = {
        "endpoint": endpoint,
        "model": model,
        "organisation": organisation,
        "licence": licence,
    }
    lines += [f"[models.{_quoted(name)}]"]
    lines += [f"{key} = {_quoted(value)}" for key, value in facts.items() if value is not None]
    _append(bootstrap.config_file(), "\n".join(lines))
    typer.echo(f"Added {name!r} to {bootstrap.config_file()}. Try it: tiltyard models check {name}")


@app.command("check")
def check(
    names: Annotated[
        list[str] | None, typer.Argument(help="Which; all models if none is named.")
    ] = None,
) -> None:
    """Send each model one real request, and say how fast it answers or what is wrong."""
    settings = bootstrap.load_settings()
    unknown = [name for name in names or () if name not in settings.models]
    if unknown:
        hint = nearest(unknown[0], list(settings.models))
        raise UnknownNameError(f"there is no model {unknown[0]!r}{hint}")
    if not settings.models:
        raise ConfigurationError("no models are configured: add one with `tiltyard models add`")
    results = asyncio.run(_check(settings, names or list(settings.models)))
    for name, result in results.items():
        typer.echo(f"{name}: {_words(result)}")
    if not all(result.ok for result in results.values()):
        raise typer.Exit(1)


@app.command("release")
def release(
    code_names: Annotated[
        list[str], typer.Argument(help="Of those that go on under their own names.")
    ],
    yes: Annotated[bool, typer.Option("--yes", help="Release them without asking.")] = False,
) -> None:
    """Release private models: all of their organisation's are told, with ratings and votes.

    Everything that it tested since its last release is published, what was withdrawn included, and
    cannot be taken back. Those named here begin in public, from no votes, at the next start.
    """
    settings = bootstrap.load_settings()
    bootstrap.require_database(settings)
    told = bootstrap.told_by(settings, code_names)
    if not yes:
        names = ", ".join(f"{one.code_name} ({one.name})" for one in told)
        typer.echo(f"Everybody is told the names, ratings and votes of: {names}.", err=True)
        if not typer.confirm("This cannot be taken back. Release?", err=True):
            raise typer.Exit(1)
    done = bootstrap.release(settings, code_names, at=datetime.now(UTC))
    rows = [("model", "code name", "rating", f"{100 * done.level:g} % interval", "votes", "")]
    for one in done.variants:
        placed = one.rating is not None
        span = f"{one.low:.0f} to {one.high:.0f}" if placed else one.reason
        rating = f"{one.rating:.0f}" if placed else ""
        goes_on = "released" if one.is_released else "told"
        rows.append((one.name, one.code_name, rating, span, f"{one.votes:,}", goes_on))
    typer.echo(f"Release {done.number}, of {done.title}:\n\n{aligned(rows, left=2)}\n")
    typer.echo(
        "These intervals hold together (Bonferroni). A running arena draws these models no more: "
        "start it again, and those that go on are drawn under their own names."
    )


async def _check(settings: bootstrap.Settings, names: list[str]) -> dict[str, CheckResult]:
    endpoints = bootstrap.make_endpoints(settings)
    results = {}
    try:
        for name in names:
            model = settings.models[name]
            request, deadlines = bootstrap.model_request(model, QUESTION)
            results[name] = await providers.check(endpoints[model.endpoint], request, deadlines)
    finally:
        await asyncio.gather(*(endpoint.close() for endpoint in endpoints.values()))
    return results


def _words(result: CheckResult) -> str:
    if not result.ok:
        return f"FAILED: {result.error}"
    first = result.first_token_seconds
    parts = ["ok" if first is None else f"ok, first token after {first * 1000:,.0f} ms"]
    if result.tokens_per_second is not None:
        parts.append(f"{result.tokens_per_second:,.0f} tokens per second")
    if result.completion_tokens is not None:
        parts.append(f"{result.completion_tokens} tokens")
    return ", ".join(parts)


def _quoted(text: str) -> str:
    """A TOML basic string, which JSON's strings are too."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _append(path: Path, lines: str) -> None:
    """Add a table to the file, or leave the file as it was if that does not make sense."""
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    gap = "\n" if before and not before.endswith("\n\n") else ""
    beside = path.with_name(f".{path.name}.new")
    try:
        beside.write_text(f"{before}{gap}{lines}\n", encoding="utf-8")
        beside.replace(path)
    except OSError as error:
        raise ConfigurationError(f"{str(path)!r} cannot be written to: {error}") from error
    try:
        bootstrap.make_endpoints(bootstrap.load_settings())
    except ConfigurationError:
        path.write_text(before, encoding="utf-8") if before else path.unlink()
        raise
