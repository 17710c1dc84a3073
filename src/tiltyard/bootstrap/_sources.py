"""Votes and ratings from elsewhere that the settings name become sources of boards."""

from __future__ import annotations

import re
from collections.abc import Mapping

from tiltyard import pipeline
from tiltyard.bootstrap._data import data_config
from tiltyard.errors import ConfigurationError, DataError
from tiltyard.leaderboard import (
    EXAMPLE,
    CardsOfVoted,
    DatasetFeed,
    DatasetSource,
    DatasetTexts,
    Origin,
    Source,
    VoteTable,
    imported,
    read_cards,
)
from tiltyard.records import ModelCard
from tiltyard.settings import Settings

_NAME = re.compile(r"[a-z0-9][a-z0-9_-]*")


def make_source(
    settings: Settings, name: str, known: Mapping[str, ModelCard]
) -> tuple[Source, DatasetFeed | None]:
    """A source of the settings, and what fills it, if it has votes.

    Raises:
        ConfigurationError: its table has a fault, or the dataset that it names is none.
        DataError: a file that it names is broken.
    """
    one = settings.leaderboard.sources[name]
    place = f"source {name!r} of boards"
    if not _NAME.fullmatch(name) or name == EXAMPLE:
        raise ConfigurationError(
            f"{place}: small letters, digits, - and _ make a name, and {EXAMPLE!r} is taken"
        )
    if (one.dataset is None) == (one.imported is None):
        raise ConfigurationError(f"{place}: name either `dataset` or `imported`")
    title = one.title or name
    if one.imported is not None:
        if one.shows_unknown:
            raise ConfigurationError(f"{place}: `shows_unknown` belongs to `dataset`")
        origin = Origin(
            ratings=one.imported,
            style=one.style,
            cards=one.cards,
            link=one.link,
            published_on=one.published_on,
        )
        return imported(name, title, origin), None
    return _dataset_source(settings, name, known)


def _dataset_source(
    settings: Settings, name: str, known: Mapping[str, ModelCard]
) -> tuple[Source, DatasetFeed]:
    one = settings.leaderboard.sources[name]
    if one.style is not None or one.published_on is not None:
        raise ConfigurationError(
            f"source {name!r} of boards: `style` and `published_on` belong to `imported`"
        )
    try:
        dataset = pipeline.Dataset.open(one.dataset or "")
    except DataError as error:
        raise ConfigurationError(f"source {name!r} of boards: {error}") from error
    told = {} if one.cards is None else read_cards(one.cards)
    table = VoteTable()
    texts = DatasetTexts(dataset, shows_unknown=one.shows_unknown)
    feed = DatasetFeed(
        dataset.folder,
        settings.data_dir / "boards" / f"dataset-{name}",
        table,
        data_config(settings).aliases,
    )
    link = (f"Where the votes are from: {one.link}",) if one.link else ()
    source = DatasetSource(
        name=name,
        title=one.title or name,
        kind="dataset",
        table=table,
        cards=CardsOfVoted(table, told | dict(known)),
        notes=link,
        texts=texts,
    )
    return source, feed
