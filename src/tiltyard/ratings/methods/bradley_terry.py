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
        start = np.zeros(len(comparisons.models))
        strength = maximise(partial(_likelihood, comparisons.by_pair()), start)
        strength = strength - strength.mean()
        expected = expit(comparisons.contrasts(strength))
        return Estimate(comparisons.models, strength, sandwich(comparisons, expected))


def _likelihood(pairs: Comparisons, strength: Floats) -> Slope:
    """``Σ w [y η - log(1 + e^η)]``, where ``η`` is the difference of strengths."""
    y, w = pairs.score, pairs.weight
    eta = pairs.contrasts(strength)
    expected = expit(eta)
    return Slope(
        value=float(w @ (y * eta + log_expit(-eta))),
        gradient=pairs.totals(w * (y - expected)),
        information=pinned(pairs.gram(w * expected * expit(-eta))),
    )


method = BradleyTerry()
