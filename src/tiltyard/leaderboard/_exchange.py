"""Ratings against what models cost: who is worth it, and at which rate of points for money."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from tiltyard.errors import ConfigurationError, DataError
from tiltyard.leaderboard._board import Board
from tiltyard.ratings import Estimate, differences, pareto
from tiltyard.ratings.estimate import SCALE
from tiltyard.ratings.multiplicity import alone, for_pairs
from tiltyard.ratings.pareto import Place

# Points for each factor of ten: what a slider can be moved to.
STEPS = tuple(range(0, 401, 25))
_CENTRE = 1000.0


@dataclass(frozen=True, slots=True)
class Exchanged:
    """A model's rating, and what its cost takes off: at so many points, ``rating - points * tens``.

    Attributes:
        model: its name.
        cost: in the unit that was given.
        tens: the logarithm, base ten, of its cost over the median cost.
        rating: with its interval, as on the board: costs are known exactly, so that the interval
            moves with the rating and is as wide at every rate.
        low: see ``rating``.
        high: see ``rating``.
        ranks: best and worst rank that the votes allow, at each step.
    """

    model: str
    cost: float
    tens: float
    rating: float
    low: float
    high: float
    ranks: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Exchange:
    """The board at every rate of exchange; ranks are among the models with a cost.

    Attributes:
        steps: points for each factor of ten in cost.
        median: the cost that takes nothing off.
        models: from the highest rating down.
        left_out: models of the board whose cost is not known, or zero.
    """

    steps: tuple[float, ...]
    median: float
    models: tuple[Exchanged, ...]
    left_out: tuple[str, ...]


def exchange(
    board: Board, costs: Mapping[str, float], *, steps: Sequence[float] = STEPS
) -> Exchange:
    """Ratings less so many points for each factor of ten in cost, with joint ranks at each rate.

    Args:
        board: with the engine's own answer, or imported.
        costs: by model; of models that are not on the board they play no part.
        steps: the rates, in points.

    Raises:
        ConfigurationError: no model of the board has a cost.
        DataError: the board lacks the engine's answer.
    """
    known = {row.card.name: costs.get(row.card.name) for row in board.rows}
    shown = {name: cost for name, cost in known.items() if cost is not None and cost > 0}
    if not shown:
        raise ConfigurationError("of no model on this board it is known what it costs")
    cost = np.array(list(shown.values()), dtype=np.float64)
    median = float(np.median(cost))
    tens = np.log10(cost / median)
    estimate = _estimate(board, list(shown))
    ranks = _ranks(board, estimate, tens, steps)
    rows = {row.card.name: row for row in board.rows}
    models = tuple(
        Exchanged(
            name,
            shown[name],
            float(tens[place]),
            rows[name].rating,
            rows[name].low,
            rows[name].high,
            tuple((best, worst) for best, worst in ranks[:, place].tolist()),
        )
        for place, name in enumerate(shown)
    )
    left_out = tuple(name for name in rows if name not in shown)
    return Exchange(tuple(map(float, steps)), median, models, left_out)


def places(board: Board, costs: Mapping[str, float]) -> tuple[Place, ...]:
    """Where the models with a cost stand between rating and cost, as they stand on the board.

    Raises:
        DataError: the board lacks the engine's answer; or a cost is not finite.
    """
    names = [row.card.name for row in board.rows if row.card.name in costs]
    return pareto.frontier(_estimate(board, names), costs, rng=_rng(board))


def _moved(estimate: Estimate, tens: NDArray[np.float64], points: float) -> Estimate:
    """Strengths less so many points for each factor of ten in cost over the median.

    Costs are known exactly, so that the covariance, and with it which differences are sure, is
    that of the votes.
    """
    return replace(estimate, strength=estimate.strength - points / SCALE * tens)


def _ranks(
    board: Board, estimate: Estimate, tens: NDArray[np.float64], steps: Sequence[float]
) -> NDArray[np.intp]:
    """Shape ``(steps, m, 2)``. How far apart is sure depends on the covariance alone."""
    quantile = for_pairs(
        estimate.strength,
        estimate.covariance,
        level=board.level,
        adjustment="max_t",
        rng=_rng(board),
    )
    reach = differences.times(quantile)
    moved = [_moved(estimate, tens, points) for points in steps]
    return np.array([differences.rank_ranges(one.strength, one.covariance, reach) for one in moved])


def _estimate(board: Board, names: list[str]) -> Estimate:
    """Strengths as they are on the board, and not around the mean of these models.

    Of an imported board the intervals are all that is known; their errors are taken for
    independent.
    """
    if board.ranking is not None:
        whole = board.ranking.estimate
        index = np.array([whole.index(name) for name in names], dtype=np.intp)
        return Estimate(tuple(names), whole.strength[index], whole.covariance[np.ix_(index, index)])
    if board.kind != "imported":
        raise DataError("the board was kept without the engine's answer: ask for the whole board")
    rows = {row.card.name: row for row in board.rows}
    rating = np.array([rows[name].rating for name in names])
    width = np.array([rows[name].high - rows[name].low for name in names])
    error = width / 2 / alone(board.level) / SCALE
    return Estimate(tuple(names), (rating - _CENTRE) / SCALE, np.diag(error**2))


def _rng(board: Board) -> np.random.Generator:
    """A generator at its beginning: the same board gives the same answer."""
    return np.random.default_rng(0 if board.ranking is None else board.ranking.seed)
