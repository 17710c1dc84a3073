"""Elo: both models move a little after every vote, by what it was worth beyond expectation.

Elo (1978). The votes are taken one after the other, so their order matters; a tie, or both bad, is
half a win for each side.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from tiltyard.errors import ConfigurationError, DataError, NotIdentifiedError
from tiltyard.ratings._kernel.elo import elo
from tiltyard.ratings.comparisons import Comparisons, Floats
from tiltyard.ratings.counts import Counts, sums
from tiltyard.ratings.estimate import SCALE, Estimate
from tiltyard.ratings.logistic import expit

# A model still holds this much of where it began: too much to call it rated.
_REMEMBERED = 0.1


@dataclass(frozen=True, slots=True)
class Elo:
    """Strengths after the last vote.

    Attributes:
        k: points that a vote moves both models by which was worth 1 more than expected, above 0.
        start: strengths in log-odds before the first vote, such as yesterday's, for all models in
            their order; none: all begin equal.
    """

    title: ClassVar[str] = "Elo"
    about: ClassVar[str] = (
        "Votes are taken one after another, and each moves the two ratings by the surprise in it."
    )
    ties: ClassVar[str] = "A tie is worth half a win to each side, and so is “both bad”."
    needs_rows: ClassVar[bool] = True  # counts have no order

    k: float = 4.0
    start: Floats | None = None

    def __post_init__(self) -> None:
        if not 0 < self.k < np.inf:
            raise ConfigurationError(f"k must be above 0 and finite; it is {self.k}")

    def fit(self, votes: Comparisons | Counts, *, rng: np.random.Generator) -> Estimate:
        """See `Method.fit`. Nothing is drawn.

        Votes are taken in order of ``voted_at`` if they have it, those of one moment as they
        stand; otherwise in the order of the rows. Weights multiply ``k``, and are divided by
        their mean first.

        The covariance is `wobble`: what the ratings move to and fro for ever. It holds for models
        with enough votes to have left their start behind; a note says how many have not.

        Raises:
            NotIdentifiedError: there are no models.
            DataError: the votes are pooled, or a row stands for more or less than one, or
                ``start`` does not fit the models.
        """
        if isinstance(votes, Counts):
            raise DataError("Elo needs single votes in their order, not pooled counts")
        m = len(votes.models)
        if not m:
            raise NotIdentifiedError("there are no votes, so there is nothing to rate")
        start = self._start(m)
        if votes.voted_at is not None:
            votes = votes.rows(np.argsort(votes.voted_at, kind="stable"))
        _require_single(votes.count)
        move = self.k / SCALE
        strength = elo(votes.a, votes.b, votes.worth(), _steps(votes), move, start)
        strength = strength - strength.mean()
        return Estimate(
            votes.models,
            strength,
            wobble(self.k * _noise(votes), m),
            notes=_notes(votes, strength, move),
        )

    def _start(self, m: int) -> Floats:
        if self.start is None:
            return np.zeros(m)
        if self.start.shape != (m,):
            raise DataError(f"{m} models need {m} strengths to start with, not {self.start.shape}")
        return self.start


def wobble(k: float, m: int) -> Floats:
    """Covariance of strengths that keep following votes in steps of ``k`` points, shape ``(m, m)``.

    ``κ/2 (I - 11ᵀ/m)``, with ``κ`` the step in log-odds. Near the truth ``θ`` a step is ``z ← z -
    κ v x xᵀz + κ ε x``, with ``x`` the two models that met (1 and -1), and ``v = p (1 - p)`` both
    what a difference of strengths moves the expectation by and the variance of ``ε``. With ``A``
    the mean of ``v x xᵀ``, a covariance that no longer changes has ``AΣ + ΣA = κA`` up to a term
    smaller by ``κ``: whoever meets whom, and however often, ``Σ`` is ``κ/2`` on what sums to zero.
    Ties scatter less than wins and losses, so with them it is an upper bound.
    """
    return np.asarray(k / SCALE / 2 * (np.eye(m) - 1 / m))


def expected_wobble(*, k: float = 4.0) -> float:
    """Standard deviation of a rating on a large board, in points: ``√(k · 173.7 / 2)``."""
    return float(np.sqrt(k * SCALE / 2))


def _require_single(count: Floats | None) -> None:
    if count is None or (count == 1).all():
        return
    row = int((count != 1).argmax())
    raise DataError(
        f"row {row} counts {count[row]:g} votes; Elo takes votes one after the other, so each row "
        "must be one: give the votes themselves, or use a method that has no order"
    )


def _steps(votes: Comparisons) -> Floats | None:
    """Each row's weight, over that of the average vote."""
    if votes.weight is None:
        return None
    return np.asarray(votes.weight / votes.weight.mean())


def _noise(votes: Comparisons) -> float:
    """What unequal steps multiply the variance by: the mean squared step."""
    step = _steps(votes)
    if step is None or not len(votes):
        return 1.0
    return float(np.mean(step**2))


def _notes(votes: Comparisons, strength: Floats, move: float) -> tuple[str, ...]:
    m = len(strength)
    order = "as they are ordered" if votes.voted_at is None else "in order of time"
    said = f"votes {order}, k {move * SCALE:g}; the newest count most, and ratings never settle"
    p = expit(strength[votes.a] - strength[votes.b])
    step = _steps(votes)
    pull = move * p * (1 - p) * (1.0 if step is None else step)
    left = np.exp(-(sums(votes.a, pull, m) + sums(votes.b, pull, m)))
    young = int((left > _REMEMBERED).sum())
    if not young:
        return (said,)
    return (said, f"{young} of {m} models still hold over a tenth of where they began")


method = Elo()
