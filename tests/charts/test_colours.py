"""Colours can be seen and letters on them be read, in both themes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tiltyard.charts import _colours, _heatmap

FRONT = Path(__file__).parents[2] / "frontend" / "src"
HUES = {"over": "--chart-over", "under": "--chart-under", "amount": "--chart-amount"}
SERIES = [f"s{place}" for place in range(1, _colours.SERIES + 1)]
THEMES = ("light", "dark")


def palette(theme: str) -> dict[str, str]:
    """The variables of a theme, as both style sheets say them."""
    found: dict[str, str] = {}
    for sheet in ("style.css", "charts.css"):
        text = (FRONT / sheet).read_text()
        wanted = [r":root \{(.*?)\}"]
        if theme == "dark":
            wanted.append(r':root\[data-theme="dark"\] \{(.*?)\}')
        for pattern in wanted:
            block = re.search(pattern, text, re.DOTALL)
            assert block is not None, (sheet, pattern)
            found |= dict(re.findall(r"(--[\w-]+): (#[0-9a-f]{6});", block[1]))
    return found


def channels(colour: str) -> list[float]:
    return [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]


def light(parts: list[float]) -> float:
    """Relative luminance, as WCAG 2 defines it."""
    linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: list[float], other: list[float]) -> float:
    low, high = sorted((light(one), light(other)))
    return (high + 0.05) / (low + 0.05)


def over(colour: str, ground: str, share: float) -> list[float]:
    pairs = zip(channels(colour), channels(ground), strict=True)
    return [share * above + (1 - share) * below for above, below in pairs]


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("hue", HUES)
def test_letters_can_be_read_on_the_strongest_square(theme: str, hue: str) -> None:
    held = palette(theme)
    square = over(held[HUES[hue]], held["--surface"], _heatmap._STRONGEST)
    assert contrast(square, channels(held["--ink"])) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("name", SERIES)
def test_lines_stand_out_from_the_page(theme: str, name: str) -> None:
    held = palette(theme)
    colour = held[f"--chart-{name[1:]}"]
    assert contrast(channels(colour), channels(held["--surface"])) >= 3


@pytest.mark.parametrize("name", [*SERIES, *HUES])
def test_files_have_the_colours_of_the_light_page(name: str) -> None:
    variable = f"--chart-{name.removeprefix('s')}"
    assert palette("light")[variable] == _colours.LIGHT[name]


@pytest.mark.parametrize(
    ("name", "variable"),
    [("ink", "--ink"), ("muted", "--muted"), ("axis", "--line-strong"), ("grid", "--line"),
     ("key", "--accent"), ("rest", "--line-strong"), ("band", "--chart-band")],
)  # fmt: skip
def test_files_have_the_colours_of_the_page_itself(name: str, variable: str) -> None:
    assert palette("light")[variable] == _colours.LIGHT[name]


def test_both_dark_palettes_are_the_same() -> None:
    text = (FRONT / "charts.css").read_text()
    blocks = re.findall(r":root(?::not\(\[data-theme=\"light\"\]\)|\[data-theme=\"dark\"\]) \{(.*?)\}", text, re.DOTALL)  # fmt: skip # noqa: E501 -- a pattern
    first, second = (re.findall(r"--[\w-]+: #\w+", block) for block in blocks)
    assert first == second


def test_more_lines_than_colours_are_grey() -> None:
    assert [_colours.series(place) for place in (0, 7, 8, 99)] == ["s1", "s8", "rest", "rest"]


def test_classes_become_colours() -> None:
    drawn = '<g class="mark"><path class="key halo"/></g>'
    key, surface = _colours.LIGHT["key"], _colours.SURFACE
    assert _colours.coloured(drawn) == f'<g><path color="{key}" stroke="{surface}"/></g>'
