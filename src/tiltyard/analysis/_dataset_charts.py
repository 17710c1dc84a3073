"""The pictures of a dataset: where its rows went, and what those are about that stayed.

Bars begin at zero and are ordered by length, so that they can be compared; what is rare is put
together, and said to be.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tiltyard.analysis import _pictures
from tiltyard.analysis._bars import (
    BAR,
    COUNT,
    counted_bars,
    few,
    heading,
    length_axis,
    name_axis,
    percent,
)
from tiltyard.analysis._charts import BLUE, GREY, ORANGE, WIDTH, library
from tiltyard.analysis._words import number, visible
from tiltyard.errors import ConfigurationError

if TYPE_CHECKING:
    from tiltyard.pipeline import Funnel

# Of more bars than these the rest are one, and the picture says so.
_LANGUAGES, _VALUES, _MODELS = 15, 12, 40
_LIGHT = "#a9c4ee"
KEPT, DROPPED = "kept so far", "dropped here"


def funnel_picture(funnel: Funnel, path: Path) -> None:
    """Draw where rows went, step by step, to an ``.svg``, ``.png`` or ``.html`` file.

    Raises:
        ConfigurationError: the name says no format, Altair is not installed, or the file cannot
            be written.
    """
    _pictures.require_picture(path)
    _pictures.write(_funnel(funnel.to_dict()), path)


def dataset_pictures(stats: Mapping[str, Any], path: Path) -> list[Path]:
    """Draw what `tiltyard.pipeline.stats` tells; returns the files.

    Args:
        stats: the whole account.
        path: a file for all pictures, or a folder for one ``.svg`` each.

    Raises:
        ConfigurationError: there is nothing to draw, Altair is not installed, or a file cannot be
            written.
    """
    library()
    charts = {name: draw(stats) for name, (is_known, draw) in _DRAWN.items() if is_known(stats)}
    if not charts:
        raise ConfigurationError("the dataset has no rows, so there is nothing to draw")
    if path.suffix.lower() in _pictures.SUFFIXES:
        stack = library().vconcat(*charts.values(), spacing=44)
        _pictures.write(stack.resolve_scale(color="independent"), path)
        return [path]
    if path.suffix:
        _pictures.require_picture(path)
    path.mkdir(parents=True, exist_ok=True)
    for name, chart in charts.items():
        _pictures.write(chart, path / f"{name}.svg")
    return [path / f"{name}.svg" for name in charts]


def _funnel(funnel: Mapping[str, Any]) -> Any:  # noqa: ANN401 -- see `library`
    """A bar for each step: what is left, and at its end what left."""
    left = funnel["rows_in"]
    bars = [{"step": "read", "from": 0, "to": left, "what": KEPT, "label": f"{left:,}"}]
    for step, rows, reasons in _steps(funnel):
        left -= rows
        share = rows / max(funnel["rows_in"], 1)
        bars.append({"step": step, "from": 0, "to": left, "what": KEPT, "label": ""})
        bars.append(
            {
                "step": step,
                "from": left,
                "to": left + rows,
                "what": DROPPED,
                "reasons": reasons,
                "label": f"−{rows:,} ({percent(share)})" if rows else "none",
            }
        )
    kept = {"step": "kept", "from": 0, "to": funnel["kept"], "what": KEPT}
    share = funnel["kept"] / max(funnel["rows_in"], 1)
    bars.append({**kept, "label": f"{funnel['kept']:,} ({percent(share)})"})
    alt = library()
    order = list(dict.fromkeys(bar["step"] for bar in bars))
    base = alt.Chart(alt.Data(values=bars)).encode(y=name_axis("step", order))
    marks = base.mark_bar(height={"band": 0.72}).encode(
        x=length_axis("from", "rows", max(funnel["rows_in"], 1)),
        x2="to:Q",
        color=alt.Color("what:N")
        .scale(domain=[KEPT, DROPPED], range=[BLUE, ORANGE])
        .legend(title=None, orient="top", direction="horizontal", offset=4),
        tooltip=["step:N", "reasons:N", "label:N"],
    )
    words = base.mark_text(align="left", dx=6, fontSize=10).encode(
        x=alt.value(WIDTH), text="label:N"
    )
    return (marks + words).properties(
        width=WIDTH,
        height=alt.Step(BAR),
        title=heading("Where the rows went", "Each row is counted at the first step that objects."),
    )


def _steps(funnel: Mapping[str, Any]) -> list[tuple[str, int, str]]:
    """Each step with the rows that left there, and its reasons in words."""
    rows: dict[str, int] = {}
    reasons: dict[str, list[str]] = {}
    for stage in funnel["stages"]:
        step = stage["step"].replace("_", " ")
        rows[step] = rows.get(step, 0) + stage["rows"]
        if stage["rows"]:
            reasons.setdefault(step, []).append(f"{stage['reason']}: {stage['rows']:,}")
    return [(step, many, "; ".join(reasons.get(step, []))) for step, many in rows.items()]


def _languages(stats: Mapping[str, Any]) -> Any:  # noqa: ANN401 -- see `library`
    bars = few(
        [(one["language"] or "not known", one["rows"]) for one in stats["languages"]], _LANGUAGES
    )
    return counted_bars(bars, stats["sizes"]["rows"], heading("Languages", f"Of {stats['of']}."))


def _categories(stats: Mapping[str, Any]) -> Any:  # noqa: ANN401 -- see `library`
    """The share of yes of each label of yes or no."""
    alt = library()
    bars = [
        {
            "label": one["label"].replace("_", " "),
            "share": yes["share"],
            "text": f"{percent(yes['share'])}{_unlabelled(one)}",
        }
        for one in stats["categories"]
        if _is_yes_or_no(one)
        for yes in [_yes(one)]
    ]
    bars.sort(key=lambda bar: -bar["share"])
    order = [bar["label"] for bar in bars]
    base = alt.Chart(alt.Data(values=bars)).encode(y=name_axis("label", order))
    marks = base.mark_bar(color=BLUE, height={"band": 0.72}).encode(
        x=alt.X("share:Q").axis(title="share of what is labelled", format="%", tickCount=6)
    )
    words = base.mark_text(align="left", dx=6, fontSize=10).encode(x="share:Q", text="text:N")
    return (marks + words).properties(
        width=WIDTH, height=alt.Step(BAR), title=heading("Labels", f"Of {stats['of']}.")
    )


def _values(stats: Mapping[str, Any]) -> Any:  # noqa: ANN401 -- see `library`
    """How often each value of the other labels came."""
    charts = []
    for one in stats["categories"]:
        if not _is_yes_or_no(one) and one["labelled"]:
            known = [(str(value["value"]), value["rows"]) for value in one["values"]]
            name = one["label"].replace("_", " ")
            title = heading(name[:1].upper() + name[1:], f"Of {number(one['labelled'])} labelled.")
            charts.append(counted_bars(few(known, _VALUES), one["labelled"], title))
    return library().vconcat(*charts, spacing=44) if len(charts) > 1 else charts[0]


def _models(stats: Mapping[str, Any]) -> Any:  # noqa: ANN401 -- see `library`
    """How the battles of each model ended."""
    alt = library()
    shown = [one for one in stats["models"] if one["won"] is not None][:_MODELS]
    ends = {"won": BLUE, "tie": _LIGHT, "both bad": GREY, "lost": ORANGE}
    bars = []
    for one in shown:
        share = {"won": one["won"], "tie": one["tie"], "both bad": one["both_bad"]}
        share["lost"] = max(1 - sum(share.values()), 0.0)
        bars += [
            {"model": visible(one["model"]), "end": end, "share": share[end], "order": place}
            for place, end in enumerate(ends)
        ]
    names = [visible(one["model"]) for one in shown]
    counts = [{"model": visible(one["model"]), "text": f"{one['battles']:,}"} for one in shown]
    marks = (
        alt.Chart(alt.Data(values=bars))
        .mark_bar(height={"band": 0.72})
        .encode(
            y=name_axis("model", names),
            x=alt.X("share:Q").axis(title="share of votes", format="%", tickCount=6).stack("zero"),
            color=alt.Color("end:N")
            .scale(domain=list(ends), range=list(ends.values()))
            .legend(title=None, orient="top", direction="horizontal", offset=4),
            order="order:O",
            tooltip=["model:N", "end:N", alt.Tooltip("share:Q", format=".1%")],
        )
    )
    words = (
        alt.Chart(alt.Data(values=counts))
        .mark_text(align="left", dx=6, fontSize=10)
        .encode(y=name_axis("model", names), x=alt.value(WIDTH), text="text:N")
    )
    rest = len(stats["models"]) - len(shown)
    more = f" Not shown: {rest} models with fewer." if rest > 0 else ""
    return (marks + words).properties(
        width=WIDTH,
        height=alt.Step(BAR),
        title=heading(
            "How the battles of each model ended",
            f"Right: battles. A share is no rating: opponents differ.{more}",
        ),
    )


def _time(stats: Mapping[str, Any]) -> Any:  # noqa: ANN401 -- see `library`
    alt = library()
    told = stats["time"]
    without = told["rows_without_time"]
    unit = told["unit"]
    more = f" {number(without)} rows have no time." if without else ""
    return (
        alt.Chart(alt.Data(values=told["votes"]))
        .mark_bar(color=BLUE)
        .encode(
            x=alt.X("from:T", timeUnit={"day": "utcyearmonthdate", "week": "utcyearweek",
                                        "month": "utcyearmonth"}[unit])
            .axis(title=None, tickCount=8, labelAngle=0, labelOverlap="greedy", labelSeparation=14,
                  format="%b %Y" if unit == "month" else "%-d %b %Y"),
            y=alt.Y("votes:Q").axis(title=f"votes in a {unit}", tickCount=5, labelExpr=COUNT),
            tooltip=["from:N", alt.Tooltip("votes:Q", format=",")],
        )
        .properties(
            width=WIDTH,
            height=200,
            title=heading("Votes over time", f"By {unit}, of {stats['of']}.{more}"),
        )
    )  # fmt: skip


def _is_yes_or_no(one: Mapping[str, Any]) -> bool:
    return all(value["value"] in {True, False} for value in one["values"]) and bool(one["values"])


def _yes(one: Mapping[str, Any]) -> Mapping[str, Any]:
    none = {"share": 0.0}
    return next((value for value in one["values"] if value["value"] is True), none)


def _unlabelled(one: Mapping[str, Any]) -> str:
    return f", {number(one['unlabelled'])} unlabelled" if one["unlabelled"] else ""


_Draw = tuple[Callable[[Mapping[str, Any]], Any], Callable[[Mapping[str, Any]], Any]]
# Whether each picture has something to show, and what draws it, in the order of looking.
_DRAWN: Mapping[str, _Draw] = {
    "funnel": (lambda stats: stats["funnel"], lambda stats: _funnel(stats["funnel"])),
    "languages": (lambda stats: stats["languages"], _languages),
    "labels": (lambda stats: any(map(_is_yes_or_no, stats["categories"])), _categories),
    "values": (
        lambda stats: any(
            one["labelled"] and not _is_yes_or_no(one) for one in stats["categories"]
        ),
        _values,
    ),
    "models": (lambda stats: any(one["won"] is not None for one in stats["models"]), _models),
    "votes": (lambda stats: stats["time"]["votes"], _time),
}
