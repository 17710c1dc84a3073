"""What a program may ask of boards: words in an address, each described once."""

from __future__ import annotations

from typing import Any

from fastapi import Request
from pydantic import BaseModel, Field

from tiltyard.errors import BoardError
from tiltyard.leaderboard import CONTROLS, LISTS, Query
from tiltyard.registry import nearest
from tiltyard.web._state import boards_of


def _word(about: str, *examples: str | int | float, **schema: Any) -> Any:  # noqa: ANN401 -- a field
    """A word of an address: text, which `Query` reads; ``schema`` tells programs what it reads."""

    def described(whole: dict[str, Any]) -> None:
        whole.pop("anyOf", None)
        whole.pop("default", None)
        whole |= {"type": "string", **schema}

    return Field(
        default=None, description=about, examples=list(examples), json_schema_extra=described
    )


def _level(about: str) -> Any:  # noqa: ANN401 -- a field
    return _word(about, 0.95, type="number", exclusiveMinimum=0.5, exclusiveMaximum=1)


class Nothing(BaseModel):
    """No words at all."""


class Formatted(BaseModel):
    """How the answer is to be written."""

    format: str | None = _word(
        "`json`, `csv` (one heading, numbers unrounded) or `arrow` (a stream of Arrow). If "
        "missing, the `Accept` header decides.",
        "csv",
        enum=["json", "csv", "arrow"],
    )


class Sourced(BaseModel):
    """Of which source."""

    source: str | None = _word(
        "Whose votes: a name of `/sources`. If missing, those of the arena's usual board.",
        "example",
    )


class OfSource(Sourced, Formatted):
    """What is asked of one source."""


class Slice(Sourced):
    """Which votes."""

    category: str | None = _word(
        "Labels that a vote must have, all of them, with commas between: `LABEL`, or "
        "`LABEL:VALUE` where a label has values. `/labels` lists them.",
        "coding",
        "coding,occupation:law",
    )
    without: str | None = _word(
        "Labels that neither side may have, and outcomes that do not count (`tie`, `both_bad`), "
        "with commas between.",
        "refusal,tie",
    )
    language: str | None = _word("Of the prompt, by ISO 639-1.", "fr")
    since: str | None = _word(
        "The first moment: a date, an ISO 8601 time, or how long ago (`36h`, `30d`, `4w`).",
        "30d",
        "2026-03-01",
    )
    until: str | None = _word("The moment before which to stop.", "2026-04-01")
    modality: str | None = _word(
        "`text`, or `image` where pictures were shown.", "text", enum=["text", "image"]
    )
    voters: str | None = _word(
        "`new` ones, with fewer than ten votes in all, or `regular` ones; or `guest`, whose votes "
        "are on no other board.",
        "regular",
        enum=["new", "regular", "guest"],
    )
    exclusions: str | None = _word(
        "`applied`, or `none`: votes that a moderator excluded count as well.",
        "none",
        enum=["applied", "none"],
    )
    models: str | None = _word("These models alone, two or more, with commas between.", "oak,elm")


class Asked(Slice, Formatted):
    """Which votes, and how they are rated."""

    control: str | None = _word(
        "What is held equal, with commas between: "
        + ", ".join(f"`{one}`" for one in CONTROLS)
        + ". `none` for nothing; the arena's usual if missing.",
        "style",
        "length,position",
    )
    method: str | None = _word(
        "How ratings are estimated; the arena's usual if missing.", "bradley_terry"
    )
    level: str | None = _level("Of intervals and ranks, between 0.5 and 1.")
    errors: str | None = _word(
        "What intervals and ranks take for independent: `independent`, all votes; `voter`, all "
        "voters, whose own votes may depend on each other. The arena's usual if missing.",
        "voter",
        enum=["independent", "voter"],
    )


class AskedShares(Slice, Formatted):
    """Which votes, and how sure intervals are."""

    level: str | None = _level("Of each interval, between 0.5 and 1.")


class OfPair(Slice):
    """Of which models."""

    a: str | None = _word("A model: only its battles.", "oak")
    b: str | None = _word("Another: only the battles of these two.", "elm")


class AskedPairs(OfPair, Formatted):
    """How often who beat whom."""


class AskedBattles(OfPair):
    """Battles to read."""

    winner: str | None = _word(
        "How they ended: `tie`, `both_bad`, or the name of the model that won.", "tie"
    )
    after: str | None = _word("Where the page before said to go on.")
    limit: str | None = _word("How many at most.", 10, type="integer", minimum=1, maximum=100)


class AskedPublished(Formatted):
    """Which board of a snapshot; what is not said is as it was usual then."""

    category: str | None = _word("The label of the slice.", "coding")
    language: str | None = _word("Of the prompt, by ISO 639-1.", "fr")
    control: str | None = _word("What is held equal; `none` for nothing.", "none")


class AskedChanges(AskedPublished):
    """Since when."""

    since: str | None = _word(
        "The number of an earlier snapshot; the one before if missing.",
        1,
        type="integer",
        minimum=1,
    )


class AskedHistory(Sourced, AskedPublished):
    """Of what."""

    model: str | None = _word("This model alone.", "oak")


_QUERY = frozenset(Asked.model_fields) - {"format"}


def words_of(request: Request, known: type[BaseModel]) -> dict[str, str]:
    """The words of an address; a list that is there in several pieces is one list.

    Raises:
        BoardError: one that nobody reads here, with a near one, or one that is there twice.
    """
    names = list(known.model_fields)
    found: dict[str, str] = {}
    for name, value in request.query_params.multi_items():
        if name not in names:
            raise BoardError(f"there is no {name!r} to ask for here{nearest(name, names)}")
        if name in found and name not in LISTS:
            raise BoardError(f"{name} is there twice: say it once")
        found[name] = f"{found[name]},{value}" if name in found else value
    return found


def query_of(request: Request, known: type[BaseModel]) -> Query:
    """The question that an address asks.

    Args:
        request: whose address.
        known: the words that are read here, and perhaps others.

    Raises:
        BoardError: words that make no sense; near ones are named.
    """
    words = words_of(request, known)
    return boards_of(request).query({name: words[name] for name in words if name in _QUERY})


def number_of(words: dict[str, str], name: str, usual: int) -> int:
    """A whole number that an address may say.

    Raises:
        BoardError: it is none.
    """
    text = words.get(name, str(usual))
    try:
        return int(text)
    except ValueError:
        raise BoardError(f"{name} is {text!r}: give a whole number, such as {usual}") from None
