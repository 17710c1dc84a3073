"""Asking a model from the command line: which, what it costs, and whether to go on."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tiltyard import bootstrap
from tiltyard.cli.progress import progress
from tiltyard.errors import ConfigurationError

if TYPE_CHECKING:
    from tiltyard.pipeline import Asking, Bill

_PANEL = "Asking a model"

Model = Annotated[
    str | None,
    typer.Option(
        metavar="NAME",
        help="The model that rubrics are put to; by default the settings' `data.judge`.",
        rich_help_panel=_PANEL,
    ),
]
Concurrency = Annotated[
    int, typer.Option(min=1, help="Questions under way at a time.", rich_help_panel=_PANEL)
]
Yes = Annotated[
    bool,
    typer.Option("--yes", help="Ask without being asked first.", rich_help_panel=_PANEL),
]


def cache(settings: bootstrap.Settings) -> Path:
    """Where answers about files are kept; a dataset keeps its own."""
    return settings.data_dir / "answers.db"


@contextmanager
def asking(
    settings: bootstrap.Settings, model: str | None, concurrency: int, *, yes: bool
) -> Iterator[tuple[Asking | None, Callable[[int], None]]]:
    """How the model is asked, None if there is none, and whom to tell how many labels are done.

    The bar begins with the first label, so that it is not in the way of the question.
    """
    from tiltyard import pipeline  # noqa: PLC0415 -- slow to import

    judge = bootstrap.make_judge(settings, model)
    with ExitStack() as stack:
        bars: list[Callable[[int], None] | None] = []

        def tell(done: int) -> None:
            if not bars:
                bars.append(stack.enter_context(progress("Labelling")))
            if bars[0] is not None:
                bars[0](done)

        if judge is None:
            yield None, tell
        else:
            yield pipeline.Asking(judge, lambda bill: _agrees(bill, yes), concurrency,
                                  progress=tell), tell  # fmt: skip


def words(bill: Bill) -> str:
    """A bill for people."""
    known = f", {bill.known:,} more are known already" if bill.known else ""
    tokens = (
        f"about {bill.tokens_in:,} tokens in, {bill.tokens_out:,} out "
        f"(at most {bill.most_tokens_out:,})"
    )
    if bill.dollars is None or bill.most_dollars is None:
        price = "the price is not known: `price_in_usd` and `price_out_usd` of the model say it"
    else:
        price = f"about {_dollars(bill.dollars)}, at most {_dollars(bill.most_dollars)}"
    return f"{bill.questions:,} questions for {bill.model!r}{known}; {tokens}; {price}"


def _dollars(amount: float) -> str:
    """Dollars and cents; small change is not shown as nothing."""
    return f"${amount:,.2f}" if amount >= 0.1 or amount == 0 else f"${amount:.2g}"


def _agrees(bill: Bill, yes: bool) -> bool:
    typer.echo(words(bill), err=True)
    if yes:
        return True
    if not sys.stdin.isatty():
        raise ConfigurationError("nobody is there to agree to that: say --yes to ask")
    return typer.confirm("Ask?", err=True)
