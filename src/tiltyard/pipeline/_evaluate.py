"""Labels of a file compared with people's: several labellers side by side."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from tiltyard import files
from tiltyard.categories import Value
from tiltyard.errors import ConfigurationError, DataError
from tiltyard.pipeline._agreement import Agreement, agreement
from tiltyard.pipeline._config import Config
from tiltyard.pipeline._judge import Asking
from tiltyard.pipeline._label_file import Texts, chosen_for, found_in
from tiltyard.pipeline._panel import asked
from tiltyard.registry import nearest

_YES = frozenset({"yes", "true", "1", "1.0", "y", "t"})
_NO = frozenset({"no", "false", "0", "0.0", "n", "f"})


@dataclass(frozen=True, slots=True)
class Truth:
    """What people said, and what of it is a yes.

    Attributes:
        column: where it is; rows without a value are left out.
        positive: the values that mean yes; without them every value is compared as it stands.
    """

    column: str
    positive: tuple[str, ...] = ()


def evaluate_file(  # noqa: PLR0913 -- keyword-only, each with its own default
    texts: Texts,
    truth: Truth,
    *,
    labels: Sequence[str] = (),
    predicted: Sequence[str] = (),
    config: Config,
    cache: Path,
    asking: Asking | None = None,
) -> dict[str, Agreement]:
    """How far each label agrees with what people said, by ``NAME:WAY`` or by column.

    Args:
        texts: the file.
        truth: what people said.
        labels: ``NAME`` or ``NAME:WAY`` of each; the same name may come by several ways.
        predicted: columns that hold labels already.
        config: the operator's own categories are there.
        cache: where answers of a model that is asked are kept.
        asking: the model that rubrics are put to.

    Raises:
        UnknownNameError: there is no category of that name.
        ConfigurationError: a column is not named, or it is not clear what is a yes.
        DataError: the file cannot be read, or nobody said anything in it.
        ProviderError: the model that is asked has failed for good.
    """
    if not labels and not predicted:
        raise ConfigurationError("nothing to evaluate: name a --label, or a --predicted column")
    words = [part.strip() for word in labels for part in word.split(",") if part.strip()]
    chosen = [one for word in words for one in chosen_for(texts, [word], config)]
    frame, items = texts.read()
    files.require_columns(frame, [truth.column, *predicted], texts.path)
    said = _texts(frame[truth.column])
    kept = [place for place, value in enumerate(said) if value is not None]
    if not kept:
        raise DataError(f"column {truth.column!r} of {str(texts.path)!r} says nothing in any row")
    people = [value for value in said if value is not None]
    _require_said(truth, set(people))
    rows: dict[str, tuple[list[Value | None], bool]] = {}
    with asked(asking, cache) as panel:
        found, _ = found_in(chosen, [items[place] for place in kept], panel)
    for one, values in zip(chosen, found, strict=True):
        rows[f"{one.name}:{one.way}"] = (values, one.category.values is None)
    for name in predicted:
        column = _texts(frame[name])
        rows[name] = ([column[place] for place in kept], False)
    return {
        name: _compared(people, values, truth, yes_no=yes_no)
        for name, (values, yes_no) in rows.items()
    }


def _compared(
    people: Sequence[str], values: Sequence[Value | None], truth: Truth, *, yes_no: bool
) -> Agreement:
    found = [_written(value) for value in values]
    if truth.positive:
        said = [_yes(value in truth.positive) for value in people]
        is_yes = _meaning(truth.positive, {value for value in found if value is not None}, yes_no)
        labels = [None if value is None else _yes(is_yes(value)) for value in found]
        return agreement(said, labels, of_interest=["yes"])
    both = {*people, *(value for value in found if value is not None)}
    if yes_no or {value.casefold() for value in both} <= _YES | _NO:
        _require_yes_no(people, truth)
        said = [_yes(value.casefold() in _YES) for value in people]
        labels = [None if value is None else _yes(value.casefold() in _YES) for value in found]
        return agreement(said, labels, of_interest=["yes"])
    return agreement(people, found)


def _meaning(positive: Sequence[str], found: set[str], yes_no: bool) -> Callable[[str], bool]:
    """What is a yes among labels, if these are a yes among people's."""
    if yes_no or not found & set(positive):
        folded = {value.casefold() for value in positive}
        if {value.casefold() for value in found} <= _YES | _NO:
            words = _NO if not yes_no and folded <= _NO else _YES
            return lambda value: value.casefold() in words
    return lambda value: value in positive


def _require_said(truth: Truth, people: set[str]) -> None:
    for value in truth.positive:
        if value not in people:
            hint = nearest(value, sorted(people)[:20])
            raise ConfigurationError(f"no row of column {truth.column!r} says {value!r}{hint}")


def _require_yes_no(people: Sequence[str], truth: Truth) -> None:
    odd = sorted({value for value in people if value.casefold() not in _YES | _NO})
    if odd:
        raise ConfigurationError(
            f"column {truth.column!r} holds {', '.join(map(repr, odd[:5]))}: say which of its "
            "values mean yes with --positive VALUE"
        )


def _texts(column: pl.Series) -> list[str | None]:
    """The values as text; what is empty is missing."""
    if column.dtype.is_nested():
        raise DataError(f"column {column.name!r} holds {column.dtype}; expected one value in a row")
    values = column.cast(pl.String).str.strip_chars().to_list()
    return [value or None for value in values]


def _written(value: Value | None) -> str | None:
    if isinstance(value, bool):
        return _yes(value)
    return None if value is None else str(value)


def _yes(value: bool) -> str:
    return "yes" if value else "no"
