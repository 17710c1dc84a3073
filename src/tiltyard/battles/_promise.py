"""What a voter is told of whether a vote counts, and when."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Status:
    """Whether a vote counts (None: not decided yet), and why, in a sentence for the voter."""

    counts: bool | None
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """When votes count in this arena; boards keep it.

    Attributes:
        is_bounded: whether some votes do not count. Which they are is told after the vote: before
            it, that would say something about the two models.
        delay_hours: so many hours after it was cast a vote counts.
        least_votes: and once its voter has cast so many in 30 days.
        guest_hours: for so long voters are guests.
    """

    is_bounded: bool = False
    delay_hours: int = 0
    least_votes: int = 0
    guest_hours: int = 0

    def before(self) -> Status:
        """What is said when a vote is possible."""
        ready = "both models are anonymous and have finished their answers."
        if not self.is_bounded and not self._waits():
            return Status(True, f"Your vote counts: {ready}")
        if not self.is_bounded:
            return Status(True, f"Your vote counts {self._waits()}: {ready}")
        return Status(
            None, f"You can vote: {ready} Once your vote is in, you are told whether it counts."
        )

    def after(self, counts: str | None) -> Status:
        """What is said of a vote that is stored, by what it counts as."""
        if counts in (None, "yes"):
            when = self._waits()
            if not when:
                return Status(True, "Your vote is stored and counted.")
            return Status(True, f"Your vote is stored. It counts on the board {when}.")
        return Status(False, f"Your vote is stored. {self._why_not(counts or '')}")

    def _why_not(self, counts: str) -> str:
        if counts == "guest":
            long = "the first hour" if self.guest_hours == 1 else f"{self.guest_hours} hours"
            return (
                f"It is on the guests’ board: for {long} after your first battle here you are a "
                "guest."
            )
        if counts == "owner":
            return "It does not count on the board: one of the two models is your own."
        if counts == "limit":
            return (
                "It does not count on the board: a limit for voters is reached, as “How it works” "
                "tells."
            )
        if counts == "repeat":
            return (
                "You had judged these two answers before: it shows how alike people judge, and "
                "moves no board."
            )
        return "It moves no board."

    def _waits(self) -> str:
        return " ".join(self._conditions())

    def _conditions(self) -> Iterator[str]:
        if self.delay_hours:
            yield f"after {self.delay_hours} hour{'' if self.delay_hours == 1 else 's'}"
        if self.least_votes > 1:
            joint = "and " if self.delay_hours else ""
            yield f"{joint}once you have cast {self.least_votes} votes in 30 days"
