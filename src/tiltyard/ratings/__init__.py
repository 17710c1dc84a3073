"""Votes become strengths, intervals and ranks. Arrays only: no clock, no disk, no network.

A method is a file of ``ratings/methods``, found by the file's name. It takes votes, as rows
(`Comparisons`) or pooled (`Counts`), and returns an `Estimate`, which knows the scale and the
ranks, so that those exist once.
"""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import Any, Protocol

import numpy as np

from tiltyard import registry
from tiltyard.errors import ConfigurationError
from tiltyard.ratings.comparisons import Comparisons, Features
from tiltyard.ratings.counts import Counts
from tiltyard.ratings.estimate import Coefficients, Difference, Estimate

__all__ = [
    "Coefficients",
    "Comparisons",
    "Counts",
    "Difference",
    "Estimate",
    "Features",
    "Method",
    "load",
    "names",
]


class Method(Protocol):
    """A way to estimate ratings.

    Attributes:
        title: its name for people.
        about: what it says of models and votes, in a sentence or two.
        ties: how it counts ties and "both bad".
        needs_rows: it refuses pooled counts, which have lost the order of votes, or their style.
    """

    @property
    def title(self) -> str: ...  # noqa: D102 -- see above

    @property
    def about(self) -> str: ...  # noqa: D102 -- see above

    @property
    def ties(self) -> str: ...  # noqa: D102 -- see above

    @property
    def needs_rows(self) -> bool: ...  # noqa: D102 -- see above

    def fit(self, votes: Comparisons | Counts, *, rng: np.random.Generator) -> Estimate:
        """Strengths of all models of the votes, in their order.

        The answer depends on nothing but the arguments and the method's own options; ``rng`` is
        for methods that draw.

        Raises:
            NotIdentifiedError: the votes do not connect the models.
            NotConvergedError: no answer was reached.
            DataError: the method needs something that these votes do not have, such as single
                votes instead of counts.
        """
        ...


def names() -> list[str]:
    """Every method there is, sorted."""
    return registry.names("ratings.methods")


def load(name: str, **options: Any) -> Method:  # noqa: ANN401 -- each method has its own options
    """The method of that name, with some of its options set.

    Raises:
        UnknownNameError: there is none.
        ConfigurationError: the method has no such option, or not with that value.
    """
    method: Any = registry.load("ratings.methods", name, "method")
    known = {field.name for field in fields(method)} if is_dataclass(method) else set[str]()
    for option in options.keys() - known:
        near = registry.nearest(option, sorted(known))
        raise ConfigurationError(f"method {name!r} has no option {option!r}{near}")
    try:
        chosen: Method = replace(method, **options) if options else method
    except TypeError as error:  # such as text where a number is compared
        said = ", ".join(f"{key}={value!r}" for key, value in options.items())
        raise ConfigurationError(f"method {name!r} cannot take {said}: {error}") from error
    return chosen
