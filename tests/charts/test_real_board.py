"""A board of 282 models with names and prices as they are."""

from __future__ import annotations

import json
from itertools import combinations

import pytest

from charts.reading import level_words
from label_samples import SHARED
from tiltyard.charts import Chart, Interval, Intervals, Pareto, Point

FOLDER = SHARED / "lmarena-leaderboard-2025-12"
pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason="the shared data are not here")


def ratings() -> list[Interval]:
    """Models of the board of all votes, the highest first."""
    held = json.loads((FOLDER / "leaderboard-text.json").read_text())["full"]
    found = [
        Interval(name, one["rating"], one["rating_q025"], one["rating_q975"])
        for name, one in held.items()
    ]
    return sorted(found, key=lambda one: -one.value)


def priced() -> Pareto:
    """Those of them whose price is known."""
    listed = json.loads((FOLDER / "scatterplot-data.json").read_text())
    prices = {one["model_api_name"]: one.get("output_token_price") for one in listed}
    points = (
        Point(one.label, one.value, one.low, one.high, float(prices[one.label]))
        for one in ratings()
        if prices.get(one.label)
    )
    return Pareto(title="Rating and price", points=tuple(points))


@pytest.mark.parametrize("narrow", [False, True])
@pytest.mark.parametrize("start", [0, 50, 232])
def test_no_words_stand_on_others(start: int, narrow: bool) -> None:
    chart: Chart = Intervals(title="Ratings", marks=tuple(ratings()), start=start)
    found = level_words(chart.draw(narrow=narrow))
    assert [(a.text, b.text) for a, b in combinations(found, 2) if a.meets(b)] == []


@pytest.mark.parametrize("narrow", [False, True])
def test_most_of_the_frontier_is_named(narrow: bool) -> None:
    chart = priced()
    words = list(level_words(chart.draw(narrow=narrow)))
    assert [(a.text, b.text) for a, b in combinations(words, 2) if a.meets(b)] == []
    starts = {one.text[:3] for one in words}
    named = [name for name in chart.frontier() if name[:3] in starts]
    assert len(named) >= 0.75 * len(chart.frontier())
