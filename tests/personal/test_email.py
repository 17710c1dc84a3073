"""Mail addresses, and what only looks like one. All are invented."""

from __future__ import annotations

import pytest

from tiltyard import personal


def mails(text: str) -> list[str]:
    """The mail addresses in a text."""
    return [text[span.start : span.end] for span in personal.find(text, ["email"])]


@pytest.mark.parametrize(
    "address",
    [
        "ada@example.org",
        "Ada.Kite@Mail.Example.ORG",
        "ada+arena@example.co.uk",
        "a_d-a%1@example.org",
        "o'kite@example.org",
        "ada@sub.sub2.example.museum",
        "007@example.org",
        "_ada@example.org",
        "jürgen@bücher.example",
        "ада@пример.example",
        "ada@xn--bcher-kva.example",
        "ada\uff20example\uff0eorg",
        "\uff41da@example.org",
        "ada [at] example [dot] org",
        "ada (at) example.org",
        "ada(at)example(dot)org",
        "ada{at}example{dot}org",
        "ada <at> mail <dot> example <dot> org",
    ],
)
@pytest.mark.parametrize("around", ["{}", "mail {}.", "<{}>", "mailto:{}", "'{}'", '"{}",', "({})"])
def test_this_is_an_address(address: str, around: str) -> None:
    assert mails(around.format(address)) == [address]


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("我的邮箱是ada@example.org。谢谢", "ada@example.org"),
        ("ada@example.orgまで", "ada@example.org"),
        ("Contact...ada@example.org", "ada@example.org"),
        ("a,ada@example.org,b", "ada@example.org"),
        ("user=ada@example.org&x=1", "user=ada@example.org"),
        (r"line\nada@example.org\n", "ada@example.org"),
        ("ada@example.org-", "ada@example.org"),
    ],
)
def test_an_address_ends_where_its_letters_end(text: str, address: str) -> None:
    assert mails(text) == [address]


@pytest.mark.parametrize(
    "text",
    [
        "@ada and @example.org",
        "ada@",
        "ada@localhost",
        "5 apples @ 2.50 each",
        "icon@2x.png",
        "sprite@photo.jpg",
        "lodash@4.17.21",
        "npm i @types/node@20.1.0",
        "@app.route('/')",
        "@property",
        "y = a@b.T",
        "q@k.transpose(-2, -1)",
        "x@self.weight",
        "w@v.reshape",
        "git clone git@example.org:ada/kites.git",
        "a @ b.example",
        "look (at) this",
        "meet [at] noon",
        "if x[at] > 5",
        "ada@exa_mple",
        "ada..kite",
        "@@@@@.@@@",
    ],
)
def test_this_is_no_address(text: str) -> None:
    assert mails(text) == []


@pytest.mark.parametrize("text", ["mail ada at example dot org", "contact: ada @ example.org"])
def test_an_address_in_words_is_one_where_the_text_says_so(text: str) -> None:
    assert len(mails(text)) == 1


@pytest.mark.parametrize(
    "text", ["meet ada at example dot org", "mail us at example dot org", "contact us @ noon"]
)
def test_a_place_in_words_is_none(text: str) -> None:
    assert mails(text) == []


def test_several_addresses_are_several() -> None:
    assert mails("ada@example.org;ben@example.com, cy@example.net") == [
        "ada@example.org",
        "ben@example.com",
        "cy@example.net",
    ]
