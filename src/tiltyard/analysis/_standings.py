"""The numbers of a board: what was asked, and what the votes say."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from tiltyard.errors import DataError
from tiltyard.ratings import Counts, Estimate
from tiltyard.ratings.estimate import SCALE
from tiltyard.ratings.fragility import Fragility
from tiltyard.registry import nearest


@dataclass(frozen=True, slots=True)
class Row:
    """A ranked model.

    Attributes:
        model: its name.
        strength: log-odds; zero is what `Standings.zero` says.
        rating: strength in points, by `Standings.scale`.
        lower: low end of the rating's interval, in points; likewise ``upper``. Of one-sided
            intervals the other end is infinite.
        upper: never below ``lower``.
        rank: one more than the number of models with a higher rating; equals share it.
        rank_lower: the best rank that the votes allow: one more than the models surely above.
        rank_upper: the worst: all models less those surely below.
        votes: how many votes it took part in.
        win_rate: what they were worth to it on average, in [0, 1]; a tie or both bad is a half.
            None if they all weigh nothing.
    """

    model: str
    strength: float
    rating: float
    lower: float
    upper: float
    rank: int
    rank_lower: int
    rank_upper: int
    votes: float
    win_rate: float | None


@dataclass(frozen=True, slots=True)
class Unranked:
    """A model that the votes cannot place; ``reason`` says why, for people."""

    model: str
    votes: float
    reason: str


@dataclass(frozen=True, slots=True)
class Coefficient:
    """What something else than the models is worth, in log-odds for one standardised unit.

    A feature was standardised by ``(value - mean) / scale``.
    """

    feature: str
    value: float
    lower: float
    upper: float
    mean: float
    scale: float


@dataclass(frozen=True, slots=True)
class Scale:
    """How strengths become points: ``centre + points_per_unit * strength``."""

    centre: float = 1000.0
    points_per_unit: float = float(SCALE)


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Standings:
    """A board: ratings, intervals and ranks of the models that some votes are on.

    Attributes:
        method: how strengths were estimated.
        options: the method's options that were set.
        errors: where they come from: the ``sandwich``, the ``information``, a ``bootstrap``; none
            if the method has a way of its own.
        replicates: of the bootstrap, if it is one.
        level: of every interval and of the ranks, such as 0.95.
        anchor: the model whose strength is zero by definition; none if that is the mean.
        zero: what has strength 0: the ``mean`` of the ranked models, the ``anchor``, or a level
            that the votes fixed (``absolute``).
        scale: how strengths become points.
        adjustment: how the ranks hold for all pairs at once; ``none``: each pair by itself.
        side: ``both``, or which end intervals have: ``lower`` says "at least".
        simultaneous: whether the intervals hold for all models at once too.
        anytime: whether intervals and ranks hold at every moment, however often one looks.
        cluster: whose votes may depend on each other.
        weighting: how votes were weighted.
        held_equal: numbers of models whose part in the ratings was taken off.
        n_votes: all votes that were read and not dropped.
        n_models: how many models are ranked.
        effective_votes: how many equally weighted votes say as much as those that were used.
        dropped: rows that were left out, by reason.
        digest: of the votes that were used; the same votes give the same one.
        recognised: what the columns were taken for, in a sentence.
        coefficients: what else was estimated.
        models: the ranked models, the highest rating first; equal ratings by name.
        unranked: those that could not be ranked, by votes.
        tied_blocks: the ranked models in groups, from the top: all of a group are surely above all
            of the next, and no cut within a group is sure. If ``voters_to_flip`` is not none, a
            cut also takes so many voters to turn.
        notes: what a reader must be told.
        seed: of all that was drawn.
        seconds: from the call to the answer, reading included.
        estimate: strengths and covariance, in an order of its own.
        counts: the votes between the ranked models, pooled; models in the order of ``estimate``.
        fragility: how few votes, and voters, turn each two neighbours; none if not asked for.
        voters_to_flip: how many voters the order of two must withstand to be printed; none if
            that was not asked for.
    """

    method: str
    options: Mapping[str, Any]
    errors: str | None
    replicates: int | None
    level: float
    anchor: str | None
    zero: str
    scale: Scale
    adjustment: str
    side: str
    simultaneous: bool
    anytime: bool
    cluster: tuple[str, ...]
    weighting: tuple[str, ...]
    held_equal: tuple[str, ...]
    n_votes: float
    n_models: int
    effective_votes: float
    dropped: Mapping[str, int]
    digest: str
    recognised: str
    coefficients: tuple[Coefficient, ...]
    models: tuple[Row, ...]
    unranked: tuple[Unranked, ...]
    tied_blocks: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...]
    seed: int
    seconds: float
    estimate: Estimate = field(repr=False)
    counts: Counts = field(repr=False)
    fragility: Fragility | None = None
    voters_to_flip: int | None = None

    def __len__(self) -> int:
        return self.n_models

    def __getitem__(self, model: str) -> Row:
        """The row of a model.

        Raises:
            DataError: it is not ranked; the message says why, or names a near one.
        """
        for row in self.models:
            if row.model == model:
                return row
        for left_out in self.unranked:
            if left_out.model == model:
                raise DataError(f"{model!r} is not ranked: {left_out.reason}")
        near = nearest(model, [row.model for row in self.models])
        raise DataError(f"there are no votes on a model {model!r}{near}")

    def to_dict(self) -> dict[str, Any]:
        """The board in plain types, as ``tiltyard rank --json`` prints it.

        Every number is finite, so that it is JSON as it stands; docs/reference/rank-json.md says
        what each key means.
        """
        return {
            "method": self.method,
            "options": {name: _plain(value) for name, value in self.options.items()},
            "errors": self.errors,
            "replicates": self.replicates,
            "level": self.level,
            "anchor": self.anchor,
            "zero": self.zero,
            "scale": asdict(self.scale),
            "adjustment": self.adjustment,
            "side": self.side,
            "simultaneous": self.simultaneous,
            "anytime": self.anytime,
            "cluster": list(self.cluster),
            "weighting": list(self.weighting),
            "held_equal": list(self.held_equal),
            "n_votes": self.n_votes,
            "n_models": self.n_models,
            "effective_votes": self.effective_votes,
            "dropped": dict(self.dropped),
            "digest": self.digest,
            "recognised": self.recognised,
            "coefficients": [_finite(asdict(one)) for one in self.coefficients],
            "models": [_finite(asdict(row)) for row in self.models],
            "unranked": [asdict(one) for one in self.unranked],
            "tied_blocks": [list(block) for block in self.tied_blocks],
            "fragility": None if self.fragility is None else asdict(self.fragility),
            "voters_to_flip": self.voters_to_flip,
            "notes": list(self.notes),
            "seed": self.seed,
            "seconds": self.seconds,
        }

    def to_json(self, *, indent: int | None = 2) -> str:
        """`to_dict` as text."""
        return json.dumps(self.to_dict(), ensure_ascii=False, indent=indent, allow_nan=False)


def _finite(cells: dict[str, Any]) -> dict[str, Any]:
    """The same with none for an end that an interval does not have."""
    return {
        name: None if isinstance(cell, float) and math.isinf(cell) else cell
        for name, cell in cells.items()
    }


def _plain(value: Any) -> Any:  # noqa: ANN401 -- an option is of any type
    """The value of an option as JSON can hold it."""
    if isinstance(value, Mapping):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(one) for one in value]
    if value is None or isinstance(value, str | bool | int | float):
        return value
    return str(value)
