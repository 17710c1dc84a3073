"""Features made of what is known of models, for methods that fit coefficients."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeVar

import numpy as np

from tiltyard.errors import DataError
from tiltyard.ratings.comparisons import Comparisons, Features, Floats

Value = TypeVar("Value")


def of_models(
    votes: Comparisons, name: str, values: Mapping[str, float], *, times: Floats | None = None
) -> Features:
    """A number of ``a`` less that of ``b``, such as price or parameter count.

    By itself this follows from who met, so its coefficient cannot be told from the strengths: a
    fit refuses it, unless a prior (``ridge``) on strengths decides. What can be told is whether it
    matters more where something else of the vote is larger: ``times``.

    Args:
        votes: the battles.
        name: of the feature.
        values: of every model of the votes.
        times: a number of each vote, such as the length of its prompt, shape ``(n,)``.

    Raises:
        DataError: a model has no value.
    """
    each = np.array([_known(values, model, name) for model in votes.models], dtype=np.float64)
    column = each[votes.a] - each[votes.b]
    if times is not None:
        column = column * times
    return Features((name,), column.astype(np.float32)[:, None])


def of_matches(
    votes: Comparisons, name: str, groups: Mapping[str, str], wanted: Sequence[str]
) -> Features:
    """1 where ``a`` alone is of the vote's group, -1 where ``b`` alone is, otherwise 0.

    With organisations as groups and the judge's as what is wanted, its coefficient is how much
    judges favour their own.

    Args:
        votes: the battles.
        name: of the feature.
        groups: the group of every model of the votes.
        wanted: the group that each vote is about, shape ``(n,)``.

    Raises:
        DataError: a model has no group, or not every vote has one wanted.
    """
    if len(wanted) != len(votes):
        raise DataError(f"{name!r} needs a group for each of {len(votes)} votes, not {len(wanted)}")
    each = np.array([_known(groups, model, name) for model in votes.models], dtype=object)
    group = np.asarray(wanted, dtype=object)
    column = (each[votes.a] == group).astype(np.float32) - (each[votes.b] == group)
    return Features((name,), column.astype(np.float32)[:, None])


def joined(*features: Features) -> Features:
    """All features side by side, as `Comparisons.features` takes them."""
    names = tuple(name for some in features for name in some.names)
    return Features(names, np.concatenate([some.values for some in features], axis=1))


def _known(values: Mapping[str, Value], model: str, name: str) -> Value:
    if model not in values:
        raise DataError(f"{name!r} has no value for model {model!r}: every model needs one")
    return values[model]
