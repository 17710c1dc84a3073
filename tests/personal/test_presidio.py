"""Names and places by Presidio itself, with its small English model, and no network."""

from __future__ import annotations

import re
import sys

import pytest

from tiltyard import personal
from tiltyard.errors import ConfigurationError
from tiltyard.personal import _presidio


def test_without_presidio_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "presidio_analyzer", None)
    _presidio._analyzer.cache_clear()
    with pytest.raises(ConfigurationError, match=r"install tiltyard\[pii\]"):
        list(_presidio.spans("a text that nobody has looked at", "PERSON"))


def test_a_name_and_a_place_are_found() -> None:
    pytest.importorskip("presidio_analyzer", reason="tiltyard[pii] is not installed")
    text = "My name is Martha Collins, I live in Edinburgh, my mail is m@example.org."
    spans = personal.find(text, ["person", "location", "email"])
    assert personal.redact(text, spans) == (
        "My name is [PERSON], I live in [LOCATION], my mail is [EMAIL]."
    )


def test_a_long_text_is_looked_at_in_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("presidio_analyzer", reason="tiltyard[pii] is not installed")
    monkeypatch.setattr(_presidio, "_PIECE", re.compile(r".{1,40}(?:(?<=\s)|$)"))
    text = "A kite flies as far as its line is long. My name is Martha Collins."
    assert [text[start:end] for start, end in _presidio.spans(text, "PERSON")] == ["Martha Collins"]


@pytest.mark.parametrize("text", ["", "x", "kite " * 50_000, "x" * 250_000])
def test_pieces_are_the_text(text: str) -> None:
    assert "".join(_presidio._PIECE.findall(text)) == text
