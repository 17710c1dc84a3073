"""Files and frames become votes: recognised, checked row by row, and told about.

Reading is lazy about its libraries: polars is imported when something is read, and others only
with a frame of theirs.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime
from typing import Any, Unpack

from tiltyard.errors import ConfigurationError
from tiltyard.ratings import Comparisons, Counts
from tiltyard.ratings.digest import digest_of
from tiltyard.votes._columns import AS_RECOGNISED, OPTIONAL, BadRow, Columns, OnError, Reading
from tiltyard.votes._presets import PRESETS, WINNERS, preset
from tiltyard.votes._request import Options, Request

__all__ = [
    "OPTIONAL",
    "BadRow",
    "Columns",
    "OnError",
    "Reading",
    "digest_of",
    "moment",
    "presets",
    "read",
    "read_by",
    "winners",
]


def moment(text: str, *, now: datetime) -> float:
    """The time that ``since`` or ``until`` means, in seconds since 1970.

    Args:
        text: a date, which means its first moment; a date with a time, UTC if it names no zone; or
            how long ago, such as ``36h``, ``30d`` or ``4w``.
        now: from when to look back.

    Raises:
        ConfigurationError: it is none of these.
    """
    from tiltyard.votes import _times  # noqa: PLC0415 -- polars takes its time

    return _times.moment(text, now=now)


def presets() -> dict[str, str]:
    """The known schemas: what each is, by name."""
    return {name: known.title for name, known in PRESETS.items()}


def winners(name: str) -> dict[str, str]:
    """What winner values mean in the schema of that name: ours, by what is written.

    Raises:
        UnknownNameError: there is none.
    """
    return {**WINNERS, **preset(name).winners}


def read(  # noqa: PLR0913 -- what there is to say about a file
    source: Any,  # noqa: ANN401 -- a path, several, a frame of many kinds, columns, or votes
    *,
    columns: Columns = AS_RECOGNISED,
    on_error: OnError = "stop",
    where: str | None = None,
    since: str | None = None,
    until: str | None = None,
    pooled: bool = False,
    progress: Callable[[int], None] | None = None,
    format: str | None = None,
    now: datetime | None = None,
    keep: Collection[str] = OPTIONAL,
) -> Reading:
    """The votes of a source.

    Args:
        source: a path, a folder, a pattern or ``-`` for standard input; a list of those; a frame
            of polars, pandas or pyarrow; a dictionary of columns; or votes, which stay as they are.
        columns: which column holds what, as far as it is not recognised.
        on_error: ``stop`` at bad rows, with an error that names them, or ``drop`` and count them.
        where: which rows to keep, such as ``language == "French" and turn >= 2``.
        since: keep votes from then on: a date, a date with a time, or how long ago (``30d``).
        until: keep votes before then.
        pooled: counts are enough, and are all that is kept: any number of votes fits in memory.
        progress: called now and then with the number of rows read so far.
        format: ``csv``, ``json``, ``jsonl``, ``parquet`` or ``arrow``, where names do not say it.
        now: from when ``30d`` looks back; the present if missing.
        keep: which of ``voter``, ``prompt`` and ``voted_at`` to read where they are recognised;
            what `columns` names is read anyway. Columns that nobody needs cost nothing.

    Raises:
        DataError: the source cannot be read or is not recognised, or rows are bad.
        ConfigurationError: an option makes no sense.
        UnknownNameError: there is no such preset.
    """
    request = Request(
        columns=columns,
        on_error=on_error,
        where=where,
        since=since,
        until=until,
        pooled=pooled,
        progress=progress,
        format=format,
        now=now,
        keep=keep,
    )
    if isinstance(source, Comparisons | Counts):
        return _as_they_are(source, request)
    from tiltyard.votes._read import read_source  # noqa: PLC0415 -- polars takes its time

    return read_source(source, request)[""]


def read_by(
    source: Any,  # noqa: ANN401 -- as above
    by: str,
    **options: Unpack[Options],
) -> dict[str, Reading]:
    """The votes of a source for each value of a column, in order of the values.

    Rows whose column says nothing are the slice ``(missing)``. Options and errors are those of
    `read`.
    """
    request = Request(by=by, **options)
    if isinstance(source, Comparisons | Counts):
        raise ConfigurationError(f"votes that are read already have no column {by!r} to slice by")
    from tiltyard.votes._read import read_source  # noqa: PLC0415 -- as above

    return read_source(source, request)


def _as_they_are(votes: Comparisons | Counts, request: Request) -> Reading:
    if request.is_for_sources:
        raise ConfigurationError(
            "the votes are read already: columns, where, since, until and format are for files and "
            "frames"
        )
    digest = digest_of(votes)
    votes = Counts.of(votes) if request.pooled else votes
    return Reading(
        votes=votes,
        rankings=None,
        recognised="votes as they were given",
        rows=len(votes) if isinstance(votes, Comparisons) else round(votes.votes.sum()),
        dropped={},
        bad_rows=(),
        digest=digest,
    )
