from __future__ import annotations

import pytest

from tiltyard.categories._voice import clauses_of, verse, voice


@pytest.mark.parametrize(
    "text",
    [
        'he said "i can\'t" and left',
        "robot: i can't open it",
        "> i can't",
        "```\ni can't\n```",
        "「i can't」と言った",
    ],
)
def test_what_others_say_is_blanked(text: str) -> None:
    assert "i can't" not in voice(text)[0]


@pytest.mark.parametrize("text", ["note: i can't", "i can't", '"i can\'t help with that."'])
def test_its_own_words_stay(text: str) -> None:
    assert "i can't" in voice(text)[0]


def test_code_is_noticed() -> None:
    assert voice("this:\n```\nprint(1)\n```") == ("this:\n\n", True)


def test_clauses_end_at_sentences_and_turns() -> None:
    assert clauses_of("i'm sorry, but i can't. try later; thanks") == [
        "i'm sorry",
        "but i can't.",
        "try later",
        "thanks",
    ]


def test_short_lines_that_run_on_are_verse() -> None:
    assert verse("i sleep, i wake\nand cannot say\nwhich of the two\nhas brought the day.")


def test_a_list_is_no_verse() -> None:
    assert not verse("- milk\n- eggs\n- flour\n- salt")
