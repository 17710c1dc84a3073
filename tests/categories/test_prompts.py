from __future__ import annotations

from tiltyard.categories._prompts import LONGEST, one_text, words


def test_words_end_where_another_script_begins() -> None:
    assert words("pythonで c++を écris_ici") == {"python", "c++", "écris_ici"}


def test_of_a_long_text_both_ends_are_read() -> None:
    text = one_text(("begin " + "x" * 3 * LONGEST + " end",))
    assert text.startswith("begin")
    assert text.endswith(" end")
    assert len(text) == LONGEST + 1


def test_turns_stand_on_lines_of_their_own() -> None:
    assert one_text(("one", "two")) == "one\ntwo"
