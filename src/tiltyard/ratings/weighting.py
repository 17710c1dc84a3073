"""Weights of votes: which are to say less than others, and what that costs.

A scheme gives each vote a factor. Factors multiply, and with the weights that are there already;
each is made from counts of votes, not from weights, so that their order does not matter.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

import numpy as np

from tiltyard import registry
from tiltyard.errors import ConfigurationError, DataError
from tiltyard.ratings.comparisons import Codes, Comparisons, Floats
from tiltyard.ratings.counts import Counts

Some = TypeVar("Some", bound=Comparisons | Counts)

# As near to 1 as weights come that were divided by their typical one.
_ROUNDED = 1e-9

# From this many on, pairs of models are told apart by sorting instead of in a table.
_MANY_PAIRS = 30_000_000

# arena-rank's: pairs with fewer votes than this are not raised any further.
_PEERS_FLOOR = 50.0


def effective_votes(votes: Comparisons) -> float:
    """Kish's effective sample size, ``(Σw)² / Σw²``: how many equal votes say as much."""
    return float(votes.mass().sum()) / votes.typical_weight()


def levelled(votes: Some) -> Some:
    """The same votes, with all weights divided by one number that makes their typical one 1.

    Rows or counts. Nothing that is estimated may depend on that number; but a prior is in votes,
    and so is what a fit may stop at. See `Comparisons.typical_weight`.
    """
    typical = votes.typical_weight()
    if abs(typical - 1) < _ROUNDED:
        return votes
    if isinstance(votes, Comparisons):
        return replace(votes, weight=None if votes.weight is None else votes.weight / typical)
    return replace(
        votes,
        total=votes.total / typical,
        square=votes.square / typical**2,
        graded=None
        if votes.graded is None
        else votes.graded / np.array([typical, typical**2, typical**2]),
    )


def weighted(votes: Comparisons, factor: Floats) -> Comparisons:
    """The votes, each weight multiplied by the row's factor, and all by one number.

    That number makes the weights add up to `effective_votes`. It changes no strength, interval or
    rank; it only lets whatever counts votes, such as a prior, count what they are worth.

    Args:
        votes: as they are.
        factor: above 0, shape ``(n,)``.

    Raises:
        DataError: a factor is not above 0, or not finite; rows of no weight are to be left out.
    """
    if factor.shape != (len(votes),):
        raise DataError(f"{len(votes)} rows need as many weights, not {factor.shape}")
    heavier = replace(votes, weight=factor if votes.weight is None else votes.weight * factor)
    return levelled(heavier)


def inverse_probability(probability: Floats) -> Floats:
    """Factors that undo how pairs were drawn: as if every pair had had the same chance.

    Horvitz and Thompson (1952). Strengths then are those of an even draw, even where one number
    per model does not say everything.

    Args:
        probability: of drawing the two models of the row together, in (0, 1], shape ``(n,)``.

    Raises:
        DataError: one is not in (0, 1].
    """
    bad = ~((probability > 0) & (probability <= 1))
    if bad.any():
        row = int(bad.argmax())
        raise DataError(
            f"row {row}: the probability of drawing its pair is {probability[row]}; "
            "it must be above 0 and at most 1"
        )
    return np.asarray(1 / probability, dtype=np.float64)


def capped(votes: Comparisons, group: str, most: float) -> Floats:
    """Factors ``min(1, most/n)``: of ``n`` votes of one group no more than ``most`` count.

    Args:
        votes: whose groups are counted.
        group: a name of `Comparisons.clusters`, such as ``voter``, or ``pair``: the two models.
        most: above 0. For pairs, 50 gives the weights of arena-rank, ``1/max(n, 50)``.

    Raises:
        ConfigurationError: ``most`` is not above 0.
        DataError: the votes do not say their groups.
    """
    if not 0 < most < np.inf:
        raise ConfigurationError(f"a cap must be above 0 and finite; that on {group!r} is {most}")
    return np.minimum(1, most / _votes_of_group(votes, group))


def evened(votes: Comparisons, group: str, correlation: float = 1.0) -> Floats:
    """Factors ``1 / (1 + ρ(n - 1))``: right where votes of one group agree with correlation ``ρ``.

    The inverse of Kish's design effect (1965). At 1 every group weighs the same, however often it
    voted; at 0 every vote does.

    Raises:
        ConfigurationError: the correlation is not in [0, 1].
        DataError: the votes do not say their groups.
    """
    if not 0 <= correlation <= 1:
        raise ConfigurationError(
            f"a correlation of votes must be in [0, 1]; that within {group!r} is {correlation}"
        )
    return np.asarray(1 / (1 + correlation * np.maximum(_votes_of_group(votes, group) - 1, 0)))


def apply(
    votes: Comparisons, schemes: Sequence[str], *, columns: Mapping[str, Floats] | None = None
) -> Comparisons:
    """The votes, weighted by all of the schemes together.

    A scheme is a word or ``word=value``. ``GROUP`` is ``pair`` or what the votes are clustered by:

    - ``GROUP_cap=MOST``: see `capped`;
    - ``GROUP_robust=CORRELATION`` and ``GROUP_equal``, which is ``GROUP_robust=1``: see `evened`;
    - ``pair_inverse``: ``pair_cap=50``, under the name that it has elsewhere;
    - ``draw_inverse=COLUMN``: see `inverse_probability`;
    - ``given=COLUMN``: the weights of that column.

    Args:
        votes: as they are.
        schemes: in any order.
        columns: more columns of the votes, for the schemes that name one.

    Raises:
        ConfigurationError: a scheme is unknown, or its value is missing or makes no sense.
        DataError: the votes do not have what a scheme needs.
    """
    factor = np.ones(len(votes))
    for scheme in schemes:
        factor = factor * _factor(votes, scheme, columns or {})
    return weighted(votes, factor) if schemes else votes


def columns_of(schemes: Sequence[str]) -> tuple[str, ...]:
    """The columns that schemes name, which `apply` then needs, each once."""
    parts = [scheme.partition("=") for scheme in schemes]
    named = [value for name, _, value in parts if name in _OF_COLUMNS and value]
    return tuple(dict.fromkeys(named))


def _factor(votes: Comparisons, scheme: str, columns: Mapping[str, Floats]) -> Floats:
    name, _, value = scheme.partition("=")
    if name == "pair_inverse":
        return capped(votes, "pair", _number(scheme, value or str(_PEERS_FLOOR)))
    if name in _OF_COLUMNS:
        return _OF_COLUMNS[name](_column(scheme, value, columns))
    group, _, kind = name.rpartition("_")
    if group and kind in _GROUPED:
        return _GROUPED[kind](votes, group, scheme, value)
    groups = ["pair", *votes.clusters]
    known = [f"{group}_{kind}" for group in groups for kind in _GROUPED]
    near = registry.nearest(name, ["pair_inverse", *_OF_COLUMNS, *known])
    raise ConfigurationError(f"there is no weighting {name!r}{near}")


def _cap(votes: Comparisons, group: str, scheme: str, value: str) -> Floats:
    return capped(votes, group, _number(scheme, value))


def _robust(votes: Comparisons, group: str, scheme: str, value: str) -> Floats:
    return evened(votes, group, _number(scheme, value))


def _equal(votes: Comparisons, group: str, scheme: str, value: str) -> Floats:
    if value:
        raise ConfigurationError(f"the weighting {scheme!r} takes no value")
    return evened(votes, group)


_GROUPED: dict[str, Callable[[Comparisons, str, str, str], Floats]] = {
    "cap": _cap,
    "robust": _robust,
    "equal": _equal,
}


_OF_COLUMNS: dict[str, Callable[[Floats], Floats]] = {
    "draw_inverse": inverse_probability,
    "given": np.asarray,
}


def _number(scheme: str, value: str) -> float:
    try:
        return float(value)
    except ValueError:
        raise ConfigurationError(
            f"the weighting {scheme!r} needs a number, such as {scheme.partition('=')[0]}=1"
        ) from None


def _column(scheme: str, name: str, columns: Mapping[str, Floats]) -> Floats:
    if name in columns:
        return np.asarray(columns[name], dtype=np.float64)
    if not name:
        raise ConfigurationError(f"the weighting {scheme!r} needs a column, as in {scheme}=COLUMN")
    raise DataError(
        f"the votes have no column {name!r}, which the weighting {scheme!r} names"
        f"{registry.nearest(name, sorted(columns))}"
    )


def _votes_of_group(votes: Comparisons, group: str) -> Floats:
    """How many votes the group of each row has, shape ``(n,)``."""
    code = _pairs(votes) if group == "pair" else _clusters(votes, group)
    each = np.bincount(code, votes.count)
    return np.asarray(each[code], dtype=np.float64)


def _clusters(votes: Comparisons, group: str) -> Codes:
    if group in votes.clusters:
        return votes.clusters[group]
    near = registry.nearest(group, ["pair", *sorted(votes.clusters)])
    raise DataError(f"the votes do not say their {group!r}, to weight by{near}")


def _pairs(votes: Comparisons) -> Codes:
    """One code for the two models of each row, whichever sat where."""
    m = len(votes.models)
    a, b = votes.a.astype(np.int64), votes.b.astype(np.int64)
    code = np.minimum(a, b) * m + np.maximum(a, b)
    return np.unique(code, return_inverse=True)[1] if m * m > _MANY_PAIRS else code
