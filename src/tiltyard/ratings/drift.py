"""Did one model change? Votes before against votes after, with ties as an outcome of their own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tiltyard.errors import DataError, NotIdentifiedError
from tiltyard.ratings.comparisons import Comparisons, Floats
from tiltyard.ratings.counts import Counts
from tiltyard.ratings.estimate import SCALE, Estimate
from tiltyard.ratings.newton import Slope, maximise
from tiltyard.ratings.tie_probabilities import ThreeWay, terms, three_columns


@dataclass(frozen=True, slots=True)
class Shift:
    """One model in two windows.

    Attributes:
        model: its name.
        before: strength in the first window, on the scale of `ThreeWay`; infinite if it won or
            lost every vote.
        after: in the second.
        points: how far it rose, in points on that scale.
        statistic: ``2 [ℓ(β₁) + ℓ(β₂) - ℓ(β)]``, the likelihood ratio.
        p_value: how often chance alone makes it so large.
    """

    model: str
    before: float
    after: float
    points: float
    statistic: float
    p_value: float


@dataclass(frozen=True, slots=True)
class Move:
    """How far a model moved against models that should not have.

    Attributes:
        points: its rise less the median rise of the reference models.
        standard_error: of that, if nothing moved.
        p_value: two-sided.
    """

    points: float
    standard_error: float
    p_value: float


def two_windows(
    before: Comparisons | Counts, after: Comparisons | Counts, model: str, *, board: ThreeWay
) -> Shift:
    """Whether one strength explains both windows, by the likelihood-ratio test.

    The opponents' strengths are taken as known and unchanged. If the model did not change, the
    statistic is chi-squared with one degree of freedom (Wilks 1938). Ties as half-wins would
    shrink it; here they are an outcome of Davidson's model, whose weight is fitted along.

    Args:
        before: votes of the first window; those without the model are not looked at.
        after: votes of the second.
        model: whose strength is in question.
        board: strengths of the opponents, such as `fit_three_way` gives of both windows together.

    Raises:
        DataError: the model is not on the board, has no vote in a window, or met a model that is
            not on the board; or a vote is graded.
        NotIdentifiedError: every vote was a tie.
        NotConvergedError: no answer was reached.
    """
    from scipy.special import chdtrc  # noqa: PLC0415 -- slow to import, and few boards need it

    parts = [_seen_from(Counts.of(votes), model, board) for votes in (before, after)]
    for part, name in zip(parts, ("before", "after"), strict=True):
        if not len(part.won):
            raise DataError(f"{model!r} has no vote in the window {name}, so no shift can be seen")
    if not sum(part.won[:, :2].sum() for part in parts):
        raise NotIdentifiedError(f"every vote on {model!r} was a tie: they say nothing of strength")
    _, together = _fit(parts, [0, 0])
    strengths, apart = _fit(parts, [0, 1])
    statistic = max(2 * (apart - together), 0.0)
    # Two windows that were won throughout are equally far away.
    rise = 0.0 if strengths[0] == strengths[1] else strengths[1] - strengths[0]
    return Shift(
        model=model,
        before=float(strengths[0]),
        after=float(strengths[1]),
        points=float(SCALE * rise),
        statistic=statistic,
        p_value=float(chdtrc(1, statistic)),
    )


def moved(  # noqa: PLR0913 -- two windows, two kinds of model, and the draw
    before: Estimate,
    after: Estimate,
    model: str,
    reference: Sequence[str],
    *,
    rng: np.random.Generator,
    draws: int = 4000,
) -> Move:
    """Whether a rating rose or fell more than the ratings of models that were pinned.

    Votes fix differences only, so a rating moves whenever the others do. The median of the
    reference takes that out, and a single reference model that did change cannot carry it. What
    the difference would be if nothing changed is drawn from both covariances.

    Args:
        before: ratings by the votes of one window.
        after: ratings by other votes.
        model: the one in question.
        reference: models that are served unchanged, such as open weights on the same machine;
            at least one, without the model itself.
        rng: draws the errors.
        draws: how many; 4,000 place the standard error within about 1 %.

    Raises:
        DataError: a model is missing from one of the two, or the reference is empty or has the
            model in it.
    """
    from scipy.special import ndtr  # noqa: PLC0415 -- slow to import, and few boards need it

    if not reference or model in reference:
        raise DataError(f"the reference must be other models than {model!r}, and at least one")
    names = [model, *reference]
    windows = [one.among(names) for one in (before, after)]
    rise = _over_median(windows[1].strength - windows[0].strength)
    covariance = windows[0].covariance + windows[1].covariance
    size, direction = np.linalg.eigh(covariance)
    root = direction * np.sqrt(np.maximum(size, 0))
    errors = _over_median(root @ rng.standard_normal((len(names), draws)))
    error = float(np.sqrt(np.mean(errors**2)))
    if not error > 0:
        raise DataError("the ratings have no errors, so every move would look certain")
    return Move(
        points=float(SCALE * rise),
        standard_error=float(SCALE * error),
        p_value=float(2 * ndtr(-abs(rise) / error)),
    )


def _over_median(rise: Floats) -> Floats:
    """The first row above the median of the others."""
    return np.asarray(rise[0] - np.median(rise[1:], axis=0))


@dataclass(frozen=True, slots=True, eq=False)
class _Window:
    """A model's votes: each opponent's strength, and how often it won, lost and tied."""

    opponent: Floats
    won: Floats

    @property
    def is_one_sided(self) -> bool:
        """Whether every vote was won, or every vote lost, so that no finite strength is best."""
        wins, losses, ties = self.won.sum(axis=0)
        return not ties and not (wins and losses)


def _seen_from(counts: Counts, model: str, board: ThreeWay) -> _Window:
    """The votes of one model, as it sees them."""
    mine = counts.models.index(model) if model in counts.models else -1
    ours = counts.pairs((counts.first == mine) | (counts.second == mine))
    is_first = ours.first == mine
    columns = three_columns(ours)
    place = {name: index for index, name in enumerate(board.models)}
    opponents = [counts.models[index] for index in np.where(is_first, ours.second, ours.first)]
    if missing := [name for name in (model, *opponents) if name not in place]:
        raise DataError(f"{missing[0]!r} is not on the board of {len(board.models)} models")
    return _Window(
        opponent=board.strength[[place[name] for name in opponents]],
        won=np.where(is_first[:, None], columns, columns[:, [1, 0, 2]]),
    )


def _fit(parts: Sequence[_Window], which: Sequence[int]) -> tuple[Floats, float]:
    """The best strength for each window and the log-likelihood there.

    Args:
        parts: the windows.
        which: the parameter that is each window's strength.
    """
    groups = [
        _Window(*(np.concatenate(columns) for columns in zip(*same, strict=True)))
        for same in (
            [(part.opponent, part.won) for part, w in zip(parts, which, strict=True) if w == g]
            for g in sorted(set(which))
        )
    ]
    found = np.array([np.inf if group.won[:, 0].any() else -np.inf for group in groups])
    # A window that is won or lost throughout is certain in the limit, and tells nothing of ties.
    open_ones = [index for index, group in enumerate(groups) if not group.is_one_sided]
    if not open_ones:
        return found, 0.0
    likelihood = _Likelihood(tuple(groups[index] for index in open_ones))
    point = maximise(likelihood, likelihood.start)
    found[open_ones] = point[: len(open_ones)]
    return found, likelihood(point).value


@dataclass(frozen=True, slots=True)
class _Likelihood:
    """Of a strength for each group, and of ``ln ν`` for all if there is any tie."""

    groups: tuple[_Window, ...]

    @property
    def start(self) -> Floats:
        has_ties = any(group.won[:, 2].any() for group in self.groups)
        return np.zeros(len(self.groups) + has_ties)

    def __call__(self, point: Floats) -> Slope:
        k = len(self.groups)
        log_nu = float(point[k]) if len(point) > k else -np.inf
        value, gradient, information = 0.0, np.zeros(k + 1), np.zeros((k + 1, k + 1))
        for index, group in enumerate(self.groups):
            part = terms(point[index] - group.opponent, log_nu, group.won)
            value += part.value.sum()
            gradient[[index, k]] += part.on_eta.sum(), part.on_nu.sum()
            information[index, index] = part.eta_eta.sum()
            information[index, k] = information[k, index] = part.eta_nu.sum()
            information[k, k] += part.nu_nu.sum()
        size = len(point)
        return Slope(float(value), gradient[:size], information[:size, :size])
