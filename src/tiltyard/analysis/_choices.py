"""What is to be made of votes, once they are read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from tiltyard.analysis._certainty import Certainty
from tiltyard.errors import ConfigurationError
from tiltyard.registry import nearest

# Where errors come from; None is the method's own way.
ERRORS = ("sandwich", "information", "bootstrap")

# An interval at 95 % wants a thousand.
REPLICATES = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """The choices of `rank` that are not about reading; it explains them.

    Raises:
        ConfigurationError: some do not go together, or do not exist.
    """

    method: str | None = None
    options: Mapping[str, Any]
    certainty: Certainty
    errors: str | None = None
    replicates: int | None = None
    anchor: str | None = None
    cluster: tuple[str, ...] = ()
    weighting: tuple[str, ...] = ()
    split: bool = False
    shown: frozenset[str] | None = None
    held_equal: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    voters_to_flip: int | None = None

    def __post_init__(self) -> None:
        self._require_errors()
        if self.method == "elo" and (self.is_drawn or self.certainty.anytime):
            what = "votes drawn again have no order" if self.is_drawn else "they never settle"
            raise ConfigurationError(
                f"Elo's ratings depend on the order of the votes, and {what}: use another method, "
                "such as 'bradley_terry'"
            )
        if self.held_equal and self.certainty.anytime:
            raise ConfigurationError(
                "how models differ beyond what is held equal has no interval that holds at any "
                "time: leave out anytime or held_equal"
            )
        if self.held_equal and self.voters_to_flip is not None:
            raise ConfigurationError(
                "how few votes turn an order is not known where numbers of models are held equal: "
                "leave out voters_to_flip or held_equal"
            )
        if self.voters_to_flip is not None and self.voters_to_flip < 0:
            raise ConfigurationError(
                f"voters_to_flip is {self.voters_to_flip}: give 0 or more voters"
            )
        if self.replicates is not None and not self.is_drawn:
            raise ConfigurationError(
                "replicates are those of a bootstrap: ask for errors 'bootstrap', or leave them out"
            )

    def _require_errors(self) -> None:
        if self.errors not in (None, *ERRORS):
            near = nearest(self.errors, list(ERRORS))
            raise ConfigurationError(
                f"errors must be one of {', '.join(map(repr, ERRORS))}, not {self.errors!r}{near}"
            )
        if self.cluster and self.errors == "information":
            raise ConfigurationError(
                "the errors 'information' take votes for independent, and cannot be clustered"
            )
        if self.is_drawn and len(self.cluster) > 1:
            raise ConfigurationError(
                "a bootstrap draws clusters of one kind, not of "
                f"{' and '.join(map(repr, self.cluster))}: name one, or use the errors 'sandwich'"
            )

    @property
    def is_drawn(self) -> bool:
        """Whether errors come from votes drawn again."""
        return self.errors == "bootstrap"

    def rng(self) -> np.random.Generator:
        """A generator at its beginning: whoever asks the same draws the same."""
        return np.random.default_rng(self.certainty.seed)

    def of_method(self) -> dict[str, Any]:
        """The options that the method is told; of a bootstrap it knows nothing."""
        told = dict(self.options)
        if self.errors and not self.is_drawn:
            told["errors"] = self.errors
        if self.cluster and not self.is_drawn:
            told["cluster"] = self.cluster
        return told
