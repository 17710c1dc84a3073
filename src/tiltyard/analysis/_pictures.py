"""Pictures of a board, by Altair: how sure each rating is, who met whom, which ranks are likely.

Colours are chosen to be read on white and on black; what is text takes the colour of the text
around it where it can. Scales begin and end where they must, so that luck does not look like skill.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from io import BytesIO, StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tiltyard.analysis import _charts, _frames
from tiltyard.errors import ConfigurationError
from tiltyard.registry import nearest

if TYPE_CHECKING:
    import altair

    from tiltyard.analysis._standings import Row, Standings

SUFFIXES = frozenset({".svg", ".png", ".html"})

INK = "#1f2937"  # text where there is no page around it

# All as wide as what the pictures are laid out with, so that no browser cuts a line short.
FONT = "Arial, Helvetica, Liberation Sans, Arimo, sans-serif"

# Room at the left for names that a browser draws wider than they were laid out.
PADDING = {"left": 28, "right": 12, "top": 12, "bottom": 12}

# So many models can be read in a table of pairs; the rest are left out and the title says so.
READABLE = {"win_rates": 40, "pair_counts": 40, "ranks": 60}


def picture(board: Standings, kind: str, *, top: int | None = None) -> altair.TopLevelMixin:
    """A picture of a board; see `Ranking.plot`."""
    _charts.library()
    drawers: dict[str, Callable[[Standings, Sequence[Row]], Any]] = {
        "intervals": _charts.intervals,
        "win_rates": _charts.win_rates,
        "pair_counts": _charts.pair_counts,
        "ranks": _charts.ranks,
    }
    if kind == "all":
        each = [picture(board, one, top=top) for one in drawers]
        stack = _charts.library().vconcat(*each)
        apart: altair.TopLevelMixin = stack.resolve_scale(
            color="independent", opacity="independent"
        )
        return apart
    if kind not in drawers:
        known = [*drawers, "all"]
        raise ConfigurationError(f"there is no picture {kind!r}{nearest(kind, known)}")
    if not board.models:
        raise ConfigurationError("no model is ranked, so there is nothing to draw")
    many = top or READABLE.get(kind, board.n_models)
    chart: altair.TopLevelMixin = drawers[kind](board, board.models[:many])
    return chart


def svg(board: Standings, kind: str) -> str:
    """A picture as SVG whose text has the colour of the text around it."""
    return _drawn(_styled(picture(board, kind), "currentColor"), "svg")


def save(board: Standings, path: Path, kind: str) -> None:
    """Write a picture to a file; see `Ranking.save_plot`."""
    require_picture(path)
    write(picture(board, kind), path)


def require_picture(path: Path) -> None:
    """Return if the name of a file says how a picture is to be written.

    Raises:
        ConfigurationError: it does not.
    """
    if path.suffix.lower() not in SUFFIXES:
        raise ConfigurationError(
            f"a picture is written as .svg, .png or .html, not as {str(path)!r}"
        )


def write(chart: Any, path: Path) -> None:  # noqa: ANN401 -- see `_charts`
    """Write a chart to a file, in the way that its name says."""
    suffix = path.suffix.lower()
    if suffix == ".png":
        image = _png(_styled(chart, INK, background="white"))
        _frames.write(path, lambda file: file.write(image))
        return
    styled = _styled(chart, "currentColor")
    text = _alone(_drawn(styled, "svg")) if suffix == ".svg" else _page(styled)
    _frames.write(path, lambda file: file.write(text.encode()))


def page(chart: Any) -> str:  # noqa: ANN401 -- as above
    """A chart as a page of its own; all of its script is inside."""
    return _page(_styled(chart, "currentColor"))


def _styled(chart: Any, ink: str, *, background: str = "transparent") -> Any:  # noqa: ANN401 -- as above
    """The chart with text and lines in one colour."""
    return (
        chart.configure(background=background, font=FONT, padding=PADDING)
        .configure_axis(
            labelColor=ink, titleColor=ink, titleFontWeight="normal", domainColor=_charts.GREY,
            tickColor=_charts.GREY, gridColor=_charts.GREY, gridOpacity=0.25,
        )
        .configure_title(
            color=ink, subtitleColor=ink, anchor="start", fontSize=15, subtitleFontSize=11,
            subtitlePadding=5, offset=14, frame="group",
        )
        .configure_legend(labelColor=ink, titleColor=ink, titleFontWeight="normal")
        .configure_text(color=ink)
        .configure_view(stroke=None)
    )  # fmt: skip


def _drawn(chart: Any, form: str) -> str:  # noqa: ANN401 -- as above
    text = StringIO()
    chart.save(text, format=form)
    return text.getvalue()


def _png(chart: Any) -> bytes:  # noqa: ANN401 -- as above
    image = BytesIO()
    chart.save(image, format="png", ppi=144)
    return image.getvalue()


def _alone(drawing: str) -> str:
    """The SVG with text that is dark on light pages, and light on dark ones."""
    style = (
        f"<style>svg{{color:{INK}}}@media (prefers-color-scheme:dark){{svg{{color:#e5e7eb}}}}"
        "</style>"
    )
    head, sign, rest = drawing.partition(">")
    return f"{head}{sign}{style}{rest}"


def _page(chart: Any) -> str:  # noqa: ANN401 -- as above
    """A page with the chart that can be pointed at; all of its script is inside."""
    text = StringIO()
    chart.save(
        text,
        format="html",
        inline=True,
        embed_options={
            "renderer": "svg",
            "actions": {"export": True, "source": False, "compiled": False, "editor": False},
        },
    )
    style = (
        '<meta name="viewport" content="width=device-width">'
        f"<style>:root{{color-scheme:light dark;color:{INK};background:#fff}}"
        "@media (prefers-color-scheme:dark){:root{color:#e5e7eb;background:#111827}}</style>"
    )
    return text.getvalue().replace("<head>", f"<head>{style}", 1)
