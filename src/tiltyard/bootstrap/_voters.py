"""How much one voter may add to the boards: what a profile says, and the settings over it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from tiltyard.battles import Bounds, Gold, Promise, Repeats
from tiltyard.errors import ConfigurationError
from tiltyard.leaderboard import Waiting
from tiltyard.settings import Settings

Profile = Literal["team", "public"]
_NAMES = (
    "per_model",
    "per_day",
    "per_address_day",
    "guest_hours",
    "delay_hours",
    "least_votes",
    "opens_per_hour",
    "opens_per_address_hour",
    "gold",
)
PROFILES: Mapping[Profile, Mapping[str, int]] = {
    "team": dict.fromkeys(_NAMES, 0),
    "public": dict(zip(_NAMES, (3, 50, 100, 1, 24, 5, 60, 600, 2), strict=True)),
}
_GOLD_AMONG = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class VoterRules:
    """The profile, and its numbers; 0 is no bound. See the settings of the same names."""

    profile: Profile
    per_model: int
    per_day: int
    per_address_day: int
    guest_hours: int
    delay_hours: int
    least_votes: int
    opens_per_hour: int
    opens_per_address_hour: int
    repeats: Repeats
    gold: Gold

    @property
    def bounds(self) -> Bounds:
        """What is decided when a vote is cast."""
        return Bounds(
            per_model=self.per_model,
            per_day=self.per_day,
            per_address_day=self.per_address_day,
            guest_hours=self.guest_hours,
        )

    @property
    def promise(self) -> Promise:
        """What voters are told of both."""
        return Promise(
            # What is shown again, or is a check, counts for nothing, which only the end may tell.
            is_bounded=self.bounds != Bounds() or self.repeats.share > 0 or self.gold.battles > 0,
            delay_hours=self.delay_hours,
            least_votes=self.least_votes,
            guest_hours=self.guest_hours,
        )

    @property
    def waiting(self) -> Waiting:
        """What is decided when a board is computed."""
        return Waiting(self.delay_hours, self.least_votes)


def voter_rules(settings: Settings) -> VoterRules:
    """What holds in an arena.

    Raises:
        ConfigurationError: there are to be more checks of attention than battles.
    """
    told = settings.voters
    usual = PROFILES[told.profile]
    own = {name: getattr(told, name) for name in _NAMES}
    numbers = {name: usual[name] if own[name] is None else own[name] for name in _NAMES}
    repeats = Repeats(share=told.repeat, days=told.repeat_days)
    gold = Gold(battles=numbers.pop("gold"), among=told.gold_among or _GOLD_AMONG)
    if gold.battles > gold.among:
        raise ConfigurationError(
            f"`voters.gold` is {gold.battles} of a voter's first {gold.among} battles: "
            "`voters.gold_among` must be as many or more"
        )
    return VoterRules(profile=told.profile, repeats=repeats, gold=gold, **numbers)
