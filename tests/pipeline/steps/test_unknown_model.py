"""Models that cannot be ranked."""

from __future__ import annotations

import pytest

from pipeline.battles import rows
from pipeline.steps.deciding import reasons
from tiltyard.errors import ConfigurationError


@pytest.mark.parametrize("name", [None, "", "  "])
def test_a_model_needs_a_name(name: str | None) -> None:
    assert reasons("unknown_model", rows({"model_b": name})) == ["model without a name"]


def test_without_a_list_every_name_counts() -> None:
    assert reasons("unknown_model", rows({"model_a": "anything"})) == [None]


def test_with_a_list_no_other_name_counts() -> None:
    frame = rows({}, {"model_a": "Wren-7b"}, {"model_b": "finch"})
    listed = ["wren-7b", "lark-2"]
    found = reasons("unknown_model", frame, models=listed)
    assert found == [None, "unknown model", "unknown model"]


def test_a_pattern_is_for_the_whole_name() -> None:
    frame = rows({"model_a": "wren-13b"}, {"model_a": "a-wren-13b"})
    found = reasons("unknown_model", frame, models=["lark-2"], patterns=["wren-.*"])
    assert found == [None, "unknown model"]


def test_a_pattern_that_is_none_is_refused() -> None:
    with pytest.raises(ConfigurationError, match=r"data\.options\.unknown_model: patterns"):
        reasons("unknown_model", rows({}), patterns=["["])
