"""Cards of models that are not the arena's own, from a file."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Any

from tiltyard import files
from tiltyard.errors import DataError
from tiltyard.records import ModelCard
from tiltyard.registry import nearest

# What LMArena's catalogue calls them.
_ALIASES = {
    "model_api_name": "name",
    "organization": "organisation",
    "license": "licence",
    "input_token_price": "price_in_usd",
    "output_token_price": "price_out_usd",
    "model_source": "link",
}
_UNUSED = ("price_source", "hidden")
_NOT_STATED = ("", "-", "–", "n/a")
_PRICES = ("price_in_usd", "price_out_usd")
_COUNTS = ("context_length", "parameters")
_FIELDS = [one.name for one in fields(ModelCard) if one.name not in ("listed", "active")]


def read_cards(path: Path) -> dict[str, ModelCard]:
    """What a table says of each model, by name; what it leaves empty is not stated.

    Args:
        path: CSV or JSON with ``name`` and any other field of a `ModelCard`: prices in US dollars
            per million tokens, days as ``2025-12-17``.

    Raises:
        DataError: the file is missing or broken, a column is unknown, or a value makes no sense;
            the row and the model are named.
    """
    table = files.read_table(path)
    columns = _columns(path, table.columns)
    cards: dict[str, ModelCard] = {}
    for number, row in enumerate(table.iter_rows(named=True), start=1):
        place = f"{str(path)!r}, row {number}"
        name = row[columns["name"]]
        if not isinstance(name, str) or not name.strip():
            raise DataError(f"{place}: the model has no name")
        if name in cards:
            raise DataError(f"{place}: {name!r} stands there twice")
        values = {field: row[column] for field, column in columns.items() if field != "name"}
        cards[name] = ModelCard(name, **_read(f"{place}, model {name!r}", values))
    return cards


def _columns(path: Path, given: Sequence[str]) -> dict[str, str]:
    """The column that holds each field."""
    found = {_ALIASES[column]: column for column in given if column in _ALIASES}
    for column in given:
        if column in _ALIASES or column in _UNUSED or column in found:
            continue  # beside `model_api_name`, `name` is what people are shown
        if column not in _FIELDS:
            near = nearest(column, _FIELDS)
            raise DataError(f"{str(path)!r}: cards have no column {column!r}{near}")
        found[column] = column
    if "name" not in found:
        raise DataError(f"{str(path)!r} has no column 'name': it says which model a row is about")
    return found


def _read(place: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a card that are stated."""
    found = {}
    for field, value in values.items():
        if value is None or str(value).strip().lower() in _NOT_STATED:
            continue
        try:
            found[field] = _value(field, value)
        except ValueError:
            raise DataError(f"{place}: {field} is {value!r}: expected {_expected(field)}") from None
    return found


def _value(field: str, value: Any) -> Any:  # noqa: ANN401 -- of each field its own
    if field in _PRICES or field in _COUNTS:
        number = float(value)
        if not math.isfinite(number) or number < 0 or (field in _COUNTS and number != int(number)):
            raise ValueError(value)
        return number if field in _PRICES else int(number)
    if field == "released_on":
        return value if isinstance(value, date) else date.fromisoformat(value)
    if not isinstance(value, str) or (field == "link" and not value.startswith("http")):
        raise ValueError(value)
    return value


def _expected(field: str) -> str:
    if field in _PRICES:
        return "US dollars per million tokens"
    if field in _COUNTS:
        return "a whole number"
    return {"released_on": "a day such as 2025-12-17", "link": "http://…"}.get(field, "words")
