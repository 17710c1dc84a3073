"""What was excluded by the rule of evidence is computed again, from the votes it was about."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tiltyard.ledger import WINNERS, Leaf
from tiltyard.ratings import Comparisons
from tiltyard.ratings.attention import Checks
from tiltyard.ratings.comparisons import OUTCOMES
from tiltyard.ratings.screening import RULE, WITHOUT_CHECKS, Screened, screened
from tiltyard.transparency.verify._ballots import YES, Ballots, Columns
from tiltyard.transparency.verify._outcome import Findings

RULES = (RULE, WITHOUT_CHECKS)
# Another machine's arithmetic may differ by so many thousandths.
_SLACK = 2
# A night is computed anew for each size that leaves name: so many votes in all, the latest first.
_MOST_VOTES = 4_000_000
_OUTCOME = np.array([[one.value for one in OUTCOMES].index(name) for name in WINNERS])


class Night(NamedTuple):
    """What the rule finds in the votes below a size; ``voters`` are numbers, by place."""

    result: Screened
    voters: NDArray[np.integer]


class Claims:
    """Leaves that excluded by the rule, by the size and the version of the rule that they name."""

    def __init__(self) -> None:
        self._of_size: dict[tuple[int, str], list[tuple[int, Leaf]]] = {}

    def add(self, place: int, leaf: Leaf) -> None:
        """Keep one."""
        self._of_size.setdefault((leaf["size"], leaf["rule"]), []).append((place, leaf))

    def look(self, ballots: Ballots, findings: Findings) -> str:
        """Compute them again; returns what to say if all is well, nothing without any."""
        votes = ballots.columns()
        left = _MOST_VOTES
        looked, passed = 0, 0
        for size, rule in sorted(self._of_size, reverse=True):
            left -= int(np.searchsorted(votes.place, size))
            if left < 0 and looked:
                passed += len(self._of_size[size, rule])
                continue
            night = _night(ballots, votes, size, has_checks=rule == RULE)
            for place, leaf in self._of_size[size, rule]:
                _check(place, leaf, votes, night, findings)
                looked += 1
        told = f"evidence was computed again {looked:,} times" if looked else ""
        return told + (f", and not {passed:,} earlier times" if passed else "")


def _night(ballots: Ballots, votes: Columns, size: int, *, has_checks: bool) -> Night:
    """The rule on the votes below a size."""
    names, (a, b) = _by_name(ballots, np.stack([votes.a, votes.b]))
    rows = np.flatnonzero((votes.place < size) & (votes.counts == YES) & (a != b))
    seen, at = np.unique(np.stack([a[rows], b[rows]]), return_inverse=True)
    a, b = at.reshape(2, len(rows))
    compared = Comparisons(
        tuple(names[one] for one in seen),
        a,
        b,
        _OUTCOME[votes.winner[rows]].astype(np.uint8),
        clusters={"voter": votes.voter[rows].astype(np.int64)},
    )
    out = np.isin(votes.place[rows], ballots.excluded(size))
    checks = _checks(votes, size) if has_checks else None
    result = screened(compared, ballots.voters(), excluded=out, checks=checks)
    return Night(result, result.evidence.voters)


def _checks(votes: Columns, size: int) -> Checks:
    """The votes below a size on checks of attention."""
    rows = np.flatnonzero((votes.place < size) & (votes.gold >= 0))
    return Checks(
        votes.voter[rows].astype(np.int64), _OUTCOME[votes.winner[rows]], votes.gold[rows]
    )


def _by_name(ballots: Ballots, sides: NDArray[np.int64]) -> tuple[list[str], NDArray[np.int64]]:
    """The models by name, and codes of them in the place of numbers of versions."""
    numbers, at = np.unique(sides, return_inverse=True)
    told = [ballots.names.get(int(one), f"model {one}") for one in numbers]
    names = sorted(set(told))
    code = np.array([names.index(name) for name in told], dtype=np.int64)
    return names, code[at.reshape(sides.shape)]


def _check(place: int, leaf: Leaf, votes: Columns, night: Night, findings: Findings) -> None:
    rows = np.searchsorted(votes.place, leaf["votes"])
    whose = np.unique(votes.voter[np.minimum(rows, len(votes.place) - 1)])
    if len(whose) != 1:
        findings.fail("it excludes by evidence against one voter votes of several", place)
        return
    at = int(np.searchsorted(night.voters, whose[0]))
    if at >= len(night.voters) or night.voters[at] != whose[0] or at not in night.result.flagged:
        findings.fail("the rule that it names does not flag this voter", place)
        return
    evidence = max(0, round(1000 * float(night.result.current[at])))
    if abs(evidence - leaf["evidence"]) > _SLACK:
        findings.fail(
            f"it says evidence of {leaf['evidence']}, and the votes give {evidence}", place
        )
