"""Bank accounts: the examples that the registry prints, and what is none."""

from __future__ import annotations

import pytest

from tiltyard import personal


def ibans(text: str) -> list[str]:
    """The bank accounts in a text."""
    return [text[span.start : span.end] for span in personal.find(text, ["iban"])]


@pytest.mark.parametrize(
    "number",
    [
        "GB82WEST12345698765432",
        "GB82 WEST 1234 5698 7654 32",
        "gb82 west 1234 5698 7654 32",
        "GB82-WEST-1234-5698-7654-32",
        "DE89370400440532013000",
        "DE89 3704 0044 0532 0130 00",
        "DE89\u00a03704\u00a00044\u00a00532\u00a00130\u00a000",
        "FR1420041010050500013M02606",
        "FR14 2004 1010 0505 0001 3M02 606",
        "ES9121000418450200051332",
        "IT60X0542811101000000123456",
        "NL91ABNA0417164300",
        "BE68539007547034",
        "BE68 5390 0754 7034",
        "CH9300762011623852957",
        "AT611904300234573201",
        "NO9386011117947",
        "SE4550000000058398257466",
        "DK5000400440116243",
        "FI2112345600000785",
        "PL61109010140000071219812874",
        "PT50000201231234567890154",
        "MT84MALT011000012345MTLCAST001S",
        "TR330006100519786457841326",
        "BR1800360305000010009795493C1",
    ],
)
@pytest.mark.parametrize("around", ["{}", "IBAN: {}.", "pay {} today", "({})"])
def test_this_is_an_account(number: str, around: str) -> None:
    assert ibans(around.format(number)) == [number]


@pytest.mark.parametrize(
    "text",
    [
        "GB82WEST12345698765433",
        "DE89 3704 0044 0532 0130 01",
        "DE8937040044053201300",
        "DE893704004405320130000",
        "ZZ89370400440532013000",
        "XDE89370400440532013000",
        "DE89370400440532013000X",
        "US64SVBKUS6S3300958879",
        "GB88WEST1234569876543",
        "in20 2024 there were many of us here today and",
        "AB12CD34EF56GH78",
        "us2024electionresults",
        "GB82  WEST 1234 5698 7654 32",
        "be12 abcd efgh ijkl",
    ],
)
def test_this_is_no_account(text: str) -> None:
    assert ibans(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "My IBAN: DE89370400440532013001",
        "IBAN DE89 3704 0044 0532 0130 01",
        "transfer it to GB88WEST1234569876543 today",
    ],
)
def test_an_account_with_a_mistake_is_one_where_the_text_says_so(text: str) -> None:
    assert len(ibans(text)) == 1
