"""A map of prompts: a dot for each, in the colour of its topic, with the names where they lie.

As a page it can be zoomed, pointed at and, by its legend, looked at topic by topic; a table below
says the same without any picture.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import Any

from tiltyard.analysis import _frames, _html, _pictures
from tiltyard.analysis._bars import percent
from tiltyard.analysis._charts import GREY, library
from tiltyard.analysis._words import visible
from tiltyard.errors import ConfigurationError

OTHER = "other"
SIDE = 620
# So many topics have a colour of their own; of more the smaller ones share them, and names and
# the legend tell them apart.
_COLOURS = (
    "#3b7dd8", "#d9822b", "#2a9d6f", "#c2527d", "#8a63d2", "#a5802a", "#2b9bb3", "#cf5a45",
    "#6c8f2f", "#b05fb8", "#5b7fa6", "#a8714a",
)  # fmt: skip
_NAMED = 12  # topics whose names stand on the map
_WIDE, _EDGE = 0.32, 0.17  # of its width: what a name takes, and where its middle may not be
_COLUMNS = 2  # of the legend: as many as fit on a phone
# What a page is coloured in by who looks at it; an SVG may come to stand on anything.
_RIMS = {".html": "Canvas", ".png": "white"}
_APART = 0.045  # of the map's height, between two names


def topic_map(told: Mapping[str, Any], points: Sequence[Mapping[str, Any]], path: Path) -> None:
    """Draw a map of topics to an ``.svg``, ``.png`` or ``.html`` file.

    Args:
        told: what was found, as `tiltyard.pipeline.TopicReport` tells it.
        points: its places.
        path: where to.

    Raises:
        ConfigurationError: there is nothing to draw, the name says no format, Altair is not
            installed, or the file cannot be written.
    """
    _pictures.require_picture(path)
    if not points:
        raise ConfigurationError("no prompt says anything, so there is no map to draw")
    suffix = path.suffix.lower()
    if suffix != ".html":
        _pictures.write(_chart(told, points, rim=_RIMS.get(suffix)), path)
        return
    page = _pictures.page(_chart(told, points, rim=_RIMS[suffix]))
    # The first and the last: the script in between speaks of pages too.
    page = page.replace("<head>", f"<head><style>{_STYLE}</style>", 1)
    head, end, rest = page.rpartition("</body>")
    whole = head + _table(told) + end + rest
    _frames.write(path, lambda file: file.write(whole.encode()))


def _chart(told: Mapping[str, Any], points: Sequence[Mapping[str, Any]], *, rim: str | None) -> Any:  # noqa: ANN401 -- see `library`
    alt = library()
    order = [visible(one["topic"]) for one in told["topics"]]
    is_live = rim == _RIMS[".html"]
    colours = {name: _COLOURS[place % len(_COLOURS)] for place, name in enumerate(order)}
    dots = [
        {**one, "topic": _name(one), "text": visible(one["text"] or "not to be shown")}
        for one in points
    ]
    if any(dot["topic"] == OTHER for dot in dots) and OTHER not in colours:
        colours[OTHER] = GREY
    pick = alt.selection_point(fields=["topic"], bind="legend")
    base = alt.Chart(alt.Data(values=dots)).encode(x=_axis("x"), y=_axis("y"))
    marks = base.mark_circle(size=34 if len(dots) < 600 else 20, stroke=None).encode(
        color=alt.Color("topic:N")
        .scale(domain=list(colours), range=list(colours.values()))
        .legend(
            title=None, orient="bottom", columns=_COLUMNS if is_live else 3,
            labelLimit=150, symbolLimit=0,
            symbolType="circle", symbolOpacity=1, rowPadding=4,
        ),
        opacity=alt.condition(pick, alt.value(0.7), alt.value(0.05)),
        tooltip=["topic:N", "text:N"],
    )  # fmt: skip
    marks = marks.add_params(pick)
    if is_live:
        marks = marks.add_params(alt.selection_interval(bind="scales", name="zoom"))
    return (marks + _names(dots, order, rim)).properties(
        width="container" if is_live else SIDE,
        height=round(SIDE * 0.86),
        title=alt.TitleParams(
            text="What the prompts are about", subtitle=_below(len(dots), is_live)
        ),
    )


def _below(many: int, is_live: bool) -> list[str]:
    lines = [f"{many:,} different prompts.", "Near ones are alike; far distances mean little."]
    if is_live:
        return [*lines, "Drag to move, scroll to zoom,", "point at a dot, choose a topic below."]
    return [" ".join(lines)]


def _names(dots: Sequence[Mapping[str, Any]], order: Sequence[str], rim: str | None) -> Any:  # noqa: ANN401 -- as above
    """The names of the largest topics in the middle of their dots, moved apart."""
    alt = library()
    centres = []
    for name in order[:_NAMED]:
        ours = [dot for dot in dots if dot["topic"] == name]
        if ours:
            centres.append({"topic": name, "x": _middle(ours, "x"), "y": _middle(ours, "y")})
    values = _apart(centres)
    base = alt.Chart(alt.Data(values=values)).encode(x=_axis("x"), y=_axis("y"), text="topic:N")
    size = alt.ExprRef("width < 480 ? 8 : 11")  # on a phone there is less room
    words = {"fontSize": size, "fontWeight": "bold", "limit": 170}
    letters = base.mark_text(**words)
    if rim is None:
        return letters
    # In the colour of the page, so that letters can be read above dots.
    around = base.mark_text(**words, stroke=rim, strokeWidth=3.5, strokeJoin="round", fill=rim)
    return around + letters


def _middle(dots: Sequence[Mapping[str, Any]], field: str) -> float:
    """Where most of them are, not so near to the edge that a name would be cut off."""
    return min(max(float(median(dot[field] for dot in dots)), _EDGE), 1 - _EDGE)


def _apart(centres: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The same names from the bottom up, none over another."""
    placed: list[dict[str, Any]] = []
    for one in sorted(centres, key=lambda one: (one["y"], one["x"])):
        near = [other["y"] for other in placed if abs(other["x"] - one["x"]) < _WIDE]
        lowest = max(near, default=-1.0) + _APART
        placed.append({**one, "y": max(one["y"], lowest)})
    return placed


def _axis(field: str) -> Any:  # noqa: ANN401 -- as above
    alt = library()
    axis = alt.X if field == "x" else alt.Y
    return axis(f"{field}:Q").scale(domain=[-0.03, 1.03], nice=False).axis(None)


def _name(point: Mapping[str, Any]) -> str:
    return OTHER if point["topic"] is None else visible(point["topic"])


def _typical(topic: Mapping[str, Any]) -> str:
    """A page may be passed on, so it holds only what may be shown."""
    return (topic["typical"] or "") if topic["consent"] else "not to be shown"


def _table(told: Mapping[str, Any]) -> str:
    """The topics as a table, for those who read or cannot see the picture."""
    lines = [
        (one["topic"], percent(one["share"] or 0), f"{one['prompts']:,}", _typical(one))
        for one in told["topics"]
    ]
    lines.append((OTHER, percent(told["other"]["share"] or 0), f"{told['other']['prompts']:,}", ""))
    table = _html.rows(("topic", "share", "prompts", "a typical prompt"), lines)
    return f"<section><h2>Topics</h2><div class=wide>{table}</div></section>"


_STYLE = """
body { margin: 0; font: 15px/1.5 Arial, Helvetica, sans-serif; }
#vis.vega-embed, section { box-sizing: border-box; display: block; width: 100%;
  max-width: 720px; margin: 0 auto; padding: 0 12px; }
#vis.vega-embed.has-actions { padding-right: 38px; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
td, th { padding: 4px 10px 4px 0; text-align: left; vertical-align: top; }
td:nth-child(2), td:nth-child(3), th:nth-child(2), th:nth-child(3) {
  text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
tr + tr > td, tbody tr:first-child > td { border-top: 1px solid #9aa1ab55; }
"""
