"""Personal data in columns: found wherever a text stands, and nothing else is touched."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as some

from tiltyard import personal
from tiltyard.errors import DataError, UnknownNameError
from tiltyard.pipeline._redact import find_column, redact_column

MAIL, MARK = "mail ada@example.org", "mail [EMAIL]"


def redacted(values: list[Any], **options: Any) -> list[Any]:
    """The values without personal data."""
    return redact_column(pl.Series("x", values), **options)[0].to_list()


@pytest.mark.parametrize(
    ("values", "clean"),
    [
        ([MAIL, None, "", "kite"], [MARK, None, "", "kite"]),
        ([[MAIL, None, "a"], [], None, ["b", MAIL]], [[MARK, None, "a"], [], None, ["b", MARK]]),
        (
            [[{"role": "user", "content": MAIL}, {"role": "a", "content": None}], None, []],
            [[{"role": "user", "content": MARK}, {"role": "a", "content": None}], None, []],
        ),
        (
            [{"content": [{"type": "text", "text": MAIL}], "n": 1}],
            [{"content": [{"type": "text", "text": MARK}], "n": 1}],
        ),
        ([[[MAIL], ["b"]], [["c"], [MAIL]]], [[[MARK], ["b"]], [["c"], [MARK]]]),
        ([None, None], [None, None]),
        ([], []),
    ],
    ids=["texts", "lists", "messages", "parts", "lists in lists", "nothing", "no rows"],
)
def test_texts_are_redacted_where_they_stand(values: list[Any], clean: list[Any]) -> None:
    assert redacted(values) == clean


def test_the_kind_and_name_of_a_column_stay() -> None:
    column = pl.Series("talk", [[{"role": "user", "content": MAIL, "n": 1}], None])
    found, _ = redact_column(column)
    assert (found.name, found.dtype) == ("talk", column.dtype)


def test_lists_of_fixed_length_are_redacted_too() -> None:
    column = pl.Series("x", [[MAIL, "b"]], dtype=pl.Array(pl.String, 2))
    assert redact_column(column)[0].to_list() == [[MARK, "b"]]


def test_categories_are_redacted_as_texts() -> None:
    column = pl.Series("x", [MAIL, "b", MAIL], dtype=pl.Categorical)
    assert redact_column(column)[0].to_list() == [MARK, "b", MARK]


def test_what_was_found_is_counted_by_kind() -> None:
    column = pl.Series("x", [f"{MAIL} {MAIL}", "fax 212-555-0143"])
    assert redact_column(column)[1] == {"email": 2, "phone": 1}


def test_only_the_kinds_that_are_named_are_redacted() -> None:
    assert redacted([f"{MAIL} 212-555-0143"], kinds=["phone"]) == [f"{MAIL} [PHONE]"]


def test_marks_can_be_numbered() -> None:
    assert redacted([f"{MAIL} {MAIL}"], numbered=True) == ["mail [EMAIL_1] mail [EMAIL_1]"]


def test_what_was_found_is_told_by_its_place() -> None:
    column = pl.Series("x", [["b"], [{"content": "c"}, {"content": MAIL}]][1:])
    (found,) = find_column(column)
    assert (found.row, found.path) == (0, (1, "content"))


def test_what_was_found_is_in_order_of_rows_and_texts() -> None:
    column = pl.Series("x", [[MAIL] * 12, [MAIL]])
    assert [(one.row, one.path) for one in find_column(column)] == [
        *((0, (place,)) for place in range(12)),
        (1, (0,)),
    ]


def test_a_column_of_numbers_is_refused() -> None:
    with pytest.raises(DataError, match="column 'x' holds Int64, and no texts"):
        redact_column(pl.Series("x", [1, 2]))


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(UnknownNameError, match="no kind 'mail'"):
        redact_column(pl.Series("x", ["a"]), ["mail"])


@given(
    texts=some.lists(
        some.none()
        | some.text(max_size=20)
        | some.lists(
            some.sampled_from(
                [
                    MAIL,
                    "+44 20 7946 0123",
                    "192.0.2.1",
                    "4111 1111 1111 1111",
                    "\uff11\uff12",
                    "é",
                    " ",
                ]
            ),
            max_size=5,
        ).map(" ".join),
        max_size=6,
    )
)
def test_a_column_has_what_its_texts_have(texts: list[str | None]) -> None:
    alone = [None if text is None else personal.redact(text, personal.find(text)) for text in texts]
    assert redact_column(pl.Series("x", texts, dtype=pl.String))[0].to_list() == alone
