"""How the votes of a dataset came about: labels, topics, and what cleaning left out."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tiltyard.errors import DataError
from tiltyard.pipeline import Clean, Dataset, Funnel, Plane, in_use, open_topics, plane_of

_log = logging.getLogger(__name__)
TOPIC = "topic"


@dataclass(frozen=True, slots=True)
class Account:
    """What is known of how votes came about.

    Attributes:
        definitions: of labels by name: ``way``, ``version``, ``digest``, ``reads``.
        funnel: what cleaning left out; None if it was not cleaned.
        steps: the cleaning steps with their versions and options, in order.
        plane: where the topics lie that rows are labelled with; None without any.
    """

    definitions: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    funnel: Funnel | None = None
    steps: tuple[Mapping[str, Any], ...] = ()
    plane: Plane | None = None


def account_of(folder: Path) -> Account:
    """What a dataset says of itself; reads four small files.

    Raises:
        DataError: there is no dataset, or it is damaged.
    """
    dataset = Dataset.open(folder)
    clean = Clean.open(dataset)
    definitions = {name: one["definition"] for name, one in in_use(dataset).items()}
    return Account(
        definitions,
        None if clean is None else clean.funnel,
        () if clean is None else tuple(clean.definition["steps"]),
        _plane(dataset, definitions),
    )


def _plane(dataset: Dataset, definitions: Mapping[str, Mapping[str, Any]]) -> Plane | None:
    """Where topics lie, if rows are labelled with those that the dataset has now.

    Rows keep their labels when topics can no longer be read, and the page lacks a map alone.
    """
    if TOPIC not in definitions:
        return None
    try:
        topics = open_topics(dataset)
    except DataError as error:
        _log.warning("no map of topics: %s", error)
        return None
    is_so = topics is not None and topics.digest == definitions[TOPIC]["digest"]
    return plane_of(topics) if topics is not None and is_so else None
