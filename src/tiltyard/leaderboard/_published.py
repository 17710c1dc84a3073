"""Files of ratings that somebody published.

Two layouts are read. One is an object ``category → model → rating, rating_q025, rating_q975``, as
in LMArena's catalogue; the other is our own, a table with the columns of `COLUMNS` and ``votes``,
if they are known, as CSV or as JSON.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from tiltyard import files
from tiltyard.errors import ConfigurationError, DataError

# Files of a folder in LMArena's layout.
_RATINGS, _STYLED, _CARDS = (
    "leaderboard-text.json",
    "leaderboard-text-style-control.json",
    "scatterplot-data.json",
)
COLUMNS = ("category", "model", "rating", "low", "high")
# What a model's numbers are called in the nested layout.
_NESTED = {"rating": "rating", "low": "rating_q025", "high": "rating_q975"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where published ratings are from.

    Attributes:
        ratings: a file, or a folder that holds ``leaderboard-text.json``.
        style: the file of the same boards under style control.
        cards: a table of the models.
        link: where it was published.
        published_on: when.
    """

    ratings: Path
    style: Path | None = None
    cards: Path | None = None
    link: str | None = None
    published_on: date | None = None

    @property
    def files(self) -> tuple[Path, ...]:
        """All that are named."""
        return tuple(path for path in (self.ratings, self.style, self.cards) if path is not None)

    def found(self) -> Origin:
        """The same with the files of a folder named.

        Raises:
            ConfigurationError: a file is not there, or the folder holds no ratings.
        """
        origin = self if not self.ratings.is_dir() else self._in_folder(self.ratings)
        for path in origin.files:
            if not path.is_file():
                raise ConfigurationError(f"there is no file {str(path)!r} to import a board from")
        return origin

    def _in_folder(self, folder: Path) -> Origin:
        if not (folder / _RATINGS).is_file():
            there = sorted(path.name for path in folder.glob("*.json")) or ["no JSON at all"]
            raise ConfigurationError(
                f"{str(folder)!r} holds no {_RATINGS!r}: name one of its files; it has "
                + ", ".join(there)
            )
        return replace(
            self,
            ratings=folder / _RATINGS,
            style=self.style or _if_there(folder / _STYLED),
            cards=self.cards or _if_there(folder / _CARDS),
        )


def _if_there(path: Path) -> Path | None:
    return path if path.is_file() else None


@dataclass(frozen=True, slots=True)
class Rated:
    """What was published of one model: rating and 95 % interval in the publisher's points."""

    model: str
    rating: float
    low: float
    high: float
    votes: int | None = None


Ratings = Mapping[str, tuple[Rated, ...]]


def read_ratings(path: Path) -> Ratings:
    """The models of each category, from the highest rating down, by the publisher's names.

    Raises:
        DataError: the file is missing, of neither layout, or a number in it makes no sense; the
            category and the model are named.
    """
    told = _json(path) if path.suffix == ".json" else None
    rows = _of_nested(path, told) if isinstance(told, dict) else _of_table(path)
    found: dict[str, dict[str, Rated]] = {}
    for category, one in rows:
        models = found.setdefault(category, {})
        if one.model in models:
            raise DataError(f"{_place(path, category, one.model)} stands there twice")
        models[one.model] = one
    if not found:
        raise DataError(f"{str(path)!r} holds no ratings")
    return {category: _ordered(models.values()) for category, models in found.items()}


def _ordered(models: Iterable[Rated]) -> tuple[Rated, ...]:
    return tuple(sorted(models, key=lambda one: (-one.rating, one.model)))


def _json(path: Path) -> Any:  # noqa: ANN401 -- whatever the file holds
    """A JSON file in which no object has a key twice: of two ratings one would vanish."""
    try:
        return json.loads(path.read_text(encoding="utf-8"), object_pairs_hook=_once)
    except _TwiceError as error:
        raise DataError(f"{str(path)!r}: {error.args[0]!r} stands twice in one object") from None
    except (OSError, ValueError, RecursionError) as error:
        raise DataError(f"{str(path)!r} cannot be read: {error}") from None


class _TwiceError(Exception):
    """A key that an object has twice."""


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise _TwiceError(key)
        found[key] = value
    return found


def _of_nested(path: Path, told: Mapping[str, Any]) -> Iterator[tuple[str, Rated]]:
    for category, models in told.items():
        if not isinstance(models, dict):
            raise DataError(
                f"{str(path)!r}: category {category!r} holds {type(models).__name__}: expected "
                "an object of models, or write a table with the columns " + ", ".join(COLUMNS)
            )
        for model, numbers in models.items():
            place = _place(path, category, model)
            if not isinstance(numbers, dict):
                raise DataError(f"{place} holds no object with {', '.join(_NESTED.values())}")
            values = {own: numbers.get(theirs) for own, theirs in _NESTED.items()}
            yield category, _published(place, model, values, numbers.get("votes"))


def _of_table(path: Path) -> Iterator[tuple[str, Rated]]:
    table = files.read_table(path)
    files.require_columns(table, COLUMNS, path)
    for number, row in enumerate(table.iter_rows(named=True), start=1):
        category, model = row["category"], row["model"]
        if not isinstance(category, str) or not isinstance(model, str):
            raise DataError(f"{str(path)!r}, row {number}: category and model must be words")
        place = _place(path, category, model)
        yield category, _published(place, model, row, row.get("votes"))


def _published(place: str, model: str, values: Mapping[str, Any], votes: object) -> Rated:
    rating, low, high = (_number(place, name, values[name]) for name in ("rating", "low", "high"))
    if not model.strip():
        raise DataError(f"{place}: the model has no name")
    if not low <= rating <= high:
        raise DataError(f"{place}: the rating {rating:g} is not between {low:g} and {high:g}")
    return Rated(model, rating, low, high, _votes(place, votes))


def _number(place: str, name: str, value: object) -> float:
    if isinstance(value, (str, int, float)) and not isinstance(value, bool):
        try:
            number = float(value)
        except ValueError:
            number = math.nan
        if math.isfinite(number):
            return number
    raise DataError(f"{place}: {name} is {value!r}: expected a number")


def _votes(place: str, value: object) -> int | None:
    if value is None or value == "":
        return None
    number = _number(place, "votes", value)
    if number < 0 or number != int(number):
        raise DataError(f"{place}: votes is {value!r}: expected a count")
    return int(number)


def _place(path: Path, category: str, model: str) -> str:
    return f"{str(path)!r}, category {category!r}, model {model!r}"
