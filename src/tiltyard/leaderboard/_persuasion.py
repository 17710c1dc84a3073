"""Who wins though it is wrong: votes on answers that can be checked, against what is right.

A label of answers called ``correct`` says of either side whether its answer is right. Only votes
where one side is right and the other wrong tell anything here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tiltyard.errors import ConfigurationError
from tiltyard.leaderboard._columns import CORRECT as LABEL
from tiltyard.leaderboard._columns import YES_OR_NO
from tiltyard.leaderboard._query import Query
from tiltyard.leaderboard._slice import chosen
from tiltyard.leaderboard._source import Source
from tiltyard.leaderboard._votes import Votes
from tiltyard.ratings.comparisons import A_WON, B_WON
from tiltyard.ratings.shares import Share
from tiltyard.records import ModelCard

# Of so many votes a share has an interval that spans a third of all shares; of fewer, more.
ENOUGH = 30


@dataclass(frozen=True, slots=True)
class Persuasive:
    """What voters made of one model where exactly one of the two answers was right.

    Attributes:
        model: its name.
        won_though_wrong: of the decided votes where it alone was wrong, the share that it won all
            the same; None where there are none.
        lost_though_right: of those where it alone was right, the share that it lost; as above.
    """

    model: str
    won_though_wrong: Share | None
    lost_though_right: Share | None

    @property
    def is_known(self) -> bool:
        """Whether there are votes enough to say how persuasive its wrong answers are."""
        return self.won_though_wrong is not None and self.won_though_wrong.votes >= ENOUGH


@dataclass(frozen=True, slots=True)
class Persuasion:
    """What voters made of right and wrong answers.

    Attributes:
        checked: votes where exactly one answer was right.
        undecided: those of them that ended in a tie, or with both bad; they are in no share.
        fooled: of the others, the share in which the wrong answer won; None if there are none.
        models: with enough votes first, by how often they won though wrong, from the top; then
            the others, by name.
    """

    checked: int
    undecided: int
    fooled: Share | None
    models: tuple[Persuasive, ...]


def can_check(votes: Votes | None) -> bool:
    """Whether it is known of some answers if they are right."""
    columns = (f"{LABEL}_a", f"{LABEL}_b")
    return votes is not None and all(votes.labels.get(column) == YES_OR_NO for column in columns)


def persuasion_of(source: Source, query: Query) -> Persuasion:
    """As `persuasion`, of the votes of a source; of millions it takes a second.

    Raises:
        ConfigurationError: the source has no votes; or as `persuasion`.
        UnknownNameError: as `chosen`.
    """
    if source.votes is None:
        raise ConfigurationError(f"{source.title} has ratings and no votes: there is none to count")
    return persuasion(source.votes, query, source.cards)


def persuasion(votes: Votes, query: Query, cards: Mapping[str, ModelCard]) -> Persuasion:
    """How often wrong answers win in a slice, in all and by model.

    Shares have Wilson's intervals at the question's level, each for itself, and take votes for
    independent.

    Args:
        votes: of which.
        query: the slice; how it is rated plays no part.
        cards: models that are not listed are counted, and not named.

    Raises:
        ConfigurationError: no answer is labelled ``correct``; the message says how to get that.
        UnknownNameError: as `chosen`.
    """
    wrong_is_a, checked = _checked(votes, query)
    outcome = votes.column("outcome")[checked]
    is_decided = (outcome == A_WON) | (outcome == B_WON)
    wrong_is_a, outcome = wrong_is_a[checked][is_decided], outcome[is_decided]
    is_fooled = (outcome == A_WON) == wrong_is_a
    a, b = (votes.column(side)[checked][is_decided] for side in ("a", "b"))
    found = [
        _shares(np.where(sits, a, b), is_fooled, len(votes.models), query.level)
        for sits in (wrong_is_a, ~wrong_is_a)
    ]
    models = [
        Persuasive(name, wrong, right)
        for name, wrong, right in zip(votes.models, *found, strict=True)
        if (wrong is not None or right is not None) and cards.get(name, ModelCard(name)).listed
    ]
    return Persuasion(
        checked=int(checked.sum()),
        undecided=int((~is_decided).sum()),
        fooled=_share(int(is_fooled.sum()), len(is_fooled), query.level),
        models=tuple(sorted(models, key=_order)),
    )


def _checked(votes: Votes, query: Query) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Of every vote whether side ``a`` is wrong, and whether exactly one side is; in the slice."""
    if not can_check(votes):
        raise ConfigurationError(
            f"of these votes it is not known which answers are right: label answers as {LABEL!r}, "
            f"yes or no, by a category of your own that reads answers (a file {LABEL}.py or "
            f"{LABEL}.toml in data.category_folder)"
        )
    a, b = (votes.column(f"{LABEL}_{side}") for side in "ab")
    is_wrong = np.asarray(a == 0)
    is_checked = ((a == 0) & (b == 1)) | ((a == 1) & (b == 0))
    mask = chosen(votes, query)
    return is_wrong, np.asarray(is_checked if mask is None else is_checked & mask)


def _shares(
    model: NDArray[np.integer], is_fooled: NDArray[np.bool_], m: int, level: float
) -> list[Share | None]:
    """Of the votes of each model the share that were fooled."""
    many = np.bincount(model, minlength=m).tolist()
    fooled = np.bincount(model[is_fooled], minlength=m).tolist()
    return [_share(some, votes, level) for some, votes in zip(fooled, many, strict=True)]


def _share(some: int, votes: int, level: float) -> Share | None:
    return Share.of(some, votes, level=level) if votes else None


def _order(one: Persuasive) -> tuple[bool, float, str]:
    rate = one.won_though_wrong.rate if one.is_known and one.won_though_wrong else 0.0
    return not one.is_known, -rate, one.model
