"""Single values of a record: names, winners, times, numbers; and why a record is refused."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time
from typing import Any

from tiltyard.pipeline.importers import Record, RefusedRow, Row

_TRUE, _FALSE = {"true", "t", "yes", "1", "1.0"}, {"false", "f", "no", "0", "0.0"}
_SHOWN = 40
_LARGEST = 1 << 63
# Seconds since 1970 end in the year 5138; larger numbers are milli-, micro- or nanoseconds.
_SCALES = ((1e11, 1.0), (1e14, 1e3), (1e17, 1e6), (float("inf"), 1e9))
_FIRST_DAY, _LAST_DAY = 19_000_101, 22_001_231


def models(record: Record, columns: tuple[str, str] = ("model_a", "model_b")) -> Row:
    """The two models of a record.

    Raises:
        RefusedRow: one is missing, or a model met itself.
    """
    a, b = name(record.get(columns[0])), name(record.get(columns[1]))
    if a is None or b is None:
        missing = columns[0] if a is None else columns[1]
        raise RefusedRow("missing model", f"{missing} is missing")
    if a == b:
        raise RefusedRow("model against itself", f"the model {a!r} meets itself")
    return {"model_a": a, "model_b": b}


def winner(value: Any, spellings: Mapping[str, str]) -> str:  # noqa: ANN401 -- whatever was read
    """What a vote says, in our words.

    Raises:
        RefusedRow: nothing, or something that no spelling stands for.
    """
    said = name(value)
    if said is None:
        raise RefusedRow("missing winner", "the winner is missing")
    if said not in spellings:
        raise RefusedRow("unknown winner", f"unknown winner {short(said)}")
    return spellings[said]


def one_hot(record: Record, columns: Mapping[str, str]) -> str:
    """What a vote says in columns of which one is 1; by column, what that means.

    Raises:
        RefusedRow: none or several of them are.
    """
    chosen = [meaning for column, meaning in columns.items() if flag(record.get(column))]
    if len(chosen) == 1:
        return chosen[0]
    if not chosen:
        raise RefusedRow("missing winner", f"none of {', '.join(columns)} is 1")
    raise RefusedRow("unknown winner", f"more than one of {', '.join(columns)} is 1")


def name(value: Any) -> str | None:  # noqa: ANN401 -- whatever was read
    """A name or a word, exactly as it is written; None where there is none."""
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return None
    written = storable(value if isinstance(value, str) else str(value))
    return written if written.strip() else None


def storable(text: str) -> str:
    """Text that any file can hold: halves of surrogate pairs are joined or replaced."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


def flag(value: Any) -> bool | None:  # noqa: ANN401 -- whatever was read
    """Yes or no, also as text or number; None where nothing is said.

    Raises:
        RefusedRow: it is neither.
    """
    if value is None or isinstance(value, bool):
        return value
    word = str(value).strip().lower()
    if word in _TRUE | _FALSE:
        return word in _TRUE
    if not word:
        return None
    raise RefusedRow("neither yes nor no", f"{short(value)} is neither true nor false")


def number(value: Any) -> int | None:  # noqa: ANN401 -- whatever was read
    """A whole number, None where there is none or something else."""
    if isinstance(value, bool) or value is None:
        return None
    try:
        whole = int(value)
    except (ValueError, TypeError, OverflowError):
        return None
    return whole if abs(whole) < _LARGEST else None


def moment(value: Any) -> datetime | None:  # noqa: ANN401 -- whatever was read
    """A time in UTC: as `tiltyard.votes` reads one; None where there is none.

    Raises:
        RefusedRow: it is no time.
    """
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if isinstance(value, date):
        whole = value if isinstance(value, datetime) else datetime.combine(value, time())
        return _utc(whole)
    try:
        return _of_text(value) if isinstance(value, str) else _of_number(value)
    except (ValueError, TypeError, OverflowError, OSError):
        raise RefusedRow("bad time", f"{short(value)} is no time") from None


def extra(record: Record, columns: Iterable[str]) -> dict[str, Any]:
    """What else these columns say, where they say something."""
    said = {column: record.get(column) for column in columns}
    return {column: value for column, value in said.items() if value not in (None, "", [], {})}


def from_json(value: Any, reason: str) -> Any:  # noqa: ANN401 -- whatever JSON holds
    """The value itself, or what it says as JSON if it is text.

    Raises:
        RefusedRow: it is text and no JSON.
    """
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError as error:
        raise RefusedRow(reason, f"{reason}: {error}") from None


def _of_text(text: str) -> datetime:
    written = text.strip()
    try:
        return _of_number(float(written))
    except ValueError:
        return _utc(datetime.fromisoformat(written.removesuffix(" UTC")))


def _of_number(value: float) -> datetime:
    seconds = float(value)
    if not math.isfinite(seconds):
        raise ValueError
    if _FIRST_DAY <= seconds <= _LAST_DAY and seconds == int(seconds):
        return datetime.strptime(str(int(seconds)), "%Y%m%d").replace(tzinfo=UTC)
    scale = next(scale for most, scale in _SCALES if abs(seconds) < most)
    return datetime.fromtimestamp(seconds / scale, UTC)


def _utc(moment: datetime) -> datetime:
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def short(value: Any) -> str:  # noqa: ANN401 -- whatever was read
    """A value as a message shows it: its beginning, in quotes."""
    text = storable(str(value))
    return repr(text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…")
