"""Finding and redacting: which kind has what, and what is left."""

from __future__ import annotations

import json
import time
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tiltyard import personal
from tiltyard.errors import UnknownNameError
from tiltyard.personal import Span

SMALL = Path(__file__).parents[3] / "shared/data/pii-small/generated_small.json"
KINDS = {
    "PHONE_NUMBER": "phone",
    "CREDIT_CARD": "card",
    "US_SSN": "ssn",
    "IP_ADDRESS": "ip",
    "EMAIL_ADDRESS": "email",
    "IBAN_CODE": "iban",
}
TEXT = "Mail ada@example.org or ben@example.org, or ADA@example.org; fax 212-555-0143."


def marked(text: str) -> str:
    """The text with marks."""
    return personal.redact(text, personal.find(text))


def test_what_is_found_is_told_by_place_and_kind() -> None:
    assert personal.find("mail ada@example.org now") == [Span(5, 20, "email")]


def test_places_are_counted_in_characters() -> None:
    text = "😀é我 ada@example.org"
    assert [text[span.start : span.end] for span in personal.find(text)] == ["ada@example.org"]


def test_what_is_found_is_in_order() -> None:
    assert [span.kind for span in personal.find(TEXT)] == ["email", "email", "email", "phone"]


def test_only_the_kinds_that_are_named_are_looked_for() -> None:
    assert [span.kind for span in personal.find(TEXT, ["phone"])] == ["phone"]


def test_no_kinds_find_nothing() -> None:
    assert personal.find(TEXT, []) == []


def test_an_unknown_kind_is_refused_with_the_nearest() -> None:
    with pytest.raises(UnknownNameError, match=r"no kind 'mail'.*'email'"):
        personal.find(TEXT, ["mail"])


def test_kinds_of_rules_are_the_usual_ones() -> None:
    assert personal.usual() == ["card", "email", "iban", "ip", "key", "phone", "ssn"]


def test_kinds_that_need_an_extra_are_there_too() -> None:
    assert {"person", "location"} < set(personal.names())


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("https://ada:w1ndyday@db.example.org", ["key"]),
        ("password: ada77@kites.test", ["key"]),
        ("GB82 WEST 1234 5698 7654 32", ["iban"]),
        ("phone 4111 1111 1111 1111", ["card"]),
        ("call 123-45-6789", ["ssn"]),
        ("tel 192.168.100.200", ["ip"]),
        ("ada@192-0-2-1.example.org", ["email"]),
    ],
)
def test_one_kind_has_what_several_see(text: str, kinds: list[str]) -> None:
    assert [span.kind for span in personal.find(text)] == kinds


def test_marks_take_the_place_of_what_was_found() -> None:
    assert marked(TEXT) == "Mail [EMAIL] or [EMAIL], or [EMAIL]; fax [PHONE]."


def test_the_same_value_has_the_same_number() -> None:
    text = personal.redact(TEXT, personal.find(TEXT), numbered=True)
    assert text == "Mail [EMAIL_1] or [EMAIL_2], or [EMAIL_1]; fax [PHONE_1]."


def test_a_number_is_the_same_however_it_is_written() -> None:
    text = "Fax 212-555-0143, phone (212) 555-0143"
    redacted = personal.redact(text, personal.find(text), numbered=True)
    assert redacted == "Fax [PHONE_1], phone [PHONE_1]"


def test_a_text_without_anything_stays_as_it_is() -> None:
    assert marked("A kite\u00a0 flies \\n at ３ metres…") == "A kite\u00a0 flies \\n at ３ metres…"


def test_a_long_list_of_addresses_is_found_in_order() -> None:
    text = "".join(f"ada{n}@example.org\n" for n in range(20_000))
    begun = time.process_time()
    spans = personal.find(text)
    assert len(spans) == 20_000
    assert time.process_time() - begun < 10  # a minute if each were compared with all


@given(
    pieces=some.lists(
        some.sampled_from([*TEXT.split(" "), "4111 1111 1111 1111", "192.0.2.1", "2001:db8::1"])
        | some.text(max_size=9),
        max_size=9,
    )
)
def test_nothing_is_left_and_nothing_overlaps(pieces: list[str]) -> None:
    text = " ".join(pieces)
    spans = personal.find(text)
    assert all(one.end <= other.start for one, other in pairwise(spans))
    assert "example.org" not in marked(text)


@pytest.mark.skipif(not SMALL.is_file(), reason="the sample of Presidio's authors is not here")
@pytest.mark.parametrize("kind", ["card", "email", "ip", "phone", "ssn"])
def test_sentences_of_others_are_told_as_they_mark_them(kind: str) -> None:
    found, meant, right = Counter[str](), Counter[str](), Counter[str]()
    for sentence in json.loads(SMALL.read_text(encoding="utf-8")):
        text = sentence["full_text"]
        marks = {
            Span(one["start_position"], one["end_position"], KINDS[one["entity_type"]])
            for one in sentence["spans"]
            if one["entity_type"] in KINDS
        }
        seen = set(personal.find(text))
        found.update(span.kind for span in seen)
        meant.update(span.kind for span in marks)
        right.update(span.kind for span in seen & marks)
    assert right[kind] >= 0.9 * found[kind]
    assert right[kind] >= 0.9 * meant[kind] > 0
