"""A board brought up to date: votes are added and taken away, and the fit begins at the last."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from tiltyard.ratings.comparisons import Comparisons, Floats
from tiltyard.ratings.counts import Counts
from tiltyard.ratings.estimate import Estimate
from tiltyard.ratings.methods.bradley_terry import BradleyTerry


def updated(
    counts: Counts,
    estimate: Estimate,
    *,
    added: Comparisons | Counts | None = None,
    removed: Comparisons | Counts | None = None,
    method: BradleyTerry | None = None,
) -> tuple[Counts, Estimate]:
    """The votes with the changes, and the fit to them: as from scratch, in a step or two.

    The fit stops where any other does, so that nothing adds up over many updates.

    Args:
        counts: the votes so far.
        estimate: a fit to them.
        added: votes that are new; models may be.
        removed: votes that were among them.
        method: with its options; ``start`` is set here. Plain Bradley–Terry if missing.

    Raises:
        DataError: votes are to be removed that were not there.
        NotIdentifiedError: the votes that are left do not connect the models.
    """
    if added is not None:
        counts = counts + Counts.of(added)
    if removed is not None:
        counts = counts - Counts.of(removed)
    warm = replace(method or BradleyTerry(), start=start(counts.models, estimate))
    return counts, warm.fit(counts, rng=np.random.default_rng(0))


def start(models: tuple[str, ...], estimate: Estimate) -> Floats:
    """Strengths to begin a fit of these models with: the known ones; new models at their mean."""
    known = dict(zip(estimate.models, estimate.strength.tolist(), strict=True))
    mean = float(estimate.strength.mean()) if known else 0.0
    return np.array([known.get(name, mean) for name in models], dtype=np.float64)
