"""``tiltyard compare``: two models, one question."""

from __future__ import annotations

import json
from typing import Annotated, Any

import typer

from tiltyard import analysis
from tiltyard.cli import options
from tiltyard.cli.progress import progress
from tiltyard.errors import ConfigurationError
from tiltyard.ratings import Comparisons

One = Annotated[str, typer.Argument(metavar="A", help="A model.")]
Other = Annotated[str, typer.Argument(metavar="B", help="The model to compare it with.")]
Votes = Annotated[
    list[str] | None,
    typer.Option(
        metavar="FILE",
        help="A file of votes, as `tiltyard rank` takes them (default: the arena's own votes).",
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON instead.")]


def compare(  # noqa: PLR0913 -- one option each
    one: One,
    other: Other,
    *,
    votes: Votes = None,
    model_a: options.ModelA = None,
    model_b: options.ModelB = None,
    winner: options.WinnerColumn = None,
    winner_value: options.WinnerValues = None,
    score: options.Score = None,
    count: options.Count = None,
    weight: options.Weight = None,
    voter: options.Voter = None,
    prompt: options.Prompt = None,
    voted_at: options.VotedAt = None,
    preset: options.Preset = None,
    format: options.Format = None,
    where: options.Where = None,
    since: options.Since = None,
    until: options.Until = None,
    on_error: options.OnErrorOption = options.OnError.STOP,
    split: options.Split = False,
    method: options.MethodName = None,
    option: options.Options = None,
    style: options.Style = None,
    cluster: options.Cluster = None,
    errors: options.ErrorsOption = None,
    replicates: options.Replicates = None,
    weighting: options.Weighting = None,
    level: options.Level = 0.95,
    seed: options.Seed = 0,
    as_json: AsJson = False,
) -> None:
    """Say whether two models differ, and what it would take."""
    given = dict(locals())  # every option by its name
    for name in ("one", "other", "votes", "as_json"):
        del given[name]
    source = _of_the_arena() if votes is None else votes if len(votes) > 1 else votes[0]
    with progress("Reading and rating votes") as tell:
        found = analysis.compare(source, one, other, **options.choices(given), progress=tell)
    if as_json:
        text = json.dumps(found.to_dict(), ensure_ascii=False, indent=2, allow_nan=False)
        typer.echo(text)
    else:
        typer.echo("\n".join(map(analysis.visible, found.sentences())))


def _of_the_arena() -> Any:  # noqa: ANN401 -- a source of votes
    """The votes of the arena whose settings are in this folder."""
    from tiltyard import bootstrap  # noqa: PLC0415 -- slow to import, and seldom needed

    settings = bootstrap.load_settings()
    kept = settings.data_dir / "tiltyard.db"
    if not settings.store.url and not kept.exists():
        raise ConfigurationError(
            f"there is no arena here, since there is no {str(kept)!r}: go to its folder, or name a "
            "file of votes by --votes"
        )
    store = bootstrap.make_store(settings)
    try:
        return Comparisons.from_tallies(store.tallies())
    finally:
        store.close()
