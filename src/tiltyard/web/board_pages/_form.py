"""The form above a board: what can be asked of its source, and what is asked now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields

from tiltyard import ratings
from tiltyard.leaderboard import (
    GUESTS,
    LISTS,
    Choice,
    Choices,
    Query,
    Source,
    control_title,
    joined,
    label_title,
    language_name,
    parted,
    without_title,
)

PERIODS = (("7d", "Last 7 days"), ("30d", "Last 30 days"), ("90d", "Last 90 days"))
LEVELS = ("0.9", "0.95", "0.99")
_ALL = Choice("", "All")
_KNOWN = frozenset(one.name for one in fields(Query))
Group = tuple[str, tuple[Choice, ...]]


@dataclass(frozen=True, slots=True)
class Option:
    """A choice as a field has it: ``value`` is what goes into the address."""

    value: str
    title: str
    votes: int | None = None


def _option(name: str, choice: Choice) -> Option:
    is_one_of_several = name in LISTS and choice.words
    return Option(
        joined([choice.words]) if is_one_of_several else choice.words, choice.title, choice.votes
    )


@dataclass(frozen=True, slots=True)
class Select:
    """One of several; groups without a title stand first. ``chosen`` is always among them."""

    name: str
    label: str
    groups: tuple[tuple[str, tuple[Option, ...]], ...]
    chosen: str


@dataclass(frozen=True, slots=True)
class Boxes:
    """Any of several; a field ``none`` goes before them, so that none can be chosen."""

    name: str
    label: str
    choices: tuple[Option, ...]
    chosen: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """All fields.

    Attributes:
        action: where it is sent.
        first: what people ask most; ``further`` is folded away unless some of it is asked.
        boxes: lists, folded away with them.
        dates: the first and last day, if votes have times; empty where the period says it.
        hidden: what is asked and has no field here.
        is_open: whether anything that is folded away is not as usual.
    """

    action: str
    first: tuple[Select, ...]
    further: tuple[Select, ...]
    boxes: tuple[Boxes, ...]
    dates: tuple[str, str] | None
    hidden: tuple[tuple[str, str], ...]
    is_open: bool


@dataclass(frozen=True, slots=True)
class Asking:
    """What a form is about.

    Attributes:
        words: of the address, without those that are as usual.
        usual: what holds where they say nothing.
        sources: what can be asked at all.
        choices: what the source that is asked has.
    """

    words: Mapping[str, str]
    usual: Query
    sources: Mapping[str, Source]
    choices: Choices

    def now(self, name: str) -> str:
        """What is asked now, as words; empty for all."""
        said = self.words.get(name)
        if said is not None:
            return said
        return self.usual.words(Query()).get(name, _UNSAID.get(name, ""))

    def listed(self, name: str) -> tuple[str, ...]:
        """A list that is asked now."""
        return parted(self.now(name))


_UNSAID = {
    "method": Query().method,
    "level": f"{Query().level:g}",
    "errors": Query().errors,
    "exclusions": Query().exclusions,
}


def form(asking: Asking, action: str, *, without: Iterable[str] = ()) -> Form:
    """The form of a page.

    Args:
        asking: what can be asked, and is.
        action: the path of the page.
        without: words that the page has no use for.
    """
    left_out = set(without)
    first = tuple(one for one in _slices(asking) if one.name not in left_out)
    further = tuple(one for one in _ways(asking) if one.name not in left_out)
    boxes = tuple(one for one in _boxes(asking) if one.name not in left_out)
    folded = {*(one.name for one in further), *(one.name for one in boxes), "until"}
    shown = {"source", "category", "language", "since"} | folded
    dates = _dates(asking) if "since" in asking.choices.words else None
    return Form(
        action=action,
        first=first,
        further=further,
        boxes=boxes,
        dates=dates,
        hidden=tuple(
            (name, words) for name, words in asking.words.items()
            if name in _KNOWN and name not in shown | left_out
        ),
        is_open=bool(folded & set(asking.words)) or any(dates or ()),
    )  # fmt: skip


def _slices(asking: Asking) -> Iterator[Select]:
    """Which votes, as people ask it most."""
    choices = asking.choices
    if len(asking.sources) > 1:
        named = [Choice(name, source.title) for name, source in asking.sources.items()]
        yield _select(asking, "source", "Votes of", [("", tuple(named))])
    if choices.categories:
        yield _select(asking, "category", "Category", [("", (_ALL,)), *choices.categories])
    if choices.languages:
        yield _select(asking, "language", "Language", [("", (_ALL, *choices.languages))])
    if "since" in choices.words:
        yield _period(asking)


def _ways(asking: Asking) -> Iterator[Select]:
    """Which votes otherwise, and how they are rated."""
    choices = asking.choices
    if "modality" in choices.words:
        kinds = (_ALL, Choice("text", "Text only"), Choice("image", "With pictures"))
        yield _select(asking, "modality", "Prompts", [("", kinds)])
    if "voters" in choices.words:
        guests = (Choice("guest", "Guests"),) if GUESTS in choices.words else ()
        who = (_ALL, Choice("regular", "Regular"), Choice("new", "New"), *guests)
        yield _select(asking, "voters", "Voters", [("", who)])
    if "exclusions" in choices.words:
        either = (Choice("applied", "Left out"), Choice("none", "Counted"))
        yield _select(asking, "exclusions", "Excluded votes", [("", either)])
    if choices.methods:
        named = [Choice(name, _method_title(name)) for name in choices.methods]
        yield _select(asking, "method", "Method", [("", tuple(named))])
    if "level" in choices.words:
        levels = tuple(Choice(one, f"{100 * float(one):g} %") for one in LEVELS)
        yield _select(asking, "level", "Level of intervals", [("", levels)])
    if "errors" in choices.words:
        either = (Choice("independent", "Votes"), Choice("voter", "Voters"))
        yield _select(asking, "errors", "Taken for independent", [("", either)])


def _period(asking: Asking) -> Select:
    """A period in words; a date is said by the fields for dates."""
    kinds = (Choice("", "All time"), *(Choice(*one) for one in PERIODS))
    if any(_dates(asking)):
        kinds = (Choice("", "By dates"), *kinds[1:])
        return Select("since", "Period", (("", tuple(_option("since", one) for one in kinds)),), "")
    return _select(asking, "since", "Period", [("", kinds)])


def _dates(asking: Asking) -> tuple[str, str]:
    """The days that are asked, as fields for dates hold them."""
    return _day(asking.now("since")), _day(asking.now("until"))


def _day(words: str) -> str:
    day = words[:10]
    parts = day.split("-")
    return day if len(day) == 10 and len(parts) == 3 and "".join(parts).isdecimal() else ""


def _boxes(asking: Asking) -> Iterator[Boxes]:
    choices = asking.choices
    if choices.controls or asking.listed("control"):
        known = [
            Choice(one, _upper(control_title(Query(control=(one,))))) for one in choices.controls
        ]
        yield _box(asking, "control", "Hold equal", known)
    if choices.without or asking.listed("without"):
        known = [Choice(one.words, _upper(one.title), one.votes) for one in choices.without]
        yield _box(asking, "without", "Leave out", known)


def _box(asking: Asking, name: str, label: str, known: Sequence[Choice]) -> Boxes:
    """What is asked stands there even if the source does not have it, so that it can be undone."""
    chosen = asking.listed(name)
    titles = {one.words for one in known}
    strange = [Choice(one, _title(name, one)) for one in chosen if one not in titles]
    options = tuple(_option(name, one) for one in (*known, *strange))
    return Boxes(name, label, options, tuple(joined([one]) for one in chosen))


def _select(asking: Asking, name: str, label: str, groups: Sequence[Group]) -> Select:
    """Likewise."""
    chosen = asking.now(name)
    if name == "category" and chosen == "none":
        chosen = ""
    options = [(title, tuple(_option(name, one) for one in group)) for title, group in groups]
    if not any(one.value == chosen for _, group in options for one in group):
        options = [("", (Option(chosen, _title(name, chosen)),)), *options]
    return Select(name, label, tuple(options), chosen)


def _title(name: str, words: str) -> str:
    """How people call what a source does not offer, several labels at once say."""
    if name == "language":
        return language_name(words)
    if name == "without":
        return without_title(words)
    if name == "category":
        return ", ".join(map(label_title, parted(words)))
    return words


def _method_title(name: str) -> str:
    return _upper(ratings.load(name).title)


def _upper(words: str) -> str:
    """With a capital, as the first word of a line."""
    return words[:1].upper() + words[1:]
