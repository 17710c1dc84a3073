"""What is joined is parted again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiltyard.leaderboard._lists import joined, parted

# A value neither ends with a backslash nor is the word for no values.
VALUES = st.text("ab:, ", min_size=1).map(str.strip).filter(lambda one: one)


@given(st.lists(VALUES, unique=True))
def test_what_is_joined_is_parted_again(values: list[str]) -> None:
    assert parted(joined(values)) == tuple(values)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("coding,math", ("coding", "math")),
        (" coding , math,,coding", ("coding", "math")),
        ("none", ()),
        ("", ()),
        (r"topic:year\, total,math", ("topic:year, total", "math")),
    ],
)
def test_commas_part_values(text: str, values: tuple[str, ...]) -> None:
    assert parted(text) == values


def test_no_values_have_a_word() -> None:
    assert joined([]) == "none"
