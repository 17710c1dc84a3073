"""What pages about boards have in common: who is asked, the form, links, and what went wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any
from urllib.parse import quote

from fastapi import Request, Response
from fastapi.responses import RedirectResponse

from tiltyard.errors import BoardError
from tiltyard.leaderboard import Boards, Choices, Query, Source, parted, without_title
from tiltyard.web._state import boards_of
from tiltyard.web.board_pages._asked import address, words_of
from tiltyard.web.board_pages._form import Asking, form

_WORDS = tuple(one.name for one in fields(Query))
# Words by which votes are chosen, and what a slice is without them.
_NARROWING = (
    ("All categories", ("category",)),
    ("All languages", ("language",)),
    ("All time", ("since", "until")),
    ("With and without pictures", ("modality",)),
    ("All voters", ("voters",)),
    ("", ("without",)),
    ("All models", ("models",)),
)
_OF_THE_ARENA = ("source", "control", "method", "level")


@dataclass(frozen=True, slots=True)
class Links:
    """Addresses that keep what is asked. In templates: ``links.board``, ``links.model(name)``.

    Attributes:
        words: what is asked, as in the address of this page.
    """

    words: Mapping[str, str]

    def to(self, path: str, **more: str) -> str:
        """Another page about the same board."""
        return address(path, dict(self.words) | more)

    def among(self, path: str, words: Mapping[str, str], **more: str) -> str:
        """A page about another board of the same source, rated in the same way."""
        kept = {name: text for name, text in self.words.items() if name in _OF_THE_ARENA}
        return address(path, kept | dict(words) | more)

    def model(self, name: str) -> str:
        """The page of a model."""
        return self.among(f"/models/{quote(name, safe='/')}", {})

    def widened(self) -> list[tuple[str, str]]:
        """Boards of more votes, each asking one thing less: what is more there, and where."""
        found = []
        for words, names in _NARROWING:
            rest = {name: text for name, text in self.words.items() if name not in names}
            if len(rest) < len(self.words):
                found.append((words or self._with_all(), address("/leaderboard", rest)))
        return found

    def _with_all(self) -> str:
        left_out = parted(self.words["without"])
        return "With " + " and ".join(map(without_title, left_out))

    @property
    def all_votes(self) -> str:
        """The board of all votes of the source."""
        return self.among("/leaderboard", {})


@dataclass(frozen=True, slots=True)
class Shown:
    """What a page about boards is made for.

    Attributes:
        words: of the address, of a question alone, without what is as usual.
        source: whom they ask.
        choices: what it has.
    """

    words: Mapping[str, str]
    boards: Boards
    source: Source
    choices: Choices

    def context(self, action: str, *, without: tuple[str, ...] = ()) -> dict[str, Any]:
        """What the templates of such pages take."""
        asking = Asking(self.words, self.boards.usual, self.boards.sources, self.choices)
        return {
            "form": form(asking, action, without=without),
            "links": Links(self.words),
            "source": self.source,
        }


async def shown(request: Request, *besides: str) -> Shown:
    """What the address asks, if it can be understood so far.

    Args:
        request: with the words.
        *besides: words that are the page's own.

    Raises:
        BoardError: it names a source that there is not.
    """
    boards = boards_of(request)
    words = tidy(boards, {k: v for k, v in words_of(request).items() if k not in besides})
    name = words.get("source", boards.usual.source)
    source = boards.sources.get(name)
    if source is None:
        boards.query({"source": name})  # says what is wrong
        raise BoardError(f"there is no source of votes {name!r}")
    return Shown(words, boards, source, await boards.choices(name))


def tidy(boards: Boards, words: Mapping[str, str]) -> dict[str, str]:
    """The words without what is as usual, in one order, so that a board has one address."""
    ordered = sorted(words, key=lambda name: _WORDS.index(name) if name in _WORDS else 99)
    return {name: words[name] for name in ordered if not _is_usual(boards, name, words[name])}


def tidied(request: Request, shown: Shown, *besides: str) -> Response | None:
    """Where a form is sent on to, so that the address holds what differs and no more."""
    sent = request.query_params.multi_items()
    own = {name: text for name, text in sent if name in besides and text.strip()}
    wanted = dict(shown.words) | own
    if len(sent) == len(wanted) and dict(sent) == wanted:
        return None
    return RedirectResponse(address(request.url.path, wanted), status_code=303)


def _is_usual(boards: Boards, name: str, text: str) -> bool:
    try:
        return boards.query({name: text}) == boards.usual
    except BoardError:
        return False  # it stays, and what is wrong with it is said
