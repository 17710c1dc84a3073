"""``tiltyard demo``: an arena of real models that run on this machine."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Annotated

import typer

from tiltyard import bootstrap, providers
from tiltyard.cli.downloads import download
from tiltyard.cli.serve import bind, run
from tiltyard.errors import ConfigurationError, ModelFileError
from tiltyard.providers import ModelFile

FOLDER = Path(".tiltyard/demo")
# Enough for an answer, short enough for a model that runs on one core.
MAX_TOKENS = 400
CHARACTERS = {
    "plain": "Answer in one short paragraph.",
    "thorough": "Answer in detail, step by step, with an example.",
}


def demo(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on; 0 picks one.")] = 8000,
) -> None:
    """Fetch two small open models, and start an arena with them. Ctrl-C stops it."""
    if "TILTYARD_STORE__URL" in os.environ:
        raise ConfigurationError("TILTYARD_STORE__URL is set: the demo's votes do not belong there")
    listener = bind(host, port)
    folder = bootstrap.load_settings().models_dir.expanduser().absolute()
    models = fetch_models(folder)
    config = FOLDER / "tiltyard.toml"
    try:
        FOLDER.mkdir(mode=0o700, parents=True, exist_ok=True)
        config.write_text(config_text(models, folder), encoding="utf-8")
    except OSError as error:
        raise ConfigurationError(f"the demo cannot write to {str(FOLDER)!r}: {error}") from error
    os.environ["TILTYARD_CONFIG"] = str(config)
    names = ", ".join(model.title for model in models)
    typer.echo(f"Models: {names}. Settings: {config}")
    if len(models) == 1:
        typer.echo("Only one model could be had: it meets itself, under two system prompts.")
    run(listener)


def fetch_models(folder: Path) -> list[ModelFile]:
    """The model files of the demo that could be had, fetched into ``folder``.

    Raises:
        ModelFileError: none could; the message says why and what to do.
    """
    found, reasons = [], []
    for wanted in providers.catalogue()[:2]:
        try:
            download(wanted, folder)
            found.append(wanted)
        except ModelFileError as error:
            typer.echo(f"{wanted.title} could not be had: {error}", err=True)
            reasons.append(str(error))
    if not found:
        raise ModelFileError(
            "no model could be fetched; check the network, or point tiltyard.toml at an endpoint "
            f"of your own and run `tiltyard serve`. The first reason: {reasons[0]}"
        )
    return found


def config_text(models: list[ModelFile], models_dir: Path) -> str:
    """The settings of the demo: two models, or one in two characters.

    Raises:
        ConfigurationError: there is no model at all.
    """
    if not models:
        raise ConfigurationError("the demo needs at least one model")
    tables = [f"data_dir = {_quoted(str(FOLDER))}\nmodels_dir = {_quoted(str(models_dir))}\n"]
    if len(models) == 1:
        only = models[0]
        for character, prompt in CHARACTERS.items():
            tables.append(_table(only, f"{only.name}-{character}", prompt))
    else:
        tables.extend(_table(model, model.name) for model in models)
    return "\n".join(tables)


def _table(model: ModelFile, name: str, system_prompt: str | None = None) -> str:
    facts: dict[str, str | int | None] = {
        "endpoint": "local",
        "model": model.name,
        "system_prompt": system_prompt,
        "organisation": model.organisation,
        "licence": model.licence,
        "link": model.link,
        "parameter_count": model.parameters,
        "context_length": model.context_length,
    }
    lines = [f"{key} = {_quoted(value)}" for key, value in facts.items() if value is not None]
    return "\n".join(
        [
            f"[models.{_quoted(name)}]",
            *lines,
            f"parameters = {{ temperature = 0.7, max_tokens = {MAX_TOKENS} }}",
            "",
        ]
    )


def _quoted(value: str | int) -> str:
    return json.dumps(value, ensure_ascii=False)
