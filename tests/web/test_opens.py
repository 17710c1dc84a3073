"""How many battles may be opened in an hour, and from where a request comes."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from fastapi import Request

from tiltyard.errors import TooManyBattlesError
from tiltyard.web.opens import HOUR, MOST_KNOWN, Opens, neighbourhood


@dataclass
class Clock:
    now: float = 1000.0

    def __call__(self) -> float:
        return self.now


def from_address(host: str) -> Request:
    return Request({"type": "http", "client": (host, 1), "headers": []})


def test_battles_are_opened_up_to_the_bound() -> None:
    opens = Opens(per_voter=2, per_address=0, clock=Clock())
    for _ in range(2):
        opens.admit("ada", None, None)
    with pytest.raises(TooManyBattlesError, match="at most 2 are possible; go on in 60 minutes"):
        opens.admit("ada", None, None)


def test_others_are_not_held_up() -> None:
    opens = Opens(per_voter=1, per_address=0, clock=Clock())
    opens.admit("ada", None, None)
    opens.admit("ben", None, None)


def test_an_hour_later_there_is_room_again() -> None:
    clock = Clock()
    opens = Opens(per_voter=1, per_address=0, clock=clock)
    opens.admit("ada", None, None)
    clock.now += HOUR
    opens.admit("ada", None, None)


def test_a_retried_request_is_the_same_battle() -> None:
    opens = Opens(per_voter=1, per_address=1, clock=Clock())
    for _ in range(3):
        opens.admit("ada", "net", "key")


def test_new_cookies_from_one_neighbourhood_are_bounded_together() -> None:
    opens = Opens(per_voter=9, per_address=2, clock=Clock())
    opens.admit("ada", "net", None)
    opens.admit("ben", "net", None)
    with pytest.raises(TooManyBattlesError):
        opens.admit("cay", "net", None)


def test_what_was_refused_takes_no_room() -> None:
    opens = Opens(per_voter=1, per_address=2, clock=Clock())
    opens.admit("ada", "net", None)
    with pytest.raises(TooManyBattlesError):
        opens.admit("ada", "net", None)
    opens.admit("ben", "net", None)


def test_without_bounds_nobody_is_remembered() -> None:
    opens = Opens(per_voter=0, per_address=0)
    for _ in range(100):
        opens.admit("ada", "net", None)


def test_no_more_are_remembered_than_there_is_room_for(monkeypatch: pytest.MonkeyPatch) -> None:
    assert MOST_KNOWN > 1
    monkeypatch.setattr("tiltyard.web.opens.MOST_KNOWN", 2)
    opens = Opens(per_voter=1, per_address=0, clock=Clock())
    for voter in ("ada", "ben", "cay", "ada"):
        opens.admit(voter, None, None)


@pytest.mark.parametrize(
    ("host", "network"),
    [
        ("203.0.113.77", "203.0.113.0/24"),
        ("::ffff:203.0.113.77", "203.0.113.0/24"),
        ("2001:db8:1:2::3", "2001:db8:1::/48"),
        ("127.0.0.1", None),
        ("::1", None),
        ("testclient", None),
    ],
)
def test_an_address_is_made_coarse(host: str, network: str | None) -> None:
    assert neighbourhood(from_address(host)) == network


def test_a_request_from_nowhere_has_no_neighbourhood() -> None:
    assert neighbourhood(Request({"type": "http", "client": None, "headers": []})) is None
