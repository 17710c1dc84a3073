"""Which boards a snapshot holds: of all votes, and of every slice that is large enough."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from tiltyard.leaderboard._columns import YES_OR_NO, label_counts
from tiltyard.leaderboard._query import Query
from tiltyard.leaderboard._slice import chosen
from tiltyard.leaderboard._votes import Votes

# A snapshot has boards of so many slices at most, those with the most votes.
MOST_CATEGORIES, MOST_LANGUAGES = 60, 20
LANGUAGE = "language"
Slices = list[tuple[Query, int]]


@dataclass(frozen=True, slots=True)
class Questions:
    """What a snapshot asks.

    Attributes:
        asked: all votes, then categories, then languages, from the most votes down; each with the
            usual control, and without.
        left_out: slices that have votes and no board, and why.
    """

    asked: tuple[Query, ...]
    left_out: tuple[tuple[Query, str], ...]


def questions(votes: Votes, usual: Query, *, smallest: int) -> Questions:
    """The boards that these votes are enough for.

    Args:
        votes: all of them; those that do not count make no slice larger.
        usual: whose source, control, method, level and errors hold.
        smallest: how many votes a category or a language must have.
    """
    plain = Query(
        source=usual.source,
        control=usual.control,
        method=usual.method,
        level=usual.level,
        errors=usual.errors,
    )
    asked, left_out = [plain], []
    categories, languages = _slices(votes, plain)
    for slices, most in ((categories, MOST_CATEGORIES), (languages, MOST_LANGUAGES)):
        large = [query for query, size in slices if size >= smallest][:most]
        asked += large
        left_out += [
            (query, _reason(size, smallest, most)) for query, size in slices if query not in large
        ]
    return Questions(tuple(_each(asked)), tuple(left_out))


def _slices(votes: Votes, plain: Query) -> tuple[Slices, Slices]:
    """Categories and languages that have votes, from the most down, with how many of them count."""
    categories: Slices = []
    languages: Slices = []
    for name, counts in label_counts(votes, chosen(votes, Query())).items():
        for value, size in counts.items():
            if not size:
                continue
            if name == LANGUAGE:
                languages.append((replace(plain, language=value), size))
            elif label := _label(name, value, tuple(counts)):
                categories.append((replace(plain, category=(label,)), size))
    return _by_size(categories), _by_size(languages)


def _label(name: str, value: str, values: tuple[str, ...]) -> str | None:
    """In words of an address; none for a no, and for counts, such as of criteria."""
    if values == YES_OR_NO:
        return name if value == "true" else None
    is_count = all(one.isdigit() for one in values)
    return None if is_count else f"{name}:{value}"


def _by_size(slices: Iterable[tuple[Query, int]]) -> Slices:
    return sorted(slices, key=lambda one: (-one[1], one[0].category, one[0].language or ""))


def _each(asked: Iterable[Query]) -> Iterator[Query]:
    """With the usual control and with none, as an address would ask for them."""
    for query in asked:
        yield Query.of(query.words())
        if query.control:
            yield Query.of(replace(query, control=()).words())


def _reason(size: int, smallest: int, most: int) -> str:
    if size < smallest:
        return f"{size:,} votes, and a board needs {smallest:,}"
    return f"{size:,} votes, and the {most} largest have boards"
