"""The example of simulated votes can be removed by one click."""

from __future__ import annotations

from pathlib import Path

import httpx2

from arenas import scripted, serving


def test_the_example_is_gone_after_one_click_and_stays_away(tmp_path: Path) -> None:
    settings = scripted(tmp_path)
    with serving(settings) as address, httpx2.Client(base_url=address, timeout=30) as client:
        assert "These votes are simulated" in client.get("/data").text
        answer = client.post("/example/remove")
        assert (answer.status_code, answer.headers["location"]) == (303, "/leaderboard")
        assert "These votes are simulated" not in client.get("/data").text
    with serving(settings) as address, httpx2.Client(base_url=address, timeout=30) as client:
        assert "These votes are simulated" not in client.get("/data").text


def test_another_site_cannot_remove_it(tmp_path: Path) -> None:
    with serving(scripted(tmp_path)) as address, httpx2.Client(base_url=address) as client:
        answer = client.post("/example/remove", headers={"Sec-Fetch-Site": "cross-site"})
        assert answer.status_code == 403
        assert "These votes are simulated" in client.get("/data").text
