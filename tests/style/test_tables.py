"""Tables."""

from __future__ import annotations

import pytest

from tiltyard import style
from tiltyard.style import Texts

pytestmark = pytest.mark.usefixtures("either")


def measured(name: str, text: str) -> float:
    return float(style.measure(Texts.of([text]), [name])[name][0])


@pytest.mark.parametrize(
    ("text", "tables"),
    [
        ("| a | b |\n|---|---|\n| 1 | 2 |", 1),
        ("a | b\n:-:|-:\n1 | 2\n", 1),
        ("a|b\r\n-|-\r\n1|2", 1),
        ("a|b\n-|-\n1|2\n\na|b\n-|-\n1|2", 2),
        ("| a | b |\n|---|---|\n| - | - |\n| - | - |", 1),
        ("|---|---|\n| a | b |", 0),
        ("a | b\n\n-|-", 0),
        ("a or b\n-|-", 0),
        ("```\na|b\n-|-\n```", 0),
    ],
)
def test_a_delimiter_after_a_line_with_a_bar_makes_a_table(text: str, tables: int) -> None:
    assert measured("tables", text) == tables
