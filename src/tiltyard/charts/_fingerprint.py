"""What answers of a model look like, each feature against those of all models."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import ClassVar

from tiltyard.charts._frame import Look, framed
from tiltyard.charts._scale import Linear, checked
from tiltyard.charts._strips import Axis, Strip, strips
from tiltyard.charts._svg import line, rect, tag
from tiltyard.charts._table import Column, Table
from tiltyard.charts._words import Form, counted, listed, spoken, written
from tiltyard.errors import DataError


@dataclass(frozen=True, slots=True)
class Trait:
    """A feature of a model's answers, and the same of all models, from the least up.

    Attributes:
        label: its name, with its unit.
        value: of this model; None if it has no answers.
        field: of all models: the least, the lower quartile, the median, the upper quartile, the
            most.
        form: how it is written.

    Raises:
        DataError: a number is not finite, or the field is not in order.
    """

    label: str
    value: float | None
    field: tuple[float, float, float, float, float]
    form: Form = "number"

    def __post_init__(self) -> None:
        known = [*self.field, *([] if self.value is None else [self.value])]
        if any(math.isinf(checked(one)) for one in known) or list(self.field) != sorted(self.field):
            raise DataError(f"{self.label!r}: {self.field!r} are no quartiles")

    @property
    def place(self) -> str:
        """Where it is among all models, in words."""
        if self.value is None:
            return "not known"
        _, lower, _, upper, _ = self.field
        if self.value < lower:
            return "lower than most"
        return "higher than most" if self.value > upper else "usual"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fingerprint:
    """A chart of features, one row each, every one on an axis of its own.

    Attributes:
        title: what it shows.
        traits: from the top.
        notes: what else a reader must know.
    """

    scrolls: ClassVar[bool] = False
    title: str
    traits: tuple[Trait, ...]
    notes: tuple[str, ...] = ()

    def draw(self, *, narrow: bool = False, standalone: bool = False) -> str:
        """The chart as an SVG element; see `Look`."""
        look = Look(narrow, standalone)
        rows = [
            Strip(one.label, written(one.value, one.form), _middle_half(one), _said(one))
            for one in self.traits
        ]
        axis = Axis(
            low=0,
            high=1,
            written=lambda _: "",
            title="From the least of all models to the most",
            places=(),
        )
        body, height = strips(
            rows, axis, look, lambda place, scale, y: _drawn(self.traits[place], scale, y)
        )
        told = "Dot: this model. Box: the middle half of all models, with the median in it. "
        return framed(
            body, height=height, title=self.title, message=self.message(),
            notes=(f"{told}Every row has an axis of its own.", *self.notes), look=look,
        )  # fmt: skip

    def rows(self) -> Table:
        """The same as a table."""
        heads = ("Least", "Lower quartile", "Median", "Upper quartile", "Most")
        keys = ("least", "lower_quartile", "median", "upper_quartile", "most")
        columns = (
            Column("name", "Feature"),
            Column("value", "This model", "number"),
            *(Column(key, head, "number") for key, head in zip(keys, heads, strict=True)),
        )
        return Table(columns, tuple((one.label, one.value, *one.field) for one in self.traits))

    @spoken
    def message(self) -> str:
        """What the chart says, in words."""
        told = [
            f"{way}: {listed(names)}"
            for way in ("higher than most", "lower than most")
            if (names := [one.label for one in self.traits if one.place == way])
        ]
        usual = sum(one.place == "usual" for one in self.traits)
        parts = [*told, f"{counted(usual, 'feature')} in the middle half of all models"]
        words = "; ".join(parts)
        return f"{words[:1].upper()}{words[1:]}."


def _middle_half(one: Trait) -> str:
    return f"most: {written(one.field[1], one.form)} to {written(one.field[3], one.form)}"


def _said(one: Trait) -> str:
    if one.value is None:
        return f"{one.label}: not known"
    return f"{one.label}: {written(one.value, one.form)}, {one.place} ({_middle_half(one)})"


def _drawn(one: Trait, scale: Linear, y: float) -> list[str]:
    own = one.field if one.value is None else (*one.field, one.value)
    low, high = min(own), max(own)
    # Where all are equal there is no least and no most: everything stands in the middle.
    x = Linear(low, high, scale.start, scale.end) if high > low else None
    least, lower, median, upper, most = (
        x(value) if x else (scale.start + scale.end) / 2 for value in one.field
    )
    drawn = [
        line(least, y, most, y, of="axis"),
        rect(lower, y - 6, max(upper - lower, 2), 12, rx=2, of="rest", fill_opacity=0.32),
        line(median, y - 6, median, y + 6, of="muted", stroke_width=1.5),
    ]
    if one.value is not None:
        at = x(one.value) if x else median
        drawn.append(tag("circle", cx=at, cy=y, r=5, of="key halo", stroke_width=1.5))
    return drawn
