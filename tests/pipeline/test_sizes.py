"""How large each row is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from pipeline.releasing import frame, row
from tiltyard.pipeline import Dataset
from tiltyard.pipeline._sizes import sizes


def size(folder: Path, **other: Any) -> dict[str, Any]:
    """The sizes of one row."""
    held = Dataset.create(folder / "dataset")
    held.append(frame([row(0, **other)]))
    return sizes(held, held.parts[0]).row(0, named=True)


def test_characters_are_those_of_all_turns(tmp_path: Path) -> None:
    made = size(tmp_path, prompts=["héé", "you"], answers_a=["é", None])
    assert (made["turns"], made["characters_prompts"], made["characters_a"]) == (2, 6, 1)


def test_tokens_that_nobody_counted_are_not_known(tmp_path: Path) -> None:
    made = size(tmp_path, tokens_a=None, tokens_b=[3, 4])
    assert (made["tokens_a"], made["tokens_b"], made["with_tokens"]) == (None, 7, 0)


def test_they_are_noted_once(tmp_path: Path) -> None:
    held = Dataset.create(tmp_path / "dataset")
    part = held.append(frame([row(0)]))
    first = sizes(held, part)
    part.path.unlink()
    assert sizes(held, part).equals(first)


@pytest.mark.parametrize("missing", [None, []])
def test_a_row_without_texts_is_of_no_size(tmp_path: Path, missing: list[str] | None) -> None:
    made = size(tmp_path, prompts=missing, answers_a=missing, answers_b=missing)
    assert not made["characters_prompts"]
