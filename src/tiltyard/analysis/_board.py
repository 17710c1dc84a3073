"""Votes that were read become a `Ranking`: weighted, connected, fitted, anchored, ranked."""

from __future__ import annotations

import math
import time
from dataclasses import replace

import numpy as np

from tiltyard import ratings
from tiltyard.analysis import _threads
from tiltyard.analysis._bootstrapped import bootstrapped
from tiltyard.analysis._certainty import Certainty
from tiltyard.analysis._choices import REPLICATES, Choices
from tiltyard.analysis._fragile import fragile
from tiltyard.analysis._ranking import Ranking
from tiltyard.analysis._standings import Coefficient, Row, Scale
from tiltyard.analysis._unranked import unranked
from tiltyard.errors import ConfigurationError, NotIdentifiedError
from tiltyard.ratings import (
    Comparisons,
    Counts,
    Estimate,
    Method,
    model_covariates,
    ranks,
    weighting,
)
from tiltyard.ratings.comparisons import Codes, Floats
from tiltyard.ratings.connectivity import components
from tiltyard.ratings.differences import Reach, rank_ranges
from tiltyard.ratings.fragility import Blocks, Fragility, earned, ranges_of
from tiltyard.ratings.rankings import Rankings
from tiltyard.registry import nearest
from tiltyard.votes import Reading


def board(read: Reading, choices: Choices, began: float) -> Ranking:
    """The board of votes that were read; ``began`` is when that was, by `time.perf_counter`."""
    name = choices.method or ("plackett_luce" if read.rankings is not None else "bradley_terry")
    method = ratings.load(name, **choices.of_method())
    sure = choices.certainty
    with _threads.few(len(read.votes.models)):
        used, estimate = _estimated(method, read, choices)
        estimate = _shown(estimate, choices.shown)
        placed = frozenset(estimate.models)
        lacking = model_covariates.unknown(estimate.models, choices.held_equal)
        estimate = model_covariates.held_equal(estimate, choices.held_equal)
        estimate = _anchored(estimate, choices.anchor)
        whole, counts = Counts.of(read.votes), Counts.of(used)
        reach = sure.reach(estimate)
        rows = _rows(estimate, whole, sure, reach)
        blocks, found = _blocks(estimate, rows, reach), None
        if choices.voters_to_flip is not None:
            found = fragile(used, estimate, blocks, name, choices.options)
            rows = _with_ranges(rows, blocks, found, choices.voters_to_flip)
            blocks = earned(blocks, found, choices.voters_to_flip)
    return Ranking(
        method=name,
        options=dict(choices.options),
        errors=choices.errors or getattr(method, "errors", None),
        replicates=choices.replicates or REPLICATES if choices.is_drawn else None,
        level=sure.level,
        anchor=estimate.anchor,
        zero="absolute" if estimate.is_grounded else "anchor" if estimate.anchor else "mean",
        scale=Scale(),
        adjustment=sure.adjusted(len(rows)),
        side=sure.side,
        simultaneous=sure.simultaneous,
        anytime=sure.anytime,
        cluster=choices.cluster,
        weighting=choices.weighting,
        held_equal=tuple(choices.held_equal),
        n_votes=float(whole.votes.sum()),
        n_models=len(rows),
        effective_votes=counts.effective_votes(),
        dropped=dict(read.dropped),
        digest=read.digest,
        recognised=read.recognised,
        coefficients=_coefficients(estimate, sure),
        models=rows,
        unranked=tuple(
            one
            for one in unranked(whole, placed, lacking)
            if choices.shown is None or one.model in choices.shown
        ),
        tied_blocks=blocks,
        notes=estimate.notes,
        seed=sure.seed,
        seconds=time.perf_counter() - began,
        estimate=estimate,
        counts=counts.among(frozenset(estimate.models)),
        fragility=found,
        voters_to_flip=choices.voters_to_flip,
    )


def _shown(estimate: Estimate, shown: frozenset[str] | None) -> Estimate:
    """The models that are on the board, as far as they can be rated."""
    if shown is None or shown >= set(estimate.models):
        return estimate
    return estimate.among(name for name in estimate.models if name in shown)


def _estimated(
    method: Method, read: Reading, choices: Choices
) -> tuple[Comparisons | Counts, Estimate]:
    """The votes that could be used, and what they say, with the errors that were asked for."""
    used = _weighted(read, choices.weighting)
    used, estimate = _fitted(method, used, read, split=choices.split, rng=choices.rng())
    if not choices.is_drawn or not estimate.models:
        return used, estimate
    if read.rankings is not None:
        raise ConfigurationError(
            "a bootstrap draws votes on two models, and these are rankings of several: use the "
            "errors 'sandwich'"
        )
    return used, bootstrapped(
        method,
        used,
        cluster=choices.cluster[0] if choices.cluster else None,
        replicates=REPLICATES if choices.replicates is None else choices.replicates,
        rng=choices.rng(),
    )


def _weighted(read: Reading, schemes: tuple[str, ...]) -> Comparisons | Counts:
    votes = read.votes
    if not schemes:
        return votes
    if not isinstance(votes, Comparisons):
        raise ConfigurationError(
            f"to weight by {schemes[0]!r}, single votes are needed, not pooled counts"
        )
    return weighting.apply(votes, schemes, columns=read.factors)


def _fitted(
    method: Method,
    votes: Comparisons | Counts,
    read: Reading,
    *,
    split: bool,
    rng: np.random.Generator,
) -> tuple[Comparisons | Counts, Estimate]:
    """The votes that could be used, and what they say."""
    if read.rankings is not None:
        return votes, _fit_rankings(method, read.rankings)
    try:
        return votes, method.fit(votes, rng=rng)
    except NotIdentifiedError as error:
        if not split and not votes.models:
            raise
        if not split:
            raise NotIdentifiedError(
                f"{error}; split=True (--split) ranks the largest group and lists the others"
            ) from error
    largest = components(votes)[0] if votes.models else ()
    connected = votes.among(frozenset(largest if len(largest) > 1 else ()))
    if not connected.models:
        return connected, Estimate((), np.zeros(0), np.zeros((0, 0)))
    return connected, method.fit(connected, rng=rng)


def _fit_rankings(method: Method, rankings: Rankings) -> Estimate:
    fit = getattr(method, "fit_rankings", None)
    if fit is None:
        raise ConfigurationError(
            "the votes are rankings of several models, and this method takes battles of two: "
            "use 'plackett_luce'"
        )
    estimate: Estimate = fit(rankings)
    note = f"{len(rankings):,} rankings, each counted as a vote on every two models of it"
    return replace(estimate, notes=(*estimate.notes, note))


def _anchored(estimate: Estimate, anchor: str | None) -> Estimate:
    """The estimate with zero where it is wanted; a model may be called ``mean``, and is meant."""
    if anchor is None:
        return estimate
    if anchor in estimate.models:
        return estimate.anchored(anchor)
    if anchor == "mean":
        return estimate.anchored(None)
    near = nearest(anchor, list(estimate.models))
    raise ConfigurationError(f"the anchor {anchor!r} is not among the ranked models{near}")


def _blocks(estimate: Estimate, rows: tuple[Row, ...], reach: Reach) -> tuple[tuple[str, ...], ...]:
    """The rows in groups, cut where everything above is surely above everything below."""
    found = ranks.blocks_within(estimate, reach)
    names = iter([row.model for row in rows])
    return tuple(tuple(next(names) for _ in block) for block in found)


def _rows(estimate: Estimate, votes: Counts, sure: Certainty, reach: Reach) -> tuple[Row, ...]:
    """The ranked models with what all of the votes say of them, the highest rating first."""
    rating = estimate.ratings(centre=Scale().centre)
    interval = sure.interval(estimate, centre=Scale().centre)
    allowed = rank_ranges(estimate.strength, estimate.covariance, reach)
    place = {name: index for index, name in enumerate(votes.models)}
    own = np.array([place[name] for name in estimate.models], dtype=np.intp)
    rate = [None if math.isnan(one) else one for one in votes.win_rates()[own].tolist()]
    columns = (estimate.strength, rating, *interval.T, _places(rating), *allowed.T)
    numbers = (column.tolist() for column in (*columns, votes.votes_of_models()[own]))
    rows = [Row(*cells) for cells in zip(estimate.models, *numbers, rate, strict=True)]
    return tuple(sorted(rows, key=lambda row: (row.rank, row.model)))


def _with_ranges(
    rows: tuple[Row, ...], blocks: Blocks, found: Fragility, least: int
) -> tuple[Row, ...]:
    """The rows with ranges of ranks as wide as too few voters make them."""
    told = ranges_of(
        blocks, found, least, {row.model: (row.rank_lower, row.rank_upper) for row in rows}
    )
    return tuple(
        replace(row, rank_lower=told[row.model][0], rank_upper=told[row.model][1]) for row in rows
    )


def _places(rating: Floats) -> Codes:
    """One more than the number of higher ratings; a billionth of a point is no difference."""
    rounded = np.round(rating, 9)
    return 1 + np.searchsorted(np.sort(-rounded), -rounded, side="left")


def _coefficients(estimate: Estimate, sure: Certainty) -> tuple[Coefficient, ...]:
    found = estimate.coefficients
    if found is None:
        return ()
    low, high = sure.of_coefficients(found).T
    columns = (found.value, low, high, found.mean, found.scale)
    return tuple(
        Coefficient(name, *numbers)
        for name, *numbers in zip(
            found.names, *(column.tolist() for column in columns), strict=True
        )
    )
