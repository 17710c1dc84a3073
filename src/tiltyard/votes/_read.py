"""A source becomes votes: opened, recognised, read, and told about."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import replace
from typing import Any

import numpy as np
import polars as pl

from tiltyard import registry
from tiltyard.errors import ConfigurationError, DataError
from tiltyard.files import Part, lines, open_source
from tiltyard.ratings import Comparisons, Counts, digest
from tiltyard.ratings.comparisons import OUTCOMES, Floats
from tiltyard.ratings.rankings import Rankings
from tiltyard.votes._alike import told_apart
from tiltyard.votes._batches import Reader, needed, schema_of
from tiltyard.votes._columns import BadRow, Reading
from tiltyard.votes._encode import Arrays, Dictionary
from tiltyard.votes._faults import require_none
from tiltyard.votes._gather import ALL, Tally, chosen, clusters_of, lacking, together, votes_of
from tiltyard.votes._layout import Layout, recognise
from tiltyard.votes._rankings import rankings_of
from tiltyard.votes._request import Request
from tiltyard.votes._styles import feature_names

NO_COUNTS = Counts.of(Comparisons.from_columns([], [], []))
MISSING = "(missing)"  # the slice of rows whose column says nothing


def read_source(source: Any, request: Request) -> dict[str, Reading]:  # noqa: ANN401 -- many kinds
    """The votes of a source, by slice; all under the empty name if it is not sliced.

    Raises:
        DataError: it cannot be read, is not recognised, or holds bad rows.
        ConfigurationError: an option makes no sense.
        UnknownNameError: there is no such preset.
    """
    with ExitStack() as stack:
        name = "the source"
        try:
            parts = open_source(source, stack, form=request.format)
            name = _called(parts[0])
            layout = _layout(parts[0], request)
            reader = Reader(request, layout)
            for part in parts:
                name = _called(part)
                reader.read(part)
            return _readings(reader, layout, request)
        except (pl.exceptions.PolarsError, OSError, UnicodeDecodeError) as error:
            raise DataError(f"{name} cannot be read: {str(error).splitlines()[0]}") from error


def _called(part: Part) -> str:
    return part.name or "the frame"


def _layout(part: Part, request: Request) -> Layout:
    """The layout of the first part, which the others must have too."""
    schema = schema_of(part)
    layout = recognise([*schema], request.columns, file=_called(part))
    if request.by is not None and request.by not in schema:
        hint = registry.nearest(request.by, [*schema])
        raise DataError(f"{_called(part)} has no column {request.by!r}{hint}")
    if request.in_time and layout.voted_at is None:
        raise DataError("to choose votes by time, say which column holds it (voted_at, --voted-at)")
    layout = layout.keeping({*request.keep, *(["voted_at"] if request.in_time else [])})
    if request.columns.style is not None:
        layout = replace(layout, features=_features(part, layout, request))
    if request.pooled and layout.ranking is None:
        layout = layout.pooled(keep_time=request.in_time)
    return layout


def _features(part: Part, layout: Layout, request: Request) -> tuple[str, ...]:
    if request.pooled or request.columns.style is None or layout.ranking:
        raise ConfigurationError("style belongs to single votes: counts and rankings have none")
    taken = {*(layout.sides or ()), *(layout.one_hot or ()), *layout.numbers.values()}
    schema = schema_of(part, guessed=True)
    free = {name: kind for name, kind in schema.items() if name not in taken}
    return feature_names(free, request.columns.style)


def _readings(reader: Reader, layout: Layout, request: Request) -> dict[str, Reading]:
    gathered = reader.gathered
    if request.on_error == "stop":
        whole = Tally()
        for tally in gathered.tallies.values():
            whole.add(tally)
        require_none(_located(whole), whole.dropped, whole.rows, _hint(whole, layout, reader.known))
    if gathered.pooled:
        gathered.pool(reader.known)
    names = {code: _name(code, reader.known) for code in gathered.tallies}
    if request.by is not None:
        names.pop(ALL, None)
    finish = _Pooled(reader, layout) if gathered.pooled else _Single(reader, layout, request)
    return {names[code]: finish.reading(code) for code in sorted(names, key=names.__getitem__)}


def _name(code: int, known: Dictionary) -> str:
    if code == ALL:
        return ""
    return known.slices.known[code] if code >= 0 else MISSING


class _Pooled:
    """Readings of pooled votes."""

    def __init__(self, reader: Reader, layout: Layout) -> None:
        self._gathered = reader.gathered
        self._sentence = layout.sentence({})

    def reading(self, code: int) -> Reading:
        # A slice of nothing but bad rows has no counts.
        counts = self._gathered.counts.get(code, NO_COUNTS)
        sums = self._gathered.sums.get(code, np.zeros(4, dtype=np.uint64))
        same = digest.of_sums(sums, digest.PLAIN)
        return _reading(counts, None, self._sentence, self._gathered.tallies[code], same)


class _Single:
    """Readings of single votes, or of rankings."""

    def __init__(self, reader: Reader, layout: Layout, request: Request) -> None:
        self._known, self._tallies, self._layout = reader.known, reader.gathered.tallies, layout
        self._columns: Arrays = together(reader.gathered.batches)
        self._left_out = lacking(self._columns, layout, needed(request, layout))

    def reading(self, code: int) -> Reading:
        columns = self._columns
        if "slice" in columns:
            columns = chosen(columns, columns["slice"] == code)
        rankings: Rankings | None = None
        if self._layout.ranking:
            shared = clusters_of(columns, self._layout, self._left_out)
            rankings = rankings_of(columns, self._known, shared)
            votes = rankings.pairs()
        else:
            votes = votes_of(columns, self._known, self._layout, self._left_out)
        factors = {name: columns[f"factor {name}"] for name in self._layout.factors}
        sentence = self._layout.sentence(self._left_out)
        same = digest.digest_of(_with_factors(votes, factors))
        found = _reading(votes, rankings, sentence, self._tallies[code], same)
        return replace(found, factors=factors)


def _with_factors(votes: Comparisons, factors: Mapping[str, Floats]) -> Comparisons:
    """The votes with the factors as weights, since with others the board is another."""
    weight = votes.weight
    for factor in factors.values():
        weight = factor if weight is None else weight * factor
    return replace(votes, weight=weight) if factors else votes


def _reading(
    votes: Comparisons | Counts,
    rankings: Rankings | None,
    sentence: str,
    tally: Tally,
    digest: str,
) -> Reading:
    return Reading(
        votes=votes,
        rankings=rankings,
        recognised="; ".join(filter(None, [sentence, told_apart(votes.models)])),
        rows=tally.rows,
        dropped=dict(tally.dropped),
        bad_rows=tuple(_located(tally)),
        digest=digest,
    )


def _located(tally: Tally) -> list[BadRow]:
    """The bad rows by file and line."""
    wanted: dict[Part, list[int]] = {}
    for bad in tally.bad:
        if not bad.is_line:
            wanted.setdefault(bad.part, []).append(bad.row - 1)
    line = {
        part: lines(part.path, part.form, rows)
        for part, rows in wanted.items()
        if part.path is not None and part.form in ("csv", "jsonl")
    }
    return [
        BadRow(bad.part.name, line.get(bad.part, {}).get(bad.row - 1) or bad.row, bad.reason)
        for bad in tally.bad
    ]


def _hint(tally: Tally, layout: Layout, known: Dictionary) -> str:
    if "unknown winner" not in tally.dropped:
        return ""
    outcomes = layout.outcomes or {}
    unknown = [name for name in known.winners.known if name not in outcomes]
    if set(unknown) <= set(known.models.known):
        return "The winners are names of models: take the preset 'named' (--preset named). "
    near = {_plain(name): OUTCOMES[code].value for name, code in outcomes.items()}
    means = near.get(_plain(unknown[0]), "…")
    option = shlex.quote(f"{unknown[0]}={means}")
    return (
        f"Known winners are {', '.join(map(repr, outcomes))}. Say what others mean, such as "
        f"winners={{{unknown[0]!r}: {means!r}}} (--winner-value {option}). "
    )


def _plain(text: str) -> str:
    return text.strip().casefold()
