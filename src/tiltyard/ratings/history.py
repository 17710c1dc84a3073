"""Ratings over time: each window of votes rated by itself, and what changed between two."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tiltyard.errors import ConfigurationError, DataError, NotIdentifiedError
from tiltyard.ratings.comparisons import Comparisons, Floats
from tiltyard.ratings.connectivity import largest_component
from tiltyard.ratings.counts import Counts
from tiltyard.ratings.estimate import SCALE, Difference, Estimate
from tiltyard.ratings.methods.bradley_terry import BradleyTerry

DAY = 86_400.0


@dataclass(frozen=True, slots=True, eq=False)
class Windows:
    """Ratings of each window by its own votes alone.

    Attributes:
        models: all that the votes name, in their order.
        edges: in seconds since 1970, shape ``(T + 1,)``; a window holds its left edge.
        estimates: one for each window, of the models that its votes connect.
        missing: for each window, the models that had votes in it and could not be rated.
    """

    models: tuple[str, ...]
    edges: Floats
    estimates: tuple[Estimate, ...]
    missing: tuple[frozenset[str], ...]

    def strengths(self, *, reference: Sequence[str] | None = None) -> Floats:
        """Log-odds above the mean of the reference, shape ``(T, m)``; nan where not rated.

        Args:
            reference: models that are rated in every window; all such if not given.

        Raises:
            NotIdentifiedError: no model is rated in every window.
            DataError: one of the reference is not rated in some window.
        """
        chosen = self._reference(self.estimates, reference)
        place = {name: index for index, name in enumerate(self.models)}
        table = np.full((len(self.estimates), len(self.models)), np.nan)
        for row, estimate in zip(table, self.estimates, strict=True):
            level = _contrast(estimate, None, chosen) @ estimate.strength
            row[[place[name] for name in estimate.models]] = estimate.strength + level
        return table

    def change(
        self, model: str, one: int, other: int, *, reference: Sequence[str] | None = None
    ) -> Difference:
        """How far a model rose from one window to another, in points, above the reference.

        Its standard error is the expected wobble: how far the model would seem to move if nothing
        changed. The two windows share no vote, so that their variances add.

        Args:
            model: rated in both windows.
            one: place of the first window.
            other: place of the second.
            reference: models rated in both, whose mean is taken as unmoved; all such if not given.

        Raises:
            DataError: the model, or one of the reference, is not rated in one of the windows.
            NotIdentifiedError: no model is rated in both.
        """
        if one == other:
            raise ConfigurationError(f"window {one} cannot be compared with itself")
        both = [self.estimates[one], self.estimates[other]]
        chosen = self._reference(both, reference)
        contrasts = [_contrast(estimate, model, chosen) for estimate in both]
        before, after = (c @ estimate.strength for c, estimate in zip(contrasts, both, strict=True))
        variance = sum(
            float(c @ estimate.covariance @ c) for c, estimate in zip(contrasts, both, strict=True)
        )
        return Difference(
            points=float(SCALE * (after - before)),
            standard_error=float(SCALE * np.sqrt(max(variance, 0.0))),
        )

    def _reference(
        self, estimates: Sequence[Estimate], reference: Sequence[str] | None
    ) -> tuple[str, ...]:
        rated = [set(estimate.models) for estimate in estimates]
        if reference is None:
            chosen = tuple(name for name in self.models if all(name in some for some in rated))
        else:
            chosen = tuple(dict.fromkeys(reference))
        if not chosen:
            raise NotIdentifiedError(
                "no model is rated in all of the windows, so they have nothing in common: take "
                "wider windows, or name models that are always there"
            )
        return chosen


def windows(
    votes: Comparisons,
    *,
    rng: np.random.Generator,
    edges: Floats | None = None,
    width_days: float | None = None,
    method: BradleyTerry | None = None,
) -> Windows:
    """Ratings of each window by its own votes.

    Where the votes of a window do not connect all its models, the largest connected group is
    rated. Votes of one voter may depend on each other within a window (``method.cluster``).

    Args:
        votes: with their times.
        rng: handed to the method.
        edges: see `cut`.
        width_days: see `cut`.
        method: plain Bradley–Terry if not given.

    Raises:
        DataError: the votes do not say when they were cast, or some lie outside the edges.
        ConfigurationError: not exactly one of ``edges`` and ``width_days`` is given.
    """
    method = method or BradleyTerry()
    edges, place = cut(votes, edges=edges, width_days=width_days)
    estimates, missing = [], []
    for window in range(len(edges) - 1):
        inside = votes.rows(place == window)
        met = {votes.models[index] for index in np.unique([inside.a, inside.b])}
        inside = inside.among(met)
        rated = largest_component(Counts.of(inside)).models if met else ()
        missing.append(frozenset(met.difference(rated if len(rated) > 1 else ())))
        estimates.append(_rated(inside, rated, method, rng))
    return Windows(votes.models, edges, tuple(estimates), tuple(missing))


def cut(
    votes: Comparisons, *, edges: Floats | None = None, width_days: float | None = None
) -> tuple[Floats, np.ndarray[tuple[int], np.dtype[np.intp]]]:
    """The edges of the windows, and the window of each vote.

    Args:
        votes: with their times; at least one.
        edges: rising, in seconds since 1970; every vote must lie at or after the first and before
            the last.
        width_days: of all windows instead; their edges are multiples of it since 1970, so that
            windows of different votes fit on each other.

    Raises:
        DataError: the votes do not say when they were cast, or some lie outside the edges.
        ConfigurationError: not exactly one of ``edges`` and ``width_days`` is given.
    """
    if votes.voted_at is None or not len(votes):
        raise DataError("windows need votes with their times (`voted_at`)")
    if not np.isfinite(votes.voted_at).all():
        row = int((~np.isfinite(votes.voted_at)).argmax())
        raise DataError(f"row {row}: voted_at is {votes.voted_at[row]}; it must be a time")
    if (edges is None) == (width_days is None):
        raise ConfigurationError("give either the edges of the windows or their width")
    if width_days is not None:
        edges = _regular(votes.voted_at, width_days)
    edges = np.asarray(edges, dtype=np.float64)
    if len(edges) < 2 or not (np.diff(edges) > 0).all():
        raise ConfigurationError("the edges of windows must rise, and be at least two")
    place = np.searchsorted(edges, votes.voted_at, side="right") - 1
    outside = (place < 0) | (place >= len(edges) - 1)
    if outside.any():
        raise DataError(
            f"{int(outside.sum())} votes lie outside the windows, such as row "
            f"{int(outside.argmax())}: widen the edges, or leave these rows out"
        )
    return edges, place


def _regular(times: Floats, width_days: float) -> Floats:
    if not 0 < width_days < np.inf:
        raise ConfigurationError(f"width_days must be above 0, not {width_days}")
    width = width_days * DAY
    first = np.floor(times.min() / width)
    last = np.floor(times.max() / width)
    return np.asarray((first + np.arange(last - first + 2)) * width)


def _rated(
    votes: Comparisons, rated: Sequence[str], method: BradleyTerry, rng: np.random.Generator
) -> Estimate:
    if len(rated) < 2:
        return Estimate((), np.zeros(0), np.zeros((0, 0)))
    return method.fit(votes.among(rated), rng=rng)


def _contrast(estimate: Estimate, model: str | None, reference: Sequence[str]) -> Floats:
    """What to multiply strengths by for a model, or nothing, less the mean of the reference."""
    place = {name: index for index, name in enumerate(estimate.models)}
    wanted = [*reference, *([] if model is None else [model])]
    if absent := [name for name in wanted if name not in place]:
        raise DataError(f"{absent[0]!r} is not rated in every window that is compared")
    contrast = np.zeros(len(estimate.models))
    contrast[[place[name] for name in reference]] = -1 / len(reference)
    if model is not None:
        contrast[place[model]] += 1
    return contrast
