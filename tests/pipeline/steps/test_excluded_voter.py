"""Voters on a list leave, and the list stays private."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.battles import rows
from pipeline.steps.deciding import reasons
from tiltyard.errors import ConfigurationError
from tiltyard.pipeline import steps

FRAME = rows({}, {}, {"voter": None})


def test_listed_voters_leave() -> None:
    assert reasons("excluded_voter", FRAME, voters=["v1"]) == [None, "excluded voter", None]


def test_an_empty_list_excludes_nobody() -> None:
    assert reasons("excluded_voter", FRAME) == [None, None, None]


def test_a_file_may_list_them(tmp_path: Path) -> None:
    listed = tmp_path / "voters.txt"
    listed.write_text("# testers\n\nv0 \n", encoding="utf-8")
    found = reasons("excluded_voter", FRAME, file=str(listed), voters=["v1"])
    assert found == ["excluded voter", "excluded voter", None]


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"excluded_voter: file .*gone.* cannot be read"):
        steps.load("excluded_voter", {"file": str(tmp_path / "gone")})


def test_who_they_are_is_not_published() -> None:
    published = steps.load("excluded_voter", {"voters": ["bad-person"]}).definition()
    assert "bad-person" not in json.dumps(published)
    assert published["voters"] == 1
    other = steps.load("excluded_voter", {"voters": ["worse-person"]}).definition()
    assert published["digest"] != other["digest"]
