"""Votes drawn again: as many as there were, each from all that were cast."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import pdtr

from tiltyard.errors import DataError
from tiltyard.ratings._kernel.resample import Places, Tables, draw_again, place_again
from tiltyard.ratings.comparisons import Floats

# Fewer votes than these are all placed one by one.
_FEW = 1_000

# A cell of up to so many votes is drawn by one number, a larger one by a number for each part.
_WHOLE = 63


@dataclass(frozen=True, slots=True, eq=False)
class Multinomial:
    """Draws from the multinomial distribution of votes over cells: exactly, and quickly.

    Nearly all votes are drawn as independent Poisson numbers, with means a little below the cells'
    votes. Given their sum these are multinomial, and so they are with the missing votes placed one
    by one. If the sum is too large, about once in thirty thousand times, all is drawn again, which
    depends on nothing but the sum.

    Attributes:
        votes: of the cells.
        cells: to place one vote.
        table: of each Poisson number, the place in ``poissons``; none if there are few votes.
        cell: of each, where it goes.
        poissons: their distributions, shared by numbers of equal mean.
    """

    votes: Floats
    cells: Tables
    table: Places
    cell: Places
    poissons: Tables | None

    @classmethod
    def of(cls, votes: Floats) -> Multinomial:
        """Cells with these votes.

        Raises:
            DataError: there are none, or not whole ones.
        """
        total = votes.sum()
        if not np.array_equal(votes, np.rint(votes)) or not total > 0:
            raise DataError(
                "to be drawn again, votes must be whole and at least one; there are cells with a "
                "fraction of a vote, or none at all (what matters less has less weight, not count)"
            )
        cells = Tables.of([(votes.cumsum() / total, np.arange(float(len(votes))))])
        if total < _FEW:
            none = np.zeros(0, dtype=np.int32)
            return cls(votes, cells, none, none, None)
        part, cell = _parts(votes.astype(np.int64))
        size, table = np.unique(part, return_inverse=True)
        # Four standard deviations of the sum are left out, so that it is hardly ever too large.
        poissons = Tables.of([_poisson(mean) for mean in size * (1 - 4 / np.sqrt(total))])
        return cls(votes, cells, table.astype(np.int32), cell.astype(np.int32), poissons)

    def draw(self, rng: np.random.Generator) -> Floats:
        """Votes of each cell in one draw, as many in all as there were."""
        total = int(self.votes.sum())
        missing = -1
        while missing < 0:
            votes = np.zeros(len(self.votes))
            if self.poissons is not None:
                draw_again(rng.random(len(self.cell)), self.poissons, self.table, self.cell, votes)
            missing = total - int(votes.sum())
        place_again(rng.random(missing), self.cells, votes)
        return votes


def _parts(votes: Places) -> tuple[Places, Places]:
    """What each cell's votes are the sum of, so that few numbers occur: the parts and their cells.

    What is left of 64, and powers of two from there on.
    """
    small = np.flatnonzero(votes & _WHOLE)
    parts, cells = [votes[small] & _WHOLE], [small]
    bit = _WHOLE + 1
    while bit <= votes.max():
        having = np.flatnonzero(votes & bit)
        parts.append(np.full(len(having), bit))
        cells.append(having)
        bit *= 2
    return np.concatenate(parts), np.concatenate(cells)


def _poisson(mean: float) -> tuple[Floats, Floats]:
    """Cumulative probabilities and values, but for less than rounding can tell."""
    reach = 9 * np.sqrt(mean)
    value = np.arange(max(np.floor(mean - reach), 0.0), np.ceil(mean + reach) + 25)
    return np.asarray(pdtr(value, mean)), value
