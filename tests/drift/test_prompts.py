"""What is asked every night."""

from __future__ import annotations

from pathlib import Path

import pytest

from tiltyard.drift import OURS, prompts_of
from tiltyard.errors import ConfigurationError

FIVE = 'One?\nTwo?\nThree?\n\n"Four,\\nin two lines?"\nFive?\n'


def written(folder: Path, text: str) -> Path:
    """A file of questions."""
    path = folder / "questions.txt"
    path.write_text(text, encoding="utf-8")
    return path


def test_ours_are_forty_and_none_is_twice() -> None:
    assert len(OURS) == len(set(OURS)) == 40


def test_ours_are_public_and_those_of_a_file_are_not(tmp_path: Path) -> None:
    assert prompts_of(None).are_public
    assert not prompts_of(written(tmp_path, FIVE)).are_public


def test_a_line_is_a_question_and_json_may_have_line_breaks(tmp_path: Path) -> None:
    texts = prompts_of(written(tmp_path, FIVE)).texts
    assert texts == ("One?", "Two?", "Three?", "Four,\nin two lines?", "Five?")


def test_another_order_is_another_digest(tmp_path: Path) -> None:
    one = prompts_of(written(tmp_path, FIVE)).digest
    other = prompts_of(written(tmp_path, "Five?\n" + FIVE.removesuffix("Five?\n"))).digest
    assert one != other


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("One?\nTwo?\n", "2 different questions of 2: between 5 and 200"),
        (FIVE + "One?\n", "5 different questions of 6"),
        (FIVE + '"half\n', "line 7: no JSON string"),
        (FIVE + "x" * 4_001, "line 7: a question has 1 to 4,000 characters"),
        (FIVE + '""', "line 7: a question has 1"),
    ],
)
def test_a_file_that_is_none_is_refused(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(ConfigurationError, match=words):
        prompts_of(written(tmp_path, text))


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"drift\.prompts.*nowhere\.txt.*cannot be read"):
        prompts_of(tmp_path / "nowhere.txt")
