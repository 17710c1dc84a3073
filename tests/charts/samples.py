"""One chart of each kind, of so many invented models."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta

from tiltyard.charts import (
    Bar,
    Bars,
    Chart,
    Fingerprint,
    Heatmap,
    History,
    Interval,
    Intervals,
    Line,
    Moment,
    Pair,
    Pareto,
    Period,
    Point,
    Rank,
    Ranks,
    Rates,
    Timeline,
    Topic,
    TopicMap,
    Trait,
)

HOSTILE = (
    "<script>alert(1)</script>",
    'a" onload="alert(1)',
    "]]><svg/onload=1>&amp;",
    "nul\x00 and \u202eturned and \ud800",
    "日本語のモデル" * 6,
    "a-name-that-goes-on-and-on-" * 8,
    "",
    "  ",
)


def names(many: int) -> tuple[str, ...]:
    """Names that differ, some of them long."""
    return tuple(
        f"heron-{i}-of-a-long-family-{i % 7}0b-instruct" if i % 4 == 1 else f"lark-{i}"
        for i in range(many)
    )


def _value(place: int) -> float:
    return 1200 - 7.3 * place + 9 * math.sin(place)


def intervals(named: Sequence[str]) -> Chart:
    marks = (
        Interval(name, _value(i), _value(i) - 4 - i % 9, _value(i) + 5 + i % 7)
        for i, name in enumerate(named)
    )
    half = len(named) // 2
    return Intervals(
        title="Ratings", marks=tuple(marks), blocks=(tuple(named[:half]), tuple(named[half:]))
    )


def ranks(named: Sequence[str]) -> Chart:
    many = len(named)
    marks = (Rank(name, max(1, i - i % 4), min(many, i + 2)) for i, name in enumerate(named))
    return Ranks(title="Ranks", marks=tuple(marks))


def bars(named: Sequence[str]) -> Chart:
    marks = (
        Bar(name, None) if i % 5 == 4 else Bar(name, 0.5 + i / 1000, 0.4, 0.9, 10 * i)
        for i, name in enumerate(named)
    )
    return Bars(title="Won", axis="Share of battles won", marks=tuple(marks), line=0.5)


def heatmap(named: Sequence[str]) -> Chart:
    pairs = {
        (first, second): Pair((i % 11) / 10, (7 * i) % 41)
        for i, first in enumerate(named)
        for second in named[i + 1 : i + 9]
    }
    return Heatmap(title="Pairs", names=tuple(dict.fromkeys(named)), pairs=pairs)


def pareto(named: Sequence[str]) -> Chart:
    points = (
        Point(name, _value(i), _value(i) - 9, _value(i) + 9, (i * 7 % 50) / 10)
        for i, name in enumerate(named)
    )
    ranks = {name: ((1, len(named)), (1, 2)) for i, name in enumerate(named) if i * 7 % 50}
    rates = Rates(steps=(0, 50), median=2.5, ranks=ranks)
    return Pareto(title="Value", points=tuple(points), rates=rates)


def history(named: Sequence[str]) -> Chart:
    begin = datetime(2026, 1, 5, tzinfo=UTC)
    lines = (
        Line(
            name,
            tuple(
                Moment(begin + timedelta(7 * week), _value(i) + week, _value(i) - 9, _value(i) + 30)
                for week in range(9)
            ),
        )
        for i, name in enumerate(named)
    )
    return History(title="History", lines=tuple(lines))


def fingerprint(named: Sequence[str]) -> Chart:
    few = enumerate(named[:24])  # features, not models: nobody has hundreds
    traits = (Trait(name, i * 1.5, (0, 1, 2 + i, 30 + i, 900)) for i, name in few)
    return Fingerprint(title="Style", traits=tuple(traits))


def timeline(named: Sequence[str]) -> Chart:
    periods = (
        Period(date(2026, 1, 1) + timedelta(i), (i % 9, 3, len(name)))
        for i, name in enumerate(named)
    )
    return Timeline(
        title="Votes", kinds=("first", "second", (*named, "neither")[0]), periods=tuple(periods)
    )


def topic_map(named: Sequence[str]) -> Chart:
    topics = (
        Topic(name, 3 + i * 29 % 97, 0.01, (i * 37 % 101) / 50 - 1, (i * 53 % 97) / 70)
        for i, name in enumerate(named)
    )
    return TopicMap(title="Topics", topics=tuple(topics), kept=0.4)


KINDS: dict[str, Callable[[Sequence[str]], Chart]] = {
    one.__name__: one
    for one in (
        intervals, ranks, bars, heatmap, pareto, history, fingerprint, timeline, topic_map,
    )
}  # fmt: skip
