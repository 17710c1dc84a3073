"""``tiltyard tokens``: access tokens for moderators and owners of models."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from tiltyard import bootstrap
from tiltyard.errors import ConfigurationError

app = typer.Typer(help="Access tokens, for moderators and owners of models.", no_args_is_help=True)


@app.callback()
def _root() -> None:
    """Access tokens, for moderators and owners of models."""


@app.command("new")
def new(
    name: Annotated[str, typer.Argument(help="Whose it is; shown with what was done with it.")],
    scope: Annotated[
        str,
        typer.Option(help="moderate: exclude and restore votes; own: see one's own models."),
    ],
    organisation: Annotated[
        str | None, typer.Option(help="Whose private models, with scope own.")
    ] = None,
) -> None:
    """Make a token: print its secret, once, and the table for the settings file."""
    settings = bootstrap.load_settings()
    if name in settings.tokens:
        raise ConfigurationError(f"there is a token {name!r} already: name another")
    secret = bootstrap.new_secret()
    table = {"scope": scope, "digest": bootstrap.digest_of(secret)}
    if organisation is not None:
        table["organisation"] = organisation
    bootstrap.require_token(name, table, settings)
    typer.echo(f"The secret of {name!r}, shown only now; give it to nobody else:\n\n  {secret}\n")
    typer.echo(f"Add to {bootstrap.config_file()}, and start the arena again:\n")
    typer.echo(f"  [tokens.{json.dumps(name)}]")
    for key, value in table.items():
        typer.echo(f"  {key} = {json.dumps(value)}")


@app.command("list")
def show() -> None:
    """List the tokens that the settings name; their secrets are not kept."""
    tokens = bootstrap.load_settings().tokens
    for name, token in tokens.items():
        whose = f", for {token.organisation}" if token.organisation else ""
        typer.echo(f"{name}: {token.scope}{whose}")
    if not tokens:
        typer.echo("No access tokens: make one with `tiltyard tokens new`.")
