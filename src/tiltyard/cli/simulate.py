"""``tiltyard simulate``: what luck and choice do to a board, by drawing votes."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Annotated, Any

import numpy as np
import typer

from tiltyard.cli.data._aligned import aligned
from tiltyard.cli.progress import progress
from tiltyard.ratings.best_of import Found, Trial
from tiltyard.ratings.best_of import simulate as run
from tiltyard.ratings.multiplicity import alone, bonferroni
from tiltyard.ratings.selection import (
    expected_maximum,
    pool_standard_error,
    selection_bias,
    winner_coverage,
)

app = typer.Typer(
    help="What luck and choice do to a board, by drawing votes.", no_args_is_help=True
)

VARIANTS = (2, 5, 10, 20, 27, 50)
VOTES = (200, 1_000, 3_000)


@app.callback()
def _root() -> None:
    """What luck and choice do to a board, by drawing votes."""


@app.command("selection")
def selection(  # noqa: PLR0913 -- one option each
    variants: Annotated[
        list[int] | None, typer.Option(help="How many are tested in private; may be repeated.")
    ] = None,
    votes: Annotated[
        list[int] | None, typer.Option(help="On each of them before one is shown; likewise.")
    ] = None,
    fresh: Annotated[int, typer.Option(help="Votes on it after its release.")] = 1_000,
    ties: Annotated[float, typer.Option(help="Share of votes on equal models that tie.")] = 0.0,
    spread: Annotated[
        float, typer.Option(help="Standard deviation of the opponents' ratings, in points.")
    ] = 0.0,
    level: Annotated[float, typer.Option(help="Of all intervals.")] = 0.95,
    repetitions: Annotated[int, typer.Option(help="How often each case is drawn.")] = 10_000,
    seed: Annotated[int, typer.Option(min=0, help="The same seed gives the same numbers.")] = 0,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Show the winner's curse: the best of several equal variants seems better than it is."""
    trials = [
        Trial(variants=one, votes=many, fresh=fresh, ties=ties, spread=spread, level=level)
        for one in variants or VARIANTS
        for many in votes or VOTES
    ]
    found = []
    with progress("Drawing votes", of="repetitions") as tell:
        for place, trial in enumerate(trials):
            before = place * repetitions

            def told(done: int, before: int = before) -> None:
                if tell is not None:
                    tell(before + done)

            # Each case has a stream of its own, so that it does not depend on the others.
            rng = np.random.default_rng([seed, trial.variants, trial.votes])
            found.append(run(trial, rng, repetitions=repetitions, told=told))
    if as_json:
        typer.echo(json.dumps(_as_dict(found, seed), indent=2))
    else:
        typer.echo("\n".join(_lines(found, seed)))


def _as_dict(found: Sequence[Found], seed: int) -> dict[str, Any]:
    return {
        "seed": seed,
        "repetitions": found[0].repetitions,
        "cases": [
            {
                **asdict(one.trial),
                "error": one.error,
                "old": one.old._asdict(),
                "fresh": one.fresh._asdict(),
                "pooled": one.pooled._asdict(),
                "widening": _widening(one.trial),
                "in_theory": _in_theory(one.trial),
            }
            for one in found
        ],
    }


def _in_theory(trial: Trial) -> dict[str, float]:
    """The closed forms, which are for equal opponents."""
    error = pool_standard_error(trial.votes, ties=trial.ties)
    return {
        "errors_ahead": expected_maximum(trial.variants),
        "bias": selection_bias(trial.variants, error),
        "holds": winner_coverage(trial.variants, level=trial.level),
    }


def _widening(trial: Trial) -> float:
    return bonferroni(trial.level, trial.variants) / alone(trial.level)


def _lines(found: Sequence[Found], seed: int) -> Iterator[str]:
    trial = found[0].trial
    yield "The best of several equal variants, rated by the votes that it was chosen by, and anew"
    yield f"by {trial.fresh:,} votes after its release. In brackets: the closed form."
    yield ""
    heads = ("variants", "votes", "too high by", "interval holds", "wide one", "wider")
    fresh = ("fresh: by", "holds", "wide one")
    yield aligned([(*heads, *fresh, "pooled: by", "holds"), *map(_cells, found)], left=0)
    yield ""
    worst = min(found, key=lambda one: one.fresh.holds)
    yield (
        f"Intervals at {100 * trial.level:g} %. After release they hold the truth in "
        f"{worst.fresh.holds:.1%} of cases or more, and the wider ones that boards print in "
        f"{min(one.fresh.wide_holds for one in found):.1%} or more."
    )
    error = np.sqrt(worst.fresh.holds * (1 - worst.fresh.holds) / worst.repetitions)
    yield (
        f"{worst.repetitions:,} repetitions of each, seed {seed}; a share near "
        f"{worst.fresh.holds:.0%} is known to {error:.2%}."
    )


def _cells(one: Found) -> tuple[str, ...]:
    theory = _in_theory(one.trial)
    return (
        str(one.trial.variants),
        f"{one.trial.votes:,}",
        f"{one.old.bias:.1f} ({theory['bias']:.1f})",
        f"{one.old.holds:.1%} ({theory['holds']:.1%})",
        f"{one.old.wide_holds:.1%}",
        f"× {_widening(one.trial):.2f}",
        f"{one.fresh.bias:+.1f}",
        f"{one.fresh.holds:.1%}",
        f"{one.fresh.wide_holds:.1%}",
        f"{one.pooled.bias:+.1f}",
        f"{one.pooled.holds:.1%}",
    )
