"""Ratings with as much held equal as the votes can tell apart: what they cannot is left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

import numpy as np

from tiltyard import analysis
from tiltyard.analysis import Ranking
from tiltyard.errors import FeatureError
from tiltyard.leaderboard._query import OF_ANSWERS, Query
from tiltyard.leaderboard._slice import CONTROLLED
from tiltyard.ratings import Comparisons
from tiltyard.ratings.comparisons import Features

_POSITION = "position"


def ranked(
    query: Query, used: Comparisons, options: dict[str, Any]
) -> tuple[Ranking, tuple[str, ...]]:
    """What the engine says of votes, and what could not be held equal, in sentences.

    A feature that says only what others say is held equal with them, and is left out; of several
    the first stays, in the order of the question's controls. So is one that says only which models
    met, while there is another of the same control.

    Args:
        query: what is to be held equal.
        used: the votes, with all that differed.
        options: of `tiltyard.rank`.

    Raises:
        FeatureError: nothing of a control can be held equal, or a feature tells every winner.
        RatingError: the method found no answer.
    """
    lost: list[FeatureError] = []
    while True:
        try:
            ranking: Ranking = analysis.rank(used, **options)
        except FeatureError as error:
            if error.cause == "winners":
                raise _too_few(query, used, error) from error
            if any(one.feature == error.feature for one in lost):
                raise  # it is not ours to leave out
            lost.append(error)
            _require_some(query, lost)
            used, options = _without(error.feature, used, options)
        else:
            return ranking, tuple(_notes(lost))


def _without(
    feature: str, used: Comparisons, options: dict[str, Any]
) -> tuple[Comparisons, dict[str, Any]]:
    if used.features is None or feature not in used.features.names:
        return used, {**options, _POSITION: False}
    names = used.features.names
    kept = [place for place, name in enumerate(names) if name != feature]
    values = np.ascontiguousarray(used.features.values[:, kept])
    features = Features(tuple(names[place] for place in kept), values) if kept else None
    return replace(used, features=features), options


def _require_some(query: Query, lost: Iterable[FeatureError]) -> None:
    """Return if of every control something is left, or goes with what is left."""
    gone = {error.feature: error for error in lost if error.cause == "models"}
    for control in query.control:
        features = CONTROLLED.get(control, (control,))
        if control in OF_ANSWERS and all(name in gone for name in features):
            raise FeatureError(
                f"these votes cannot be controlled for {control}: "
                f"{'; '.join(_reason(gone[name]) for name in features)}. Ask for another control, "
                "or for none",
                feature=features[0],
            )


def _too_few(query: Query, used: Comparisons, error: FeatureError) -> FeatureError:
    held = ", ".join(one for one in query.control if one in OF_ANSWERS)
    return FeatureError(
        f"{len(used):,} votes are too few to be controlled for {held}: {_listed([error.feature])} "
        "tells the winner of all of them that the models do not; ask for more votes, another "
        "control, or none",
        feature=error.feature,
        cause=error.cause,
    )


def _notes(lost: Iterable[FeatureError]) -> Iterator[str]:
    for error in lost:
        name = _listed([error.feature])
        if error.cause == "alike":
            yield f"the answers do not differ in {name}: nothing is to be held equal"
        elif error.cause == "features":
            yield (
                f"{name} follows from {_listed(error.others)} in these votes: "
                "it is held equal with that, and has no coefficient of its own"
            )
        else:
            yield f"{_reason(error)}: it is not held equal"


def _reason(error: FeatureError) -> str:
    name = _listed([error.feature])
    return f"{name} follows from which models met, and cannot be told from their strengths"


def _listed(features: Iterable[str]) -> str:
    return " and ".join(one.replace("_", " ") for one in features)
