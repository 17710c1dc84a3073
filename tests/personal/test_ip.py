"""Addresses of machines, from the ranges kept for documentation, and other dotted numbers."""

from __future__ import annotations

import pytest

from tiltyard import personal


def addresses(text: str) -> list[str]:
    """The addresses in a text."""
    return [text[span.start : span.end] for span in personal.find(text, ["ip"])]


@pytest.mark.parametrize(
    "address",
    [
        "192.0.2.1",
        "198.51.100.23",
        "203.0.113.254",
        "192.168.1.17",
        "10.0.0.5",
        "\uff11\uff19\uff12.0.2.1",
        "2001:db8::1",
        "2001:db8:0:1:1:1:1:1",
        "2001:0db8:85a3:0000:0000:8a2e:0370:7334",
        "2001:DB8::8A2E:370:7334",
        "fe80::1ff:fe23:4567:890a",
        "2001:db8::",
    ],
)
@pytest.mark.parametrize("around", ["{}", "from {} at noon", "[{}]", "|{}|", "地址{}。", "({})"])
def test_this_is_an_address(address: str, around: str) -> None:
    assert addresses(around.format(address)) == [address]


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("http://192.0.2.1/index.html", "192.0.2.1"),
        ("192.0.2.1:8080", "192.0.2.1"),
        ("ada@192.0.2.1", "192.0.2.1"),
        ("192.0.2.17/24", "192.0.2.17"),
        ("the server is 192.0.2.1.", "192.0.2.1"),
        ("http://[2001:db8::1]:80/", "2001:db8::1"),
        ("inet6 fe80::1ff:fe23:4567:890a%eth0", "fe80::1ff:fe23:4567:890a"),
        ("::ffff:192.0.2.1", "::ffff:192.0.2.1"),
        ("2001:db8::1, 2001:db8:", "2001:db8::1"),
        ("HOST_IP=192.0.2.1", "192.0.2.1"),
        ("server = 192.0.2.1", "192.0.2.1"),
        ("10.0.0.5 oak\n", "10.0.0.5"),
    ],
)
def test_what_follows_is_no_part_of_the_address(text: str, address: str) -> None:
    assert addresses(text) == [address]


@pytest.mark.parametrize(
    "text",
    [
        "127.0.0.1",
        "0.0.0.0",
        "255.255.255.0",
        "::1",
        "::",
        "192.0.2.256",
        "192.0.2",
        "192.0.2.1.5",
        "1192.0.2.1",
        "v1.2.3.4",
        "version 1.2.3.4",
        'version = "1.2.3.4"',
        "the enzyme EC 3.4.21.4",
        "212-555-0143::",
        "Version: 10.2.3.4",
        "release 8.0.3.1",
        "build 10.0.22.5",
        "Chrome/120.0.0.1",
        "pip install kite==1.2.3.4",
        "kite>=1.2.3.4",
        "kite-1.2.3.4.tar.gz",
        "section 4.3.2.1",
        "§ 4.3.2.1",
        "1.2.3.4 The fourth part",
        "## 1.2.3.4 Kites",
        "### 1.2.3.4.\nKites",
        "2.2.2.2. Kites",
        "10.0.0.0/8",
        "192.168.0.0/16",
        "12:30:45",
        "2024-01-15T12:30:45",
        "std::vector<int>",
        "a::b",
        "cafe::babe",
        "abc::def::add",
        "10:20::30",
        "00:1a:2b:3c:4d:5e",
        "1:2:3",
        "1.5.2024",
        "3.14.15.9265",
        "1,192.0.2.1",
    ],
)
def test_this_is_no_address(text: str) -> None:
    assert addresses(text) == []
