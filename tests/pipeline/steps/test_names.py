"""Where a text names a model or those who make it."""

from __future__ import annotations

import pytest

from tiltyard.pipeline.steps._names import Name, mark, of_model, searched


@pytest.mark.parametrize(
    ("model", "expected"),
    [
        ("vicuna-13b-v1.5", ("vicuna-13b-v1.5", "vicuna")),
        ("openai/gpt-4o", ("gpt-4o", "gpt")),
        ("llama2-7b", ("llama2-7b", "llama")),
        ("command-r", ("command-r", "command")),
        ("yi-large", ("yi-large",)),
        ("human", ()),
        ("model-1", ("model-1",)),
        ("a", ()),
        ("", ()),
    ],
)
def test_a_model_may_call_itself_by_its_name_or_its_first_word(
    model: str, expected: tuple[str, ...]
) -> None:
    assert of_model(model) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ask chatgpt now", Name("chatgpt", "model", is_sure=True)),
        ("by OPENAI.", Name("OPENAI", "maker", is_sure=True)),
        ("我是ChatGPT，你好", Name("ChatGPT", "model", is_sure=True)),
        ("said Claude.", Name("Claude", "model", is_sure=False)),
        ("at Google.", Name("Google", "maker", is_sure=False)),
        ("gpt-4-turbo!", Name("gpt-4-turbo", "model", is_sure=True)),
        ("I'm Wren.", Name("Wren", "model", is_sure=False)),
        ("wren-7b it is", Name("wren-7b", "model", is_sure=True)),
    ],
)
def test_a_name_is_found(text: str, expected: Name) -> None:
    marked, found = mark(text, ["wren-7b"])
    assert found == [expected]
    assert "⟦0⟧" in marked


@pytest.mark.parametrize(
    "text",
    ["bombard", "a palm tree", "the bard", "meta-analysis", "claude", "googled", "gptx", "a wren",
     "Wrens sing", "the mistral", "⟦0⟧"],
)  # fmt: skip
def test_a_part_of_a_word_or_a_common_word_is_no_name(text: str) -> None:
    assert mark(text, ["wren-7b"])[1] == []


def test_words_of_the_operator_are_names() -> None:
    assert mark("I am Owl.", [], ("owl",))[1] == [Name("Owl", "model", is_sure=True)]


def test_every_name_on_the_lists_is_searched_for() -> None:
    texts = ["ChatGPT", "GPT-4o", "Qwen2.5", "文心一言", "Claude", "Meta", "Huawei", "LMSYS",
             "Kimi", "Large Model Systems Organization", "Command R+", "微软"]  # fmt: skip
    parts = searched(["wren-7b"])
    assert [text for text in texts if not any(part in text.lower() for part in parts)] == []
    assert "wren" in parts
