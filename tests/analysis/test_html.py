"""What a notebook shows."""

from __future__ import annotations

from html.parser import HTMLParser

from analysis.made import NASTY, arena
from tiltyard.analysis import _html


class Tags(HTMLParser):
    """Counts the tags of a page, and takes down its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.text: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def test_a_notebook_shows_a_row_for_each_model() -> None:
    found = Tags(arena()._repr_html_())
    assert found.tags.count("tr") == 9


def test_a_rule_parts_the_tied_blocks() -> None:
    board = arena()
    assert _html.table(board).count("class=begins") == len(board.tied_blocks) - 1


def test_names_are_escaped() -> None:
    found = Tags(arena((NASTY, "b", "c"))._repr_html_())
    assert "script" not in found.tags
    assert NASTY in found.text


def test_cells_are_escaped() -> None:
    assert _html.rows(["<a>"], [["<b>"]]).count("&lt;") == 2
