"""Settings become a wired arena: the only place that joins rooms."""

from __future__ import annotations

import asyncio
import hashlib
import json
import logging
import os
import re
import secrets
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from tiltyard import matchmaking, providers
from tiltyard import settings as _settings
from tiltyard.battles import Battles, Contender, Limits, new_battle_id
from tiltyard.errors import BoardError, ConfigurationError, DataError, UnknownNameError
from tiltyard.leaderboard import (
    CONTROL,
    EXAMPLE,
    ArenaTexts,
    Boards,
    CardsOfVoted,
    DatasetFeed,
    DatasetSource,
    DatasetTexts,
    Example,
    Feed,
    Origin,
    Poll,
    Polls,
    Query,
    Snapshots,
    Source,
    Supply,
    VotesSource,
    VoteTable,
    control_of,
    imported,
    interval_of,
    publish,
    read_cards,
)
from tiltyard.providers import Deadlines, Endpoint, Request
from tiltyard.records import Message, ModelCard, ModelVersion, Pace
from tiltyard.registry import nearest
from tiltyard.settings import Line, ModelSettings, Settings
from tiltyard.store import Served, Store, open_store

if TYPE_CHECKING:
    from tiltyard import pipeline

__all__ = [
    "Arena",
    "Settings",
    "assemble",
    "cards",
    "config_file",
    "data_config",
    "explain_settings",
    "load_settings",
    "make_endpoints",
    "make_example",
    "make_judge",
    "make_snapshots",
    "make_store",
    "make_supply",
    "model_request",
    "open_boards",
]

log = logging.getLogger(__name__)

_SOURCE = re.compile(r"[a-z0-9][a-z0-9_-]*")
# A start waits for votes that came while the arena was down, but no longer.
_CATCH_UP_SECONDS = 2.0
# Endpoints that need no table of their own.
_BUILT_IN = {"local": "local", "scripted": "scripted"}


@dataclass(frozen=True, slots=True)
class Arena:
    """A wired arena, one attribute per use: `start` it, serve, then `close` it."""

    name: str
    battles: Battles
    boards: Boards
    supply: Supply
    polls: Polls
    snapshots: Snapshots
    snapshot_every: timedelta | None
    cards: tuple[ModelCard, ...]
    store: Store
    endpoints: Mapping[str, Endpoint]
    limits: Limits
    refresh_seconds: float
    secret_key: str
    _background: list[asyncio.Task[None]]

    @property
    def feed(self) -> Feed:
        """What brings the arena's own votes to its boards."""
        return self.supply.own

    @property
    def example(self) -> Example:
        """The board of simulated votes, which anybody who runs the arena may remove."""
        return self.supply.example

    async def start(self) -> None:
        """Read the votes, compute the first board, and keep both up to date in the background."""
        await asyncio.to_thread(self.supply.open)
        self._background.append(asyncio.create_task(self.supply.run()))
        await self.feed.caught_up(_CATCH_UP_SECONDS)
        await asyncio.to_thread(self.supply.show_example)
        try:
            await self.boards.refresh(self.boards.usual)
        except BoardError as error:
            # Votes may be such that nothing can be said yet; battles go on all the same.
            log.error("there is no usual board: %s", error)
        self._background.append(asyncio.create_task(self.boards.run()))
        deciding = self.polls.run(partial(_decide, self.boards))
        self._background.append(asyncio.create_task(deciding))
        if self.snapshot_every is not None:
            own, every = self.supply.source, self.snapshot_every
            taking = publish(self.snapshots, own, lambda: self.boards.usual, every=every)
            self._background.append(asyncio.create_task(taking))

    async def close(self) -> None:
        """Stop answers, models and the background; keep what was said."""
        await self.battles.close()
        for task in self._background:
            task.cancel()
        for failure in await asyncio.gather(*self._background, return_exceptions=True):
            if isinstance(failure, Exception):
                log.error("a task in the background failed: %r", failure)
        await asyncio.to_thread(self.supply.close)
        closing = (endpoint.close() for endpoint in self.endpoints.values())
        for failure in await asyncio.gather(*closing, return_exceptions=True):
            if isinstance(failure, Exception):
                log.error("an endpoint did not close: %r", failure)
        await asyncio.to_thread(self.store.close)


def load_settings() -> Settings:
    """The settings of this process; see `tiltyard.settings`."""
    return _settings.load()


def config_file() -> Path:
    """The file that settings are read from; it need not exist."""
    return _settings.config_file()


def explain_settings(settings: Settings) -> list[Line]:
    """Every setting with its value and origin, secrets masked."""
    return _settings.explain(settings)


def assemble(
    settings: Settings,
    *,
    rng: np.random.Generator | None = None,
    new_id: Callable[[], str] = new_battle_id,
) -> Arena:
    """The arena that the settings describe, its tables brought up to date.

    Args:
        settings: what to build.
        rng: draws pairs and seats; by default nobody can predict it.
        new_id: makes the ids of battles and receipts; by default nobody can guess them.

    Raises:
        ConfigurationError: the settings do not fit together.
        StoreError: the database cannot be used.
    """
    secret_key = _secret_key(settings)
    endpoints = make_endpoints(settings)
    store = make_store(settings)
    contenders = _contenders(settings, endpoints, store)
    cards = tuple(contender.card for contender in contenders)
    supply = make_supply(settings, store)
    boards = supply.boards
    polls = _polls(settings, store)
    _decide(boards, polls.decided())
    limits = _limits(settings)
    battles = Battles(
        contenders,
        store,
        sampler=matchmaking.load(settings.battle.sampler),
        rng=rng or np.random.default_rng(),
        limits=limits,
        on_vote=supply.own.touch,
        new_id=new_id,
    )
    return Arena(
        name=settings.name,
        battles=battles,
        boards=boards,
        supply=supply,
        polls=polls,
        snapshots=make_snapshots(settings, supply.own),
        snapshot_every=interval_of(settings.leaderboard.snapshot_every),
        cards=cards,
        store=store,
        endpoints=endpoints,
        limits=limits,
        refresh_seconds=settings.leaderboard.refresh_seconds,
        secret_key=secret_key,
        _background=[],
    )


def _polls(settings: Settings, store: Store) -> Polls:
    return Polls(
        [
            Poll(
                name=name,
                question=one.question,
                options=tuple(one.options),
                about=one.about,
                decides=one.decides,
                closes_at=one.closes_at,
            )
            for name, one in settings.polls.items()
        ],
        store,
    )


def _decide(boards: Boards, decided: Mapping[str, str]) -> None:
    """Let what closed polls decided hold instead of what the settings say."""
    if CONTROL in decided:
        boards.usual = replace(boards.usual, control=control_of(decided[CONTROL]))


def require_database(settings: Settings) -> None:
    """Return if the arena's database is there, for whoever wants to read one and not make one.

    Raises:
        ConfigurationError: it is a file, and there is none.
    """
    kind, _, path = settings.store_url.partition(":///")
    if kind == "sqlite" and not Path(path).is_file():
        raise ConfigurationError(
            f"there is no arena here: its database {path!r} does not exist; go to the folder "
            "of its tiltyard.toml, or say in TILTYARD_DATA_DIR where it keeps its data"
        )


def make_store(settings: Settings) -> Store:
    """The store of the settings, its tables up to date.

    Raises:
        ConfigurationError: the tables are behind and ``store.upgrade`` is off.
        StoreError: the database cannot be used.
    """
    store = open_store(settings.store_url)
    if settings.store.upgrade:
        store.upgrade()
        return store
    now, needed = store.revision()
    if now != needed:
        raise ConfigurationError(
            f"the database is at revision {now or 'none'} and needs {needed}: "
            "run `tiltyard db upgrade`"
        )
    return store


def make_snapshots(settings: Settings, feed: Feed | None = None) -> Snapshots:
    """The snapshots that the arena has published; with its feed, a place for more."""
    return Snapshots(
        settings.data_dir / "snapshots",
        smallest=settings.leaderboard.snapshot_smallest,
        configuration=lambda source: (
            {"dataset": source.table.meta.get("dataset")}
            if source.name
            else {"labels": dict(feed.describer.definitions) if feed else {}}
        ),
    )


def make_example(settings: Settings) -> Example:
    """The board of simulated votes, not drawn yet."""
    folder = settings.data_dir / "boards"
    return Example(folder, datetime.now(UTC), is_wanted=settings.leaderboard.example)


def make_supply(settings: Settings, store: Store) -> Supply:
    """The boards of all sources, and what fills their tables, which are empty until then.

    Raises:
        ConfigurationError: a source has a fault.
        DataError: a file of a source is broken.
    """
    from tiltyard import pipeline  # noqa: PLC0415 -- as in `data_config`

    folder = settings.data_dir / "boards"
    known = {card.name: card for card in cards(settings)}
    feed = Feed(
        store,
        folder / "arena",
        VoteTable(),
        make_describer=lambda: pipeline.Describer(data_config(settings)),
        cards=known,
    )
    own = VotesSource("", settings.name, "live", feed.table, known, texts=ArenaTexts(store))
    elsewhere = [_source(settings, name, known) for name in settings.leaderboard.sources]
    example = make_example(settings)
    usual = Query(
        method=settings.leaderboard.method,
        level=settings.leaderboard.level,
        control=tuple(settings.leaderboard.control),
    )
    boards = Boards(
        [own, *(source for source, _ in elsewhere)],
        usual,
        refresh_seconds=settings.leaderboard.refresh_seconds,
        example=example,
    )
    feed.changed = boards.touch
    datasets = [one for _, one in elsewhere if one is not None]
    return Supply(own, feed, datasets, example, boards)


@contextmanager
def open_boards(settings: Settings) -> Iterator[Supply]:
    """The boards of all sources for a command, with all votes that there are now.

    A running server's tables are read and not written.

    Raises:
        ConfigurationError: the settings do not fit together.
        DataError: a file or a dataset is broken.
        StoreError: the database cannot be used.
    """
    store = make_store(settings)
    try:
        supply = make_supply(settings, store)
        _decide(supply.boards, _polls(settings, store).decided())
        try:
            supply.open()
            supply.step()
            yield supply
        finally:
            supply.close()
    finally:
        store.close()


def _source(
    settings: Settings, name: str, known: Mapping[str, ModelCard]
) -> tuple[Source, DatasetFeed | None]:
    """A source of the settings, and what fills it, if it has votes."""
    one = settings.leaderboard.sources[name]
    place = f"source {name!r} of boards"
    if not _SOURCE.fullmatch(name) or name == EXAMPLE:
        raise ConfigurationError(
            f"{place}: small letters, digits, - and _ make a name, and {EXAMPLE!r} is taken"
        )
    if (one.dataset is None) == (one.imported is None):
        raise ConfigurationError(f"{place}: name either `dataset` or `imported`")
    title = one.title or name
    if one.imported is not None:
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
    from tiltyard import pipeline  # noqa: PLC0415 -- as in `data_config`

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


def make_endpoints(settings: Settings) -> dict[str, Endpoint]:
    """Every endpoint that a model names; nothing is contacted yet.

    Raises:
        ConfigurationError: a model names an endpoint that is not there.
    """
    made: dict[str, Endpoint] = {}
    for name, model in settings.models.items():
        if model.endpoint not in made:
            made[model.endpoint] = _endpoint(settings, name, model.endpoint)
    return made


def cards(settings: Settings) -> tuple[ModelCard, ...]:
    """What everybody may know of each model."""
    return tuple(_card(name, model) for name, model in settings.models.items())


def model_request(model: ModelSettings, prompt: str) -> tuple[Request, Deadlines]:
    """One question for one model, with its own system prompt, parameters and deadlines."""
    system = [Message("system", model.system_prompt)] if model.system_prompt else []
    messages = (*system, Message("user", prompt))
    return Request(model.model, messages, model.parameters), _deadlines(model)


def data_config(settings: Settings) -> pipeline.Config:
    """What the settings decide about datasets."""
    from tiltyard import pipeline  # noqa: PLC0415 -- brings polars, which no arena waits for

    data = settings.data
    return pipeline.Config(
        steps=pipeline.STEPS if data.steps is None else tuple(data.steps),
        options=data.options,
        aliases=tuple(
            pipeline.Alias(one.name, one.means, one.since, one.until) for one in data.aliases
        ),
        category_folder=data.category_folder,
        rubrics=data.rubrics,
        judge=data.judge,
        release=pipeline.ReleaseOptions(
            licence=data.licence,
            title=data.title,
            smallest_cell=data.smallest_cell,
            cells=tuple(data.cells),
            redact=None if data.redact is None else tuple(data.redact),
            texts=data.texts,
        ),
    )


def make_judge(settings: Settings, name: str | None = None) -> pipeline.Judge | None:
    """The model that rubrics are put to: the one that is named, or the settings' own, if any.

    Raises:
        UnknownNameError: there is no model of that name.
    """
    from tiltyard import pipeline  # noqa: PLC0415 -- as above

    name = name or settings.data.judge
    if name is None:
        return None
    if name not in settings.models:
        raise UnknownNameError(
            f"there is no model {name!r} to ask{nearest(name, list(settings.models))}"
        )
    model = settings.models[name]
    return pipeline.Judge(
        name=name,
        endpoint=lambda: _endpoint(settings, name, model.endpoint),
        model=model.model,
        digest=_served(settings, name, model).digest,
        deadlines=_deadlines(model),
        system_prompt=model.system_prompt,
        parameters=model.parameters,
        price_in_usd=model.price_in_usd,
        price_out_usd=model.price_out_usd,
    )


def _endpoint(settings: Settings, model: str, name: str) -> Endpoint:
    table = settings.endpoints.get(name)
    if table is None and name not in _BUILT_IN:
        known = sorted({*settings.endpoints, *_BUILT_IN})
        raise ConfigurationError(
            f"model {model!r} names the endpoint {name!r}, which has no table{nearest(name, known)}"
        )
    provider = table.provider if table is not None else _BUILT_IN[name]
    arguments = table.arguments() if table is not None else {}
    if provider == "local":
        arguments.setdefault("models_dir", settings.models_dir.expanduser())
    try:
        return Endpoint(name, providers.create(provider, arguments))
    except ConfigurationError as error:
        raise ConfigurationError(f"endpoint {name!r}: {error}") from error


def _contenders(
    settings: Settings, endpoints: Mapping[str, Endpoint], store: Store
) -> list[Contender]:
    served = [_served(settings, name, model) for name, model in settings.models.items()]
    versions = store.register(served)
    return [
        _contender(model, _card(name, model), versions[name], endpoints[model.endpoint])
        for name, model in settings.models.items()
    ]


def _contender(
    model: ModelSettings, card: ModelCard, version: ModelVersion, endpoint: Endpoint
) -> Contender:
    return Contender(
        card=card,
        version=version,
        endpoint=endpoint,
        model=model.model,
        deadlines=_deadlines(model),
        system_prompt=model.system_prompt,
        parameters=model.parameters,
        weight=model.weight,
    )


def _deadlines(model: ModelSettings) -> Deadlines:
    return Deadlines(model.first_token_seconds, model.idle_seconds, model.total_seconds)


def _card(name: str, model: ModelSettings) -> ModelCard:
    return ModelCard(
        name=name,
        organisation=model.organisation,
        licence=model.licence,
        link=model.link,
        price_in_usd=model.price_in_usd,
        price_out_usd=model.price_out_usd,
        context_length=model.context_length,
        parameters=model.parameter_count,
        released_on=model.released_on,
        listed=model.visibility == "public",
        active=model.status == "active",
    )


def _served(settings: Settings, name: str, model: ModelSettings) -> Served:
    """What is served under a name: all that can change an answer, and no secret."""
    table = settings.endpoints.get(model.endpoint)
    arguments = table.arguments() if table is not None else {}
    description = json.dumps(
        {
            "provider": table.provider if table is not None else model.endpoint,
            "arguments": _settings.without_secrets(arguments),
            "model": model.model,
            "system_prompt": model.system_prompt,
            "parameters": _settings.without_secrets(model.parameters),
        },
        default=str,
        sort_keys=True,
        ensure_ascii=False,
    )
    return Served(name, description, hashlib.sha256(description.encode()).hexdigest())


def _limits(settings: Settings) -> Limits:
    battle = settings.battle
    return Limits(
        prompt_characters=battle.prompt_characters,
        turns=battle.turns,
        pace=Pace(battle.pace),
        pace_characters=battle.pace_characters,
        pace_seconds=battle.pace_seconds,
        publishable=battle.publishable,
    )


def _secret_key(settings: Settings) -> str:
    """The key that signs voters' cookies: from the settings, or made once and kept."""
    if settings.secret_key is not None:
        return settings.secret_key.get_secret_value()
    path = settings.data_dir / "secret_key"
    try:
        settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not path.exists():
            _write_once(path, secrets.token_urlsafe(32))
        key = path.read_text(encoding="ascii")
    except OSError as error:
        raise ConfigurationError(
            f"the key that signs voters' cookies cannot be kept in {str(path)!r}: {error}; "
            "set `secret_key`, or name another `data_dir`"
        ) from error
    if len(key) < 16:
        raise ConfigurationError(f"the key in {str(path)!r} is too short: remove the file")
    return key


def _write_once(path: Path, text: str) -> None:
    """A private file with all of ``text`` or none, and the first writer's if there are two."""
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    with suppress(FileExistsError):
        os.link(beside, path)
    beside.unlink()
