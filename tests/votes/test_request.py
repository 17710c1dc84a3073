"""Requests: what they refuse, and what they say of time."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tiltyard.errors import ConfigurationError
from tiltyard.votes import Columns
from tiltyard.votes._request import Request

NOW = datetime(2024, 8, 20, tzinfo=UTC)


@pytest.mark.parametrize("option", [{"since": "30d"}, {"until": "2024-08-14"}])
def test_since_and_until_choose_by_time(option: dict[str, str]) -> None:
    assert Request(**option).in_time  # type: ignore[arg-type]  # options by name
    assert not Request().in_time


def test_the_present_can_be_given() -> None:
    assert Request(now=NOW).present == NOW


def test_the_present_is_now_otherwise() -> None:
    assert Request().present.tzinfo == UTC


@pytest.mark.parametrize(
    "option",
    [{"where": "x == 1"}, {"format": "csv"}, {"by": "x"}, {"columns": Columns(winner="w")}],
)
def test_some_options_are_for_files_and_frames_alone(option: dict[str, object]) -> None:
    assert Request(**option).is_for_sources  # type: ignore[arg-type]  # on purpose
    assert not Request(pooled=True).is_for_sources


def test_only_stop_and_drop_are_known() -> None:
    with pytest.raises(ConfigurationError, match="must be 'stop' or 'drop'"):
        Request(on_error="ignore")  # type: ignore[arg-type]  # on purpose
