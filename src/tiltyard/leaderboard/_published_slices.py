"""What boards of a publisher are about, in our words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from tiltyard.errors import DataError
from tiltyard.leaderboard._published import Rated, Ratings
from tiltyard.leaderboard._query import Query
from tiltyard.leaderboard._words import title_of

# What a publisher's category is in our words; others keep their own as a label.
_SLICES: Mapping[str, Mapping[str, str]] = {
    "full": {},
    "overall": {},
    "hard_6": {"category": "hard"},
    "hard_english_6": {"category": "hard", "language": "en"},
    "if": {"category": "instruction_following"},
    "long_user": {"category": "longer_query"},
    "multiturn": {"category": "multi_turn"},
    "no_refusal": {"without": "refusal"},
    "no_tie": {"without": "tie,both_bad"},
    "chinese": {"language": "zh"},
    "english": {"language": "en"},
    "french": {"language": "fr"},
    "german": {"language": "de"},
    "japanese": {"language": "ja"},
    "korean": {"language": "ko"},
    "russian": {"language": "ru"},
    "spanish": {"language": "es"},
}


@dataclass(frozen=True, slots=True)
class Slice:
    """A board of a publisher: the votes it was made of, in our words."""

    category: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    language: str | None = None

    @classmethod
    def of(cls, query: Query) -> Slice:
        """The slice that a question is about."""
        return cls(tuple(sorted(query.category)), tuple(sorted(query.without)), query.language)

    @property
    def query(self) -> Query:
        """The question that asks for it."""
        return Query(category=self.category, without=self.without, language=self.language)


def sliced(path: Path, ratings: Ratings) -> dict[Slice, tuple[Rated, ...]]:
    """The boards by what they are about."""
    found: dict[Slice, tuple[Rated, ...]] = {}
    for name, rows in ratings.items():
        key = Slice.of(Query.of(_SLICES.get(name, {"category": name})))
        if key in found:
            raise DataError(
                f"{str(path)!r} has two boards {title_of(key.query)!r}, one of them {name!r}"
            )
        found[key] = rows
    return found


def in_order(one: Slice) -> tuple[int, tuple[str, ...], str, tuple[str, ...]]:
    """All together, then labels, languages, and what leaves something out, by name."""
    if one.without:
        kind = 3
    elif one.language is not None and not one.category:
        kind = 2
    else:
        kind = int(bool(one.category))
    return kind, one.category, one.language or "", one.without


def near(wanted: Slice, boards: Iterable[Slice]) -> list[Slice]:
    """The boards that are about a part of what is wanted; the one of all votes is always."""
    parts = {*wanted.category, wanted.language, *wanted.without}
    return [
        one
        for one in sorted(boards, key=in_order)
        if one == Slice() or parts & ({*one.category, one.language, *one.without} - {None})
    ]
