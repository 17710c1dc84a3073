"""Times of votes: from whatever a column holds to seconds since 1970."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import polars as pl

from tiltyard.errors import ConfigurationError, DataError

_RELATIVE = re.compile(r"(\d{1,6})([hdw])")
_UNITS = {"h": "hours", "d": "days", "w": "weeks"}


def seconds(column: str, kind: pl.DataType) -> pl.Expr:
    """Seconds since 1970 in UTC, null where the value is no time.

    Numbers such as 20240102 are days. Others are seconds, or milli-, micro- or nanoseconds if they
    are too large for that: seconds end in the year 5138. Times without a zone are UTC.

    Raises:
        DataError: a column of this kind cannot hold times.
    """
    raw = pl.col(column)
    if isinstance(kind, pl.Datetime):
        return raw.dt.epoch("us") / 1e6
    if kind == pl.Date:
        return raw.dt.epoch("d") * 86400.0
    if kind.is_numeric():
        return pl.coalesce(_of_day(_eight_digits(raw)), _of_number(raw.cast(pl.Float64)))
    if kind == pl.String:
        return pl.coalesce(
            _of_day(raw), _of_number(raw.cast(pl.Float64, strict=False)), *_of_text(raw)
        )
    if kind == pl.Null:
        return raw.cast(pl.Float64)
    raise DataError(f"column {column!r} holds {kind}, not times")


def moment(text: str, *, now: datetime) -> float:
    """The time that ``since`` or ``until`` means, in seconds since 1970.

    Args:
        text: a date, which means its first moment; a date with a time, UTC if it names no zone; or
            how long ago, such as ``36h``, ``30d`` or ``4w``.
        now: from when to look back.

    Raises:
        ConfigurationError: it is none of these.
    """
    if relative := _RELATIVE.fullmatch(text):
        ago = timedelta(**{_UNITS[relative[2]]: int(relative[1])})
        return (now - ago).timestamp()
    try:
        when = datetime.fromisoformat(text)
    except ValueError:
        raise ConfigurationError(
            f"{text!r} is no time: write a date (2024-08-14), a date with a time "
            "(2024-08-14T12:00+02:00), or how long ago (36h, 30d, 4w)"
        ) from None
    return (when if when.tzinfo else when.replace(tzinfo=UTC)).timestamp()


def _of_number(value: pl.Expr) -> pl.Expr:
    size = value.abs()
    scale = pl.when(size < 1e11).then(1.0).when(size < 1e14).then(1e3).when(size < 1e17).then(1e6)
    return pl.when(value.is_finite()).then(value / scale.otherwise(1e9))


def _of_day(raw: pl.Expr) -> pl.Expr:
    """Text such as 20240102, which is a day and no second of the year 1970."""
    return raw.str.to_date("%Y%m%d", strict=False).dt.epoch("d") * 86400.0


def _eight_digits(raw: pl.Expr) -> pl.Expr:
    """Numbers such as 20240102 as text, null for others: as seconds they would be of 1970."""
    is_day = raw.is_between(19_000_101, 22_001_231)
    return pl.when(is_day).then(raw).cast(pl.Int64).cast(pl.String)


def _of_text(raw: pl.Expr) -> list[pl.Expr]:
    """Readings of ISO 8601, null where the text is not written so."""
    text = raw.str.replace(r"^(\d{4}-\d\d-\d\d) ", "${1}T").str.replace(r"(Z|z| ?UTC)$", "+00:00")
    zoned = ["%Y-%m-%dT%H:%M:%S%.f%#z", "%Y-%m-%dT%H:%M%#z"]
    local = ["%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%dT%H:%M"]
    readings = [
        text.str.to_datetime(form, time_unit="us", time_zone=zone, strict=False)
        for forms, zone in ((zoned, "UTC"), (local, None))
        for form in forms
    ]
    day = text.str.to_date("%Y-%m-%d", strict=False)
    return [*(one.dt.epoch("us") / 1e6 for one in readings), day.dt.epoch("d") * 86400.0]
