"""A board as a question: which votes, and how they are rated. Pages, commands and the API ask it.

Every part has a word for an address (``category=coding&language=fr&since=30d&control=style``), and
the same words stand for the same question everywhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime
from typing import Any, Literal, get_args

from tiltyard import files, votes
from tiltyard.errors import ConfigurationError, DataError
from tiltyard.leaderboard._lists import joined, parted
from tiltyard.registry import nearest

Modality = Literal["text", "image"]
Voters = Literal["new", "regular", "guest"]
Exclusions = Literal["applied", "none"]
Errors = Literal["independent", "voter"]
TIES = ("tie", "both_bad")
# What can be held equal: what differed between the two answers, and what differs between models.
OF_ANSWERS = ("style", "length", "sentiment", "position", "latency", "cost")
OF_MODELS = ("price", "parameters")
CONTROLS = (*OF_ANSWERS, *OF_MODELS)
# Words of which an address may have several, parted by commas.
LISTS = ("category", "without", "models", "control")


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A board to be computed.

    Attributes:
        source: whose votes: a name of `Boards.sources`; the arena's own if empty.
        category: labels that a vote must have, all of them: ``coding``, or ``occupation:law``
            where a label has values. Of labels of answers one side is enough.
        without: labels that no side may have (``refusal``), and outcomes that do not count:
            ``tie``, ``both_bad``.
        language: of the prompt, ISO 639-1.
        since: the first moment, aware.
        until: the moment before which to stop, aware.
        modality: ``text``, or ``image`` where pictures were shown.
        voters: ``new`` ones, with fewer than `REGULAR` votes in all, or ``regular`` ones; or
            ``guest``, whose votes are on no other board.
        exclusions: ``applied``, or ``none``: votes that a moderator excluded count as well.
        models: these alone, at least two; all if empty.
        control: what is held equal, of `CONTROLS`; nothing if empty.
        method: a file of ``ratings/methods``.
        level: of intervals and of ranks.
        errors: what intervals and ranks take for independent: votes, or a ``voter``'s votes
            together, whose votes within an epoch of 30 days may then depend on each other.
    """

    source: str = ""
    category: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    language: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    modality: Modality | None = None
    voters: Voters | None = None
    exclusions: Exclusions = "applied"
    models: tuple[str, ...] = ()
    control: tuple[str, ...] = ()
    method: str = "bradley_terry"
    level: float = 0.95
    errors: Errors = "independent"

    def __post_init__(self) -> None:
        _require_one_of("control", self.control, CONTROLS)
        _require_one_of("modality", [self.modality], (None, *get_args(Modality)))
        _require_one_of("voters", [self.voters], (None, *get_args(Voters)))
        _require_one_of("exclusions", [self.exclusions], get_args(Exclusions))
        _require_one_of("errors", [self.errors], get_args(Errors))
        if not 0.5 < self.level < 1:
            raise ConfigurationError(
                f"level is {self.level:g}: give one between 0.5 and 1, such as 0.95"
            )
        if len(self.models) == 1:
            raise ConfigurationError(f"models is {self.models[0]!r} alone: name two or more")
        if self.since is not None and self.until is not None and self.since >= self.until:
            raise ConfigurationError(
                f"no vote is both since {self.since.isoformat()} and until {self.until.isoformat()}"
            )

    @classmethod
    def of(cls, given: Mapping[str, str], *, now: datetime | None = None, **usual: Any) -> Query:  # noqa: ANN401 -- its own fields
        """The question that words ask, as they stand in an address.

        Args:
            given: words by name; lists are parted by commas, ``none`` is an empty list.
            now: from when ``since=30d`` looks back, to the whole hour, so that those who ask
                within an hour ask the same.
            **usual: what holds where nothing is said.

        Raises:
            ConfigurationError: a name or a value is none that there is; near ones are named.
        """
        known = [one.name for one in fields(cls)]
        for name in given:
            if name not in known:
                raise ConfigurationError(f"there is no {name!r} to ask for{nearest(name, known)}")
        hour = (now or datetime.now(UTC)).replace(minute=0, second=0, microsecond=0)
        return cls(**usual | {name: _read(name, text, hour) for name, text in given.items()})

    def words(self, usual: Query | None = None) -> dict[str, str]:
        """What `of` understands, for an address: only what is not as usual, in one order."""
        usual = usual or Query()
        told = {}
        for one in fields(self):
            value = getattr(self, one.name)
            if value != getattr(usual, one.name):
                told[one.name] = _written(value)
        return told

    @property
    def digest(self) -> str:
        """sha256 of all that is asked."""
        return files.digest_of([asdict(self, dict_factory=_plain)])

    @property
    def is_slice(self) -> bool:
        """Whether only some of the votes are asked for."""
        others = {"source", "control", "method", "level", "errors", "exclusions"}
        return bool(self.words().keys() - others)

    @property
    def is_pooled(self) -> bool:
        """Whether counts of outcomes are enough: nothing that differed between answers counts."""
        return not set(self.control) & set(OF_ANSWERS)


def _read(name: str, text: str, now: datetime) -> Any:  # noqa: ANN401 -- of each field its own
    text = text.strip()
    if name in LISTS:
        return parted(text)
    if name in ("since", "until") and text:
        return _moment(name, text, now)
    if name == "level":
        try:
            return float(text)
        except ValueError:
            raise ConfigurationError(f"level is {text!r}: give a number such as 0.95") from None
    if name in ("source", "method", "errors", "exclusions"):
        return text
    return text or None


def _moment(name: str, text: str, now: datetime) -> datetime:
    try:
        return datetime.fromtimestamp(votes.moment(text, now=now), UTC)
    except (ConfigurationError, DataError) as error:
        raise ConfigurationError(f"{name}: {error}") from None
    except (ValueError, OverflowError):
        raise ConfigurationError(
            f"{name}: {text!r} is out of range: years go from 1 to 9999"
        ) from None


def _written(value: Any) -> str:  # noqa: ANN401 -- as above
    if isinstance(value, tuple):
        return joined(value)
    if isinstance(value, datetime):
        return value.isoformat().replace("+00:00", "Z")
    return f"{value:g}" if isinstance(value, float) else str(value)


def _plain(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    return {name: _written(value) if value is not None else None for name, value in pairs}


def _require_one_of(name: str, values: Iterable[Any], known: Iterable[Any]) -> None:
    allowed = list(known)
    for value in values:
        if value not in allowed:
            names = [one for one in allowed if one is not None]
            raise ConfigurationError(f"there is no {name} {value!r}{nearest(str(value), names)}")
