"""Phone numbers of many countries, and the many numbers that are none. All are invented."""

from __future__ import annotations

import pytest

from personal.digits import NONE
from tiltyard import personal

BY_FORM = [
    "+1 212-555-0143",
    "+1 (212) 555-0143",
    "+1-212-555-0143x4821",
    "+12125550143",
    "+1.212.555.0143",
    "+44 20 7946 0123",
    "+44 (0)20 7946 0123",
    "+44(0)2079460123",
    "+442079460123",
    "+41 76 555 12 34",
    "+49 (0) 30 5550 1234",
    "+49(0)30 55501234",
    "+49 30/5550-1234",
    "+33 (0)1 99 00 12 34",
    "+33 1 99 00 12 34",
    "+34 955 501 234",
    "+39 06 5550 1234",
    "+31(0)20 5550123",
    "+45 55 50 12 34",
    "+46 (0)8 555 012 34",
    "+47 55501234",
    "+358 9 5550123",
    "+48 555 012 345",
    "+420 555 012 345",
    "+36 1 555 0123",
    "+30 21 0555 0123",
    "+90 (212) 555 01 23",
    "+7 (495) 555-01-23",
    "+7 495 555 0123",
    "+380 44 555 01 23",
    "+86 138 5550 1234",
    "+81 3-5550-1234",
    "+82 2-555-0123",
    "+91 98555 01234",
    "+91-9855501234",
    "+55 (11) 95550-1234",
    "+52 55 5550 1234",
    "+61 2 5550 1234",
    "+64 21 555 0123",
    "+27 11 555 0123",
    "+234 803 555 0123",
    "+971 4 555 0123",
    "+972-3-555-0123",
    "+(49) 30 5550 1234",
    "001-212-555-0143",
    "001-212-555-0143x123",
    "0041 76 555 12 34",
    "00 44 20 7946 0123",
    "(212) 555-0143",
    "(212)555-0143",
    "(212) 555-0143 ext. 12",
    "(212)555.0143",
    "1 (212) 555-0143",
    "(020) 7946 0123",
    "(01632) 960123",
    "(07) 5550 1234",
    "(09) 555 0123",
    "(096) 555-012",
    "(96) 555-012",
    "(030) 55501234",
    "(0691) 55501234",
    "(11) 95550-1234",
    "8 (495) 555-01-23",
    "0 (212) 555 01 23",
    "212-555-0143",
    "212.555.0143",
    "212.555.0143x5678",
    "212 555 0143",
    "212-555-0143x12",
    "1-212-555-0143",
    "1 212 555 0143",
    "8 495 555 01 23",
    "8-800-555-01-23",
    "07700 900 123",
    "07700 900123",
    "020 7946 0123",
    "0116 496 0123",
    "01632 960 123",
    "0691 55 50 12 34",
    "0176 5550123",
    "0176/5550123",
    "030/5550123",
    "030/ 555 01 23",
    "06487 92555 012",
    "06585/55500123",
    "08-35 55 01",
    "0-5555-0123",
    "(273) 55501",
    "01 99 00 12 34",
    "01.99.00.12.34",
    "06-55-50-12-34",
    "0412 555 012",
    "03-5550-1234",
    "090-5550-1234",
    "02-555-0123",
    "010-5550-1234",
    "041-555-012",
    "027 555 01 23",
    "079 555 12 34",
    "08-555 012 34",
    "0555 012 34 56",
    "021 555 0123",
    "138 5550 1234",
    "138-5550-1234",
    "11 95550-1234",
    "495 555-01-23",
    "+1 212\u2011555\u20110143",
    "+44\u00a020\u00a07946\u00a00123",
    "\uff10\uff13\uff0d\uff15\uff15\uff15\uff10\uff0d\uff11\uff12\uff13\uff14",
    "\u0660\u0663-\u0665\u0665\u0665\u0660-\u0661\u0662\u0663\u0664",
]

CALLED = [
    ("Can someone call me on 21 555 012 3456? I have questions", "21 555 012 3456"),
    ("Call 5550123 now", "5550123"),
    ("My phone number is 555-0123, thanks", "555-0123"),
    ("phone: 5550123456", "5550123456"),
    ("Tel. 55 50 12 34", "55 50 12 34"),
    ("call 06-84/555 0123", "06-84/555 0123"),
    ("phone 555 6 0123 45", "555 6 0123 45"),
    ("fax: 0074-555 01", "0074-555 01"),
    ("Tél : 0199001234", "0199001234"),
    ("mobile 07700900123", "07700900123"),
    ("Handynummer 017655501234", "017655501234"),
    ("mein Telefon: 5550 12 34", "5550 12 34"),
    ("mi teléfono es 955501234", "955501234"),
    ("celular 11955501234", "11955501234"),
    ("мой телефон 84955550123", "84955550123"),
    ("我的电话是13855501234", "13855501234"),
    ("手机号码:13855501234。", "13855501234"),
    ("電話03-5550-1234まで", "03-5550-1234"),
    ("WhatsApp 5550123456", "5550123456"),
    ("fax no. 5550124", "5550124"),
    ("69 555 01 23 office", "69 555 01 23"),
    ("555 012 345 (mobile)", "555 012 345"),
    ("text me at 9855501234", "9855501234"),
    ("reach me at 9855501234", "9855501234"),
    ("tel:+12125550143", "+12125550143"),
    ("https://wa.me/12125550143", "12125550143"),
    ("his number is 5550123456", "5550123456"),
    ('{"phone": "5550123456"}', "5550123456"),
    ("phone='212 5550143'", "212 5550143"),
]


def phones(text: str) -> list[str]:
    """The phone numbers in a text."""
    return [text[span.start : span.end] for span in personal.find(text, ["phone"])]


@pytest.mark.parametrize("number", BY_FORM)
def test_a_number_of_this_form_needs_no_word_beside_it(number: str) -> None:
    assert phones(f"Ada, {number}, Kite Lane") == [number]


@pytest.mark.parametrize("number", BY_FORM)
def test_a_number_may_end_a_sentence(number: str) -> None:
    assert phones(f"It is {number}.") == [number]


@pytest.mark.parametrize(("text", "number"), CALLED)
def test_a_number_that_is_called_one_is_one(text: str, number: str) -> None:
    assert phones(text) == [number]


@pytest.mark.parametrize("text", NONE)
def test_these_digits_are_no_phone_number(text: str) -> None:
    assert phones(text) == []


def test_numbers_beside_each_other_are_two() -> None:
    assert phones("212-555-0143 212-555-0199") == ["212-555-0143", "212-555-0199"]


def test_numbers_on_lines_are_apart() -> None:
    assert phones("212-555-0143\n(020) 7946 0123\n+44 20 7946 0123") == [
        "212-555-0143",
        "(020) 7946 0123",
        "+44 20 7946 0123",
    ]


def test_a_line_end_that_is_written_as_two_signs_is_one() -> None:
    assert phones(r"Fax\n212-555-0143\n") == ["212-555-0143"]


def test_parentheses_around_a_number_are_no_part_of_it() -> None:
    assert phones("(212-555-0143)") == ["212-555-0143"]


def test_a_word_behind_a_dash_may_say_whose_number_it_is() -> None:
    assert phones("212-555-0143-Office, 555 0199-Fax") == ["212-555-0143", "555 0199"]


@pytest.mark.parametrize(
    "text",
    [
        "call foo(1234567890) in the loop",
        "mobile data: 123456789 bytes",
        "ring buffer size 16777216",
        "our call center takes 1200 1300 1400",
        "Call a taxi to the old harbour, 6\n4530-746 Guarda",
        "12345-678 is a postal code, and so is 01234-567",
    ],
)
def test_words_of_calls_do_not_make_every_number_one(text: str) -> None:
    assert phones(text) == []
