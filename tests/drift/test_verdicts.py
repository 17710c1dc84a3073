"""Verdicts on disk."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tiltyard.drift import Verdict
from tiltyard.drift._verdicts import Verdicts
from tiltyard.errors import DataError

ONE = Verdict(
    day=date(2026, 1, 3),
    value=-0.01,
    p_value=0.4,
    level=1e-5,
    questions=40,
    reference=(date(2026, 1, 1), date(2026, 1, 2)),
    new_models=("m-2",),
    new_fingerprints=(),
    examples=((0, "then", "now"),),
)


def test_what_was_kept_is_read_without_the_examples(tmp_path: Path) -> None:
    verdicts = Verdicts(tmp_path)
    verdicts.add(7, ONE)
    verdicts.add(7, replace(ONE, day=date(2026, 1, 4)))
    found = Verdicts(tmp_path).of(7)
    assert found[0] == replace(ONE, examples=())
    assert [one.day.day for one in found] == [3, 4]


def test_a_version_without_verdicts_has_none(tmp_path: Path) -> None:
    assert Verdicts(tmp_path).of(1) == ()


@pytest.mark.parametrize("line", ['{"day": "2026-01-03"}', '{"day": 3, "reference": []}'])
def test_a_damaged_file_is_named(tmp_path: Path, line: str) -> None:
    (tmp_path / "7.jsonl").write_text(line + "\n")
    with pytest.raises(DataError, match=r"7\.jsonl', line 1, makes no sense"):
        Verdicts(tmp_path).of(7)
