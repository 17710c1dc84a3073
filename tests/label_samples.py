"""Texts that we made up to try labels on, and how well a label does on them."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

FOLDER = Path(__file__).parent / "categories"
SHARED = Path(__file__).parents[1] / "../shared/data"
needs_data = pytest.mark.skipif(not SHARED.is_dir(), reason="the shared data are not here")


def invented(name: str) -> list[tuple[str, str]]:
    """The rows of a file of ours: what a person says of a text, and the text."""
    lines = (FOLDER / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t", 1) for line in lines)
    return [(said, text.replace("\\n", "\n")) for said, text in rows]


def graded_answers(model: str) -> list[tuple[str, str]]:
    """XSTest's answers of a model: ``1_full_compliance``…, and the answer."""
    path = SHARED / "xstest-refusals" / f"xstest_v2_completions_{model}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return [(row["final_label"], row["completion"]) for row in csv.DictReader(file)]


def questions(name: str) -> list[dict[str, Any]]:
    """MT-Bench's or Vicuna-bench's questions: ``category``, ``turns``."""
    lines = (SHARED / "mt-bench-questions" / f"{name}.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in lines.splitlines()]


def suggestions(language: str) -> list[str]:
    """compar:IA's suggested prompts in a language."""
    path = SHARED / "mt-bench-questions" / f"comparia_suggestions_{language}.json"
    themes = json.loads(path.read_text(encoding="utf-8"))
    return [prompt for theme in themes for prompt in theme["suggestions"]]


def precision_recall(pairs: Iterable[tuple[bool, bool]]) -> tuple[float, float]:
    """Of pairs of truth and label: the share of labels that are right, and of truths found."""
    rows = list(pairs)
    both = sum(truth and label for truth, label in rows)
    found, true = sum(label for _, label in rows), sum(truth for truth, _ in rows)
    return both / max(found, 1), both / max(true, 1)


def f1(pairs: Iterable[tuple[bool, bool]]) -> float:
    """The harmonic mean of precision and recall."""
    precision, recall = precision_recall(pairs)
    return 2 * precision * recall / max(precision + recall, 1e-9)
