"""A model, and two of them, in pictures: what `tiltyard.charts` draws of them."""

from __future__ import annotations

from tiltyard import charts
from tiltyard.charts import Bar, Bars, Fingerprint, Form, Interval, Intervals, Line, Trait
from tiltyard.leaderboard import Board, History, Model, Pair, Placing, title_of

# More rows than these are in the table alone.
_MOST = 60
_AXIS = "Share of votes won, ties as halves"


def rating_chart(name: str, board: Board | None, placed: tuple[Placing, ...]) -> Intervals | None:
    """A model's rating on every board that has one, that of all votes first."""
    rated = [(title_of(one.query), one.row) for one in placed if one.row is not None]
    rated.sort(key=lambda one: -one[1].rating)
    whole = board.row(name) if board is not None else None
    if whole is None or not rated:
        return None
    return Intervals(
        title="Rating by category",
        marks=tuple(
            Interval(title, row.rating, row.low, row.high)
            for title, row in [("All of these votes", whole), *rated]
        ),
        level=placed[0].query.level,
        noun="category",
        most=_MOST,
        notes=()
        if board is None or board.kind == "imported"
        else ("Every board is around 1000 for the mean of its own models.",),
    )


def style_chart(model: Model) -> Fingerprint | None:
    """What a model's answers look like beside the field; none where there is no field."""
    traits = tuple(
        Trait(one.title, one.mean, one.field, _form(one.mean))
        for one in model.style
        if one.field is not None
    )
    if not traits:
        return None
    return Fingerprint(title=f"Answers of {model.name} beside those of all models", traits=traits)


def history_chart(name: str, history: History | None) -> charts.History | None:
    """A model's rating through the snapshots; none where fewer than two have it."""
    told = history.course(name) if history is not None else ()
    if len(told) < 2:
        return None
    moments = tuple(
        charts.Moment(moment.taken_at, one.rating, one.low, one.high) for moment, one in told
    )
    return charts.History(title=f"Rating of {name}", lines=(Line(name, moments),))


def label_chart(pair: Pair, level: float) -> Bars | None:
    """How often a model is preferred to another in each category."""
    marks = tuple(
        Bar(facet.title, facet.share.rate, facet.share.lower, facet.share.upper, facet.record.votes)
        for facet in pair.by_label
    )
    title = f"How often {pair.one} is preferred, by category"
    return _bars(title, marks, level, "category")


def contrast_chart(pair: Pair, level: float) -> Bars | None:
    """How often a model is preferred to another, by what differs between the answers."""
    marks = tuple(
        Bar(
            f"{contrast.title}: {facet.title}",
            facet.share.rate,
            facet.share.lower,
            facet.share.upper,
            facet.record.votes,
        )
        for contrast in pair.by_contrast
        for facet in contrast.facets
    )
    title = f"How often {pair.one} is preferred, by what its answer is beside the other"
    return _bars(title, marks, level, "difference")


def _bars(title: str, marks: tuple[Bar, ...], level: float, noun: str) -> Bars | None:
    if not marks:
        return None
    return Bars(title=title, marks=marks, axis=_AXIS, level=level, line=0.5, noun=noun, most=_MOST)


def _form(value: float) -> Form:
    return "count" if value >= 100 else "number"
