"""One text for one value, as RFC 8785 writes it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiltyard import ledger
from tiltyard.errors import LedgerError

WRITTEN: list[tuple[Any, str]] = [
    ({}, "{}"),
    ([], "[]"),
    (None, "null"),
    (True, "true"),
    (False, "false"),
    (0, "0"),
    (-1, "-1"),
    (2**53 - 1, "9007199254740991"),
    (1 - 2**53, "-9007199254740991"),
    ("", '""'),
    ("é", '"é"'),
    ("\U0001f600", '"\U0001f600"'),
    ('"\\', r'"\"\\"'),
    ("\b\t\n\f\r", r'"\b\t\n\f\r"'),
    ("\x00\x1f", '"\\u0000\\u001f"'),
    ("\x7f\u2028/", '"\x7f\u2028/"'),
    ({"b": 1, "a": 2}, '{"a":2,"b":1}'),
    ({"a": {"d": [1, "x", None], "c": []}}, '{"a":{"c":[],"d":[1,"x",null]}}'),
    # The RFC's own example: keys are in the order of their UTF-16 units.
    (
        {"\u20ac": 1, "\r": 2, "\ufb33": 3, "1": 4, "\U0001f600": 5, "\x80": 6, "\xf6": 7},
        '{"\\r":2,"1":4,"\x80":6,"\xf6":7,"\u20ac":1,"\U0001f600":5,"\ufb33":3}',
    ),
    ((1, 2), "[1,2]"),
]
REFUSED = [
    (1.5, "1.5 is neither"),
    (2**53, "beyond what JSON holds"),
    (-(2**53), "beyond what JSON holds"),
    ({1: 2}, "an object's keys are texts"),
    (b"x", "is neither object"),
    ({"a": {1, 2}}, "is neither object"),
    ("\ud800", "half of a surrogate pair"),
]
OTHERWISE = [
    b'{"b":1,"a":2}',
    b'{ "a":2}',
    b'{"a":2}\n',
    b'{"a":2,"a":2}',
    rb'"\u0061"',
    rb'"\/"',
    b"1.0",
    b"1e2",
    b"-0",
    b"[1, 2]",
    b"NaN",
]
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(1 - 2**53, 2**53 - 1) | st.text(),
    lambda inside: st.lists(inside) | st.dictionaries(st.text(), inside),
)


@pytest.mark.parametrize(("value", "text"), WRITTEN)
def test_a_value_is_written_in_one_way(value: Any, text: str) -> None:
    assert ledger.canonical(value) == text.encode()


@pytest.mark.parametrize(("value", "why"), REFUSED)
def test_what_programs_write_differently_is_refused(value: Any, why: str) -> None:
    with pytest.raises(LedgerError, match=why):
        ledger.canonical(value)


@pytest.mark.parametrize("data", OTHERWISE)
def test_the_same_value_written_otherwise_is_refused(data: bytes) -> None:
    with pytest.raises(LedgerError):
        ledger.parsed(data)


@pytest.mark.parametrize("data", [b"", b"{", b"\xff", b"[" * 100_000])
def test_what_is_no_json_is_refused(data: bytes) -> None:
    with pytest.raises(LedgerError, match="not JSON"):
        ledger.parsed(data)


@given(VALUES)
def test_what_is_written_is_read_as_it_was(value: Any) -> None:
    assert ledger.parsed(ledger.canonical(value)) == value


@given(VALUES)
def test_what_is_written_is_json(value: Any) -> None:
    assert json.loads(ledger.canonical(value)) == value
