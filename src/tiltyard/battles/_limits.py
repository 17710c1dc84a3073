"""What a battle may use, and how its answers flow."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field

from tiltyard.battles._again import Repeats
from tiltyard.battles._gold import Gold
from tiltyard.battles._live import Patience, Rhythm
from tiltyard.battles._promise import Promise
from tiltyard.records import Pace


@dataclass(frozen=True, slots=True)
class Limits:
    """What a battle may use, how its answers flow, whether it may be published and counts."""

    prompt_characters: int = 12_000
    turns: int = 50
    pace: Pace = Pace.STRICT
    pace_characters: int = 12
    pace_seconds: float = 0.05
    attach_seconds: float = 10.0
    leave_seconds: float = 1.2
    publishable: bool = False
    promise: Promise = field(default_factory=Promise)
    repeats: Repeats = field(default_factory=Repeats)
    gold: Gold = field(default_factory=Gold)

    @property
    def rhythm(self) -> Rhythm | None:
        """Of the strict pace; None for the fast one."""
        if self.pace is Pace.FAST:
            return None
        return Rhythm(self.pace_characters, self.pace_seconds)

    @property
    def patience(self) -> Patience:
        """How long to go on answering when nobody watches."""
        return Patience(self.attach_seconds, self.leave_seconds)


def new_battle_id() -> str:
    """An id that nobody can guess: 128 random bits."""
    return secrets.token_urlsafe(16)
