"""What labels mean and how they were found, for people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from fastapi import Request

from tiltyard import categories
from tiltyard.errors import UnknownNameError
from tiltyard.leaderboard import Account, Source, VotesSource, account_of, label_title
from tiltyard.web._state import arena_of
from tiltyard.web.board_pages._facts import Facts

_WAYS = {"rule": "by rule", "trained": "by trained weights", "rubric": "by a model that was asked"}


@dataclass(frozen=True, slots=True)
class Definition:
    """A label as a reader sees it.

    Attributes:
        name: as a query names it.
        title: as people call it.
        about: what a careful person would check; empty of an operator's own.
        found: the way, in words, with its version.
        digest: sha256 of what else decides; None if the version says it all.
    """

    name: str
    title: str
    about: str
    found: str
    digest: str | None


async def account(request: Request, source: Source, facts: Facts) -> Account:
    """How the votes of a source came about; nothing of votes that nobody labelled here."""
    arena = arena_of(request)
    if source.kind == "live":
        return Account(arena.feed.describer.definitions)
    for feed in arena.supply.datasets:
        if isinstance(source, VotesSource) and feed.table is source.table:
            key = ("account", source.name)
            return await facts.get(key, partial(account_of, feed.dataset))
    return Account()


def meant(definitions: Mapping[str, Mapping[str, Any]]) -> Sequence[Definition]:
    """Definitions by title.

    Args:
        definitions: of each label its ``way``, ``version`` and ``digest``, as kept beside labels.
    """
    found = [_told(name, one) for name, one in definitions.items() if "way" in one]
    return sorted(found, key=lambda one: one.title)


def _told(name: str, kept: Mapping[str, Any]) -> Definition:
    way = str(kept["way"])
    found = f"{_WAYS.get(way, way)}, version {kept['version']}"
    return Definition(name, label_title(name), _about(name), found, kept.get("digest"))


def _about(name: str) -> str:
    try:
        return categories.load(name).about
    except UnknownNameError:  # an operator's own
        return ""
