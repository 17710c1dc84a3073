"""``tiltyard data``: one file for each command."""

from __future__ import annotations

import typer

from tiltyard.cli.data.clean import clean
from tiltyard.cli.data.evaluate import evaluate
from tiltyard.cli.data.import_ import import_
from tiltyard.cli.data.label import label
from tiltyard.cli.data.redact import redact
from tiltyard.cli.data.release import release
from tiltyard.cli.data.stats import stats
from tiltyard.cli.data.topics import topics

app = typer.Typer(
    help="Datasets: import, clean, label, look at and release them.", no_args_is_help=True
)


@app.callback()
def _root() -> None:
    """Datasets: import, clean, label, look at and release them."""


app.command("clean")(clean)
app.command("import")(import_)
app.command("label")(label)
app.command("evaluate")(evaluate)
app.command("redact")(redact)
app.command("release")(release)
app.command("stats")(stats)
app.command("topics")(topics)
