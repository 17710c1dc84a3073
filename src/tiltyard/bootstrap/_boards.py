"""The boards of an arena: their sources, the usual one, polls about it, and snapshots."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from tiltyard import pipeline
from tiltyard.bootstrap._data import data_config
from tiltyard.bootstrap._models import cards
from tiltyard.bootstrap._private import in_use, told_cards
from tiltyard.bootstrap._sources import make_source
from tiltyard.bootstrap._store import make_store
from tiltyard.bootstrap._voters import voter_rules
from tiltyard.errors import ConfigurationError, UnknownNameError
from tiltyard.leaderboard import (
    CONTROL,
    ArenaTexts,
    Boards,
    Errors,
    Example,
    Feed,
    Poll,
    Polls,
    Query,
    Snapshots,
    Supply,
    VotesSource,
    VoteTable,
    control_of,
    name_labels,
    require_method,
)
from tiltyard.settings import Settings
from tiltyard.store import Store
from tiltyard.transparency import tree_now


def make_supply(settings: Settings, store: Store) -> Supply:
    """The boards of all sources, and what fills their tables, which are empty until then.

    Raises:
        ConfigurationError: a source or what the usual board is to be has a fault.
        DataError: a file of a source is broken.
    """
    folder = settings.data_dir / "boards"
    known = {card.name: card for card in told_cards(settings, cards(settings))}
    feed = Feed(
        store,
        folder / "arena",
        VoteTable(),
        make_describer=lambda: _describer(settings),
        cards=known,
        waiting=voter_rules(settings).waiting,
    )
    own = VotesSource(
        "",
        settings.name,
        "live",
        feed.table,
        known,
        texts=ArenaTexts(store),
        excluded=store.log.excluded,
    )
    elsewhere = [make_source(settings, name, known) for name in settings.leaderboard.sources]
    example = make_example(settings)
    boards = Boards(
        [own, *(source for source, _ in elsewhere)],
        _usual(settings),
        refresh_seconds=settings.leaderboard.refresh_seconds,
        example=example,
        voters_to_flip=settings.leaderboard.voters_to_flip,
    )
    feed.changed = boards.touch
    datasets = [one for _, one in elsewhere if one is not None]
    return Supply(own, feed, datasets, example, boards)


def _describer(settings: Settings) -> pipeline.Describer:
    """What labels votes; from now on its labels are called as the operator calls them."""
    describer = pipeline.Describer(data_config(settings))
    name_labels(describer.titles)
    return describer


def _usual(settings: Settings) -> Query:
    """What holds where a question says nothing."""
    wanted = settings.leaderboard
    with _about("`leaderboard.method`"):
        require_method(Query(method=wanted.method))
    with _about("`leaderboard.control`"):
        usual = Query(
            method=wanted.method,
            level=wanted.level,
            control=tuple(wanted.control),
            errors=usual_errors(settings),
        )
        require_method(usual)
    return usual


def usual_errors(settings: Settings) -> Errors:
    """What the boards take for independent where nothing is said.

    Where people know each other nobody's votes are bounded, so that a few may cast most of them.
    """
    told = settings.leaderboard.errors
    if told != "auto":
        return told
    return "voter" if settings.voters.profile == "team" else "independent"


@contextmanager
def _about(place: str) -> Iterator[None]:
    """What is wrong inside is wrong with this part of the settings."""
    try:
        yield
    except (ConfigurationError, UnknownNameError) as error:
        raise ConfigurationError(f"{place}: {error}") from error


@contextmanager
def open_boards(settings: Settings) -> Iterator[Supply]:
    """The boards of all sources for a command, with all votes that there are now.

    A running server's tables are read and not written.

    Raises:
        ConfigurationError: the settings do not fit together.
        DataError: a file or a dataset is broken.
        StoreError: the database cannot be used.
    """
    settings = in_use(settings)
    store = make_store(settings)
    try:
        supply = make_supply(settings, store)
        decide(supply.boards, make_polls(settings, store).decided())
        try:
            supply.open()
            supply.step()
            yield supply
        finally:
            supply.close()
    finally:
        store.close()


def make_example(settings: Settings) -> Example:
    """The board of simulated votes, not drawn yet."""
    folder = settings.data_dir / "boards"
    return Example(folder, datetime.now(UTC), is_wanted=settings.leaderboard.example)


def make_snapshots(settings: Settings, feed: Feed | None = None) -> Snapshots:
    """The snapshots that the arena has published; with its feed, a place for more."""
    return Snapshots(
        settings.data_dir / "snapshots",
        smallest=settings.leaderboard.snapshot_smallest,
        voters_to_flip=settings.leaderboard.voters_to_flip,
        configuration=lambda source: (
            {"dataset": source.table.meta.get("dataset")} if source.name else _own_votes(feed)
        ),
    )


def _own_votes(feed: Feed | None) -> dict[str, Any]:
    """How the arena's own votes are labelled, and how long the log was that has them."""
    if feed is None:
        return {"labels": {}}
    return {"labels": dict(feed.describer.definitions), "log": tree_now(feed.store.log)}


def make_polls(settings: Settings, store: Store) -> Polls:
    """The polls of the settings, with the answers that the store has.

    Raises:
        ConfigurationError: a poll has a fault, or could decide what the method cannot do.
    """
    polls = [
        Poll(
            name=name,
            question=one.question,
            options=tuple(one.options),
            about=one.about,
            decides=one.decides,
            closes_at=one.closes_at,
        )
        for name, one in settings.polls.items()
    ]
    for poll in polls:
        for option in poll.options if poll.decides == CONTROL else ():
            with _about(f"poll {poll.name!r}, option {option!r}"):
                require_method(
                    Query(method=settings.leaderboard.method, control=control_of(option))
                )
    return Polls(polls, store)


def decide(boards: Boards, decided: Mapping[str, str]) -> None:
    """Let what closed polls decided hold instead of what the settings say."""
    if CONTROL in decided:
        boards.usual = replace(boards.usual, control=control_of(decided[CONTROL]))
