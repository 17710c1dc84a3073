"""What a fast search says of texts, and that it never says more than the rule."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from label_samples import FOLDER
from tiltyard import categories
from tiltyard.categories import Hint, Item, Rule, Value
from tiltyard.pipeline._hints import sort_out

SAMPLES = ("answers", "later_answers", "prompts", "later_prompts")
RULES = {name: rule for name in categories.names() if (rule := categories.load(name).rule)}
HINTED = sorted(name for name, rule in RULES.items() if rule.hint)
SEEDS = FOLDER.parents[1] / "src" / "tiltyard" / "categories" / "_seeds"
MARKS = ("", " ", "**", "\n", "’s ", "\n```\nx = 1;\n```\n", " — ", '"', "。", " * ")


def sampled() -> list[str]:
    """All texts of ours that labels are tried on, and seeds of trained labels."""
    lines = [line for name in SAMPLES for line in _lines(FOLDER / f"{name}.tsv")]
    seeds = [json.loads(line) for path in sorted(SEEDS.glob("*.jsonl")) for line in _lines(path)]
    texts = [line.split("\t", 1)[1].replace("\\n", "\n") for line in lines]
    return texts + [value for seed in seeds[::7] for value in seed.values() if type(value) is str]


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()


def pieced() -> list[str]:
    """Texts made of pieces of the others, with marks between them."""
    rng = np.random.default_rng(1)
    texts = [text for text in sampled() if len(text) > 20]
    made = []
    for _ in range(1_500):
        pieces = [texts[at] for at in rng.integers(len(texts), size=rng.integers(1, 5))]
        cuts = [piece[int(rng.integers(20)) :][: int(rng.integers(5, 400))] for piece in pieces]
        made.append("".join(cut + MARKS[rng.integers(len(MARKS))] for cut in cuts))
    return [text.upper() if rng.random() < 0.05 else text for text in made]


def items(name: str, texts: Sequence[str]) -> list[Item]:
    held = [(text,) for text in texts if text.strip()]
    if categories.load(name).reads == "prompts":
        return [Item(one) for one in held]
    return [Item((), one) for one in held]


def turns(some: Sequence[Item]) -> list[tuple[str, ...]]:
    return [item.answers or item.prompts for item in some]


def by_hint(rule: Rule, some: Sequence[Item]) -> list[Value | None]:
    assert rule.hint is not None
    known = sort_out(rule.hint, turns(some), few=0)
    read = dict(zip(known.read, rule.find([some[at] for at in known.read]), strict=True))
    return [read.get(at, label) for at, label in enumerate(known.labels)]


@pytest.mark.parametrize("name", HINTED)
def test_a_hint_changes_no_label_of_the_samples(name: str) -> None:
    some = items(name, sampled())
    assert by_hint(RULES[name], some) == list(RULES[name].find(some))


@pytest.mark.parametrize("name", HINTED)
def test_a_hint_changes_no_label_of_pieces_of_them(name: str) -> None:
    some = items(name, pieced())
    assert by_hint(RULES[name], some) == list(RULES[name].find(some))


@pytest.mark.parametrize("name", HINTED)
def test_a_hint_spares_the_rule_most_of_what_it_is_not_about(name: str) -> None:
    some = items(name, [f"Tell me of the sea and of the sky, part {k:x}." for k in range(300)])
    hint = RULES[name].hint
    assert hint is not None
    assert sort_out(hint, turns(some)).read == []


def read(hint: Hint, *texts: str) -> list[int]:
    return sort_out(hint, [(text,) for text in texts], few=0).read


def test_of_a_tuple_all_must_be_there() -> None:
    assert read(Hint(lower=(("a", "b"), ("c",))), "A", "B A", "C", "d") == [1, 2]


def test_case_counts_in_what_is_written() -> None:
    assert read(Hint(written=(("A",),)), "a", "A") == [1]


def test_a_head_begins_after_marks() -> None:
    assert read(Hint(lower=(("b",),), head=2), " \n**ab", "** aab") == [0]


def test_a_sign_is_dropped() -> None:
    assert read(Hint(lower=(("ab",),), drop="*"), "a**b", "a b") == [0]


def test_a_share_is_of_pieces_between_white_space() -> None:
    found = read(Hint(lower=(("a",),), share=0.5), "a b", "a b b", "b", "a, a b b")
    assert found == [0, 3]


def test_what_is_not_familiar_has_its_own_label() -> None:
    told = Hint(lower=(("yes",),), familiar=("the", "a b"), otherwise=lambda _: None)
    known = sort_out(told, [("the sea",), ("yes",), ("la mer",)], few=0)
    assert (known.labels, known.read) == ([False, False, None], [1])


def test_a_turn_is_enough() -> None:
    assert sort_out(Hint(lower=(("a",),)), [("b", "a"), ("b", "b")], few=0).read == [0]


def test_few_are_all_read() -> None:
    assert sort_out(Hint(lower=(("a",),)), [("b",), ("c",)]).read == [0, 1]
