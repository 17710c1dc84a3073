"""``tiltyard demo``: an arena of real models that run on this machine."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Annotated

import typer

from tiltyard import bootstrap, providers
from tiltyard.cli.downloads import download
from tiltyard.cli.serve import run
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
    models = fetch_models()
    config = FOLDER / "tiltyard.toml"
    FOLDER.mkdir(mode=0o700, parents=True, exist_ok=True)
    config.write_text(config_text(models), encoding="utf-8")
    os.environ["TILTYARD_CONFIG"] = str(config)
    names = ", ".join(model.title for model in models)
    typer.echo(f"Models: {names}. Settings: {config}")
    if len(models) == 1:
        typer.echo("Only one model could be had: it meets itself, under two system prompts.")
    run(host, port)


def fetch_models() -> list[ModelFile]:
    """The model files of the demo that could be had, fetched.

    Raises:
        ModelFileError: none could; the message says why and what to do.
    """
    folder = bootstrap.load_settings().models_dir.expanduser()
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


def config_text(models: list[ModelFile]) -> str:
    """The settings of the demo: two models, or one in two characters.

    Raises:
        ConfigurationError: there is no model at all.
    """
    if not models:
        raise ConfigurationError("the demo needs at least one model")
    tables = [f"data_dir = {json.dumps(str(FOLDER))}\n"]
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
    lines = [f"{key} = {json.dumps(value)}" for key, value in facts.items() if value is not None]
    return "\n".join(
        [
            f"[models.{json.dumps(name)}]",
            *lines,
            f"parameters = {{ temperature = 0.7, max_tokens = {MAX_TOKENS} }}",
            "",
        ]
    )
