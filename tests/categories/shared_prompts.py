"""Prompts of others, read from the shared data where they are; and our own unseen ones."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from tiltyard.categories import Item

DATA = Path(__file__).parents[2] / "../shared/data"
needs_data = pytest.mark.skipif(not DATA.is_dir(), reason="the shared data are not here")


def unseen(kind: str) -> list[Item]:
    """Invented prompts that no weights were trained on: ``everyday`` or ``hard``."""
    lines = Path(__file__).with_name("unseen.jsonl").read_text().splitlines()
    rows = [json.loads(line) for line in lines]
    return [Item((row["prompt"],)) for row in rows if row["kind"] == kind]


def arena_hard() -> list[Item]:
    """Five hundred prompts that were chosen for being hard."""
    lines = (DATA / "arena-hard-v0.1-battles/question.jsonl").read_text().splitlines()
    return [Item((json.loads(line)["turns"][0]["content"],)) for line in lines]


def xstest() -> list[Item]:
    """Short questions, harmless and otherwise."""
    with (DATA / "xstest-refusals/xstest_prompts.csv").open(newline="") as file:
        return [Item((row["prompt"],)) for row in csv.DictReader(file)]


def comparia(language: str) -> list[Item]:
    """What an arena suggests to its visitors to ask, in ``fr`` or ``da``."""
    path = DATA / f"mt-bench-questions/comparia_suggestions_{language}.json"
    return [
        Item((text,)) for theme in json.loads(path.read_text()) for text in theme["suggestions"]
    ]


def bench(name: str, *categories: str) -> list[Item]:
    """The turns of a bench's questions in these categories."""
    lines = (DATA / f"mt-bench-questions/{name}.jsonl").read_text().splitlines()
    rows = [json.loads(line) for line in lines]
    return [Item(tuple(row["turns"])) for row in rows if row["category"] in categories]


def share(labels: list[object]) -> float:
    """What share of the labels is yes."""
    return sum(label is True for label in labels) / len(labels)
