"""Why the votes cannot place a model."""

from __future__ import annotations

from tiltyard.analysis._standings import Unranked
from tiltyard.ratings import Counts
from tiltyard.ratings.connectivity import islands


def unranked(votes: Counts, ranked: frozenset[str]) -> tuple[Unranked, ...]:
    """The models that are not ranked, those with the most votes first, each with a reason."""
    if len(ranked) == len(votes.models):
        return ()
    met = {name for island in islands(votes) if island & ranked for name in island}
    columns = zip(votes.models, votes.votes_of_models(), votes.win_rates(), strict=True)
    left_out = [
        Unranked(name, float(seen), _reason(float(rate), bool(ranked), name in met))
        for name, seen, rate in columns
        if name not in ranked
    ]
    return tuple(sorted(left_out, key=lambda one: (-one.votes, one.model)))


def _reason(win_rate: float, is_any_ranked: bool, has_met: bool) -> str:
    if win_rate == 1:
        return "Has only won: a rating needs a loss or a tie too"
    if win_rate == 0:
        return "Has only lost: a rating needs a win or a tie too"
    if not is_any_ranked:
        return "The votes do not connect it with another model both ways"
    if has_met:
        return "No chain of wins joins it to the ranked models both ways"
    return "Never met the ranked models, nor any that did"
