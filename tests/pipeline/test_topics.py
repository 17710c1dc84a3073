"""Topics of prompts."""

from __future__ import annotations

import json
from functools import cache

import pytest

from label_samples import SHARED, needs_data
from pipeline.topical import CODING, COOKING, PROMPTS, SKY
from tiltyard.errors import ConfigurationError, DataError
from tiltyard.pipeline import Topics, fit_topics
from tiltyard.pipeline._topics import drawn


@cache
def found() -> Topics:
    """Three topics of prompts on three subjects."""
    return fit_topics(PROMPTS, count=3)


def main_topic(prompts: list[str]) -> str | None:
    labels = found().label(prompts)
    return max(set(labels), key=labels.count)


def test_each_subject_is_a_topic() -> None:
    main = [main_topic(subject) for subject in (COOKING, CODING, SKY)]
    assert len(set(main)) == 3
    assert None not in main


@pytest.mark.parametrize("subject", [COOKING, CODING, SKY])
def test_most_prompts_of_a_subject_are_together(subject: list[str]) -> None:
    assert found().label(subject).count(main_topic(subject)) >= 8


@pytest.mark.parametrize(
    ("prompt", "subject"),
    [
        ("How do I cook rice for chicken soup?", COOKING),
        ("My Python function has an error in a list", CODING),
        ("How many moons does the planet Saturn have?", SKY),
    ],
)
def test_a_new_prompt_goes_to_the_nearest_topic(prompt: str, subject: list[str]) -> None:
    assert found().label([prompt]) == [main_topic(subject)]


def test_what_is_near_to_no_topic_has_none() -> None:
    assert found().label(["zzzz qqqq"]) == [None]


@pytest.mark.parametrize("nothing", ["", "  \n"])
def test_an_empty_prompt_has_no_topic(nothing: str) -> None:
    assert found().label([nothing]) == [None]


def test_neither_order_nor_repetition_of_prompts_matters() -> None:
    again = fit_topics([*reversed(PROMPTS), *PROMPTS[:7]], count=3)
    assert again.digest == found().digest


def test_another_seed_is_part_of_the_digest() -> None:
    assert fit_topics(PROMPTS, count=3, seed=1).digest != found().digest


def test_the_largest_topic_comes_first() -> None:
    sizes = [topic.prompts for topic in found().topics]
    assert sizes == sorted(sizes, reverse=True)
    assert sum(sizes) == len(PROMPTS)


def test_names_are_different() -> None:
    assert len(set(found().names)) == 3


def test_a_number_of_topics_is_found_from_the_prompts() -> None:
    assert 2 <= len(fit_topics(PROMPTS).topics) <= len(PROMPTS) // 2


def test_topics_survive_being_kept() -> None:
    held = json.loads(json.dumps(found().to_dict()))
    assert Topics.from_dict(held).digest == found().digest
    assert Topics.from_dict(held).label(PROMPTS) == found().label(PROMPTS)


def test_topics_of_another_version_are_refused() -> None:
    with pytest.raises(DataError, match="another version"):
        Topics.from_dict(found().to_dict() | {"version": 0})


def test_damaged_topics_are_refused() -> None:
    with pytest.raises(DataError, match="damaged"):
        Topics.from_dict({"version": 1})


def test_no_prompts_make_no_topics() -> None:
    nothing = fit_topics(["", " "])
    assert nothing.topics == ()
    assert nothing.label(["Hello"]) == [None]


@pytest.mark.parametrize("prompts", [["How hot is the sun?"], ["How hot is the sun?"] * 50])
def test_one_prompt_however_often_is_one_topic(prompts: list[str]) -> None:
    one = fit_topics(prompts)
    assert [topic.prompts for topic in one.topics] == [1]
    assert one.label(prompts[:1]) == one.names


def test_a_few_prompts_are_one_topic() -> None:
    assert len(fit_topics(COOKING[:5]).topics) == 1


def test_a_few_prompts_can_be_asked_to_be_several() -> None:
    assert len(fit_topics([*COOKING[:2], *SKY[:2]], count=2).topics) == 2


def test_one_topic_can_be_asked_for() -> None:
    assert [topic.prompts for topic in fit_topics(PROMPTS, count=1).topics] == [len(PROMPTS)]


@pytest.mark.parametrize("count", [0, 4])
def test_a_number_that_cannot_be_is_refused(count: int) -> None:
    with pytest.raises(ConfigurationError, match="ask for 1 to 3"):
        fit_topics(COOKING[:3], count=count)


def test_as_many_topics_as_prompts_are_possible() -> None:
    assert len(fit_topics(SKY, count=10).topics) == 10


def test_a_draw_is_the_same_however_prompts_come() -> None:
    assert drawn(PROMPTS, 5) == drawn([*drawn(PROMPTS[::-1], 9), *PROMPTS], 5)


@needs_data
def test_topics_agree_with_peoples_categories() -> None:
    metrics = pytest.importorskip("sklearn.metrics")
    lines = (SHARED / "mt-bench-questions" / "vicuna_bench_en.jsonl").read_text().splitlines()
    questions = [json.loads(line) for line in lines]
    texts = [one["turns"][0] for one in questions]
    labels = [label or "" for label in fit_topics(texts).label(texts)]
    truth = [one["category"] for one in questions]
    assert metrics.adjusted_mutual_info_score(truth, labels) > 0.4
