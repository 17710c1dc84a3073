"""Bradley–Terry with anchors: some strengths are given, and the others are fitted to them.

So a new model is put on a board that stays as it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import ClassVar

import numpy as np

from tiltyard import registry
from tiltyard.errors import ConfigurationError, DataError
from tiltyard.ratings.clusters import clustered, few_clusters, require_known, surprises
from tiltyard.ratings.comparisons import A_WON, Bools, Codes, Comparisons, Floats
from tiltyard.ratings.connectivity import require_connected
from tiltyard.ratings.counts import Counts
from tiltyard.ratings.covariance import Errors, hidden_spread
from tiltyard.ratings.estimate import Estimate
from tiltyard.ratings.logistic import expit, log_expit
from tiltyard.ratings.methods.bradley_terry import BradleyTerry
from tiltyard.ratings.newton import Slope, inverted, maximise
from tiltyard.ratings.weighting import levelled


@dataclass(frozen=True, slots=True)
class AnchoredBradleyTerry:
    """Most likely strengths of the models that are not anchors.

    Attributes:
        anchors: the given strengths, in log-odds (a rating less 1000, over 400 / ln 10), by the
            model's name. Without any this is Bradley–Terry, with mean zero.
        uncertainty: covariance of the given strengths, in the order of ``anchors``, from votes
            other than these; none: they are known exactly.
        errors: ``sandwich``, or ``information``, which is right only if the model is and no vote
            is a tie.
        cluster: names of `Comparisons.clusters` whose votes may depend on each other; replaces
            the sandwich by the clustered one.
    """

    title: ClassVar[str] = "Bradley–Terry with anchors"
    about: ClassVar[str] = (
        "Some models keep the strengths that they were given, and the others are rated against "
        "them."
    )
    ties: ClassVar[str] = "A tie is worth half a win to each side, and so is “both bad”."
    needs_rows: ClassVar[bool] = False

    anchors: Mapping[str, float] = field(default_factory=dict)
    uncertainty: Floats | None = None
    errors: str = "sandwich"
    cluster: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        Errors(self.errors, self.cluster)
        for name, strength in self.anchors.items():
            if not np.isfinite(strength):
                raise ConfigurationError(f"the anchor {name!r} must be finite; it is {strength}")
        self._require_uncertainty()

    def fit(self, votes: Comparisons | Counts, *, rng: np.random.Generator) -> Estimate:
        """See `Method.fit`. Nothing is drawn. Anchors keep their strengths.

        Zero is that of the given strengths, so the mean is not. Votes between two anchors tell
        nothing here.

        Raises:
            NotIdentifiedError: a chain of wins does not join some model with the anchors both
                ways. Anchors need no votes among themselves.
            NotConvergedError: the votes are too lopsided for floating point.
            DataError: an anchor has no votes, or the votes do not say what to cluster by.
        """
        if not self.anchors:
            return BradleyTerry(errors=self.errors, cluster=self.cluster).fit(votes, rng=rng)
        require_known(votes, self.cluster)
        votes = levelled(votes)
        counts = Counts.of(votes)
        place = [_place(name, counts.models) for name in self.anchors]
        free = np.ones(len(counts.models), dtype=bool)
        free[place] = False
        _require_joined(counts, free)
        strength = np.zeros(len(counts.models))
        strength[place] = list(self.anchors.values())
        strength[free] = _most_likely(counts, strength, free)
        covariance = self._covariance(votes, counts, strength, free)
        if self.uncertainty is not None:
            covariance += _carried(counts, strength, free, np.array(place), self.uncertainty)
        return Estimate(
            counts.models,
            strength,
            covariance,
            notes=(self._note(), *few_clusters(votes, self.cluster)),
            is_grounded=True,
        )

    def _covariance(
        self, votes: Comparisons | Counts, counts: Counts, strength: Floats, free: Bools
    ) -> Floats:
        """Of the fitted strengths; that of the anchors is zero."""
        expected = expit(counts.contrasts(strength))
        inside = np.ix_(free, free)
        bread = np.zeros((len(free), len(free)))
        bread[inside] = inverted(_information(counts, strength)[inside])
        hidden = counts.gram(hidden_spread(counts, expected, bread))
        if self.cluster:
            if not isinstance(votes, Comparisons):
                raise TypeError("require_known let counts pass")
            surprise = surprises(votes, strength)
            return clustered(votes, self.cluster, bread, on_a=surprise, leverage=hidden)
        if self.errors == "information":
            return bread
        whole = bread @ (counts.gram(counts.spread(expected)) + hidden) @ bread
        return np.asarray((whole + whole.T) / 2)

    def _require_uncertainty(self) -> None:
        if self.uncertainty is None:
            return
        k = len(self.anchors)
        if self.uncertainty.shape != (k, k):
            raise ConfigurationError(
                f"the covariance of {k} anchors has shape {(k, k)}, not {self.uncertainty.shape}"
            )
        symmetric = np.allclose(self.uncertainty, self.uncertainty.T)
        if not symmetric or np.linalg.eigvalsh(self.uncertainty).min(initial=0) < -1e-9:
            raise ConfigurationError(
                "the covariance of the anchors is none: it must be symmetric, and no combination "
                "of anchors may have a negative variance"
            )

    def _note(self) -> str:
        named = [f"{name!r} at {strength:g}" for name, strength in self.anchors.items()]
        listed = ", ".join(named[:5]) + (f" and {len(named) - 5} more" if len(named) > 5 else "")
        return f"anchored: {listed}"


def _place(name: str, models: tuple[str, ...]) -> int:
    if name not in models:
        near = registry.nearest(name, list(models))
        raise DataError(f"the anchor {name!r} is not among the {len(models)} models{near}")
    return models.index(name)


def _require_joined(counts: Counts, free: Bools) -> None:
    """Return if all models are connected when the anchors are taken as one."""
    weight, worth = counts.moments()
    place = np.where(free, np.cumsum(free), 0)
    won, lost = worth > 0, worth < weight
    winner = np.concatenate([place[counts.first[won]], place[counts.second[lost]]])
    loser = np.concatenate([place[counts.second[won]], place[counts.first[lost]]])
    between = winner != loser
    names = [name for name, is_free in zip(counts.models, free, strict=True) if is_free]
    require_connected(
        Comparisons(
            models=("(the anchors)", *names),
            a=winner[between],
            b=loser[between],
            outcome=np.full(between.sum(), A_WON),
        )
    )


def _most_likely(counts: Counts, given: Floats, free: Bools) -> Floats:
    start = np.full(free.sum(), given[~free].mean())
    return maximise(partial(_likelihood, counts, *counts.moments(), given, free), start)


def _likelihood(  # noqa: PLR0913 -- bound once; only the last changes
    counts: Counts, weight: Floats, worth: Floats, given: Floats, free: Bools, value: Floats
) -> Slope:
    strength = given.copy()
    strength[free] = value
    eta = counts.contrasts(strength)
    expected = expit(eta)
    height = float(worth @ eta + weight @ log_expit(-eta))
    information = counts.gram(weight * expected * expit(-eta))
    gradient = counts.totals(worth - weight * expected)
    return Slope(height, gradient[free], information[np.ix_(free, free)])


def _carried(
    counts: Counts, strength: Floats, free: Bools, place: Codes, uncertainty: Floats
) -> Floats:
    """What the anchors' own uncertainty adds: ``J Σ Jᵀ``, with ``J`` how all strengths follow."""
    information = _information(counts, strength)
    follow = np.zeros((len(free), len(place)))
    follow[place, np.arange(len(place))] = 1
    follow[free] = -inverted(information[np.ix_(free, free)]) @ information[free][:, place]
    return np.asarray(follow @ uncertainty @ follow.T)


def _information(counts: Counts, strength: Floats) -> Floats:
    eta = counts.contrasts(strength)
    return counts.gram(counts.total.sum(axis=1) * expit(eta) * expit(-eta))


method = AnchoredBradleyTerry()
