"""What an arena can be asked."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from types import TracebackType
from typing import Any, Self, TypedDict, TypeVar, Unpack
from urllib.parse import quote

from tiltyard.client._boards import (
    Card,
    Choice,
    Leaderboard,
    Source,
)
from tiltyard.client._consistency import SelfConsistency
from tiltyard.client._log import Checkpoint, Growth, Proof
from tiltyard.client._matrix import Matrix, ModelPage
from tiltyard.client._pairs import Battle, BattlePage, Pairs
from tiltyard.client._persuasion import Persuasion
from tiltyard.client._private import PrivateModels
from tiltyard.client._read import Json, read
from tiltyard.client._snapshots import Changes, History, Snapshot
from tiltyard.client._wire import Wire

# Between two looks for boards that were not there yet.
_AGAIN_SECONDS = 0.5
Boards = TypeVar("Boards", Matrix, ModelPage)
T = TypeVar("T")
Words = str | Sequence[str]


class Slice(TypedDict, total=False):
    """Which votes; a list may be one text with commas."""

    source: str
    category: Words
    without: Words
    language: str
    since: str | date
    until: str | date
    modality: str
    voters: str
    exclusions: str
    models: Words


class Asked(Slice, total=False):
    """Which votes, and how they are rated; an empty ``control`` holds nothing equal."""

    control: Words
    method: str
    level: float
    errors: str


class Published(TypedDict, total=False):
    """Which board of a snapshot; what is not said is as it was usual then."""

    category: Words
    language: str
    control: Words


class Client:
    """An arena elsewhere, to be asked for boards; a context manager closes its connection.

    Every method raises `ArenaError` if the arena refuses, with its own words, or if it cannot be
    reached.

    Args:
        address: of the arena, as a browser opens it.
        timeout_seconds: for connecting, and for each wait for the arena.

    Raises:
        ConfigurationError: the address is none.
    """

    def __init__(self, address: str, *, timeout_seconds: float = 30.0) -> None:
        self._wire = Wire(address, timeout_seconds=timeout_seconds)

    def leaderboard(self, **asked: Unpack[Asked]) -> Leaderboard:
        """The board of a slice."""
        return self._wire.get("/leaderboard", _words(asked), Leaderboard.of)

    def matrix(self, *, wait_seconds: float = 60.0, **asked: Unpack[Asked]) -> Matrix:
        """Models by boards: overall, and every category and language.

        Args:
            wait_seconds: how long to wait for boards that are not there yet.
            **asked: what all boards have in common.
        """
        words = _words(asked)
        return _whole(lambda: self._wire.get("/leaderboard/matrix", words, Matrix.of), wait_seconds)

    def models(self, *, source: str | None = None) -> tuple[Card, ...]:
        """The models of a source, by name."""
        return self._wire.get("/models", _words({"source": source}), _each(Card.of))

    def model(self, name: str, *, wait_seconds: float = 60.0, **asked: Unpack[Asked]) -> ModelPage:
        """One model, and where it stands on every board.

        Args:
            name: of the model.
            wait_seconds: how long to wait for boards that are not there yet.
            **asked: what all boards have in common.
        """
        path, words = f"/models/{quote(name, safe='')}", _words(asked)
        return _whole(lambda: self._wire.get(path, words, ModelPage.of), wait_seconds)

    def pairs(self, a: str | None = None, b: str | None = None, **asked: Unpack[Slice]) -> Pairs:
        """How the battles of every two models ended; of one model, or of two, if named."""
        return self._wire.get("/pairs", _words({"a": a, "b": b, **asked}), Pairs.of)

    def battles(
        self,
        a: str | None = None,
        b: str | None = None,
        *,
        winner: str | None = None,
        page: int = 50,
        **asked: Unpack[Slice],
    ) -> Iterator[Battle]:
        """Battles that may be read, the newest votes first; page after page, as they are taken.

        Args:
            a: a model that took part.
            b: another.
            winner: ``tie``, ``both_bad``, or the name of the model that won.
            page: how many to ask for at once, 100 at most.
            **asked: which votes.
        """
        words = _words({"a": a, "b": b, "winner": winner, "limit": page, **asked})
        after: dict[str, str] = {}
        while True:
            found = self._wire.get("/battles", words | after, BattlePage.of)
            yield from found.battles
            if found.after is None:
                return
            after = {"after": found.after}

    def persuasion(self, *, level: float | None = None, **asked: Unpack[Slice]) -> Persuasion:
        """How often wrong answers win; of votes whose answers are labelled as correct or not."""
        return self._wire.get("/persuasion", _words({"level": level, **asked}), Persuasion.of)

    def sources(self) -> tuple[Source, ...]:
        """What boards can be asked of."""
        return self._wire.get("/sources", {}, _each(partial(read, Source)))

    def labels(self, *, source: str | None = None) -> tuple[Choice, ...]:
        """What boards of a source can be asked: values of words, and how many votes have each."""
        return self._wire.get("/labels", _words({"source": source}), Choice.of_all)

    def snapshots(self, *, source: str | None = None) -> tuple[Snapshot, ...]:
        """What was published, the latest first."""
        return self._wire.get("/snapshots", _words({"source": source}), _each(Snapshot.of))

    def snapshot(self, number: int, **asked: Unpack[Published]) -> Leaderboard:
        """A board as it was published."""
        return self._wire.get(f"/snapshots/{number}/leaderboard", _words(asked), Leaderboard.of)

    def changes(self, old: int, new: int, **asked: Unpack[Published]) -> Changes:
        """What became of a board from one snapshot to another."""
        words = {"since": str(old), **_words(asked)}
        return self._wire.get(f"/snapshots/{new}/changes", words, Changes.of)

    def history(
        self, model: str | None = None, *, source: str | None = None, **asked: Unpack[Published]
    ) -> History:
        """A board through the snapshots; of one model alone, if it is named."""
        words = _words({"model": model, "source": source, **asked})
        return self._wire.get("/history", words, History.of)

    def self_consistency(self) -> SelfConsistency:
        """How alike voters judge the same two answers when they see them again, days later."""
        return self._wire.get("/self-consistency", {}, partial(read, SelfConsistency))

    def private_models(self) -> PrivateModels:
        """How many models are tested in private, and all that was told at releases."""
        return self._wire.get("/private-models", {}, PrivateModels.of)

    def checkpoint(self) -> Checkpoint:
        """How the log stands, as it was signed last."""
        return self._wire.text("/log/checkpoint", Checkpoint.of)

    def proof(self, leaf: int) -> Proof:
        """A leaf of the log, such as a receipt names, and what proves that it is there."""
        return self._wire.get("/log/proof", {"leaf": str(leaf)}, Proof.of)

    def growth(self, first: int) -> Growth:
        """What proves that the log only grew since it had so many leaves."""
        return self._wire.get("/log/consistency", {"first": str(first)}, Growth.of)

    def close(self) -> None:
        """Let go of the connection."""
        self._wire.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def _whole(ask: Callable[[], Boards], seconds: float) -> Boards:
    """What is asked, as soon as all its boards are there, or after so many seconds."""
    end = time.monotonic() + seconds
    while True:
        found = ask()
        is_whole = all(board.state != "pending" for board in found.boards)
        if is_whole or time.monotonic() + _AGAIN_SECONDS > end:
            return found
        time.sleep(_AGAIN_SECONDS)


def _each(made: Callable[[Json], T]) -> Callable[[Sequence[Json]], tuple[T, ...]]:
    return lambda given: tuple(map(made, given))


def _words(asked: Mapping[str, Any]) -> dict[str, str]:
    """What stands in an address; what is None is not said."""
    return {name: _text(value) for name, value in asked.items() if value is not None}


def _text(value: Any) -> str:  # noqa: ANN401 -- of each word its own
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Sequence) and not isinstance(value, str):
        # A comma within a value, such as the name of a topic, is no comma between two.
        return ",".join(str(one).replace(",", "\\,") for one in value) or "none"
    return str(value)
