"""``tiltyard data release``: a dataset as it is given away."""

from __future__ import annotations

import dataclasses
import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tiltyard import bootstrap
from tiltyard.cli.data._aligned import aligned
from tiltyard.cli.data.clean import ConfigFile, Workers
from tiltyard.cli.progress import progress

if TYPE_CHECKING:
    from tiltyard.pipeline import Config

_NO_CONSENT = """\
A conversation is published only where its row says so when it is imported: plain votes by
`tiltyard data import --consent`, an arena's by `publishable` in its table [battle]."""

Target = Annotated[Path, typer.Argument(metavar="DATASET", help="The folder of a dataset.")]
Out = Annotated[Path, typer.Option("-o", "--out", metavar="FOLDER", help="Where to write.")]
Licence = Annotated[str | None, typer.Option(help="What others may do with it, such as CC-BY-4.0.")]
Title = Annotated[str | None, typer.Option(help="How the dataset is called.")]
Exports = Annotated[
    list[str] | None,
    typer.Option(
        "--export", metavar="NAME[,…]", help="Layouts for training, such as `dpo`, beside the rows."
    ),
]
NoTexts = Annotated[bool, typer.Option("--no-texts", help="Publish votes without conversations.")]
ConsentedOnly = Annotated[
    bool,
    typer.Option(
        "--consented-only", help="Leave out rows whose conversation may not be published."
    ),
]
Force = Annotated[bool, typer.Option("--force", help="Replace an earlier release.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON instead.")]


def release(  # noqa: PLR0913 -- one option each
    dataset: Target,
    *,
    out: Out,
    licence: Licence = None,
    title: Title = None,
    export: Exports = None,
    no_texts: NoTexts = False,
    consented_only: ConsentedOnly = False,
    force: Force = False,
    config: ConfigFile = None,
    workers: Workers = None,
    as_json: AsJson = False,
) -> None:
    """Write what was kept as others can use it: Parquet, a card, checksums."""
    from tiltyard import pipeline  # noqa: PLC0415 -- slow to import

    if config is not None:
        os.environ["TILTYARD_CONFIG"] = str(config)
    decided = _decided(licence=licence, title=title, texts=False if no_texts else None)
    names = [name.strip() for word in export or () for name in word.split(",") if name.strip()]
    wish = pipeline.Wish(exports=tuple(names), consented_only=consented_only, force=force)
    with progress("Shaping rows") as tell:
        made = pipeline.release(
            pipeline.Dataset.open(dataset), out, decided, wish=wish, workers=workers, progress=tell
        )
    if as_json:
        typer.echo(json.dumps(made, ensure_ascii=False, indent=2))
    else:
        typer.echo(aligned(list(_shown(made))))
        if made["texts"]["withheld"].keys() & {"no consent", "consent not known"}:
            typer.echo(f"\n{_NO_CONSENT}")
        typer.echo(f"\n{out} holds the release; README.md in it says what it is")


def _decided(**given: Any) -> Config:  # noqa: ANN401 -- options of a release, of several kinds
    """The configuration, with what was said on the command line."""
    config = bootstrap.data_config(bootstrap.load_settings())
    said = {name: value for name, value in given.items() if value is not None}
    return dataclasses.replace(config, release=dataclasses.replace(config.release, **said))


def _shown(made: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What was written, in words and numbers."""
    yield "rows", f"{made['rows']:,}"
    for reason, many in made["left_out"].items():
        yield f"  left out: {reason}", f"{many:,}"
    yield "battles", f"{made['battles']:,}"
    yield "models", f"{made['models']:,}"
    yield "voters", f"{made['voters']:,}"
    yield "with conversation", f"{made['texts']['published']:,}"
    for reason, many in made["texts"]["withheld"].items():
        yield f"  without: {reason}", f"{many:,}"
    for kind, many in made["redacted"].items():
        yield f"marked: {kind}", f"{many:,}"
    for step, many in made["coarsened"].items():
        yield f"made coarser: {step}", f"{many:,}"
    for name, one in made["exports"].items():
        yield f"export {name}", f"{one['rows']:,}"
        for reason, many in one["left_out"].items():
            yield f"  votes that give none: {reason}", f"{many:,}"
