"""An alarm that rings soon after a model became worse, and seldom before (Page 1954)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tiltyard.errors import ConfigurationError, DataError
from tiltyard.ratings.comparisons import Codes, Comparisons, Floats
from tiltyard.ratings.estimate import SCALE
from tiltyard.ratings.tie_probabilities import ThreeWay, log_total, three_outcomes


@dataclass(frozen=True, slots=True, eq=False)
class Watch:
    """A sum that was kept on one model's votes.

    Attributes:
        rows: the votes that the model took part in, in the order in which they were cast: places
            in the votes that were given.
        path: the sum after each of them, 0 or more.
        alarm: the place in ``rows`` of the first vote that took the sum to the threshold.
    """

    rows: Codes
    path: Floats
    alarm: int | None


@dataclass(frozen=True, slots=True)
class Cusum:
    """``S = max(0, S + ln p₁(o) / p₀(o))`` for each vote, with an alarm at ``S >= threshold``.

    ``p₀`` is how likely the vote was of the model as it was known, ``p₁`` of the same model
    weakened. No rule finds a drop sooner at the same rate of false alarms (Moustakides 1986).

    Attributes:
        drop: how much worse the model is to be under suspicion, in points of `ThreeWay`; below 0
            the alarm is for a model that became better.
        threshold: 8 rings falsely for about 2 in 100 unchanged models within 20,000 votes each.
    """

    drop: float = 30.0
    threshold: float = 8.0

    def __post_init__(self) -> None:
        if not np.isfinite(self.drop) or not self.drop:
            raise ConfigurationError(f"drop must be points other than 0, not {self.drop}")
        if not self.threshold > 0:
            raise ConfigurationError(f"threshold must be above 0, not {self.threshold}")

    def watch(
        self, votes: Comparisons, model: str, *, board: ThreeWay, start: float = 0.0
    ) -> Watch:
        """The sum over the votes that the model took part in.

        Args:
            votes: each row one vote, in the order in which they were cast unless `voted_at` tells
                it. They must be others than those that the board was fitted to.
            model: the one to watch.
            board: what was known of all models before; it must hold those that are met.
            start: where the sum stood after the votes before these, for a watch that goes on.

        Raises:
            DataError: the board lacks a model, or a vote is graded or pooled.
        """
        if votes.count is not None and (votes.count != 1).any():
            row = int((votes.count != 1).argmax())
            raise DataError(f"row {row} counts {votes.count[row]:g} votes; each row must be one")
        place = {name: index for index, name in enumerate(board.models)}
        if model not in place:
            raise DataError(f"{model!r} is not on the board of {len(board.models)} models")
        mine = votes.models.index(model) if model in votes.models else -1
        rows = np.flatnonzero((votes.a == mine) | (votes.b == mine))
        if votes.voted_at is not None:
            rows = rows[np.argsort(votes.voted_at[rows], kind="stable")]
        path = self.path(self._evidence(votes.rows(rows), mine, board, place), start=start)
        over = np.flatnonzero(path >= self.threshold)
        return Watch(rows, path, int(over[0]) if len(over) else None)

    def path(self, evidence: Floats, *, start: float = 0.0) -> Floats:
        """The sum after each vote, shape as ``evidence``, which is ``ln p₁(o) / p₀(o)``.

        The last axis is time; the sum is what has gained since the lowest point so far.
        """
        climb = start + np.cumsum(evidence, axis=-1)
        return np.asarray(climb - np.minimum(np.minimum.accumulate(climb, axis=-1), 0))

    def evidence(self, eta: Floats, log_nu: float) -> Floats:
        """What a win, a loss and a tie say for the drop, shape ``(n, 3)``.

        Args:
            eta: strength of the model less that of its opponent, as it was known.
            log_nu: `ThreeWay.log_nu`.
        """
        drop = self.drop / SCALE
        tie = log_total(eta, log_nu) - log_total(eta - drop, log_nu)
        return np.column_stack([tie - drop / 2, tie + drop / 2, tie])

    def _evidence(
        self, votes: Comparisons, mine: int, board: ThreeWay, place: dict[str, int]
    ) -> Floats:
        sits_left = votes.a == mine
        met = np.where(sits_left, votes.b, votes.a)
        names = [votes.models[index] for index in np.unique(met)]
        if missing := [name for name in names if name not in place]:
            raise DataError(f"{missing[0]!r} is not on the board of {len(board.models)} models")
        strength = np.array([board.strength[place.get(name, 0)] for name in votes.models])
        outcome = three_outcomes(votes.outcome)
        seen = np.where(sits_left, outcome, np.array([1, 0, 2])[outcome])
        table = self.evidence(strength[mine] - strength[met], board.log_nu)
        return np.asarray(table[np.arange(len(votes)), seen])
