"""MT-Bench's judgements."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.importers.shapes import SHAPES, read
from tiltyard.pipeline.importers import RefusedRow


@pytest.mark.parametrize(("turn", "prompts"), [(1, ["Why?"]), (2, ["Why?", "And?"])])
def test_a_judgement_of_the_first_turn_concerns_it_alone(turn: int, prompts: list[str]) -> None:
    row = read("mt_bench_human", turn=turn)
    assert row["prompts"] == prompts
    assert len(row["answers_b"]) == len(prompts)


@pytest.mark.parametrize(
    ("judge", "voter"), [("expert_3", "expert_3"), ("gpt4_pair", "judge:gpt4_pair"), (None, None)]
)
def test_a_model_that_judges_is_a_judge(judge: str | None, voter: str | None) -> None:
    assert read("mt_bench_human", judge=judge)["voter"] == voter


@pytest.mark.parametrize("turn", [None, 0, 3, "x"])
def test_another_turn_is_refused(turn: Any) -> None:
    with pytest.raises(RefusedRow) as refused:
        read("mt_bench_human", turn=turn)
    assert refused.value.reason == "unknown turn"


def test_the_battle_is_the_pair_on_a_question_and_turn() -> None:
    assert SHAPES["mt_bench_human"]["question_id"] == 81
    assert read("mt_bench_human")["battle"] == "81:lark:wren:2"
