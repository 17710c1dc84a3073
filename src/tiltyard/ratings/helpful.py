"""What helps a leader, in the order of how much; and rows that belong together."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tiltyard.ratings.comparisons import Codes, Floats

# An influence below this, in log-odds, is what rounding leaves of none.
_NONE = 1e-12

# So many are sorted first, and are enough if they would do so many times over.
_FIRST, _SPARE = 4_096, 2.0


@dataclass(frozen=True, slots=True, eq=False)
class Groups:
    """Which rows belong together: those of each code in a row."""

    codes: Codes
    order: Codes
    ends: Codes

    @classmethod
    def of(cls, codes: Codes) -> Groups:
        """Those of a code for each row."""
        each = np.bincount(codes)
        return cls(codes, np.argsort(codes, kind="stable"), np.cumsum(each))

    @property
    def size(self) -> int:
        """One more than the highest code."""
        return len(self.ends)

    @property
    def available(self) -> int:
        """How many have rows."""
        return int(np.count_nonzero(np.diff(self.ends, prepend=0)))

    def rows_of(self, chosen: Codes) -> Codes:
        """The rows of some of them."""
        begins = np.where(chosen > 0, self.ends[chosen - 1], 0)
        parts = [self.order[i:j] for i, j in zip(begins, self.ends[chosen], strict=True)]
        return np.concatenate([np.empty(0, dtype=np.intp), *parts])


@dataclass(frozen=True, slots=True, eq=False)
class Helpful:
    """What helps the leader, the most influential first.

    Attributes:
        effect: of one vote or voter of each on the gap, if it goes.
        size: how many votes each is.
        order: those that help, or the most helpful of them.
        ends: how many votes they are so far, shape of ``order``.
        most: how many votes help in all.
    """

    effect: Floats
    size: Floats
    order: Codes
    ends: Floats
    most: int

    @classmethod
    def of(cls, effect: Floats, size: Floats, gap: float) -> Helpful:
        """What helps a lead of so much; sorted as far as will be needed, if guesses are good."""
        helps = np.flatnonzero(effect < -_NONE)
        most = int(size[helps].sum())
        many = _FIRST
        while many < len(helps):
            # Sorting millions takes longer than the rest, and a few thousand mostly do.
            some = np.sort(helps[np.argpartition(effect[helps], many)[:many]])
            if -(effect[some] @ size[some]) > _SPARE * gap:
                helps = some
                break
            many *= 8
        return cls._ordered(effect, size, helps, most)

    @classmethod
    def _ordered(cls, effect: Floats, size: Floats, helps: Codes, most: int) -> Helpful:
        order = helps[np.argsort(effect[helps], kind="stable")]
        return cls(effect, size, order, np.cumsum(size[order]), most)

    def enough(self, gap: float) -> int | None:
        """How many should do, by their summed influences; none: all together do not."""
        gained = np.cumsum(-self.effect[self.order] * self.size[self.order])
        if not len(gained) or gained[-1] <= gap:
            return None
        gained, ends = (np.concatenate([[0], one]) for one in (gained, self.ends))
        return int(np.floor(np.interp(gap, gained, ends))) + 1

    def first(self, many: int) -> tuple[Codes, Floats]:
        """The first so many: which, and how many votes of each, the last perhaps in part."""
        if many > self.ends[-1]:
            helps = np.flatnonzero(self.effect < -_NONE)
            return self._ordered(self.effect, self.size, helps, self.most).first(many)
        last = int(np.searchsorted(self.ends, many)) + 1
        taken = self.size[self.order[:last]].copy()
        taken[-1] -= self.ends[last - 1] - many
        return self.order[:last], taken
