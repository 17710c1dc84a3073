"""Effects of several roles at once, each drawn towards zero: where they lie, and the evidence.

Attempts are won with log-odds that are a mean plus one effect of each role, and the effects of a
role are normal around zero. The mode is found by Newton's method. The role with the most levels
is eliminated first: no attempt has two of its levels, so that its own block is diagonal and
thousands of levels cost little.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

import numpy as np
from scipy.linalg import cho_factor, cho_solve

from tiltyard.errors import NotConvergedError
from tiltyard.ratings.ascent import ascend
from tiltyard.ratings.comparisons import Codes, Floats
from tiltyard.ratings.logistic import expit, log_expit


@dataclass(frozen=True, slots=True, eq=False)
class Cells:
    """Attempts that are alike, and how many of them were won.

    Parameters are columns: the effects of the largest role first, then the mean, then the others.

    Attributes:
        sizes: how many levels each role has.
        starts: the first column of each role.
        columns: those that add up to each cell's log-odds, shape ``(c, roles + 1)``; the largest
            role's first, the mean's second.
        signs: 1 or -1 for each of them.
        won: how many attempts were won.
        count: how many there were.
    """

    sizes: tuple[int, ...]
    starts: tuple[int, ...]
    columns: Codes
    signs: Floats
    won: Floats
    count: Floats

    @classmethod
    def of(
        cls,
        codes: tuple[Codes, ...],
        sizes: tuple[int, ...],
        signs: tuple[float, ...],
        *,
        won: Floats,
        count: Floats,
    ) -> Cells:
        """Cells from the level that each has of every role, and the sign of the role's effect."""
        order = sorted(range(len(sizes)), key=lambda role: -sizes[role])
        first, *others = order
        ends = np.cumsum([sizes[first] + 1, *(sizes[role] for role in others)])
        starts = {first: 0, **dict(zip(others, ends.tolist(), strict=False))}
        mean = np.full(len(won), sizes[first])
        columns = [codes[first], mean, *(starts[role] + codes[role] for role in others)]
        return cls(
            sizes=sizes,
            starts=tuple(starts[role] for role in range(len(sizes))),
            columns=np.column_stack(columns),
            signs=np.array([signs[first], 1.0, *(signs[role] for role in others)]),
            won=won,
            count=count,
        )

    @property
    def largest(self) -> int:
        """How many levels the largest role has, and so the mean's column."""
        return max(self.sizes)

    @property
    def width(self) -> int:
        """How many parameters there are."""
        return sum(self.sizes) + 1

    def block(self, role: int) -> slice:
        """The columns of a role."""
        return slice(self.starts[role], self.starts[role] + self.sizes[role])

    def log_odds(self, value: Floats) -> Floats:
        """What the parameters add up to in each cell: ``x value``."""
        return np.asarray(value[self.columns] @ self.signs)

    def gathered(self, each: Floats) -> Floats:
        """A value of each cell, credited to its parameters: ``xᵀ each``."""
        parts = (np.bincount(column, each, minlength=self.width) for column in self.columns.T)
        return np.asarray(sum(sign * part for sign, part in zip(self.signs, parts, strict=True)))

    def gram(self, weight: Floats) -> tuple[Floats, Floats, Floats]:
        """``xᵀ diag(weight) x`` in three parts, with ``p`` levels in the largest role.

        The largest role's diagonal ``(p,)``, its rows in the other columns ``(p, q)``, and the
        rest ``(q, q)``.
        """
        p, q = self.largest, self.width - self.largest
        first, others = self.columns[:, 0], self.columns[:, 1:] - p
        cross, rest = np.zeros(p * q), np.zeros(q * q)
        for sign, column in zip(self.signs[1:], others.T, strict=True):
            both = sign * self.signs[0]
            cross += both * np.bincount(first * q + column, weight, minlength=p * q)
            for second_sign, second in zip(self.signs[1:], others.T, strict=True):
                place = column * q + second
                rest += sign * second_sign * np.bincount(place, weight, minlength=q * q)
        own = np.bincount(first, weight, minlength=p).astype(np.float64, copy=False)
        return own, cross.reshape(p, q), rest.reshape(q, q)


@dataclass(frozen=True, slots=True, eq=False)
class Factor:
    """Minus the Hessian, factored: diagonal for the largest role, dense for the rest.

    Attributes:
        diagonal: shape ``(p,)``.
        cross: the rows of the largest role in the other columns, shape ``(p, q)``.
        root: Cholesky factor of the rest once the largest role is eliminated.
    """

    diagonal: Floats
    cross: Floats
    root: tuple[Floats, bool]

    @classmethod
    def of(cls, cells: Cells, weight: Floats, precision: Floats) -> Factor:
        """The factor of ``xᵀ diag(weight) x + diag(precision)``.

        Raises:
            NotConvergedError: it is not positive definite in floating point.
        """
        p = cells.largest
        own, cross, rest = cells.gram(weight)
        diagonal = own + precision[:p]
        rest = rest + np.diag(precision[p:]) - cross.T @ (cross / diagonal[:, None])
        try:
            return cls(diagonal, cross, cho_factor(rest))
        except np.linalg.LinAlgError as error:
            raise NotConvergedError(
                "the attempts say nothing in floating point: all are as good as sure to be won, "
                "or to be lost"
            ) from error

    def solve(self, right: Floats) -> Floats:
        """The inverse times ``right``."""
        p = len(self.diagonal)
        first = right[:p] / self.diagonal
        rest = cho_solve(self.root, right[p:] - self.cross.T @ first)
        return np.append(first - (self.cross @ rest) / self.diagonal, rest)

    def log_determinant(self) -> float:
        """Log of the determinant."""
        return float(np.log(self.diagonal).sum() + 2 * np.log(self.root[0].diagonal()).sum())

    def inverse(self) -> tuple[Floats, Floats, Floats]:
        """The inverse's diagonal for the largest role, its cross part ``(p, q)``, and the rest."""
        rest = cho_solve(self.root, np.eye(len(self.root[0])))
        share = self.cross / self.diagonal[:, None]
        cross = -share @ rest
        return 1 / self.diagonal - (share * cross).sum(axis=1), cross, rest

    def covariance(self, block: slice) -> Floats:
        """The inverse for the columns of one role."""
        p = len(self.diagonal)
        rest = cho_solve(self.root, np.eye(len(self.root[0])))
        if block.start:
            return np.asarray(
                rest[block.start - p : block.stop - p, block.start - p : block.stop - p]
            )
        share = self.cross / self.diagonal[:, None]
        return np.asarray(share @ rest @ share.T + np.diag(1 / self.diagonal))


class Posterior(NamedTuple):
    """What is known of the effects for given spreads of the roles.

    Attributes:
        mode: the most likely values.
        mean: their means, to second order: the mode of many unsure effects together lies too
            near zero.
        factor: minus the Hessian at the mode.
        evidence: Laplace's approximation to the log-likelihood of the spreads, up to a constant.
        slope: its derivative by the log of each spread.
    """

    mode: Floats
    mean: Floats
    factor: Factor
    evidence: float
    slope: Floats


def posterior(cells: Cells, spread: Floats, start: Floats) -> Posterior:
    """The effects that the attempts and the priors allow, and how good the spreads are.

    Args:
        cells: attempts.
        spread: standard deviation of each role's effects.
        start: where to begin, for all columns.

    Raises:
        NotConvergedError: no answer was reached.
    """
    precision = np.zeros(cells.width)
    for role, wide in enumerate(spread):
        precision[cells.block(role)] = 1 / wide**2
    mode = _climb(cells, precision, start)
    p = expit(cells.log_odds(mode))
    factor = Factor.of(cells, cells.count * p * (1 - p), precision)
    own, cross, rest = factor.inverse()
    # Where the likelihood is skew, the mean is beside the mode (Tierney and Kadane 1986).
    skew = -cells.count * p * (1 - p) * (1 - 2 * p)
    shift = factor.solve(cells.gathered(skew * _leverage(cells, own, cross, rest)) / 2)
    evidence = (
        _height(cells, precision, mode)
        - float(np.array(cells.sizes) @ np.log(spread))
        - factor.log_determinant() / 2
    )
    slope = _slope(cells, spread, mode, shift, np.append(own, rest.diagonal()))
    return Posterior(mode, mode + shift, factor, evidence, slope)


def _climb(cells: Cells, precision: Floats, start: Floats) -> Floats:
    def slope(value: Floats) -> tuple[Floats, Factor]:
        p = expit(cells.log_odds(value))
        gradient = cells.gathered(cells.won - cells.count * p) - precision * value
        return gradient, Factor.of(cells, cells.count * p * (1 - p), precision)

    return ascend(partial(_height, cells, precision), slope, start)


def _height(cells: Cells, precision: Floats, value: Floats) -> float:
    eta = cells.log_odds(value)
    fit = cells.won @ log_expit(eta) + (cells.count - cells.won) @ log_expit(-eta)
    return float(fit - precision @ value**2 / 2)


def _slope(cells: Cells, spread: Floats, mode: Floats, shift: Floats, variance: Floats) -> Floats:
    """The derivative of the evidence by the log of each spread.

    A wider prior costs less for the effects where they are, and has room for their errors; and
    the mode moves, which changes how much the attempts tell.
    """
    slope = []
    for role, wide in enumerate(spread):
        block = cells.block(role)
        effect = mode[block]
        total = effect @ effect + variance[block].sum() + 2 * effect @ shift[block]
        slope.append(float(total) / wide**2 - cells.sizes[role])
    return np.array(slope)


def _leverage(cells: Cells, own: Floats, cross: Floats, rest: Floats) -> Floats:
    """The variance of each cell's log-odds, shape ``(c,)``."""
    first, others = cells.columns[:, 0], cells.columns[:, 1:] - len(own)
    signs = cells.signs[1:]
    total = own[first]
    for i, (sign, column) in enumerate(zip(signs, others.T, strict=True)):
        total = total + 2 * cells.signs[0] * sign * cross[first, column] + rest[column, column]
        for j in range(i):
            total = total + 2 * sign * signs[j] * rest[column, others[:, j]]
    return np.asarray(total)
