"""Bradley–Terry: the log-odds that A beats B are A's strength less B's.

Bradley and Terry (1952). A tie counts as half a win for each side.
"""

from __future__ import annotations

from functools import partial

import numpy as np
from scipy.special import expit, log_expit

from tiltyard.ratings.comparisons import Comparisons, Floats
from tiltyard.ratings.covariance import pinned, sandwich
from tiltyard.ratings.estimate import Estimate
from tiltyard.ratings.newton import Slope, maximise


class BradleyTerry:
    """Most likely strengths, with a covariance that survives a wrong model."""

    def fit(self, comparisons: Comparisons, *, rng: np.random.Generator) -> Estimate:
        """See `Method.fit`. Nothing is drawn.

        Raises:
            NotIdentifiedError: a chain of wins does not join some models.
            NotConvergedError: the votes are too lopsided for floating point.
        """
        comparisons.require_connected()
        votes = comparisons.pooled()
        strength = maximise(partial(_likelihood, votes), np.zeros(len(votes.models)))
        strength = strength - strength.mean()
        return Estimate(votes.models, strength, sandwich(votes, expit(votes.contrasts(strength))))


def _likelihood(votes: Comparisons, strength: Floats) -> Slope:
    """``Σ w [y η - log(1 + e^η)]``, where ``η`` is the difference of strengths."""
    y, w = votes.score, votes.weight
    eta = votes.contrasts(strength)
    expected = expit(eta)
    return Slope(
        value=float(w @ (y * eta + log_expit(-eta))),
        gradient=votes.totals(w * (y - expected)),
        information=pinned(votes.gram(w * expected * expit(-eta))),
    )


method = BradleyTerry()
