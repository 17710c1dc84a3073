"""Did its score really move? Two windows of votes, against models that should not have moved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tiltyard.errors import DataError, NotIdentifiedError
from tiltyard.ratings import Comparisons
from tiltyard.ratings.drift import Move, moved
from tiltyard.ratings.history import windows

# Below this a move is said to be more than chance.
LEVEL = 0.01


@dataclass(frozen=True, slots=True)
class Answer:
    """Whether a model's score moved.

    Attributes:
        model: whose.
        edges: begin, middle and end of the two windows, in seconds since 1970.
        votes: on the model, in each window.
        pinned: the models that it is measured against; ``are_all``: nobody named them.
        move: how far it rose, and how far it would have by chance.
    """

    model: str
    edges: tuple[float, float, float]
    votes: tuple[int, int]
    pinned: tuple[str, ...]
    are_all: bool
    move: Move

    @property
    def is_real(self) -> bool:
        """Whether chance alone would hardly have moved it so far."""
        return self.move.p_value < LEVEL

    @property
    def wobble(self) -> float:
        """How far 95 of 100 models that never change would seem to move at most, in points."""
        return 1.96 * self.move.standard_error

    def words(self) -> list[str]:
        """What to say."""
        points, what = self.move.points, "rose" if self.move.points > 0 else "fell"
        against = f"{len(self.pinned)} other models" if self.are_all else _listed(self.pinned)
        told = [
            f"{self.model} {what} by {abs(points):.0f} points against {against}.",
            f"By chance alone it would seem to move by up to {self.wobble:.0f} points, 19 times "
            f"in 20: {self.votes[0]:,} votes before and {self.votes[1]:,} after.",
        ]
        if self.is_real:
            told.append(
                f"It really moved: only {_rare(self.move.p_value)} unchanged models would seem to "
                "move so far. Look first whether other people vote, or ask other things, than "
                "before; then whether it is served as it was."
            )
        else:
            told.append(f"That is no sign of a change (p = {self.move.p_value:.2g}).")
        return told


def did_move(
    votes: Comparisons,
    model: str,
    *,
    edges: tuple[float | None, float | None, float | None] = (None, None, None),
    pinned: Sequence[str] = (),
    rng: np.random.Generator,
) -> Answer:
    """Whether a model's score moved from one window to the next.

    Args:
        votes: with their times.
        model: whose score.
        edges: begin, middle and end, in seconds since 1970; where one is None: the first vote, the
            middle of the model's votes between the other two, and the end.
        pinned: models that are served unchanged; all others that are rated in both windows if
            none is named.
        rng: draws the errors.

    Raises:
        DataError: the votes have no times; the model, or one that is pinned, has too few; or the
            edges are not in order.
        NotIdentifiedError: the votes of the windows have nothing in common.
    """
    if votes.voted_at is None:
        raise DataError("the votes do not say when they were cast, so no score can be seen to move")
    if model not in votes.models:
        raise DataError(f"there are no votes on {model!r}")
    begin, middle, end = _edges(votes, model, edges)
    votes = votes.rows((votes.voted_at >= begin) & (votes.voted_at < end))
    cut = windows(votes, rng=rng, edges=np.array([begin, middle, end]))
    before, after = cut.estimates
    for name in (model, *pinned):
        for estimate, which in ((before, "before"), (after, "after")):
            if name not in estimate.models:
                raise DataError(
                    f"{name!r} cannot be rated by the votes {which} the middle: take wider windows"
                )
    against = tuple(pinned) or tuple(
        name for name in before.models if name in after.models and name != model
    )
    if not against:
        raise NotIdentifiedError("no other model is rated in both windows: take wider windows")
    mine = votes.models.index(model)
    assert votes.voted_at is not None
    is_mine = (votes.a == mine) | (votes.b == mine)
    is_after = votes.voted_at >= middle
    return Answer(
        model=model,
        edges=(begin, middle, end),
        votes=(int((is_mine & ~is_after).sum()), int((is_mine & is_after).sum())),
        pinned=against,
        are_all=not pinned,
        move=moved(before, after, model, against, rng=rng),
    )


def _edges(
    votes: Comparisons, model: str, edges: tuple[float | None, float | None, float | None]
) -> tuple[float, float, float]:
    assert votes.voted_at is not None
    mine = votes.models.index(model)
    at = votes.voted_at[(votes.a == mine) | (votes.b == mine)]
    begin = edges[0] if edges[0] is not None else float(votes.voted_at.min())
    # The end is not in the window, and the last vote is.
    end = edges[2] if edges[2] is not None else float(np.nextafter(votes.voted_at.max(), np.inf))
    inside = at[(at >= begin) & (at < end)]
    if not len(inside):
        raise DataError(f"there are no votes on {model!r} in that time")
    middle = edges[1] if edges[1] is not None else float(np.median(inside))
    if not begin < middle < end:
        raise DataError("the middle must lie after the beginning and before the end")
    return begin, middle, end


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _rare(p_value: float) -> str:
    if p_value < 1e-6:
        return "fewer than one in a million"
    return f"one in {1 / p_value:,.0f}"
