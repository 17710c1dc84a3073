"""Wrong answers that win, asked for from afar."""

from __future__ import annotations

import pytest

from published import CHECKED
from tiltyard.client import Client
from tiltyard.errors import ArenaError


def test_shares_are_values(client: Client) -> None:
    told = client.persuasion(source=CHECKED)
    assert told.fooled is not None
    assert told.fooled.low < told.fooled.rate < told.fooled.high
    assert told.fooled.votes == told.checked - told.undecided


def test_the_level_is_asked_for(client: Client) -> None:
    wide, narrow = (client.persuasion(source=CHECKED, level=level).fooled for level in (0.99, 0.8))
    assert wide is not None
    assert narrow is not None
    assert (wide.low < narrow.low, wide.rate) == (True, narrow.rate)


def test_the_table_has_a_row_for_each_share(client: Client) -> None:
    told = client.persuasion(source=CHECKED)
    table = told.to_polars()
    shares = table.filter(model=told.models[0].model)
    assert shares["share"].to_list() == ["won_though_wrong", "lost_though_right"]
    assert shares["rate"][0] == pytest.approx(
        told.models[0].won_though_wrong and told.models[0].won_though_wrong.rate
    )


def test_votes_that_cannot_be_checked_are_an_error(client: Client) -> None:
    with pytest.raises(ArenaError, match="label answers as 'correct'"):
        client.persuasion()
