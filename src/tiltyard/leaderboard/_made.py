"""A snapshot is made: the same votes and the same plan give the same files, byte for byte."""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

import numpy as np
import scipy

import tiltyard
from tiltyard import analysis
from tiltyard.errors import ConfigurationError, RatingError
from tiltyard.leaderboard._board import as_dict
from tiltyard.leaderboard._compute import Ground, compute
from tiltyard.leaderboard._digest import columns_of, votes_digest
from tiltyard.leaderboard._encoded import UNKNOWN
from tiltyard.leaderboard._fragile import FIRST, MOST, carried
from tiltyard.leaderboard._query import Query
from tiltyard.leaderboard._questions import questions
from tiltyard.leaderboard._snapshot import HEAD, Published, Snapshot, canonical
from tiltyard.leaderboard._source import VotesSource
from tiltyard.leaderboard._votes import Votes
from tiltyard.records import ModelCard


@dataclass(frozen=True, slots=True)
class Plan:
    """What a snapshot is to hold.

    Attributes:
        blank: all but the boards and what follows of them.
        asked: its boards.
        titles: what they were called where they were published before, whatever they are now.
    """

    blank: Snapshot
    asked: tuple[Query, ...]
    titles: Mapping[Query, str] = field(default_factory=dict)


def planned(  # noqa: PLR0913 -- keyword-only: what a snapshot says of itself
    source: VotesSource,
    ground: Ground,
    usual: Query,
    *,
    number: int,
    taken_at: datetime,
    smallest: int,
    configuration: Mapping[str, Any],
) -> Plan:
    """A snapshot of all the votes that there are now."""
    votes = ground.votes
    wanted = questions(votes, replace(usual, source=source.name), smallest=smallest)
    columns = columns_of(votes)
    blank = Snapshot(
        number=number,
        taken_at=taken_at,
        source=source.name,
        kind=ground.kind,
        title=source.title,
        notes=ground.notes,
        votes=votes.rows,
        votes_digest=votes_digest(votes, columns),
        columns=columns,
        made_with=made_with(),
        configuration={
            **configuration,
            "control": list(usual.control),
            "method": usual.method,
            "level": usual.level,
            "errors": usual.errors,
            "smallest": smallest,
            **({"counting": votes.terms.told()} if has_leaves(votes) else {}),
        },
        cards=_cards(ground),
        boards=(),
        left_out=tuple((query.words(), why) for query, why in wanted.left_out),
    )
    return Plan(blank, wanted.asked)


def made(
    plan: Plan, ground: Ground, *, go_on: Callable[[], None] = lambda: None
) -> tuple[Snapshot, dict[str, str]]:
    """The snapshot, and the text of every file of it, by its path.

    Args:
        plan: what it is to hold.
        ground: the votes that it is about, and no others. What is known of models is taken from
            the plan.
        go_on: called before each board; raises to give up.
    """
    names = {card.name: card for card in plan.blank.cards}
    hidden = {name: ModelCard(name, listed=False) for name in ground.votes.models}
    fixed = replace(
        ground,
        cards=hidden | names,
        notes=plan.blank.notes,
        kind=plan.blank.kind,
        seed=plan.blank.seed,
    )
    least = plan.blank.configuration.get("voters_to_flip", 0)
    boards: list[Published] = []
    texts: dict[str, str] = {}
    left_out = [*plan.blank.left_out]
    with analysis.one_thread():
        for query in plan.asked:
            go_on()
            try:
                board = compute(query, fixed, computed_at=plan.blank.taken_at)
                board = carried(board, fixed.votes, least, most=FIRST if boards else MOST)
            except (ConfigurationError, RatingError) as error:
                left_out.append((query.words(), str(error)))
                continue
            board = replace(board, title=plan.titles.get(query, board.title))
            told = as_dict(board)
            del told["computed_at"]
            if not least:  # snapshots from before anybody counted have no word of it
                del told["voters_to_flip"], told["fragility"]
            if "errors" not in plan.blank.configuration:  # nor from before there was a choice
                del told["errors"]
            file = f"boards/{len(boards) + 1:03}.json"
            texts[file] = canonical(told)
            sha256 = hashlib.sha256(texts[file].encode()).hexdigest()
            boards.append(
                Published(query, board.title, file, sha256, board.votes or 0, len(board.rows))
            )
    whole = replace(plan.blank, boards=tuple(boards), left_out=tuple(left_out)).sealed()
    return whole, {HEAD: canonical(whole.as_dict()), **texts}


def has_leaves(votes: Votes) -> bool:
    """Whether any of the votes is in a log."""
    return any((piece != UNKNOWN).any() for piece in votes.pieces("leaf"))


def made_with() -> dict[str, str]:
    """Versions of what can change the last digit of a number."""
    return {
        "tiltyard": tiltyard.__version__,
        "python": platform.python_version(),
        "numpy": np.__version__,
        "scipy": scipy.__version__,
        "machine": platform.machine(),
    }


def _cards(ground: Ground) -> tuple[ModelCard, ...]:
    """Of all models that a board of these votes may name, in alphabetical order."""
    pieces = (piece for side in ("a", "b") for piece in ground.votes.pieces(side))
    codes = {code for piece in pieces for code in np.flatnonzero(np.bincount(piece)).tolist()}
    seen = (ground.votes.models[code] for code in codes)
    cards = {name: ModelCard(name, active=False) for name in seen} | dict(ground.cards)
    return tuple(cards[name] for name in sorted(cards) if cards[name].listed)
