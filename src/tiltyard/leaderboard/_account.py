"""How the votes of a dataset came about: what its labels are, and what cleaning left out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tiltyard.pipeline import Clean, Dataset, Funnel, in_use


@dataclass(frozen=True, slots=True)
class Account:
    """What is known of how votes came about.

    Attributes:
        definitions: of labels by name: ``way``, ``version``, ``digest``, ``reads``.
        funnel: what cleaning left out; None if it was not cleaned.
        steps: the cleaning steps with their versions and options, in order.
    """

    definitions: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    funnel: Funnel | None = None
    steps: tuple[Mapping[str, Any], ...] = ()


def account_of(folder: Path) -> Account:
    """What a dataset says of itself; reads three small files.

    Raises:
        DataError: there is no dataset, or it is damaged.
    """
    dataset = Dataset.open(folder)
    clean = Clean.open(dataset)
    return Account(
        {name: one["definition"] for name, one in in_use(dataset).items()},
        None if clean is None else clean.funnel,
        () if clean is None else tuple(clean.definition["steps"]),
    )
