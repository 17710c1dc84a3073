"""What the boards of a source can be asked: what a form offers, and what an overview shows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np

from tiltyard import categories, ratings
from tiltyard.errors import UnknownNameError
from tiltyard.leaderboard._columns import CORRECT, YES_OR_NO, label_counts
from tiltyard.leaderboard._encoded import COUNTS
from tiltyard.leaderboard._held import holdable
from tiltyard.leaderboard._query import OF_ANSWERS, TIES, Query
from tiltyard.leaderboard._slice import CONTROLLED
from tiltyard.leaderboard._votes import Votes
from tiltyard.leaderboard._words import label_title, language_name, without_title
from tiltyard.records import ModelCard

GUESTS = "voters:guest"
# Methods that an address alone can ask for; the others need options, or rows of their own kind.
METHODS = ("bradley_terry", "davidson", "rao_kupper", "elo", "win_rate")
_OWN, _PROMPTS, _ANSWERS = "This arena’s own", "Kinds of prompts", "Answers"


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to choose.

    Attributes:
        words: as a `Query` has it.
        title: for people.
        votes: how many votes have it; None if nobody counted.
    """

    words: str
    title: str
    votes: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What there is to choose, what has most votes first within each group.

    Attributes:
        categories: labels under the titles of their groups.
        languages: of prompts.
        without: what can be left out: outcomes, and labels of answers.
        controls: what can be held equal.
        methods: by which ratings can be estimated.
        words: names of the other parts of a `Query` that make sense here: ``since`` and ``until``,
            ``modality``, ``voters``, ``exclusions``, ``models``, ``level``, ``errors``; and
            `GUESTS` if there are votes of guests.
        slices: the boards that there are, if no others can be had.
    """

    categories: tuple[tuple[str, tuple[Choice, ...]], ...] = ()
    languages: tuple[Choice, ...] = ()
    without: tuple[Choice, ...] = ()
    controls: tuple[str, ...] = ()
    methods: tuple[str, ...] = ()
    words: frozenset[str] = frozenset()
    slices: tuple[Query, ...] = ()

    def columns(self, base: Query) -> tuple[Query, ...]:
        """The boards of an overview: of all that is asked for, of each label, of each language."""
        if self.slices:
            told = [
                replace(one, control=base.control, models=base.models, source=base.source)
                for one in self.slices
            ]
            return tuple(dict.fromkeys(told))
        found = [base]
        for _, group in self.categories:
            found += [_within(base, choice.words) for choice in group]
        if base.language is None:
            found += [replace(base, language=choice.words) for choice in self.languages]
        return tuple(dict.fromkeys(found))


def choices_of(votes: Votes, cards: Mapping[str, ModelCard]) -> Choices:
    """What boards of these votes can be asked; reads every label once."""
    known = label_counts(votes)
    languages = known.pop("language", {})
    known.pop(CORRECT, None)  # that either answer is right makes no slice: it has its own numbers
    refused = known.get("refusal")
    return Choices(
        categories=tuple(_groups(known)),
        languages=_by_votes(Choice(code, language_name(code), n) for code, n in languages.items()),
        without=(
            *(Choice(one, without_title(one)) for one in TIES),
            *([Choice("refusal", without_title("refusal"), refused["true"])] if refused else []),
        ),
        controls=tuple(controls_of(votes, cards.values())),
        methods=tuple(name for name in METHODS if name in ratings.names()),
        words=frozenset(_words(votes)),
    )


def choices_of_slices(slices: Iterable[Query], controls: Iterable[str]) -> Choices:
    """What can be asked where boards were published and no others can be computed."""
    found = tuple(slices)
    labels = sorted({words for one in found for words in one.category}, key=label_title)
    left_out = sorted({words for one in found for words in one.without})
    languages = sorted({one.language for one in found if one.language}, key=language_name)
    return Choices(
        categories=((_PROMPTS, tuple(Choice(one, label_title(one)) for one in labels)),),
        languages=tuple(Choice(code, language_name(code)) for code in languages),
        without=tuple(Choice(one, without_title(one)) for one in left_out),
        controls=tuple(controls),
        words=frozenset({"models"}),
        slices=found,
    )


def _within(base: Query, words: str) -> Query:
    return replace(base, category=tuple(dict.fromkeys([*base.category, words])))


def _groups(
    known: Mapping[str, Mapping[str, int]],
) -> Iterator[tuple[str, tuple[Choice, ...]]]:
    """Labels of yes or no by where they come from, then every label that has values."""
    plain: dict[str, list[Choice]] = {_OWN: [], _PROMPTS: [], _ANSWERS: []}
    for name, counts in known.items():
        if tuple(counts) == YES_OR_NO and counts["true"]:
            plain[_kind(name)].append(Choice(name, label_title(name), counts["true"]))
    yield from ((title, _by_votes(found)) for title, found in plain.items() if found)
    for name in sorted(known, key=label_title):
        counts = known[name]
        valued = (
            Choice(f"{name}:{value}", value.replace("_", " "), n)
            for value, n in counts.items()
            if n and tuple(counts) != YES_OR_NO
        )
        if found := _by_votes(valued):
            yield label_title(name), found


def _kind(name: str) -> str:
    try:
        return _ANSWERS if categories.load(name).reads == "answers" else _PROMPTS
    except UnknownNameError:
        return _OWN


def _by_votes(found: Iterable[Choice]) -> tuple[Choice, ...]:
    return tuple(sorted(found, key=lambda one: (-(one.votes or 0), one.title)))


def controls_of(votes: Votes, cards: Iterable[ModelCard]) -> Iterator[str]:
    """What can be held equal on boards of these votes."""
    for control in OF_ANSWERS:
        wanted = [name + side for name in CONTROLLED.get(control, ()) for side in ("_a", "_b")]
        if set(wanted) <= set(votes.numbers):
            yield control
    yield from holdable(cards)


def _words(votes: Votes) -> Iterator[str]:
    yield from ("models", "level")
    if any(np.isfinite(piece).any() for piece in votes.pieces("voted_at")):
        yield from ("since", "until")
    if any((piece > 0).any() for piece in votes.pieces("images")):
        yield "modality"
    if any((piece >= 0).any() for piece in votes.pieces("voter")):
        yield from ("voters", "errors")
    if any((piece == COUNTS.index("guest")).any() for piece in votes.pieces("counts")):
        yield GUESTS
    if len(votes.terms.excluded):
        yield "exclusions"
