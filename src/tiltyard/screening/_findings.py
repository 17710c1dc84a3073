"""What there is against voters, as it is kept from one night to the next."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tiltyard.errors import DataError
from tiltyard.ratings import Comparisons
from tiltyard.ratings.comparisons import A_WON, B_WON, TIE, Floats
from tiltyard.ratings.screening import RULE, Screened, screened
from tiltyard.ratings.tie_probabilities import three_outcomes
from tiltyard.screening._ballots import Ballots

# As many steps of a path are kept as can be seen.
_STEPS = 300
_VERSION = 1


@dataclass(frozen=True, slots=True)
class OfModel:
    """What a voter said of a model.

    Attributes:
        name: of the model.
        battles: how many of the voter's had it.
        worth: what it won of them, ties as halves.
        expected: what it would have won by the votes of others.
    """

    name: str
    battles: int
    worth: float
    expected: float


@dataclass(frozen=True, slots=True)
class Finding:
    """What there is against one voter.

    Attributes:
        voter: the pseudonym.
        votes: how many counted votes the voter cast.
        evidence: natural logarithm of the capital after the last one, with what checks of
            attention multiply it by.
        bets: that of each bet, in the order of `voters.BETS`.
        is_judged: whether others said enough to judge by.
        is_flagged: whether the rule asks for a look.
        chosen: how often the voter chose left, right and neither.
        expected: how often they would have by the votes of others.
        models: those that the voter met, the most surprising first.
        path: numbers of votes, and the logarithm of the capital of the bets after each.
        hours: when the first and the last vote were cast, in hours since 1970.
        checks: of attention: how many the voter passed, failed, and answered by both bad.
    """

    voter: str
    votes: int
    evidence: float
    bets: tuple[float, ...]
    is_judged: bool
    is_flagged: bool
    chosen: tuple[int, ...]
    expected: tuple[float, ...]
    models: tuple[OfModel, ...]
    path: tuple[tuple[int, float], ...]
    hours: tuple[int, ...]
    checks: tuple[int, ...] = (0, 0, 0)

    @property
    def milli(self) -> int:
        """The evidence as leaves have it: thousandths, none below 0."""
        return max(0, round(1000 * self.evidence))


@dataclass(frozen=True, slots=True)
class Findings:
    """What a night found.

    Attributes:
        size: votes at places of the log below this were looked at.
        at: when.
        votes: how many votes counted, and ``voters`` cast them.
        voters: as above.
        judged: of how many voters others said enough to judge by.
        people: what there is against those who are flagged or asked about.
    """

    size: int
    at: datetime
    votes: int
    voters: int
    judged: int
    people: tuple[Finding, ...]
    rule: str = RULE

    def of(self, voter: str) -> Finding | None:
        """What there is against a voter, if it was kept."""
        return next((one for one in self.people if one.voter == voter), None)

    def as_dict(self) -> dict[str, Any]:
        """The same as JSON has it."""
        return asdict(self) | {"at": self.at.isoformat(), "version": _VERSION}

    @classmethod
    def from_dict(cls, told: dict[str, Any]) -> Findings:
        """From what `as_dict` gave.

        Raises:
            DataError: it is something else, such as the file of another version.
        """
        if told.get("version") != _VERSION:
            raise DataError("the findings are of another version: run `tiltyard voters screen`")
        given = {name: told[name] for name in cls.__annotations__}
        given["at"] = datetime.fromisoformat(told["at"])
        given["people"] = tuple(_finding(one) for one in told["people"])
        return cls(**given)


def _finding(told: dict[str, Any]) -> Finding:
    fixed: dict[str, Any] = {
        name: tuple(v) if isinstance(v, list) else v for name, v in told.items()
    }
    fixed["models"] = tuple(OfModel(**one) for one in told["models"])
    fixed["path"] = tuple((n, e) for n, e in told["path"])
    return Finding(**fixed)


def find(
    ballots: Ballots,
    excluded: Collection[int],
    *,
    besides: Iterable[str] = (),
    at: datetime | None = None,
) -> Findings:
    """What the rule finds in the votes that count.

    Args:
        ballots: the votes.
        excluded: leaves of votes that are excluded: nobody is judged by them.
        besides: voters to tell of beside those who are flagged.
        at: when it is; now if missing.
    """
    rows = ballots.comparable()
    votes, hours = ballots.comparisons(rows), ballots.hour[rows]
    out = np.fromiter(excluded, dtype=np.int64, count=len(excluded))
    result = screened(
        votes,
        ballots.voters,
        excluded=np.isin(ballots.place[rows], out),
        checks=ballots.checks(),
    )
    flagged = [int(place) for place in result.flagged]
    names = {ballots.voters[code]: place for place, code in enumerate(result.evidence.voters)}
    asked = [names[name] for name in besides if name in names]
    told = dict.fromkeys([*flagged, *asked])
    return Findings(
        size=ballots.size,
        at=at or datetime.now(UTC),
        votes=len(votes),
        voters=len(result.evidence.voters),
        judged=int(result.judged.sum()),
        people=tuple(
            _of(place, votes, result, ballots, hours, is_flagged=place in flagged) for place in told
        ),
    )


def _of(  # noqa: PLR0913 -- one voter of a result, and all that it was made of
    place: int,
    votes: Comparisons,
    result: Screened,
    ballots: Ballots,
    hours: NDArray[np.int64],
    *,
    is_flagged: bool,
) -> Finding:
    code = int(result.evidence.voters[place])
    rows = np.flatnonzero(votes.clusters["voter"] == code)
    mine, chance = votes.rows(rows), result.chance[rows]
    outcome = three_outcomes(mine.outcome)
    running = result.evidence.running[rows]
    steps = np.unique(np.linspace(0, len(rows) - 1, min(_STEPS, len(rows))).round().astype(int))
    return Finding(
        voter=ballots.voters[code],
        votes=len(rows),
        evidence=float(result.current[place]),
        bets=tuple(float(one) for one in result.evidence.bets[place]),
        is_judged=bool(result.judged[place]),
        is_flagged=is_flagged,
        chosen=tuple(int((outcome == one).sum()) for one in (A_WON, B_WON, TIE)),
        expected=tuple(float(one) for one in chance.sum(axis=0)),
        models=_models(mine, chance),
        path=((0, 0.0), *((int(step) + 1, float(running[step])) for step in steps)),
        hours=(int(hours[rows].min()), int(hours[rows].max())),
        checks=_checks(ballots, code),
    )


def _checks(ballots: Ballots, code: int) -> tuple[int, int, int]:
    """How many checks of attention a voter passed, failed, and answered by both bad."""
    checks = ballots.checks()
    mine = checks.voter == code
    passed, failed = int((mine & checks.passed).sum()), int((mine & checks.failed).sum())
    return passed, failed, int(mine.sum()) - passed - failed


def _models(mine: Comparisons, chance: Floats) -> tuple[OfModel, ...]:
    """What a voter said of each model, the most surprising first."""
    m = len(mine.models)
    worth, likely = mine.worth(), chance[:, A_WON] + chance[:, TIE] / 2
    both = np.concatenate([mine.a, mine.b])
    battles = np.bincount(both, minlength=m)
    won = np.bincount(both, weights=np.concatenate([worth, 1 - worth]), minlength=m)
    due = np.bincount(both, weights=np.concatenate([likely, 1 - likely]), minlength=m)
    order = np.argsort(-np.abs(won - due), kind="stable")
    return tuple(
        OfModel(mine.models[one], int(battles[one]), float(won[one]), float(due[one]))
        for one in map(int, order)
        if battles[one]
    )
