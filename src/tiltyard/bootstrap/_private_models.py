"""What may be seen of private models: by everybody how many, by an owner its own, then all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from tiltyard.bootstrap._register import Register, Release, Variant
from tiltyard.errors import RatingError
from tiltyard.leaderboard import FRESH, Board, Boards, Row, Supply, VotesSource, board_with
from tiltyard.ledger import MOST_AT_ONCE
from tiltyard.settings import Settings


@dataclass(frozen=True, slots=True)
class Tested:
    """How many models an organisation tests, and has tested.

    Attributes:
        title: of the organisation, for people.
        now: how many are tested in private now.
        since_release: how many were registered since its last release, those of now among them.
        told: how many were told in releases.
    """

    title: str
    now: int
    since_release: int
    told: int


@dataclass(frozen=True, slots=True)
class OwnModel:
    """A private model, for its owner's eyes.

    ``row`` is its place on the usual board if its organisation's private models were on it; none,
    with a ``reason``, while the votes cannot place it.
    """

    variant: Variant
    is_tested: bool
    votes: int
    row: Row | None
    reason: str


class PrivateModels:
    """Private models of an arena.

    Args:
        settings: as they were read.
        supply: the arena's votes.
    """

    most_at_once = MOST_AT_ONCE
    fresh = FRESH

    def __init__(self, settings: Settings, supply: Supply) -> None:
        self._settings = settings
        self._register = Register(settings.data_dir)
        self._source: VotesSource = supply.source
        self._boards: Boards = supply.boards

    def counts(self) -> list[Tested]:
        """Of every organisation with private models how many there are and were, by title."""
        told, variants = self._register.told(), self._register.variants()
        tested = self._tested()
        owners = {one.owner for one in variants.values()}
        found = []
        for owner in owners:
            own = [one.code_name for one in variants.values() if one.owner == owner]
            fresh = [name for name in own if name not in told]
            now = sum(name in tested for name in fresh)
            found.append(Tested(self.title(owner), now, len(fresh), len(own) - len(fresh)))
        return sorted(found, key=lambda one: one.title)

    def releases(self) -> Sequence[Release]:
        """All that were told, the last release first."""
        return self._register.releases()[::-1]

    def title(self, owner: str) -> str:
        """What people call an organisation."""
        known = self._settings.organisations.get(owner)
        return owner if known is None or known.title is None else known.title

    def own(self, owner: str) -> list[OwnModel]:
        """The private models of one organisation that are not told yet; blocks for a second or so.

        Ratings are those of the usual board as it is now. Nothing of another organisation is here.
        """
        told = self._register.told()
        variants = [
            one
            for one in self._register.variants().values()
            if one.owner == owner and one.code_name not in told
        ]
        board = self._board([one.code_name for one in variants]) if variants else None
        return [self._own(one, board) for one in variants]

    def as_dict(self) -> dict[str, Any]:
        """What everybody may know, in plain types."""
        return {
            "most_at_once": MOST_AT_ONCE,
            "provisional_below": FRESH,
            "organisations": [
                {
                    "title": one.title,
                    "tested_now": one.now,
                    "registered_since_release": one.since_release,
                    "told": one.told,
                }
                for one in self.counts()
            ],
            "releases": [one.as_dict() for one in self.releases()],
        }

    def _tested(self) -> set[str | None]:
        models = self._settings.models.values()
        return {one.code_name for one in models if one.private and one.status == "active"}

    def _board(self, names: Sequence[str]) -> Board | None:
        try:
            return board_with(
                self._source, self._boards.usual, names, computed_at=datetime.now(UTC)
            )
        except RatingError:
            return None  # no vote says anything yet

    def _own(self, variant: Variant, board: Board | None) -> OwnModel:
        row = board.row(variant.code_name) if board else None
        others = board.unranked if board else ()
        other = next((one for one in others if one.card.name == variant.code_name), None)
        votes = row.record.votes if row and row.record else other.votes if other else 0
        reason = "" if row else other.reason if other else "No votes yet"
        return OwnModel(variant, variant.code_name in self._tested(), votes, row, reason)
