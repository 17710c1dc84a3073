"""Votes of any kind are read, and become a `Ranking` or one for each slice."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import fields, replace
from typing import Any, Literal

from tiltyard import ratings, votes
from tiltyard.analysis._board import board
from tiltyard.analysis._certainty import Certainty
from tiltyard.analysis._choices import Choices
from tiltyard.analysis._compare import HeadToHead
from tiltyard.analysis._ranking import Ranking
from tiltyard.errors import ConfigurationError, TiltyardError
from tiltyard.ratings import Comparisons, Counts
from tiltyard.ratings.multiplicity import Adjustment, Side
from tiltyard.ratings.weighting import columns_of
from tiltyard.votes import Columns, Reading

# Clusters that have a column of their own in `Columns`.
_OWN_COLUMNS = ("voter", "prompt")


def rank(  # noqa: PLR0913 -- each is a choice of whoever publishes a board, and has a default
    source: Any,  # noqa: ANN401 -- see the docstring
    *,
    method: str | None = None,
    level: float = 0.95,
    anchor: str | None = None,
    adjustment: Adjustment | None = None,
    side: Side = "both",
    simultaneous: bool = False,
    anytime: bool = False,
    errors: str | None = None,
    replicates: int | None = None,
    cluster: str | Sequence[str] = (),
    style: str | Sequence[str] | None = None,
    weighting: str | Sequence[str] = (),
    split: bool = False,
    shown: Collection[str] | None = None,
    held_equal: Mapping[str, Mapping[str, float]] | None = None,
    voters_to_flip: int | None = None,
    by: str | None = None,
    where: str | None = None,
    since: Any = None,  # noqa: ANN401 -- text, a date or a datetime
    until: Any = None,  # noqa: ANN401 -- likewise
    on_error: str = "stop",
    format: str | None = None,
    seed: int = 0,
    progress: Callable[[int], None] | None = None,
    **options: Any,  # noqa: ANN401 -- of the columns, or of the method
) -> Any:  # noqa: ANN401 -- a Ranking, or with `by` one for each slice
    """The board of some votes: a `Ranking`, or with ``by`` a dictionary of them by slice.

    The same votes and choices give the same board.

    Args:
        source: a file or several (a folder, a pattern), ``-`` for standard input, a frame of
            polars, pandas or pyarrow, columns in a dictionary, `Comparisons` or `Counts`.
        method: a file of ``ratings/methods``. By default ``bradley_terry``, or with ``style``
            ``contextual_bradley_terry``, or ``plackett_luce`` if the source holds rankings.
        level: of every interval and of the ranks.
        anchor: the model that gets 1000 points; by default, or as ``mean``, the mean does.
        adjustment: how rank ranges hold for all pairs at once: ``max_t``, ``holm``, ``sidak``,
            ``bonferroni``, or ``none``, which lets each pair speak for itself. By default
            ``max_t``; with ``anytime`` always ``bonferroni``.
        side: ``lower`` gives intervals a low end alone ("at least"), ``upper`` a high one. Ranks
            are not touched.
        simultaneous: whether the intervals hold for all models at once too, and not each alone.
        anytime: whether intervals and ranks hold at every moment, for boards that are watched
            while votes come in; they are about half as wide again.
        errors: where the errors come from: ``sandwich``, ``information`` or ``bootstrap``. By
            default what the method does, which is the sandwich where it has the choice.
        replicates: how many boards a bootstrap draws; by default 1,000.
        cluster: columns such as ``voter`` whose votes may depend on each other.
        style: columns of features to control for; ``auto`` takes all that are recognised.
        weighting: schemes of ``ratings.weighting``, such as ``voter_cap=5`` or
            ``draw_inverse=COLUMN``; they multiply.
        split: whether to rank the largest group of connected models and list the others as
            unranked, where otherwise the votes would be refused.
        shown: the models that are on the board; others take part in the fit and in nobody's
            rank. All if missing.
        held_equal: numbers of models, such as the logarithm of a price, by name and model: ratings
            are what they do not explain (`ratings.model_covariates`), among the models that are
            shown. A model without one is not ranked.
        voters_to_flip: counts how few votes, and voters, turn each two neighbours, and lets blocks
            part only where it takes so many voters; 0 counts and parts nothing less. Not counted
            if missing: it takes as long as some hundred fits.
        by: a column; one board for each of its values.
        where: which rows to take, as an expression of columns: ``language == "French"``.
        since: the first moment to take, such as ``2025-01-31`` or ``30d``.
        until: the moment before which to stop.
        on_error: ``stop`` at a bad row, or ``drop`` it and count why.
        format: ``csv``, ``json``, ``jsonl``, ``parquet`` or ``arrow``, where no name says it.
        seed: of all that is drawn.
        progress: told how many rows have been read.
        **options: which column is what (see `Columns`: ``model_a="left"``…), and options of the
            method (``ridge=0.1``).

    Raises:
        DataError: votes make no sense, or the method needs something that they do not have.
        NotIdentifiedError: they do not connect the models; the message names what is missing.
        ConfigurationError: a choice does not exist or fits no other.
        UnknownNameError: there is no such method or preset.
    """
    names = None if style is None or style == "auto" else _several(style)
    features: tuple[str, ...] | Literal["auto"] | None = names or ("auto" if style else None)
    if isinstance(source, Comparisons | Counts):
        columns, given = _split(options, Columns())
        if names is not None:
            given["features"] = names
    else:
        further = tuple(name for name in _several(cluster) if name not in _OWN_COLUMNS)
        factors = columns_of(_several(weighting))
        known = Columns(style=features, clusters=further, factors=factors)
        columns, given = _split(options, known)
    certainty = Certainty(
        level=level,
        adjustment=adjustment or ("bonferroni" if anytime else "max_t"),
        side=side,
        simultaneous=simultaneous,
        anytime=anytime,
        seed=seed,
    )
    choices = Choices(
        method=method or ("contextual_bradley_terry" if style is not None else None),
        options=given,
        certainty=certainty,
        errors=errors,
        replicates=replicates,
        anchor=anchor,
        cluster=_several(cluster),
        weighting=_several(weighting),
        split=split,
        shown=None if shown is None else frozenset(shown),
        held_equal=held_equal or {},
        voters_to_flip=voters_to_flip,
    )
    reading = {
        "columns": columns,
        "on_error": on_error,
        "where": where,
        "since": since,
        "until": until,
        "pooled": _counts_suffice(choices, columns),
        "progress": progress,
        "format": format,
        "keep": _needed(choices, columns),
    }
    began = time.perf_counter()
    if by is None:
        return board(votes.read(source, **reading), choices, began)
    slices = votes.read_by(source, by, **reading)
    return {value: _slice(by, value, read, choices) for value, read in slices.items()}


def compare(
    source: Any,  # noqa: ANN401 -- see `rank`
    one: str,
    other: str,
    **choices: Any,  # noqa: ANN401 -- likewise
) -> HeadToHead:
    """Whether two models differ by some votes; ``source`` and ``choices`` are those of `rank`.

    Raises:
        DataError: one of the models is not ranked, or as `rank`.
        ConfigurationError: ``by`` is given, which makes several boards; or as `rank`.
    """
    if choices.get("by") is not None:
        raise ConfigurationError(
            "two models are compared on one board: use `where` for one slice, not `by`"
        )
    board: Ranking = rank(source, **choices)
    return board.compare(one, other)


def _slice(by: str, value: str, read: Reading, choices: Choices) -> Ranking:
    """The board of one slice; an error says which slice it is about."""
    try:
        return board(read, choices, time.perf_counter())
    except TiltyardError as error:
        raise type(error)(f"{by} {value!r}: {error}") from error


def _several(names: str | Sequence[str]) -> tuple[str, ...]:
    """One name or several."""
    return (names,) if isinstance(names, str) else tuple(names)


def _split(options: Mapping[str, Any], columns: Columns) -> tuple[Columns, dict[str, Any]]:
    """Which column is what, and the options that are the method's."""
    known = {one.name for one in fields(Columns)}
    named = {name: value for name, value in options.items() if name in known}
    rest = {name: value for name, value in options.items() if name not in known}
    return replace(columns, **named), rest


def _needed(choices: Choices, columns: Columns) -> frozenset[str]:
    """Which of voters, prompts and times the board looks at: what it does not is not read."""
    if choices.weighting:
        return frozenset(votes.OPTIONAL)
    # Methods that need single votes may need their order, but for style that does not matter.
    ordered = columns.style is None and ratings.load(choices.method or "bradley_terry").needs_rows
    voters = ["voter"] if choices.voters_to_flip is not None else []
    return frozenset([*choices.cluster, *voters, *(["voted_at"] if ordered else [])])


def _counts_suffice(choices: Choices, columns: Columns) -> bool:
    """Whether the votes can be pooled while they are read, however many there are."""
    if choices.cluster or choices.weighting or columns.style is not None or columns.ranking:
        return False
    if choices.voters_to_flip is not None:
        return False  # all votes of a voter go together
    if choices.is_drawn:
        return False  # votes of unequal weight or grade are drawn one by one
    method = ratings.load(choices.method or "bradley_terry")
    return not method.needs_rows
