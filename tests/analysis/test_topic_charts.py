"""The map of topics."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from analysis.made import NASTY
from tiltyard import analysis
from tiltyard.errors import ConfigurationError


def told(*names: str, consent: bool = True) -> dict[str, Any]:
    """An account of topics of these names."""
    size = {"share": 0.5, "rows": 4, "prompts": 3, "battles": 4}
    topics = [
        {"topic": name, **size, "typical": f"typical of {name}", "consent": consent}
        for name in names
    ]
    return {"topics": topics, "other": size | {"share": 0.0}}


def points(*names: str | None, text: str | None = "Why is the sky blue?") -> list[dict[str, Any]]:
    """Four dots of each topic, one topic beside the other."""
    return [
        {"x": (place + dot / 8) / len(names), "y": dot / 4, "topic": name, "text": text}
        for place, name in enumerate(names)
        for dot in range(4)
    ]


def page(folder: Path, *names: str, **given: Any) -> str:
    path = folder / "map.html"
    analysis.topic_map(told(*names), points(*names, **given), path)
    return path.read_text()


def test_a_page_needs_no_network(tmp_path: Path) -> None:
    assert not re.search(r"<(script|link)[^>]+(src|href)=", page(tmp_path, "sky", "food"))


def test_a_page_has_every_prompt(tmp_path: Path) -> None:
    assert page(tmp_path, "sky", "food").count("Why is the sky blue?") == 8


def test_a_table_says_the_same_as_the_picture(tmp_path: Path) -> None:
    table = page(tmp_path, "sky", "food").rpartition("<table>")[2]
    assert "<td>sky</td><td>50.0 %</td><td>3</td><td>typical of sky</td>" in table


def test_the_table_stands_on_the_page_and_not_in_its_script(tmp_path: Path) -> None:
    assert re.search(r"</section>\s*</body>\s*</html>\s*$", page(tmp_path, "sky", "food"))


def test_what_may_not_be_shown_is_not(tmp_path: Path) -> None:
    path = tmp_path / "map.html"
    analysis.topic_map(told("sky", consent=False), points("sky", text=None), path)
    assert "typical of sky" not in path.read_text()
    assert "not to be shown" in path.read_text()


def test_markup_in_a_prompt_or_a_name_stays_text(tmp_path: Path) -> None:
    assert NASTY not in page(tmp_path, NASTY, "food").rpartition("<table>")[2]


def test_a_page_grows_with_the_window(tmp_path: Path) -> None:
    assert '"width": "container"' in page(tmp_path, "sky", "food")


@pytest.mark.parametrize(("suffix", "begin"), [(".svg", b"<svg"), (".png", b"\x89PNG")])
def test_a_picture_is_drawn(tmp_path: Path, suffix: str, begin: bytes) -> None:
    path = tmp_path / f"map{suffix}"
    analysis.topic_map(told("sky", "food"), points("sky", "food", None), path)
    assert path.read_bytes().startswith(begin)


def test_topics_stand_on_the_map_and_in_the_legend(tmp_path: Path) -> None:
    path = tmp_path / "map.svg"
    analysis.topic_map(told("sky", "food"), points("sky", "food"), path)
    assert path.read_text().count(">food</text>") == 2


def test_what_has_no_topic_is_called_other(tmp_path: Path) -> None:
    path = tmp_path / "map.svg"
    analysis.topic_map(told("sky"), points("sky", None), path)
    assert path.read_text().count(">other</text>") == 1


def test_names_that_would_lie_over_each_other_move_apart(tmp_path: Path) -> None:
    path = tmp_path / "map.svg"
    same = [{"x": 0.5, "y": 0.5, "topic": name, "text": None} for name in ("sky", "food")]
    analysis.topic_map(told("sky", "food"), same, path)
    heights = re.findall(
        r'translate\([\d.]+,([\d.]+)\)"[^>]*>(?:sky|food)</text>', path.read_text()
    )
    assert len(set(heights)) > 1


def test_nothing_to_draw_is_said(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="no map to draw"):
        analysis.topic_map(told(), [], tmp_path / "map.html")


def test_another_format_is_refused_before_anything_is_done(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"\.svg, \.png or \.html"):
        analysis.require_picture(tmp_path / "map.pdf")
