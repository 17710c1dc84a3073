"""Votes that were read become a `Ranking`: weighted, connected, fitted, anchored, ranked."""

from __future__ import annotations

import math
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from tiltyard import ratings
from tiltyard.analysis._ranking import Ranking
from tiltyard.analysis._standings import Coefficient, Row, Scale
from tiltyard.analysis._unranked import unranked
from tiltyard.errors import ConfigurationError, NotIdentifiedError
from tiltyard.ratings import Comparisons, Counts, Estimate, Method, ranks, weighting
from tiltyard.ratings.comparisons import Codes, Floats
from tiltyard.ratings.connectivity import components
from tiltyard.ratings.multiplicity import Adjustment, in_effect
from tiltyard.ratings.rankings import Rankings
from tiltyard.registry import nearest
from tiltyard.votes import Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What is to be made of the votes, once they are read; see `rank`."""

    method: str | None = None
    options: Mapping[str, Any]
    level: float = 0.95
    anchor: str | None = None
    adjustment: Adjustment = "max_t"
    simultaneous: bool = False
    cluster: tuple[str, ...] = ()
    weighting: tuple[str, ...] = ()
    split: bool = False
    seed: int = 0

    def rng(self) -> np.random.Generator:
        """A generator at its beginning: whoever asks the same draws the same."""
        return np.random.default_rng(self.seed)


def board(read: Reading, choices: Choices, began: float) -> Ranking:
    """The board of votes that were read; ``began`` is when that was, by `time.perf_counter`."""
    name = choices.method or ("plackett_luce" if read.rankings is not None else "bradley_terry")
    options = {**choices.options, **({"cluster": choices.cluster} if choices.cluster else {})}
    method = ratings.load(name, **options)
    used = _weighted(read.votes, choices.weighting)
    used, estimate = _fitted(method, used, read, split=choices.split, rng=choices.rng())
    estimate = _anchored(estimate, choices.anchor)
    whole, counts = Counts.of(read.votes), Counts.of(used)
    rows = _rows(estimate, whole, choices)
    return Ranking(
        method=name,
        options=dict(choices.options),
        level=choices.level,
        anchor=estimate.anchor,
        zero="absolute" if estimate.is_grounded else "anchor" if estimate.anchor else "mean",
        scale=Scale(),
        adjustment=in_effect(choices.adjustment, len(rows)),
        simultaneous=choices.simultaneous,
        cluster=choices.cluster,
        weighting=choices.weighting,
        n_votes=float(whole.votes.sum()),
        n_models=len(rows),
        effective_votes=counts.effective_votes(),
        dropped=dict(read.dropped),
        digest=read.digest,
        recognised=read.recognised,
        coefficients=_coefficients(estimate, choices.level),
        models=rows,
        unranked=unranked(whole, frozenset(estimate.models)),
        tied_blocks=_blocks(estimate, rows, choices),
        notes=estimate.notes,
        seed=choices.seed,
        seconds=time.perf_counter() - began,
        estimate=estimate,
        counts=counts,
    )


def _weighted(votes: Comparisons | Counts, schemes: tuple[str, ...]) -> Comparisons | Counts:
    if not schemes:
        return votes
    if not isinstance(votes, Comparisons):
        raise ConfigurationError(
            f"to weight by {schemes[0]!r}, single votes are needed, not pooled counts"
        )
    return weighting.apply(votes, schemes)


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


def _blocks(
    estimate: Estimate, rows: tuple[Row, ...], choices: Choices
) -> tuple[tuple[str, ...], ...]:
    """The rows in groups, cut where everything above is surely above everything below."""
    rng = np.random.default_rng(choices.seed)  # so that what is sure is what the ranks say
    found = ranks.tied_blocks(estimate, level=choices.level, adjustment=choices.adjustment, rng=rng)
    names = iter([row.model for row in rows])
    return tuple(tuple(next(names) for _ in block) for block in found)


def _rows(estimate: Estimate, votes: Counts, choices: Choices) -> tuple[Row, ...]:
    """The ranked models with what all of the votes say of them, the highest rating first."""
    rating = estimate.ratings(centre=Scale().centre)
    together = choices.adjustment if choices.simultaneous else "none"
    interval = estimate.interval(level=choices.level, adjustment=together, rng=choices.rng())
    allowed = estimate.rank_range(
        level=choices.level, adjustment=choices.adjustment, rng=choices.rng()
    )
    place = {name: index for index, name in enumerate(votes.models)}
    own = np.array([place[name] for name in estimate.models], dtype=np.intp)
    rate = [None if math.isnan(one) else one for one in votes.win_rates()[own].tolist()]
    columns = (estimate.strength, rating, *interval.T, _places(rating), *allowed.T)
    numbers = (column.tolist() for column in (*columns, votes.votes_of_models()[own]))
    rows = [Row(*cells) for cells in zip(estimate.models, *numbers, rate, strict=True)]
    return tuple(sorted(rows, key=lambda row: (row.rank, row.model)))


def _places(rating: Floats) -> Codes:
    """One more than the number of higher ratings; a billionth of a point is no difference."""
    rounded = np.round(rating, 9)
    return 1 + np.searchsorted(np.sort(-rounded), -rounded, side="left")


def _coefficients(estimate: Estimate, level: float) -> tuple[Coefficient, ...]:
    found = estimate.coefficients
    if found is None:
        return ()
    low, high = found.interval(level=level).T
    columns = (found.value, low, high, found.mean, found.scale)
    return tuple(
        Coefficient(name, *numbers)
        for name, *numbers in zip(
            found.names, *(column.tolist() for column in columns), strict=True
        )
    )
