"""The example of simulated votes can be removed by one click."""

from __future__ import annotations

from pathlib import Path

from arenas import calling, scripted, serving

SHOWN = {"example": True}


def test_the_example_is_gone_after_one_click_and_stays_away(tmp_path: Path) -> None:
    settings = scripted(tmp_path, leaderboard=SHOWN)
    with serving(settings) as address, calling(address) as client:
        assert "These votes are simulated" in client.get("/data").text
        answer = client.post("/example/remove")
        assert (answer.status_code, answer.headers["location"]) == (303, "/leaderboard")
        assert "These votes are simulated" not in client.get("/data").text
    with serving(settings) as address, calling(address) as client:
        assert "These votes are simulated" not in client.get("/data").text


def test_another_site_cannot_remove_it(tmp_path: Path) -> None:
    with serving(scripted(tmp_path, leaderboard=SHOWN)) as address, calling(address) as client:
        answer = client.post("/example/remove", headers={"Sec-Fetch-Site": "cross-site"})
        assert answer.status_code == 403
        assert "These votes are simulated" in client.get("/data").text
