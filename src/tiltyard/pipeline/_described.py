"""Labels and style of votes as they come: all that can be told here without asking a model."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from tiltyard import categories, files, style
from tiltyard.errors import ConfigurationError
from tiltyard.pipeline._config import Config
from tiltyard.pipeline._label_parts import Texts, columns_of, frame_of, labeller_of
from tiltyard.pipeline._labelling import choose, column, definition
from tiltyard.pipeline._own_categories import ALL, all_categories
from tiltyard.pipeline._schema import ROW
from tiltyard.pipeline._style import SIDES, VERSION, styles_of
from tiltyard.pipeline.importers import Row

_log = logging.getLogger(__name__)


class Describer:
    """Labels and measures of rows of a dataset, whole frames of them at a time.

    Each label has a column, or one for each side if it reads answers; each feature of style has
    two: see `measure_names`.

    Args:
        config: the operator's own categories are there.

    Attributes:
        definitions: what decides each label's values, by name.
        titles: what people call each label, by name.
        digest: sha256 of all that decides what comes out.
        columns: the names of what comes out, in order.

    Raises:
        ConfigurationError: an own category has a fault, or the name of a measure.
    """

    def __init__(self, config: Config) -> None:
        self._chosen = choose([ALL], all_categories(config))
        self._labellers = [labeller_of(one, None) for one in self._chosen]
        self.definitions: Mapping[str, dict[str, Any]] = {
            one.name: definition(one, labeller)
            for one, labeller in zip(self._chosen, self._labellers, strict=True)
        }
        self.titles = {one.name: one.category.title for one in self._chosen}
        self._features = tuple(style.names())
        versions = {name: style.load(name).version for name in self._features}
        self.digest = files.digest_of([self.definitions, versions, VERSION])

        self._renamed = measure_names(self._features)
        labels = [name for one in self._chosen for name in columns_of(one)]
        self.columns = (*labels, *self._renamed.values())
        if taken := set(labels) & set(self._renamed.values()):
            raise ConfigurationError(
                f"category {min(taken).removesuffix('_a')!r} has the name of a measure of style: "
                "rename it"
            )

    def __call__(self, rows: Sequence[Row]) -> pl.DataFrame:
        """Labels and measures of each of these rows, in order; null is unknown.

        Args:
            rows: as importers make them.
        """
        frame = pl.DataFrame(rows, schema=ROW, orient="row")
        texts = Texts(frame)
        labels = [self._labels(place, texts, frame.height) for place in range(len(self._chosen))]
        measured = styles_of(frame, self._features).rename(self._renamed).cast(pl.Float32)
        return pl.concat([*labels, measured], how="horizontal")

    def _labels(self, place: int, texts: Texts, rows: int) -> pl.DataFrame:
        """One label; unlabelled if an operator's rule fails: the others must not wait for it."""
        chosen = self._chosen[place]
        try:
            return frame_of(chosen, self._labellers[place], texts)
        except ConfigurationError:
            _log.exception("%d votes stay without the label %r", rows, chosen.name)
            unlabelled = [None] * rows
            return pl.DataFrame([column(chosen, name, unlabelled) for name in columns_of(chosen)])


def measure_names(features: Sequence[str]) -> dict[str, str]:
    """What the columns of style are called beside labels.

    ``NAME_a`` and ``NAME_b``; with ``_score`` before the side if there is a category of that name.
    """
    labels = categories.names()
    return {
        f"{name}_{side}": f"{name}{'_score' * (name in labels)}_{side}"
        for name in features
        for side in SIDES
    }
