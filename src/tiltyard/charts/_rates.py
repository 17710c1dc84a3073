"""What a slider over a Pareto chart can be moved to, and the ranks that follow."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from tiltyard.errors import DataError


@dataclass(frozen=True, slots=True, kw_only=True)
class Rates:
    """Rates of points for each factor of ten in cost, and the ranks of models at each.

    Attributes:
        steps: the rates from the lowest, all as far apart.
        median: the cost that takes nothing off.
        ranks: of each model that costs something the best and the worst rank at each rate.

    Raises:
        DataError: rates that no slider has, or ranks that are not one for each rate.
    """

    steps: tuple[float, ...]
    median: float
    ranks: Mapping[str, tuple[tuple[int, int], ...]]

    def __post_init__(self) -> None:
        gaps = {round(after - before, 9) for before, after in pairwise(self.steps)}
        if len(gaps) != 1 or min(gaps) <= 0:
            raise DataError(f"rates are two or more, rising evenly, and not {self.steps!r}")
        for name, ranks in self.ranks.items():
            if len(ranks) != len(self.steps):
                raise DataError(f"{name!r} has {len(ranks)} ranks at {len(self.steps)} rates")

    @property
    def step(self) -> float:
        """How far two rates are apart."""
        return self.steps[1] - self.steps[0]

    def written(self, name: str) -> str:
        """The ranks of a model for a script: ``1 1-3 2-4``; nothing if it has none."""
        return " ".join(
            str(best) if best == worst else f"{best}-{worst}"
            for best, worst in self.ranks.get(name, ())
        )
