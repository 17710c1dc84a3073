"""Bars beside names, and their axes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tiltyard.analysis._charts import BLUE, WIDTH, library
from tiltyard.analysis._words import visible

BAR = 22  # the room of one
COUNT = "format(datum.value, '~s')"  # an axis's own format writes 0k
_LIMIT = 190  # of the names beside bars
_SHORT = (
    "length(datum.label) > 30 ? slice(datum.label, 0, 13) + '…' + slice(datum.label, -15) "
    ": datum.label"
)


def counted_bars(bars: Sequence[tuple[str, int]], whole: int, title: Any) -> Any:  # noqa: ANN401 -- see `library`
    """A bar for each value, with its count and share."""
    alt = library()
    order = [visible(name) for name, _ in bars]
    values = [
        {"value": name, "rows": rows, "text": f"{rows:,} ({percent(rows / whole)})"}
        for name, (_, rows) in zip(order, bars, strict=True)
    ]
    base = alt.Chart(alt.Data(values=values)).encode(y=name_axis("value", order))
    marks = base.mark_bar(color=BLUE, height={"band": 0.72}).encode(
        x=length_axis("rows", "rows", max(rows for _, rows in bars))
    )
    words = base.mark_text(align="left", dx=6, fontSize=10).encode(x="rows:Q", text="text:N")
    return (marks + words).properties(width=WIDTH, height=alt.Step(BAR), title=title)


def few(bars: Sequence[tuple[str, int]], many: int) -> list[tuple[str, int]]:
    """The first bars; what comes after them as one."""
    if len(bars) <= many:
        return list(bars)
    rest = bars[many - 1 :]
    return [*bars[: many - 1], (f"{len(rest)} others", sum(rows for _, rows in rest))]


def name_axis(field: str, order: Sequence[str]) -> Any:  # noqa: ANN401 -- see `library`
    """The names beside the bars, from the top down."""
    return (
        library()
        .Y(f"{field}:N")
        .scale(domain=list(order))
        .axis(
            title=None,
            labelExpr=_SHORT,
            labelLimit=_LIMIT,
            ticks=False,
            domain=False,
            labelPadding=6,
        )
    )


def length_axis(field: str, title: str, longest: float) -> Any:  # noqa: ANN401 -- see `library`
    """How long the bars are, from zero to the longest."""
    return (
        library()
        .X(f"{field}:Q")
        .scale(domain=[0, longest], nice=False)
        .axis(title=title, tickCount=6, labelExpr=COUNT)
    )


def percent(share: float) -> str:
    """A share in words: ``12.3 %``."""
    return f"{share:.1%}".replace("%", " %")


def heading(text: str, below: str) -> Any:  # noqa: ANN401 -- see `library`
    """What a picture shows, and of what."""
    return library().TitleParams(text=text, subtitle=[below])
