"""What moderators decided, line by line; what of it is about votes is in the log too."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

from tiltyard.errors import DataError, UnknownNameError, WriteError
from tiltyard.registry import nearest

Decision = Literal["exclude", "restore", "dismiss"]

# Reasons by code: the log holds no free text.
EXCLUSIONS: Mapping[str, str] = {
    "random_clicks": "clicks at random",
    "one_side": "always chooses one side",
    "favours_models": "favours or disfavours models, not answers",
    "automated": "votes by a program",
    "many_identities": "one of several identities of a person",
    "same_voter": "later votes of a voter who is excluded",
}
RESTORATIONS: Mapping[str, str] = {
    "appeal": "the voter explained",
    "mistake": "excluded by mistake",
}
DISMISSALS: Mapping[str, str] = {
    "taste": "an honest taste",
    "too_little": "too little to tell",
}
REASONS: Mapping[Decision, Mapping[str, str]] = {
    "exclude": EXCLUSIONS,
    "restore": RESTORATIONS,
    "dismiss": DISMISSALS,
}


@dataclass(frozen=True, slots=True)
class Review:
    """What somebody decided of a voter.

    Attributes:
        voter: the pseudonym.
        decision: what.
        reason: why, a code of `REASONS`.
        by: who: a token's name, or ``command``.
        at: when.
        evidence: how much there was, in thousandths of the natural logarithm.
        votes: how many votes were excluded or restored.
    """

    voter: str
    decision: Decision
    reason: str
    by: str
    at: datetime
    evidence: int = 0
    votes: int = 0


class Reviews:
    """The file of all decisions; lines are added, never changed."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def all(self) -> list[Review]:
        """Every decision, in order.

        Raises:
            DataError: a line is none.
        """
        if not self._path.exists():
            return []
        lines = self._path.read_text(encoding="utf-8").splitlines()
        return [self._parsed(line, number) for number, line in enumerate(lines, 1)]

    def add(self, review: Review) -> None:
        """Keep a decision.

        Raises:
            WriteError: it cannot be written.
        """
        line = json.dumps(asdict(review) | {"at": review.at.isoformat()}) + "\n"
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            # One write at the end of the file: what others add meanwhile stays whole.
            with self._path.open("ab", buffering=0) as file:
                file.write(line.encode())
                os.fsync(file.fileno())
        except OSError as error:
            raise WriteError(f"{str(self._path)!r} cannot be written to: {error}") from error

    def _parsed(self, line: str, number: int) -> Review:
        try:
            told = json.loads(line)
            return Review(**told | {"at": datetime.fromisoformat(told["at"])})
        except (ValueError, TypeError, KeyError) as error:
            raise DataError(
                f"line {number} of {str(self._path)!r} is no decision: {error}"
            ) from error


def require_reason(decision: Decision, reason: str) -> None:
    """Return if the reason is one for such a decision.

    Raises:
        UnknownNameError: it is not; those that there are are named.
    """
    known = REASONS[decision]
    if reason not in known:
        raise UnknownNameError(
            f"{reason!r} is no reason to {decision}{nearest(reason, list(known))} "
            f"(there are {', '.join(known)})"
        )
