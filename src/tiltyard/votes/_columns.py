"""What a caller says about votes to be read, and what reading gives back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from tiltyard.errors import ConfigurationError
from tiltyard.ratings import Comparisons, Counts
from tiltyard.ratings.comparisons import Floats
from tiltyard.ratings.rankings import Rankings

OnError = Literal["stop", "drop"]
# What votes may lack if it was not asked for by name.
OPTIONAL = ("voter", "prompt", "voted_at")


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Which column holds what; what is ``None`` is looked for by the known schemas.

    A column that is named here must be good in every row. One that is only recognised (voter,
    prompt, time) is left out as a whole if some row has none, and `Reading.recognised` says so.

    Attributes:
        model_a: name of the left model.
        model_b: name of the right model.
        winner: how the vote ended.
        score: what the vote is worth to ``model_a``, in [0, 1], in place of a winner. Where both
            columns are named, a row with a score is graded, and one without has a winner.
        count: how many votes the row stands for.
        weight: how much the row's votes matter.
        voter: who voted; becomes the cluster ``voter``.
        prompt: what was asked; becomes the cluster ``prompt``.
        voted_at: when: a timestamp, ISO text, or seconds to nanoseconds since 1970.
        ranking: models best to worst: a list, or text such as ``A > B > C``.
        winners: what other values of the winner column mean: ``{"left": "model_a"}``.
        preset: name of a known schema, which is then the only one that is looked for.
        style: names of style features, or ``auto`` for all that are recognised.
        clusters: further columns that tell which votes belong together, each under its own name.
        factors: columns of numbers above 0 to weight votes by, such as the probability that a pair
            was drawn; they come back in `Reading.factors`.
    """

    model_a: str | None = None
    model_b: str | None = None
    winner: str | None = None
    score: str | None = None
    count: str | None = None
    weight: str | None = None
    voter: str | None = None
    prompt: str | None = None
    voted_at: str | None = None
    ranking: str | None = None
    winners: Mapping[str, str] = field(default_factory=dict)
    preset: str | None = None
    style: tuple[str, ...] | Literal["auto"] | None = None
    clusters: tuple[str, ...] = ()
    factors: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if isinstance(self.clusters, str):
            raise ConfigurationError(f"clusters are several names: write ({self.clusters!r},)")
        if isinstance(self.style, str) and self.style != "auto":
            raise ConfigurationError(f"style is 'auto' or several names: write ({self.style!r},)")


AS_RECOGNISED = Columns()


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that is no vote.

    Attributes:
        file: its file, as it was named; empty for a frame.
        row: from 1. In text files with a record to a line it is the line on which the record
            begins, as an editor counts, the heading included; otherwise the place of the record.
        reason: what is wrong with it.
    """

    file: str
    row: int
    reason: str


@dataclass(frozen=True, slots=True)
class Reading:
    """Votes that were read, and what is to be said about it.

    Attributes:
        votes: pooled if so asked, otherwise single votes in the order of the source. Of rankings,
            every two models of each are a vote (`Rankings.pairs`).
        rankings: the rankings, if the source holds such.
        recognised: which schema it is and which column is what, as a sentence.
        rows: how many rows there were, after ``where``, ``since`` and ``until``.
        dropped: how many of them were left out, by reason.
        bad_rows: the first twenty that were bad.
        digest: 64 hexadecimal digits that identify the votes; see `digest_of`.
        factors: the columns that `Columns.factors` names, a number for each row of ``votes``.
    """

    votes: Comparisons | Counts
    rankings: Rankings | None
    recognised: str
    rows: int
    dropped: Mapping[str, int]
    bad_rows: tuple[BadRow, ...]
    digest: str
    factors: Mapping[str, Floats] = field(default_factory=dict)
