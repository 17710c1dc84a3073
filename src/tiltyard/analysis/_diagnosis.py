"""What may be wrong with a board, in sentences: fit, circles, and where votes are thin."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tiltyard.analysis._words import number, plural
from tiltyard.errors import DataError, NotIdentifiedError
from tiltyard.ratings import cycles, fit_quality

if TYPE_CHECKING:
    from tiltyard.analysis._standings import Standings

# A circle this unlikely by luck, among all circles looked at, is worth a sentence.
_UNLIKELY = 0.01

# Fewer votes than this on a model make its interval rough.
_FEW = 30


def findings(board: Standings) -> Iterator[tuple[str, str]]:
    """Each finding as a heading and a sentence or two."""
    yield "connection", _connection(board)
    yield "ties on the board", _blocks(board)
    yield "thin places", _thin(board)
    yield from _fit(board)


def _connection(board: Standings) -> str:
    if board.unranked:
        return (
            f"The votes connect {board.n_models} of {board.n_models + len(board.unranked)} models; "
            "the others are listed above with what is missing."
        )
    return f"The votes connect all {board.n_models} models both ways, so all can be rated together."


def _blocks(board: Standings) -> str:
    blocks = len(board.tied_blocks)
    if blocks == board.n_models:
        return "Every model is surely above the next."
    if blocks == 1:
        return "No line can be drawn through the board with everything above it surely better."
    return (
        f"The board falls into {plural(blocks, 'block')}. Between blocks everything is sure; "
        "inside one, at least some models cannot be told apart."
    )


def _thin(board: Standings) -> str:
    pairs = board.n_models * (board.n_models - 1) // 2
    met = len(board.counts)
    text = f"{number(met)} of {plural(pairs, 'pair')} met"
    few = [row for row in board.models if row.votes < _FEW]
    if not few:
        return f"{text}, and every model has at least {_FEW} votes."
    names = ", ".join(row.model for row in few[:5])
    more = f" and {len(few) - 5} more" if len(few) > 5 else ""
    return f"{text}. Fewer than {_FEW} votes, so that intervals are rough: {names}{more}."


def _untested(board: Standings) -> str:
    why = f"are clustered by {' and '.join(board.cluster)}" if board.cluster else "are weighted"
    return (
        "Not tested, and neither are circles: the tests take votes for independent, and these "
        f"{why}, so that the tastes of a few could pass for a wrong model."
    )


def _fit(board: Standings) -> Iterator[tuple[str, str]]:
    """Only where the board is a plain Bradley–Terry fit, which is what the tests test."""
    if board.method != "bradley_terry" or board.options.get("ridge") or board.held_equal:
        return
    if board.cluster or board.weighting:
        yield "goodness of fit", _untested(board)
        return
    try:
        fit = fit_quality.goodness_of_fit(board.counts, board.estimate)
        circles = cycles.largest_cycles(board.counts, board.estimate, most=3)
    except (DataError, NotIdentifiedError) as error:
        yield "goodness of fit", f"It could not be tested: {error}"
        return
    if fit.degrees_of_freedom < 0.5:
        yield "goodness of fit", "No pairs are left over to test it with."
        return
    ratio = fit.pearson / fit.degrees_of_freedom
    if fit.p_value < _UNLIKELY:
        verdict = "One number per model does not say all that these votes say."
    else:
        verdict = "The votes do not contradict one number per model."
    sparse = " Many pairs have few votes, so take this roughly." if fit.sparse > 0.2 else ""
    yield (
        "goodness of fit",
        f"{verdict} Pairs are {ratio:.2f} times as far from the fit as luck puts them "
        f"(Pearson {fit.pearson:,.1f} on {fit.degrees_of_freedom:,.0f} degrees of freedom, "
        f"p = {fit.p_value:.2g}), if all votes are independent.{sparse}",
    )
    real = [circle for circle in circles if circle.p_value < _UNLIKELY]
    if real:
        shown = "; ".join(" over ".join((*one.models, one.models[0])) for one in real)
        yield "circles", f"Stronger in a circle than luck allows: {shown}."
    else:
        yield "circles", "No circle of three models is stronger than luck allows."
