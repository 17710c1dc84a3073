"""Names of topics that a model writes."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from pipeline.judges import Talker, asking
from pipeline.topical import PROMPTS
from tiltyard.errors import ConfigurationError
from tiltyard.pipeline import Topics, fit_topics
from tiltyard.pipeline._answers import Reply
from tiltyard.pipeline._topic_asked import asked_names, read, shown, typical


@cache
def topics() -> Topics:
    return fit_topics(PROMPTS, count=3)


def by_subject(prompt: str) -> str:
    """A name that depends on the words that the model is shown."""
    for word in ("recipe", "python"):
        if word in prompt:
            return f"TOPIC: All about {word}"
    return "TOPIC: The night sky"


def test_topics_get_the_names_that_a_model_writes(tmp_path: Path) -> None:
    named = asked_names(topics(), PROMPTS, asking(Talker(by_subject)), tmp_path / "answers.db")
    assert {*named.names} == {"All about recipe", "All about python", "The night sky"}
    assert named.named_by == "jury"


def test_a_reply_in_another_form_leaves_the_words(tmp_path: Path) -> None:
    talker = Talker(lambda prompt: "These messages are about food.")
    named = asked_names(topics(), PROMPTS, asking(talker), tmp_path / "answers.db")
    assert named.names == topics().names


def test_a_name_is_given_once(tmp_path: Path) -> None:
    talker = Talker(lambda prompt: "TOPIC: Everything")
    named = asked_names(topics(), PROMPTS, asking(talker), tmp_path / "answers.db")
    assert named.names.count("Everything") == 1
    assert len(set(named.names)) == 3


def test_nothing_is_asked_twice(tmp_path: Path) -> None:
    talker = Talker(by_subject)
    for _ in range(2):
        asked_names(topics(), PROMPTS, asking(talker), tmp_path / "answers.db")
    assert len(talker.asked) == 3


def test_nothing_is_asked_without_agreement(tmp_path: Path) -> None:
    talker = Talker(by_subject)
    with pytest.raises(ConfigurationError, match="nothing was asked"):
        asked_names(topics(), PROMPTS, asking(talker, lambda bill: False), tmp_path / "a.db")
    assert not talker.asked


def test_personal_data_is_not_sent(tmp_path: Path) -> None:
    prompts = [*PROMPTS, "Send the tomato soup recipe with basil to ann@example.org"]
    talker = Talker(by_subject)
    asked_names(fit_topics(prompts, count=1), prompts[-1:], asking(talker), tmp_path / "a.db")
    assert "[EMAIL]" in talker.asked[0].messages[-1].content
    assert "example.org" not in talker.asked[0].messages[-1].content


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("TOPIC: Cooking & baking", "Cooking & baking"),
        ("\n topic: SQL queries. \n", "SQL queries"),
        ("TOPIC: C++ programming", "C++ programming"),
    ],
)
def test_one_line_is_read(said: str, name: str) -> None:
    assert read(Reply(said)) == name


@pytest.mark.parametrize(
    "said",
    [
        "",
        "Cooking",
        "TOPIC: name",
        "TOPIC: other",
        "TOPIC:",
        "TOPIC: Cooking\nTOPIC: Baking",
        "Sure!\nTOPIC: Cooking",
        "TOPIC: one two three four five six seven",
        "TOPIC: " + "x" * 61,
        "TOPIC: <b>Cooking</b>",
    ],
)
def test_anything_else_is_not(said: str) -> None:
    assert read(Reply(said)) is None


def test_a_reply_that_was_cut_off_is_not_read() -> None:
    assert read(Reply("TOPIC: Cooki", whole=False)) is None


def test_the_nearest_prompts_are_typical() -> None:
    for names, prompts in zip(topics().names, typical(topics(), PROMPTS, 3), strict=True):
        assert len(prompts) == 3
        assert {*topics().label(prompts)} == {names}


def test_a_prompt_of_a_few_letters_is_typical_only_if_nothing_else_is() -> None:
    assert typical(topics(), ["moon", *PROMPTS], 99) != typical(topics(), PROMPTS, 99)
    assert all(prompts[0] != "moon" for prompts in typical(topics(), ["moon", *PROMPTS], 99))


def test_what_is_shown_is_one_line_cut_and_without_personal_data() -> None:
    assert shown(["Mail\nann@example.org " + "x" * 50], 20) == ["Mail [EMAIL] xxxxxx…"]
