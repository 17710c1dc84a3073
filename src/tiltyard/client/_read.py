"""JSON of an arena becomes values; what a newer arena says besides is passed over."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import MISSING, asdict, fields
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from polars import DataFrame

T = TypeVar("T")
Json = Mapping[str, Any]
# What stands in a column; text in those that are not here.
_KINDS: dict[str, type] = {
    **dict.fromkeys(("rating", "low", "high", "win_rate_a", "rate"), float),
    **dict.fromkeys(("price_in_usd", "price_out_usd"), float),
    **dict.fromkeys(("rank_best", "rank_worst", "place", "snapshot"), int),
    **dict.fromkeys(("votes", "wins", "losses", "ties", "both_bad"), int),
    **dict.fromkeys(("model_a_wins", "model_b_wins"), int),
    **dict.fromkeys(("parameters", "context_length", "variants"), int),
    "active": bool,
    "is_known": bool,
    "is_released": bool,
    "released_on": date,
    "taken_at": datetime,
    "registered_at": datetime,
}


def read(kind: type[T], given: Json, **instead: Any) -> T:  # noqa: ANN401 -- of each field its own
    """A value of a dataclass.

    Args:
        kind: of what.
        given: has its fields by their names.
        **instead: fields that are not as they stand there.

    Raises:
        KeyError: a field is missing.
    """
    values = {}
    for field in fields(kind):  # type: ignore[arg-type]  # dataclasses share no base
        if field.name in instead:
            values[field.name] = instead[field.name]
        elif field.name in given:
            values[field.name] = given[field.name]
        elif field.default is MISSING:
            raise KeyError(field.name)
    return kind(**values)


def moment(text: str) -> datetime:
    """A time, aware."""
    return datetime.fromisoformat(text)


def day(text: str | None) -> date | None:
    """A day, if there is one."""
    return None if text is None else date.fromisoformat(text)


def ends(given: Json) -> dict[str, float]:
    """Both ends of an interval; one that is nowhere is infinitely far."""
    low, high = given["low"], given["high"]
    return {
        "low": -math.inf if low is None else low,
        "high": math.inf if high is None else high,
    }


def frame(rows: Iterable[Any], columns: Iterable[str]) -> DataFrame:
    """A table of values: those of their fields, and of fields of their fields, that are named.

    Columns have the types of `_KINDS` even if nothing is known in them, so that tables of several
    boards can be put one below the other.
    """
    import polars as pl  # noqa: PLC0415 -- whoever reads values alone need not wait for it

    kinds = {
        name: pl.Datetime("us", "UTC") if kind is datetime else kind
        for name, kind in ((name, _KINDS.get(name, str)) for name in columns)
    }
    return pl.DataFrame([_flat(row, kinds) for row in rows], schema=kinds)


def _flat(row: Any, names: Iterable[str]) -> dict[str, Any]:  # noqa: ANN401 -- a dataclass
    whole = asdict(row)
    inner = [value for value in whole.values() if isinstance(value, dict)]
    for one in reversed(inner):
        whole = {**one, **whole}
    return {name: whole.get(name) for name in names}
