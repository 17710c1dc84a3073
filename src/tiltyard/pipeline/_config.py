"""What an operator decides about a dataset; all of it is published with the data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

# In the order in which a row meets them: the first that objects names the reason.
STEPS = (
    "incomplete",
    "unknown_model",
    "not_anonymous",
    "repeated_vote",
    "excluded_voter",
    "flagged",
    "identity",
    "too_short",
    "high_frequency",
    "near_duplicate",
)


@dataclass(frozen=True, slots=True)
class Alias:
    """Another name of a model: ``name`` is written ``means`` from then until then.

    Attributes:
        name: as the source has it.
        means: as it is to be called.
        since: from when on; always if missing.
        until: before when; for ever if missing.
    """

    name: str
    means: str
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class ReleaseOptions:
    """How a release is made.

    Attributes:
        licence: under which the data is given away; a release with texts needs one.
        title: how the dataset is called.
        smallest_cell: how many voters must share a value for it to be published.
        cells: the columns that this holds for, together.
        redact: the kinds of personal data that are taken out; all if missing.
        texts: whether conversations are published at all.
    """

    licence: str | None = None
    title: str = "Votes"
    smallest_cell: int = 5
    cells: tuple[str, ...] = ("language", "day")
    redact: tuple[str, ...] | None = None
    texts: bool = True


@dataclass(frozen=True, slots=True)
class Config:
    """All decisions about a dataset.

    Attributes:
        steps: the cleaning steps, in order.
        options: thresholds of steps, by the step's name.
        aliases: renamed and merged models.
        category_folder: where the operator's own category files are.
        rubrics: the operator's own categories, as questions, by name.
        judge: the model that rubrics are put to.
        release: how a release is made.
    """

    steps: tuple[str, ...] = STEPS
    options: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    aliases: tuple[Alias, ...] = ()
    category_folder: Path | None = None
    rubrics: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    judge: str | None = None
    release: ReleaseOptions = ReleaseOptions()
