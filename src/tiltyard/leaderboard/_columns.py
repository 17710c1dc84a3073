"""How many votes have each label."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from tiltyard.leaderboard._encoded import UNKNOWN
from tiltyard.leaderboard._slice import columns_of, labels
from tiltyard.leaderboard._votes import Votes

YES_OR_NO = ("false", "true")
# A label of answers: whether an answer is right, where that can be told.
CORRECT = "correct"


def label_counts(votes: Votes, mask: NDArray[np.bool_] | None = None) -> dict[str, dict[str, int]]:
    """How many votes have each value of each label, on either side.

    Args:
        votes: of which.
        mask: which of them are counted, shape ``(n,)``; all of them if missing.
    """
    return {
        name: _counted(votes, columns_of(votes, name), values, mask)
        for name, values in labels(votes).items()
    }


def _counted(
    votes: Votes, columns: list[str], values: tuple[str, ...], mask: NDArray[np.bool_] | None
) -> dict[str, int]:
    """Of a label of answers a vote counts once for each value that either side has."""
    codes = [_recoded(votes, column, values) for column in columns]
    if mask is not None:
        codes = [code[mask] for code in codes]
    found = sum(np.bincount(code + 1, minlength=len(values) + 1) for code in codes)
    if len(codes) > 1:
        same = codes[0][codes[0] == codes[1]]
        found = found - np.bincount(same + 1, minlength=len(values) + 1)
    return dict(zip(values, np.asarray(found)[1:].tolist(), strict=True))


def _recoded(votes: Votes, column: str, values: tuple[str, ...]) -> NDArray[Any]:
    """Codes by their place in ``values``: either side has a list of its own."""
    own = [*map(values.index, votes.labels[column]), UNKNOWN]
    return np.array(own, dtype=np.intp)[votes.column(column)]
