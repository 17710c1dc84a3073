"""Charts of what votes there are."""

from __future__ import annotations

from tiltyard.charts import Bar, Bars, Timeline, Topic, TopicMap
from tiltyard.charts import Period as Column
from tiltyard.leaderboard import Labelled, Overview
from tiltyard.pipeline import Plane

_KINDS = ("One was better", "Tie", "Both bad")


def timeline(told: Overview) -> Timeline:
    """Votes by day or week, by how they ended."""
    notes = []
    if told.untimed:
        notes.append(f"Without {told.untimed:,} votes whose time is not known.")
    return Timeline(
        title="Votes over time",
        kinds=_KINDS,
        periods=tuple(
            Column(one.start, (one.decided, one.ties, one.both_bad)) for one in told.periods
        ),
        days=told.days,
        notes=tuple(notes),
    )


def outcomes(told: Overview) -> Bars:
    """How votes ended."""
    return Bars(
        title="How votes ended",
        marks=tuple(Bar(one.title, one.share, count=one.votes) for one in told.outcomes),
        axis="Share of votes",
        noun="outcome",
        notes=("A share near one half left and right says that sides do not matter.",),
    )


def values(label: Labelled) -> Bars:
    """How often each value of a label is there."""
    notes = [f"{label.unlabelled:,} votes are unlabelled."] if label.unlabelled else []
    return Bars(
        title=label.title,
        marks=tuple(Bar(one.title, one.share, count=one.votes) for one in label.cells),
        axis="Share of labelled votes",
        noun="value",
        notes=tuple(notes),
    )


def topics(label: Labelled, plane: Plane) -> TopicMap:
    """What votes are about; topics that too few votes have are told of below."""
    marks = []
    for one in label.cells:
        name = one.words.removeprefix(f"{label.name}:")
        if name in plane.spots:
            x, y = plane.spots[name]
            marks.append(Topic(name, one.votes, one.share, x, y))
    rest = [f"Not on the map: {one.title}." for one in label.cells if not one.words]
    if label.unlabelled:
        rest.append(f"{label.unlabelled:,} votes are on no topic.")
    return TopicMap(title="Topics", topics=tuple(marks), kept=plane.kept, notes=tuple(rest))


def categories(told: Overview) -> Bars:
    """How often each label of yes or no is there; those that hardly a vote has are named below."""
    known = [one for one in told.labels if one.is_yes_or_no and one.unlabelled < told.votes]
    marks = [
        Bar(label.title, cell.share, count=cell.votes)
        for label in known
        for cell in label.cells
        if cell.words
    ]
    rare = [label.title for label in known if not any(cell.words for cell in label.cells)]
    notes = ["A vote may be in several categories, or in none."]
    if rare:
        notes.append(f"Hardly a vote, or none: {', '.join(rare)}.")
    return Bars(
        title="Categories",
        marks=tuple(sorted(marks, key=lambda one: -(one.value or 0))),
        axis="Share of labelled votes",
        noun="category",
        notes=tuple(notes),
    )
