"""The options that ask for a board are the words of an address, all of them."""

from __future__ import annotations

from dataclasses import fields

from tiltyard import cli
from tiltyard.cli.leaderboard._asking import said
from tiltyard.leaderboard import Query


def test_every_part_of_a_question_is_an_option_of_show() -> None:
    shown = cli.command("leaderboard").commands["show"]
    options = {parameter.name for parameter in shown.params}
    assert {one.name for one in fields(Query)} <= options


def test_every_option_says_what_it_is() -> None:
    shown = cli.command("leaderboard").commands["show"]
    assert all(parameter.help for parameter in shown.params)


def test_what_was_not_said_is_left_out() -> None:
    assert said({"category": "coding", "language": None}) == {"category": "coding"}
