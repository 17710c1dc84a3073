"""Which labels are wanted, by which way each is found, and the values found, checked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from tiltyard import categories
from tiltyard.categories import WAYS, Category, Labeller, Value, Way
from tiltyard.errors import ConfigurationError, UnknownNameError
from tiltyard.pipeline._items import Items
from tiltyard.pipeline._own_categories import ALL
from tiltyard.registry import nearest

# What labels of a column may be; counts come as numbers or in digits.
_KINDS: dict[type[pl.DataType], tuple[type, ...]] = {
    pl.Boolean: (bool,),
    pl.Int64: (int, str),
    pl.String: (str,),
}


@dataclass(frozen=True, slots=True)
class Chosen:
    """A label that is wanted: the category's name, what it is, and the way it is found."""

    name: str
    category: Category
    way: Way


def choose(words: Iterable[str], known: Mapping[str, Category]) -> list[Chosen]:
    """The labels that ``NAME`` or ``NAME:WAY`` ask for, in order; several may be parted by commas.

    ``all`` stands for every category that can be found here without asking a model.

    Raises:
        UnknownNameError: there is no such category.
        ConfigurationError: it has no such way, is named twice, or nothing is named.
    """
    named = [part.strip() for word in words for part in word.split(",") if part.strip()]
    wanted: dict[str, Chosen] = {}
    for one in (_chosen(word, known) for word in named if word != ALL):
        if wanted.setdefault(one.name, one) != one:
            raise ConfigurationError(
                f"{one.name!r} is wanted by two ways, {wanted[one.name].way!r} and {one.way!r}: "
                "name one here, and compare them with `tiltyard data evaluate`"
            )
    if ALL in named:
        for name in sorted(known.keys() - wanted.keys()):
            way = usable(name, known[name])
            if way is not None:
                wanted[name] = Chosen(name, known[name], way)
    if not wanted:
        raise ConfigurationError(f"no label is named; there are: {', '.join(sorted(known))}")
    return list(wanted.values())


def _chosen(word: str, known: Mapping[str, Category]) -> Chosen:
    name, _, way = word.partition(":")
    if name not in known:
        raise UnknownNameError(f"there is no category {name!r}{nearest(name, sorted(known))}")
    category = known[name]
    if not way:
        return Chosen(name, category, category.ways[0])
    for one in WAYS:
        if one == way and one in category.ways:
            return Chosen(name, category, one)
    raise ConfigurationError(
        f"category {name!r} has no way {way!r}; it has: {', '.join(category.ways)}"
    )


def usable(name: str, category: Category) -> Way | None:
    """The first way that needs no model and has all it needs here; None if there is none."""
    for way in category.ways:
        if way == "rubric":
            continue
        try:
            categories.labeller(name, category, way)
        except ConfigurationError:
            continue
        return way
    return None


def definition(chosen: Chosen, labeller: Labeller) -> dict[str, Any]:
    """What decides a label's values, as it is kept beside them."""
    return {
        "label": chosen.name,
        "way": labeller.way,
        "version": labeller.version,
        "digest": labeller.digest,
        "reads": chosen.category.reads,
    }


def values_of(chosen: Chosen, labeller: Labeller, items: Items) -> list[Value | None]:
    """The label of each row, None where there is none; what has no text is never labelled.

    Raises:
        ConfigurationError: an operator's own rule returned something else than labels.
    """
    found = _labels_of(chosen, labeller, items)
    if len(found) != len(items.spoken):
        raise ConfigurationError(
            f"category {chosen.name!r} gave {len(found)} labels for {len(items.spoken)} items"
        )
    _require_labels(chosen, found)
    labels: list[Value | None] = [None] * len(items.turns)
    for place, value in zip(items.spoken, found, strict=True):
        labels[place] = value
    return [labels[place] for place in items.places]


def _labels_of(chosen: Chosen, labeller: Labeller, items: Items) -> Sequence[Value | None]:
    """A label for each item that says anything; a rule with a hint reads some alone."""
    rule = chosen.category.rule
    if labeller.way != "rule" or rule is None or rule.hint is None:
        return labeller.label(items.with_text())
    known = items.sort_out(rule.hint)
    found = labeller.label([items[items.spoken[at]] for at in known.read])
    labels = list(known.labels)
    for at, value in zip(known.read, found, strict=True):
        labels[at] = value
    return labels


def column(chosen: Chosen, name: str, values: Sequence[Value | None]) -> pl.Series:
    """The labels as a column: true and false, whole numbers, or text."""
    kind = _dtype(chosen.category)
    if kind is pl.Int64:
        values = [None if value is None else int(value) for value in values]
    return pl.Series(name, values, dtype=kind, strict=True)


def counted(labels: pl.Series) -> dict[str, int]:
    """How often each value comes in a column of labels; ``unlabelled`` counts the rest."""
    values = labels.cast(pl.String).fill_null("unlabelled")
    if labels.dtype == pl.Boolean:
        values = values.replace({"true": "yes", "false": "no"})
    return in_order(Counter(values.to_list()))


def in_order(counts: Mapping[str, int]) -> dict[str, int]:
    """The counts, the most frequent value first."""
    return dict(sorted(counts.items(), key=lambda one: (-one[1], one[0])))


def _require_labels(chosen: Chosen, found: Sequence[Value | None]) -> None:
    allowed = chosen.category.values
    kinds = _KINDS[_dtype(chosen.category)]
    for given, value in set(zip(map(type, found), found, strict=True)):
        if value is None or (given in kinds and (not allowed or str(value) in allowed)):
            continue
        wanted = "True or False" if allowed is None else ", ".join(allowed) or "a text"
        raise ConfigurationError(
            f"category {chosen.name!r} gave the label {value!r}; expected {wanted}, or None"
        )


def _dtype(category: Category) -> type[pl.DataType]:
    if category.values is None:
        return pl.Boolean
    counts = bool(category.values) and all(one.isdecimal() for one in category.values)
    return pl.Int64 if counts else pl.String
