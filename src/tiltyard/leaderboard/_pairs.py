"""Two models that met: how their battles ended, and where one does better than elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tiltyard.leaderboard._columns import CORRECT, YES_OR_NO
from tiltyard.leaderboard._contrasts import contrasts
from tiltyard.leaderboard._gathered import gathered, require_models, rows_of, within
from tiltyard.leaderboard._query import Query
from tiltyard.leaderboard._record import Record
from tiltyard.leaderboard._slice import columns_of, labels
from tiltyard.leaderboard._source import Source
from tiltyard.leaderboard._votes import Votes
from tiltyard.leaderboard._words import label_title, language_name
from tiltyard.ratings.comparisons import A_WON, B_WON, BOTH_BAD, FLIPPED, TIE, WORTH
from tiltyard.ratings.shares import Share, difference

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]

# A facet of the votes is told of if it has, and leaves to the rest, so many votes.
SMALLEST_FACET = 10


@dataclass(frozen=True, slots=True)
class Facet:
    """Some of the votes on two models, such as those on coding.

    Attributes:
        words: the label as a slice names it; empty for facets by what differed.
        title: for people.
        record: how they ended, as the first model sees it.
        share: what they were worth to it, with an interval of this facet alone.
        rest: the same of all other votes on the two.
        apart: low and high end of ``share`` less ``rest``, at a level at which all facets that were
            looked at together hold (Bonferroni).
    """

    words: str
    title: str
    record: Record
    share: Share
    rest: Share
    apart: tuple[float, float]

    @property
    def is_sure(self) -> bool:
        """Whether it differs from the rest for somebody who looked at all facets."""
        return self.apart[0] > 0 or self.apart[1] < 0

    @property
    def gain(self) -> float:
        """How much better than in the rest the first model does, in [-1, 1]."""
        return self.share.rate - self.rest.rate


@dataclass(frozen=True, slots=True)
class Contrast:
    """Votes in facets by what differed between the two answers, such as their length.

    Attributes:
        title: what differed.
        facets: from least to most, as the first model's answer is compared with the other's.
    """

    title: str
    facets: tuple[Facet, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """All that the votes say of two models, as the first sees it.

    Attributes:
        one: a model; ``other`` the one that it met.
        other: see ``one``.
        record: how their battles ended.
        share: what they were worth to ``one``, a tie being a half; None if they never met.
        by_label: the larger labels, those that differ most from the rest first in either way.
        by_contrast: what differed between the answers.
        too_small: how many labels have too few votes to be told of.
        looked_at: how many facets were looked at: what `Facet.apart` allows for.
    """

    one: str
    other: str
    record: Record
    share: Share | None
    by_label: tuple[Facet, ...] = ()
    by_contrast: tuple[Contrast, ...] = ()
    too_small: int = 0
    looked_at: int = 0


def pair(source: Source, query: Query, one: str, other: str) -> Pair:
    """What the votes of a slice say of two models.

    Raises:
        UnknownNameError: a model is not there, or a part of the slice.
        ConfigurationError: the two are the same; or as `Query`.
    """
    require_models(source, one, other)
    votes = source.votes
    if votes is None:
        return Pair(one, other, Record(), None)
    met = gathered(votes, within(votes, query, rows_of(votes, [one, other])))
    if not met.rows:
        return Pair(one, other, Record(), None)
    return _Looking(met, one, query.level).pair(other, query)


class _Looking:
    """The votes on two models, turned so that the first model is always ``a``."""

    def __init__(self, votes: Votes, one: str, level: float) -> None:
        self.votes = votes
        self.level = level
        self.one = one
        self.is_left: Bools = votes.column("a") == votes.models.index(one)
        outcome = votes.column("outcome")
        self.outcome = np.where(self.is_left, outcome, FLIPPED[outcome])
        self.worth: Floats = WORTH[self.outcome]
        self.tests = 0

    def pair(self, other: str, query: Query) -> Pair:
        """All of it."""
        masks = [(words, mask) for words, mask in self._labels() if words not in query.category]
        large = [(words, mask) for words, mask in masks if self._is_large(mask)]
        found = [
            (one.title, [(title, mask) for title, mask in one.facets if self._is_large(mask)])
            for one in contrasts(self.votes, self.is_left)
        ]
        self.tests = len(large) + sum(len(facets) for _, facets in found)
        facets = [self._facet(words, _title(words), mask) for words, mask in large]
        return Pair(
            one=self.one,
            other=other,
            record=self._record(np.ones_like(self.is_left)),
            share=self._share(np.ones_like(self.is_left), self.level),
            by_label=tuple(sorted(facets, key=lambda facet: (-facet.gain, facet.title))),
            by_contrast=tuple(
                Contrast(title, tuple(self._facet("", words, mask) for words, mask in facets))
                for title, facets in found
                if len(facets) > 1
            ),
            too_small=sum(bool(mask.any()) for _, mask in masks) - len(large),
            looked_at=self.tests,
        )

    def _labels(self) -> Iterator[tuple[str, Bools]]:
        """Every label, or label with a value, and which votes have it on either side.

        That one of two answers is right says nothing unless one knows which: see `contrasts`.
        """
        for name, values in labels(self.votes).items():
            if name == CORRECT:
                continue
            columns = columns_of(self.votes, name)
            is_simple = values == YES_OR_NO
            for value in values[1:] if is_simple else values:
                masks = [self._has(column, value) for column in columns]
                yield name if is_simple else f"{name}:{value}", masks[0] | masks[-1]

    def _has(self, column: str, value: str) -> Bools:
        """Which votes have a value in a column of labels; each side has a list of its own."""
        known = self.votes.labels[column]
        if value not in known:
            return np.zeros(self.votes.rows, dtype=np.bool_)
        return np.asarray(self.votes.column(column) == known.index(value))

    def _is_large(self, mask: Bools) -> bool:
        inside = int(mask.sum())
        return inside >= SMALLEST_FACET and len(mask) - inside >= SMALLEST_FACET

    def _facet(self, words: str, title: str, mask: Bools) -> Facet:
        strict = 1 - (1 - self.level) / self.tests
        return Facet(
            words=words,
            title=title,
            record=self._record(mask),
            share=self._share(mask, self.level),
            rest=self._share(~mask, self.level),
            apart=difference(self._share(mask, strict), self._share(~mask, strict)),
        )

    def _share(self, mask: Bools, level: float) -> Share:
        return Share.of(float(self.worth[mask].sum()), int(mask.sum()), level=level)

    def _record(self, mask: Bools) -> Record:
        return record_of(self.outcome[mask])


def record_of(outcome: NDArray[Any]) -> Record:
    """How votes ended, from their outcomes as the model in question sees them."""
    ends = np.bincount(outcome, minlength=4)
    return Record(*(int(ends[code]) for code in (A_WON, B_WON, TIE, BOTH_BAD)))


def _title(words: str) -> str:
    name, _, value = words.partition(":")
    title = f"in {language_name(value)}" if name == "language" else label_title(words)
    return title[:1].upper() + title[1:]
