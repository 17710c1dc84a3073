"""Shapes are recognised by their columns."""

from __future__ import annotations

from tiltyard.pipeline import importers
from tiltyard.pipeline.importers import Importer


def never(_source: importers.Source) -> importers.Reader:
    raise AssertionError


def test_columns_of_another_shape_speak_against_one() -> None:
    shape = Importer("x", "x.", never, needs=("a",), lacks=("b",))
    assert shape.recognises(["a"])
    assert not shape.recognises(["a", "b"])


def test_one_of_several_columns_is_enough() -> None:
    shape = Importer("x", "x.", never, needs=("a",), one_of=("b", "c"))
    assert shape.recognises(["a", "c"])
    assert not shape.recognises(["a"])


def test_what_is_missing_is_told() -> None:
    assert Importer("x", "x.", never, needs=("a", "b")).missing(["b"]) == ["a"]


def test_a_table_of_votes_is_plain_only_if_nothing_else_fits() -> None:
    assert importers.recognise(["model_a", "model_b", "winner"]) == ["plain"]
    assert importers.recognise(["model_a", "model_b", "winner", "question_id"]) == ["arena_hard"]


def test_other_columns_are_no_known_shape() -> None:
    assert importers.recognise(["text", "label"]) == []
