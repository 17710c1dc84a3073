"""LMArena's votes on pictures."""

from __future__ import annotations

import pytest

from pipeline.importers.shapes import SHAPES, read
from tiltyard.pipeline import importers
from tiltyard.pipeline.importers import RefusedRow


def test_pictures_are_counted() -> None:
    assert read("lmarena_vision")["images"] == 2


def test_the_voter_is_found_under_either_name() -> None:
    assert read("lmarena_vision")["voter"] == "u1"
    assert read("lmarena_vision", judge="j1")["voter"] == "j1"


def test_asked_for_by_name_it_needs_an_id() -> None:
    record = {k: v for k, v in SHAPES["lmarena_vision"].items() if k != "conversation_id"}
    reader = importers.load("lmarena_vision").open(importers.Source("votes", [*record]))
    with pytest.raises(RefusedRow, match="none of the columns question_id"):
        reader(record)
