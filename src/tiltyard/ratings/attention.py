"""Does a voter read? Evidence from checks in which one of the two answers is plainly off the topic.

Of honest voters who say that one is better, `RIGHT` choose the good one or more; who clicks at
random, a half. Each check multiplies the capital against its voter by the ratio of the two, which
for honest voters is 1 on average, or less: see `tiltyard.ratings.voters`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tiltyard.ratings.comparisons import A_WON, B_WON, BOTH_BAD, Codes, Floats

RIGHT, CLICKER = 0.95, 0.5


@dataclass(frozen=True, slots=True, eq=False)
class Checks:
    """Votes on checks of attention.

    Attributes:
        voter: the code of each vote's voter.
        outcome: what each says, a place in `comparisons.OUTCOMES`.
        broken: which answer was off the topic: 0 is a, 1 is b.
    """

    voter: Codes
    outcome: Codes
    broken: Codes

    def __len__(self) -> int:
        return len(self.voter)

    @property
    def passed(self) -> NDArray[np.bool_]:
        """Whether each vote chose the good answer."""
        return np.asarray(self.outcome == np.where(self.broken == 0, B_WON, A_WON))

    @property
    def failed(self) -> NDArray[np.bool_]:
        """Whether each vote chose the other one, or neither; both bad is no answer to the check."""
        return np.asarray(~self.passed & (self.outcome != BOTH_BAD))

    def against(self, voters: Codes) -> Floats:
        """The natural logarithm of what checks multiply each voter's capital by, ``voters`` codes.

        Nothing for those who had no check.
        """
        ratio = np.where(self.passed, np.log(CLICKER / RIGHT), 0.0)
        ratio = np.where(self.failed, np.log(CLICKER / (1 - RIGHT)), ratio)
        end = int(max(voters.max(initial=-1), self.voter.max(initial=-1))) + 1
        return np.asarray(np.bincount(self.voter, weights=ratio, minlength=end)[voters])
