"""What the API says of shares of votes; that no field is missing is tested with the other views."""

from __future__ import annotations

import httpx2

from published import CHECKED
from tiltyard.leaderboard import ENOUGH
from tiltyard.web.board_api._share_views import PersuasionView, PersuasiveView


def test_an_answer_is_read_as_it_was_described(api: httpx2.Client) -> None:
    told = api.get(f"/persuasion?source={CHECKED}").json()
    assert PersuasionView.model_validate(told, strict=True).model_dump() == told


def test_it_is_said_how_many_votes_are_enough() -> None:
    assert f"{ENOUGH} votes" in str(PersuasiveView.model_fields["is_known"].description)
