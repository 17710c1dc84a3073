"""What was known of a model before it was watched, frozen: its level, and that of its rivals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from tiltyard.ratings import Counts
from tiltyard.ratings.comparisons import A_WON, B_WON, TIE, Comparisons, Floats
from tiltyard.ratings.cusum import Cusum
from tiltyard.ratings.estimate import SCALE
from tiltyard.ratings.tie_probabilities import chances, fit_three_way

# How often two players met and how it ended for the first: won, lost, tied.
Met = Mapping[tuple[str, str], tuple[int, int, int]]

# A rival with fewer votes than this share of the watched model's is not known well enough.
_SHARE_OF_RIVALS = 0.25
# The level that is watched lies below the estimate by so many standard errors: an estimate that is
# too high by chance would look like a drop for ever. Chosen by simulation: see docs/methods.
CAUTION = 1.0
WATCH = Cusum(drop=30.0, threshold=8.0)


@dataclass(frozen=True, slots=True)
class Level:
    """A model's level beside its rivals'.

    Attributes:
        gaps: by rival, how far the model is above it in log-odds, cautiously.
        log_nu: the weight of a tie; see `ratings.tie_probabilities.ThreeWay`.
        error: standard error of the model's strength, in points of that scale.
        votes: on the model, that it was found from.
    """

    gaps: Mapping[str, float]
    log_nu: float
    error: float
    votes: int

    def evidence(self, met: str, seen: int) -> float | None:
        """What one vote says for a drop; None against a rival who is not known.

        Args:
            met: the rival.
            seen: 0 if the model won, 1 if it lost, 2 for a tie.
        """
        gap = self.gaps.get(met)
        if gap is None:
            return None
        return float(WATCH.evidence(np.array([gap]), self.log_nu)[0, seen])


def votes_of(met: Met, player: str) -> int:
    """How many votes a player has."""
    return sum(sum(ended) for pair, ended in met.items() if player in pair)


def level_of(met: Met, player: str) -> Level:
    """The level of a player by all votes that there are.

    Raises:
        NotConvergedError: no answer was reached.
    """
    counts = _counts(met)
    board = fit_three_way(counts)
    place = {name: index for index, name in enumerate(board.models)}
    mine = board.strength[place[player]]
    many = votes_of(met, player)
    information = 0.0
    for pair, ended in met.items():
        if player in pair:
            rival = pair[pair[0] == player]
            part = chances(np.array([mine - board.strength[place[rival]]]), board.log_nu)[0]
            information += sum(ended) * float(part[0] + part[1] - (part[0] - part[1]) ** 2) / 4
    error = 1 / np.sqrt(information)
    known = [
        one for one in board.models
        if one != player and votes_of(met, one) >= _SHARE_OF_RIVALS * many
    ]  # fmt: skip
    return Level(
        gaps={one: float(mine - CAUTION * error - board.strength[place[one]]) for one in known},
        log_nu=board.log_nu,
        error=float(SCALE * error),
        votes=many,
    )


def path_of(evidence: Floats, start: float) -> Floats:
    """The watched sum after each vote."""
    return WATCH.path(evidence, start=start)


def _counts(met: Met) -> Counts:
    names = sorted({name for pair in met for name in pair})
    place = {name: index for index, name in enumerate(names)}
    rows = [
        (place[a], place[b], outcome, count)
        for (a, b), ended in met.items()
        for outcome, count in zip((A_WON, B_WON, TIE), ended, strict=True)
        if count
    ]
    a, b, outcome, count = (np.array(column) for column in zip(*rows, strict=True))
    return Counts.of(
        Comparisons(tuple(names), a, b, outcome.astype(np.uint8), count=count.astype(np.float64))
    )
