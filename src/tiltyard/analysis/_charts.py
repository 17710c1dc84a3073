"""The pictures of a board, each as an Altair chart without colours for its text.

Scales begin and end where they must, so that luck does not look like skill.
"""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from tiltyard.analysis._words import interval, interval_head, number, span, visible
from tiltyard.errors import ConfigurationError
from tiltyard.ratings import matrices
from tiltyard.ratings import ranks as _ranks

if TYPE_CHECKING:
    from tiltyard.analysis._standings import Row, Standings

BLUE, ORANGE, GREY = "#3b7dd8", "#d9822b", "#9aa1ab"
WIDTH = 560

# Below this many points from end to end, a picture would make a mountain of nothing.
MIN_SPAN = 100.0

# Pairs with fewer votes than this are drawn faintly: their share is mostly luck.
FEW_VOTES = 10

# Long names lose their middle: versions are told apart by their ends.
_SHORT = (
    "length(datum.label) > 28 ? slice(datum.label, 0, 11) + '…' + slice(datum.label, -16) "
    ": datum.label"
)

_DRAWS = 4_000


def library() -> Any:  # noqa: ANN401 -- a module, whose classes are made at run time
    """Altair, if it and what turns it into images are installed.

    Raises:
        ConfigurationError: they are not.
    """
    try:
        importlib.import_module("vl_convert")
        return importlib.import_module("altair")
    except ModuleNotFoundError as error:
        raise ConfigurationError(
            "pictures need Altair and vl-convert: pip install 'tiltyard[plots]'"
        ) from error


def intervals(board: Standings, rows: Sequence[Row]) -> Any:  # noqa: ANN401 -- see above
    """A line for each model: its rating, its interval, its ranks; tied blocks on bands."""
    alt = library()
    blocks = {name: index for index, block in enumerate(board.tied_blocks) for name in block}
    domain = _domain(rows)
    values = [
        {
            "model": visible(row.model),
            "rating": row.rating,
            # An end that an interval does not have lies outside the picture.
            "lower": max(row.lower, domain[0]),
            "upper": min(row.upper, domain[1]),
            "interval": interval(row.lower, row.upper),
            "ranks": span(row.rank_lower, row.rank_upper),
            "votes": row.votes,
            "is_banded": blocks[row.model] % 2 == 0,
        }
        for row in rows
    ]
    base = alt.Chart(alt.Data(values=values)).encode(y=_models("model", rows))
    across = {"domain": domain, "zero": False, "nice": False}
    x = alt.X("rating:Q").scale(**across).axis(title="rating", tickCount=8, format=",d")
    tips = ["model:N", "ranks:N", _points("rating"), "interval:N", "votes:Q"]
    bands = base.mark_rect(color=GREY, opacity=0.16).transform_filter("datum.is_banded")
    lines = base.mark_rule(color=BLUE, strokeWidth=2, opacity=0.75).encode(
        x=alt.X("lower:Q").scale(**across), x2="upper:Q", tooltip=tips
    )
    points = base.mark_point(color=BLUE, filled=True, size=46, opacity=1).encode(x=x, tooltip=tips)
    names = base.mark_text(align="left", dx=6, fontSize=10).encode(
        x=alt.value(WIDTH), text="ranks:N"
    )
    return (bands + lines + points + names).properties(
        width=WIDTH,
        height=alt.Step(_step(rows)),
        title=_title(
            f"Ratings with {interval_head(board)}s",
            "Right: the ranks that the votes allow. Bands: groups between which the order is sure.",
            "100 points ahead: preferred in 64 of 100 battles.",
        ),
    )


def win_rates(board: Standings, rows: Sequence[Row]) -> Any:  # noqa: ANN401 -- see above
    """How often each row's model was preferred to each column's."""
    alt = library()
    share, votes = matrices.observed(board.counts), matrices.votes_of_pairs(board.counts)
    cells = [
        {**cell, "share": float(share[i, j]), "votes": float(votes[i, j])}
        for cell, i, j in _pairs(board, rows)
        if votes[i, j]
    ]
    colour = (
        alt.Color("share:Q")
        .scale(domain=[0, 0.5, 1], range=[ORANGE, "#c9ccd1", BLUE], interpolate="rgb")
        .legend(format="%", title="won")
    )
    chart = _matrix(cells, rows, colour).encode(
        opacity=alt.condition(f"datum.votes < {FEW_VOTES}", alt.value(0.35), alt.value(1)),
        tooltip=["model:N", "other:N", alt.Tooltip("share:Q", format=".1%"), "votes:Q"],
    )
    return _lettered(chart, rows, "share", ".0%").properties(
        title=_title(
            f"How often the row was preferred to the column{_of(board, rows)}",
            f"As observed, ties as halves. Faint: fewer than {FEW_VOTES} votes. Empty: none.",
        )
    )


def pair_counts(board: Standings, rows: Sequence[Row]) -> Any:  # noqa: ANN401 -- see above
    """How many votes there are on each pair."""
    alt = library()
    votes = matrices.votes_of_pairs(board.counts)
    cells = [
        {**cell, "votes": float(votes[i, j])} for cell, i, j in _pairs(board, rows) if votes[i, j]
    ]
    colour = (
        alt.Color("votes:Q")
        .scale(type="log", range=["#dde8f8", BLUE])
        .legend(title="votes", format="~s")
    )
    chart = _matrix(cells, rows, colour).encode(tooltip=["model:N", "other:N", "votes:Q"])
    return _lettered(chart, rows, "votes", ",.0f").properties(
        title=_title(f"Votes on each pair{_of(board, rows)}", "On a logarithmic scale.")
    )


def ranks(board: Standings, rows: Sequence[Row]) -> Any:  # noqa: ANN401 -- see above
    """How probable each rank is for each model."""
    alt = library()
    rng = np.random.default_rng(board.seed)
    chance = _ranks.rank_probabilities(board.estimate, rng=rng, draws=_DRAWS)
    place = {name: index for index, name in enumerate(board.estimate.models)}
    cells: list[dict[str, Any]] = [
        {
            "model": visible(row.model),
            "rank": rank + 1,
            "probability": float(chance[place[row.model], rank]),
        }
        for row in rows
        for rank in np.flatnonzero(chance[place[row.model]] >= 0.005).tolist()
    ]
    last = max(cell["rank"] for cell in cells)
    return (
        alt.Chart(alt.Data(values=cells))
        .mark_rect(color=BLUE)
        .encode(
            y=_models("model", rows),
            x=alt.X("rank:O")
            .scale(domain=list(range(1, last + 1)))
            .axis(labelAngle=0, labelOverlap="greedy", labelSeparation=6, title="rank"),
            opacity=alt.Opacity("probability:Q")
            .scale(type="sqrt", domain=[0, 1], range=[0, 1])
            .legend(format="%", title="probability"),
            tooltip=["model:N", "rank:O", alt.Tooltip("probability:Q", format=".1%")],
        )
        .properties(
            width=WIDTH,
            height=alt.Step(_step(rows)),
            title=_title(
                f"How probable each rank is{_of(board, rows)}",
                f"From {_DRAWS:,} draws of all strengths together; below 0.5 % nothing is drawn.",
            ),
        )
    )


def _pairs(board: Standings, rows: Sequence[Row]) -> list[tuple[dict[str, Any], int, int]]:
    """Every two different models, named, with their places in the matrices."""
    place = {name: index for index, name in enumerate(board.counts.models)}
    return [
        (
            {"model": visible(one.model), "other": visible(other.model)},
            place[one.model],
            place[other.model],
        )
        for one in rows
        for other in rows
        if one is not other
    ]


def _matrix(cells: list[dict[str, Any]], rows: Sequence[Row], colour: Any) -> Any:  # noqa: ANN401 -- see above
    alt = library()
    side = _side(rows)
    return (
        alt.Chart(alt.Data(values=cells))
        .mark_rect()
        .encode(
            y=_models("model", rows),
            x=alt.X("other:N")
            .scale(domain=[visible(row.model) for row in rows])
            .axis(labelAngle=-60, labelExpr=_SHORT, labelLimit=190, title=None, orient="bottom"),
            color=colour,
        )
        .properties(width=alt.Step(side), height=alt.Step(side))
    )


def _lettered(chart: Any, rows: Sequence[Row], field: str, form: str) -> Any:  # noqa: ANN401 -- see above
    """The chart, with numbers in its cells where there is room for them."""
    if len(rows) > 12:
        return chart
    alt = library()
    letters = chart.mark_text(fontSize=10, fill="#111827").encode(
        text=alt.Text(f"{field}:Q", format=form), opacity=alt.value(1), color=alt.value("#111827")
    )
    return chart + letters


def _models(field: str, rows: Sequence[Row]) -> Any:  # noqa: ANN401 -- see above
    """The axis of models, the best at the top."""
    alt = library()
    size = 11 if len(rows) <= 60 else 9
    return (
        alt.Y(f"{field}:N")
        .scale(domain=[visible(row.model) for row in rows])
        .axis(title=None, labelExpr=_SHORT, labelLimit=190, labelFontSize=size, labelOverlap=False)
    )


def _domain(rows: Sequence[Row]) -> list[float]:
    ends = [end for row in rows for end in (row.lower, row.rating, row.upper) if np.isfinite(end)]
    low, high = min(ends), max(ends)
    pad = max(0.03 * (high - low), (MIN_SPAN - (high - low)) / 2)
    return [low - pad, high + pad]


def _step(rows: Sequence[Row]) -> int:
    return 22 if len(rows) <= 30 else 17 if len(rows) <= 60 else 12


def _side(rows: Sequence[Row]) -> int:
    return 38 if len(rows) <= 12 else 22 if len(rows) <= 20 else 15


def _points(field: str) -> Any:  # noqa: ANN401 -- see above
    return library().Tooltip(f"{field}:Q", format=".1f")


def _title(text: str, *below: str) -> Any:  # noqa: ANN401 -- see above
    return library().TitleParams(text=text, subtitle=list(below))


def _of(board: Standings, rows: Sequence[Row]) -> str:
    return "" if len(rows) == board.n_models else f", the first {number(len(rows))} models"
