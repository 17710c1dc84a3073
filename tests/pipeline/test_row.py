"""Rows of a dataset from what importers know."""

from __future__ import annotations

import json
import math

from tiltyard.pipeline._row import complete
from tiltyard.pipeline._schema import ROW


def test_a_row_has_every_column() -> None:
    assert list(complete({"id": "1"}, "plain")) == list(ROW)


def test_ids_of_two_sources_never_meet() -> None:
    assert complete({"id": "1"}, "plain")["id"] != complete({"id": "1"}, "lmarena")["id"]


def test_a_row_is_its_own_battle_unless_it_says_another() -> None:
    assert complete({"id": "1"}, "plain")["battle"] == "plain:1"
    assert complete({"id": "1", "battle": "7"}, "plain")["battle"] == "plain:7"


def test_a_row_that_brings_no_id_has_the_one_given() -> None:
    assert complete({"id": None}, "plain", "content")["id"] == "plain:content"


def test_what_else_is_known_is_json_in_one_order() -> None:
    assert complete({"id": "1", "extra": {"b": 1, "a": "é"}}, "plain")["extra"] == (
        '{"a": "é", "b": 1}'
    )


def test_json_holds_no_number_that_is_none() -> None:
    text = complete({"id": "1", "extra": {"a": math.nan, "b": [math.inf]}}, "plain")["extra"]
    assert json.loads(text) == {"a": None, "b": [None]}


def test_nothing_else_is_nothing() -> None:
    assert complete({"id": "1", "extra": {}}, "plain")["extra"] is None
