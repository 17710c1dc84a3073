"""LMArena's votes of experts."""

from __future__ import annotations

import json
from typing import Any

import pytest

from pipeline.importers.shapes import SHAPES, read
from tiltyard.pipeline import importers
from tiltyard.pipeline.importers import RefusedRow


def test_occupations_are_kept() -> None:
    assert read("lmarena_expert")["extra"]["occupations"] == ["mathematical"]


def test_occupations_may_be_columns_of_their_own() -> None:
    record = {k: v for k, v in SHAPES["lmarena_expert"].items() if k != "occupational_tags"}
    record |= {"mathematical": False, "education": True, "is_code": True}
    reader = importers.load("lmarena_expert").open(importers.Source("votes", [*record]))
    assert reader(record)["extra"]["occupations"] == ["education"]


@pytest.mark.parametrize("column", ["conversation_a", "conversation_b"])
def test_conversations_may_be_json(column: str) -> None:
    talk: Any = SHAPES["lmarena_expert"][column]
    assert read("lmarena_expert", **{column: json.dumps(talk)})["prompts"] == ["Why?"]


def test_occupations_that_are_no_json_are_refused() -> None:
    with pytest.raises(RefusedRow, match="unreadable occupations"):
        read("lmarena_expert", occupational_tags="{")
