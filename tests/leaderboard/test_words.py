"""A question reads as people would say it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from tiltyard.leaderboard import (
    Query,
    control_title,
    label_title,
    language_name,
    name_labels,
    title_of,
)


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ({}, "Overall"),
        ({"language": "fr"}, "In French"),
        ({"modality": "image", "voters": "new"}, "With pictures, new voters"),
        ({"models": ("oak", "elm", "ash")}, "Among 3 models"),
        ({"since": datetime(2026, 3, 1, tzinfo=UTC)}, "Since 1 March 2026"),
        ({"language": "de", "voters": "regular"}, "In German, regular voters"),
        ({"until": datetime(2026, 3, 1, tzinfo=UTC)}, "Until 1 March 2026"),
    ],
)
def test_a_slice_has_a_title(query: dict[str, Any], title: str) -> None:
    assert title_of(Query(**query)) == title


def test_a_title_names_labels_and_what_is_left_out() -> None:
    title = title_of(Query(category=("coding",), without=("tie", "refusal")))
    assert title.startswith(label_title("coding"))
    assert title.endswith("without ties and refusals")


@pytest.mark.parametrize(
    ("words", "title"),
    [("french_poetry", "french poetry"), ("field:civil_law", "field: civil law")],
)
def test_an_operators_own_label_is_read_as_it_is_written(words: str, title: str) -> None:
    assert label_title(words) == title


def test_an_operators_own_label_is_called_as_the_operator_says() -> None:
    assert label_title("law_fr") == "law fr"
    name_labels({"law_fr": "French law", "coding": "Not ours to name"})
    try:
        assert label_title("law_fr") == "French law"
        assert title_of(Query(category=("law_fr:civil_law",))) == "French law: civil law"
        assert label_title("coding") == "Coding"
    finally:
        name_labels({})
    assert label_title("law_fr") == "law fr"


@pytest.mark.parametrize(
    ("control", "title"),
    [((), ""), (("style",), "style"), (("style", "position"), "style and position")],
)
def test_what_is_held_equal_has_a_title(control: tuple[str, ...], title: str) -> None:
    assert control_title(Query(control=control)) == title


@pytest.mark.parametrize(("code", "name"), [("fr", "French"), ("xx", "xx")])
def test_a_language_that_we_do_not_know_keeps_its_code(code: str, name: str) -> None:
    assert language_name(code) == name
