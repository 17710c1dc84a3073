"""Rankings of several models at once, best to worst, as columns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from tiltyard.errors import DataError
from tiltyard.ratings.comparisons import A_WON, Codes, Comparisons, Floats


@dataclass(frozen=True, slots=True, eq=False)
class Rankings:
    """Rankings of two models or more, without ties, laid end to end.

    Ranking ``i`` is ``items[starts[i] : starts[i + 1]]``. A model that a ranking leaves out was not
    compared, and is not worse than those in it.

    Attributes:
        models: every name once; the codes in ``items`` are places in it.
        items: the models of all rankings, each best to worst.
        starts: where each ranking begins, and the end: shape ``(n + 1,)``.
        count: how many rankings each stands for, above 0; one each if missing.
        weight: how much each of them matters, above 0; one if missing.
        clusters: for each name (``voter``, ``prompt``…) the codes of who or what they share.
    """

    models: tuple[str, ...]
    items: Codes
    starts: Codes
    count: Floats | None = None
    weight: Floats | None = None
    clusters: Mapping[str, Codes] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if len(set(self.models)) < len(self.models):
            raise DataError("a model is named twice: every name must occur once")
        self._require_starts()
        self._require_equal_lengths()
        self._require_items()
        for name, column in (("count", self.count), ("weight", self.weight)):
            _require_positive(name, column)

    def __len__(self) -> int:
        return len(self.starts) - 1

    @classmethod
    def from_names(cls, rankings: Iterable[Sequence[str]]) -> Rankings:
        """Rankings from names, best to worst; models in alphabetical order.

        Raises:
            DataError: a ranking has fewer than two models, or one of them twice.
        """
        listed = [list(names) for names in rankings]
        models = tuple(sorted({name for names in listed for name in names}))
        place = {name: index for index, name in enumerate(models)}
        return cls(
            models=models,
            items=np.array([place[name] for names in listed for name in names], dtype=np.int32),
            starts=np.cumsum([0, *map(len, listed)]),
        )

    @property
    def sizes(self) -> Codes:
        """How many models each ranking holds."""
        return np.asarray(np.diff(self.starts))

    def mass(self) -> Floats:
        """Count times weight of each ranking: what it adds to a likelihood."""
        one = np.ones(len(self)) if self.count is None else self.count
        return one if self.weight is None else one * self.weight

    def typical_weight(self) -> float:
        """See `Comparisons.typical_weight`."""
        if self.weight is None or not len(self):
            return 1.0
        mass = self.mass()
        return float(mass @ self.weight) / float(mass.sum())

    def pairs(self) -> Comparisons:
        """Every two models of every ranking as a vote for the better one.

        Votes of one ranking depend on each other; their cluster ``ranking`` says which they are. As
        estimates of the same strengths they are consistent (full breaking; Azari Soufiani, Parkes
        and Xia 2013).
        """
        ranking, ahead, behind = self.every_two()
        return Comparisons(
            models=self.models,
            a=self.items[ahead],
            b=self.items[behind],
            outcome=np.full(len(ahead), A_WON, dtype=np.uint8),
            count=None if self.count is None else self.count[ranking],
            weight=None if self.weight is None else self.weight[ranking],
            clusters={
                "ranking": ranking,
                **{name: codes[ranking] for name, codes in self.clusters.items()},
            },
        )

    def every_two(self) -> tuple[Codes, Codes, Codes]:
        """Of every two in one ranking: which one, and the places of the better and the worse."""
        ends = np.repeat(self.starts[1:], self.sizes)
        place = np.arange(len(self.items))
        after = ends - place - 1  # how many come behind in the same ranking
        ahead = np.repeat(place, after)
        first = np.cumsum(after) - after  # where the pairs of each place begin
        behind = ahead + 1 + np.arange(len(ahead)) - first[ahead]
        ranking = np.repeat(np.arange(len(self)), self.sizes)[ahead]
        return ranking, ahead, behind

    def _require_starts(self) -> None:
        whole = len(self.starts) and self.starts[0] == 0 and self.starts[-1] == len(self.items)
        if not whole:
            raise DataError(f"starts must run from 0 to the {len(self.items)} items")
        short = self.sizes < 2
        if short.any():
            row = int(short.argmax())
            raise DataError(
                f"ranking {row} has {max(int(self.sizes[row]), 0)} models; it needs at least two"
            )

    def _require_equal_lengths(self) -> None:
        columns = {"count": self.count, "weight": self.weight, **self.clusters}
        for name, column in columns.items():
            if column is not None and len(column) != len(self):
                raise DataError(f"{name} has {len(column)} values for {len(self)} rankings")
            if name in self.clusters and column is not None and column.min(initial=0) < 0:
                raise DataError(f"the {name} codes of rankings must not be below 0")

    def _require_items(self) -> None:
        m = len(self.models)
        bad = (self.items < 0) | (self.items >= m)
        if bad.any():
            place = int(bad.argmax())
            raise DataError(f"item {place} is {self.items[place]}; it must be 0 to {m - 1}")
        ranking = np.repeat(np.arange(len(self)), self.sizes)
        key = np.sort(ranking * m + self.items)
        twice = np.flatnonzero(key[1:] == key[:-1])
        if len(twice):
            row, model = divmod(int(key[twice[0]]), m)
            raise DataError(f"ranking {row} has {self.models[model]!r} twice")


def _require_positive(name: str, column: Floats | None) -> None:
    if column is None or ((column > 0) & np.isfinite(column)).all():
        return
    row = int((~((column > 0) & np.isfinite(column))).argmax())
    raise DataError(f"ranking {row}: {name} is {column[row]}; it must be finite and above 0")
