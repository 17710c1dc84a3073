"""A battle over HTTP, from the question to the board."""

from __future__ import annotations

import re
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from arenas import Person, parse_events, person, scripted, serving, wait_for
from tiltyard.records import FinishReason
from tiltyard.store import open_store

SLOW = {"text": "slow and steady " * 40, "chunk": 4, "every_seconds": 0.05}
BROKEN = {"fail": "server_error"}


def test_a_battle_streams_both_answers_and_ends(ada: Person) -> None:
    events = ada.watch(ada.open()["id"])
    texts = [
        "".join(data.get(side, "") for name, data in events if name == "step")
        for side in ("model_a", "model_b")
    ]
    end = events[-1]
    assert end[0] == "end"
    assert [end[1]["turns"][0]["answers"][side] for side in ("model_a", "model_b")] == texts
    assert texts[0].startswith("An answer")


def test_the_names_come_with_the_vote(ada: Person) -> None:
    battle = ada.answered()
    assert battle["reveal"] is None
    revealed = ada.vote(battle["id"], "model_a").json()
    assert {revealed["reveal"][side]["name"] for side in ("model_a", "model_b")} == {"oak", "elm"}
    assert revealed["vote"]["winner"] == "model_a"


@pytest.mark.parametrize("winner", ["model_a", "model_b", "tie", "both_bad"])
def test_every_vote_is_kept_as_it_was_cast(ada: Person, winner: str) -> None:
    battle = ada.answered()
    receipt = ada.vote(battle["id"], winner).json()["vote"]
    assert ada.look(battle["id"])["vote"] == receipt
    assert receipt["winner"] == winner


def test_the_board_counts_a_vote_soon(tmp_path: Path) -> None:
    # In the arena of all these tests votes of the tests before may still be on their way.
    with serving(scripted(tmp_path)) as base, person(base) as ada:
        assert ada.http.get("/api/v1/leaderboard").json()["votes"] == 0
        ada.vote(ada.answered()["id"])
        wait_for(lambda: ada.http.get("/api/v1/leaderboard").json()["votes"] == 1)


def test_a_second_vote_is_refused_with_the_receipt_of_the_first(ada: Person) -> None:
    battle = ada.answered()
    receipt = ada.vote(battle["id"], "tie").json()["vote"]["receipt"]
    again = ada.vote(battle["id"], "model_a")
    assert again.status_code == 409
    assert again.json()["receipt"] == receipt


def test_a_retried_vote_gets_the_same_receipt(ada: Person) -> None:
    battle = ada.answered()
    first, second = (ada.vote(battle["id"], "tie", **{"Idempotency-Key": "k"}) for _ in range(2))
    assert first.json() == second.json()


def test_nobody_votes_on_somebody_elses_battle(ada: Person, eve: Person) -> None:
    battle = ada.answered()
    eve.open()
    assert eve.vote(battle["id"]).status_code == 403
    assert eve.http.get(f"/api/v1/battles/{battle['id']}").status_code == 403


def test_nobody_retries_somebody_elses_vote(ada: Person, eve: Person) -> None:
    battle = ada.answered()
    ada.vote(battle["id"], "tie", **{"Idempotency-Key": "k"})
    eve.open()
    assert eve.vote(battle["id"], "tie", **{"Idempotency-Key": "k"}).status_code == 403


def test_a_forged_cookie_is_nobody(ada: Person) -> None:
    battle = ada.answered()
    ada.http.cookies.clear()
    ada.http.cookies.set("tiltyard_voter", "ImFkYSI.forged")
    assert ada.vote(battle["id"]).status_code == 403


def test_a_skip_reveals_and_counts_nothing(ada: Person) -> None:
    battle = ada.answered()
    skipped = ada.act(battle["id"], "skip").json()
    assert (skipped["state"], skipped["vote"]) == ("skipped", None)
    assert skipped["reveal"]["model_a"]["name"] in {"oak", "elm"}
    assert ada.vote(battle["id"]).status_code == 409


def test_a_follow_up_is_answered_before_the_vote(ada: Person) -> None:
    battle = ada.answered()
    asked = ada.act(battle["id"], "turns", prompt="And?").json()
    assert asked["state"] == "streaming"
    end = ada.watch(battle["id"])[-1][1]
    assert [turn["prompt"] for turn in end["turns"]] == ["Why?", "And?"]
    assert ada.vote(battle["id"]).status_code == 200


def test_a_message_after_the_reveal_does_not_count(ada: Person) -> None:
    battle = ada.answered()
    ada.vote(battle["id"])
    ada.act(battle["id"], "turns", prompt="And?")
    end = ada.watch(battle["id"])[-1][1]
    assert (end["state"], end["status"]["counts"]) == ("voted", False)
    assert [turn["phase"] for turn in end["turns"]] == ["blind", "revealed"]


def test_the_same_key_opens_one_battle(ada: Person) -> None:
    ada.open()
    key: dict[str, Any] = {"Idempotency-Key": "once"}
    with ThreadPoolExecutor(8) as threads:
        ids = {battle["id"] for battle in threads.map(lambda _: ada.open(**key), range(8))}
    assert len(ids) == 1


def test_a_battle_can_be_streamed_in_one_request(ada: Person) -> None:
    accept = {"Accept": "text/event-stream"}
    with ada.http.stream(
        "POST", "/api/v1/battles", json={"prompt": "Why?"}, headers=accept
    ) as answer:
        events = list(parse_events(answer.iter_lines()))
    assert [events[0][0], events[-1][0]] == ["battle", "end"]
    assert ada.vote(events[0][1]["id"]).status_code == 200


def test_a_lost_connection_goes_on_where_it_was(ada: Person) -> None:
    battle = ada.open()
    whole = ada.watch(battle["id"])
    with_id = {"Last-Event-ID": "0.0.999"}
    assert ada.watch(battle["id"], **with_id)[-1] == whole[-1]


def test_fifty_simultaneous_votes_leave_one_receipt(ada: Person) -> None:
    battle = ada.answered()
    with ThreadPoolExecutor(50) as threads:
        answers = list(threads.map(lambda _: ada.vote(battle["id"], "tie"), range(50)))
    assert sorted(answer.status_code for answer in answers) == [200] + [409] * 49
    receipts = {
        answer.json()["vote"]["receipt"] if answer.is_success else answer.json()["receipt"]
        for answer in answers
    }
    assert len(receipts) == 1


def test_a_vote_before_the_answers_are_finished_is_refused(tmp_path: Path) -> None:
    with serving(scripted(tmp_path, {"oak": SLOW, "elm": SLOW})) as base, person(base) as ada:
        battle = ada.open()
        refused = ada.vote(battle["id"])
        assert refused.status_code == 409
        assert "not finished yet" in refused.json()["error"]["message"]


def test_a_stopped_battle_takes_no_vote_and_can_be_asked_again(tmp_path: Path) -> None:
    with serving(scripted(tmp_path, {"oak": SLOW, "elm": SLOW})) as base, person(base) as ada:
        battle = ada.open()
        stopped = ada.act(battle["id"], "stop").json()
        assert (stopped["state"], stopped["actions"]) == ("stopped", ["retry", "skip"])
        assert ada.vote(battle["id"]).status_code == 409
        again = ada.act(battle["id"], "retry").json()
        assert (again["id"], again["state"]) == (battle["id"], "streaming")


def test_what_is_kept_of_a_stopped_answer_is_what_was_shown(tmp_path: Path) -> None:
    models = {"oak": SLOW | {"every_seconds": 0.0}, "elm": SLOW}
    with serving(scripted(tmp_path, models)) as base, person(base) as ada:
        battle = ada.open()
        watcher = threading.Thread(target=ada.watch, args=(battle["id"],))
        watcher.start()
        wait_for(lambda: ada.look(battle["id"])["state"] == "streaming", 1)
        threading.Event().wait(0.5)
        texts = ada.act(battle["id"], "stop").json()["turns"][0]["answers"]
        watcher.join(5)
    assert len(texts["model_a"]) == len(texts["model_b"]) < 200


def test_a_failed_battle_keeps_the_question_and_draws_again(tmp_path: Path) -> None:
    with serving(scripted(tmp_path, {"oak": BROKEN, "elm": {}})) as base, person(base) as ada:
        failed = ada.answered("Is it kept?")
        assert failed["state"] == "failed"
        assert failed["turns"][0]["answers"] == {"model_a": "", "model_b": ""}
        again = ada.act(failed["id"], "retry", client="ab" * 16).json()
        assert again["id"] != failed["id"]
        assert again["commitment"]["client"] == "ab" * 16
        assert again["turns"][0]["prompt"] == "Is it kept?"


def test_who_leaves_stops_both_models_within_two_seconds(tmp_path: Path) -> None:
    settings = scripted(tmp_path, {"oak": SLOW, "elm": SLOW})
    with (
        serving(settings) as base,
        person(base) as ada,
        closing(open_store(settings.store_url)) as store,
    ):
        battle = ada.open()
        path = f"/api/v1/battles/{battle['id']}/events"
        with ada.http.stream("GET", path) as answer:
            next(answer.iter_lines())
        wait_for(lambda: store.battle(battle["id"]).turns[0].answers)
        answers = store.battle(battle["id"]).turns[0].answers
    assert {answer.finish_reason for answer in answers} == {FinishReason.STOPPED}
    # Four characters every 0.05 s: the models' own clock, which a busy machine slows like ours.
    assert max(len(answer.text) for answer in answers) <= 2.0 / 0.05 * 4


def test_who_reloads_finds_the_battle_still_running(tmp_path: Path) -> None:
    brief = SLOW | {"text": "brief " * 40}
    with serving(scripted(tmp_path, {"oak": brief, "elm": brief})) as base, person(base) as ada:
        battle = ada.open()
        path = f"/api/v1/battles/{battle['id']}/events"
        with ada.http.stream("GET", path) as answer:
            next(answer.iter_lines())
        events = ada.watch(battle["id"])
        text = "".join(data.get("model_a", "") for name, data in events if name == "step")
    assert events[-1][1]["state"] == "answered"
    assert text == brief["text"]


def test_battles_go_on_after_a_restart(tmp_path: Path) -> None:
    settings = scripted(tmp_path)
    with serving(settings) as base, person(base) as ada:
        battle = ada.answered()
        cookies = ada.http.cookies
    with serving(settings) as base, person(base) as ada:
        ada.http.cookies = cookies
        assert ada.vote(battle["id"]).status_code == 200


def test_a_battle_cut_off_by_a_restart_can_be_asked_again(tmp_path: Path) -> None:
    settings = scripted(tmp_path, {"oak": SLOW, "elm": SLOW})
    with serving(settings) as base, person(base) as ada:
        battle = ada.open()
        cookies = ada.http.cookies
    with serving(settings) as base, person(base) as ada:
        ada.http.cookies = cookies
        cut = ada.look(battle["id"])
        assert (cut["state"], "retry" in cut["actions"]) == ("stopped", True)


def test_one_model_is_not_enough(tmp_path: Path) -> None:
    with serving(scripted(tmp_path, {"oak": {}})) as base, person(base) as ada:
        refused = ada.http.post("/api/v1/battles", json={"prompt": "Why?"})
    assert refused.status_code == 503
    assert "fewer than two models" in refused.json()["error"]["message"]


def test_the_models_are_listed_without_their_prompts(ada: Person) -> None:
    models = ada.http.get("/api/v1/models").json()
    assert [model["name"] for model in models] == ["elm", "oak"]
    assert not any("prompt" in key or "weight" in key for model in models for key in model)


@pytest.mark.parametrize(
    ("body", "status", "words"),
    [
        (b"{", 422, "JSON"),
        (b'{"prompt": ""}', 422, "empty"),
        (b'{"prompt": " \\n "}', 422, "empty"),
        (b'{"prompt": 7}', 422, "prompt"),
        (b'{"question": "Why?"}', 422, "prompt"),
        (b'{"prompt": "Why?", "model": "oak"}', 422, "model"),
        (b'{"prompt": "a\\u0000b"}', 422, "NUL"),
        (b'{"prompt": "a\\ud800b"}', 422, "prompt"),
        (b'{"prompt": "Why?", "mode": "duel"}', 422, "mode"),
        (b'{"prompt": "' + b"x" * 12_001 + b'"}', 413, "12,001 characters"),
        (b'{"prompt": "' + b"x" * 1_000_001 + b'"}', 413, "too large"),
        (b"[" * 100_000, 4, ""),
        (b'{"prompt": "\xff"}', 4, ""),
    ],
)
def test_bad_input_is_refused_in_words(ada: Person, body: bytes, status: int, words: str) -> None:
    headers = {"Content-Type": "application/json"}
    answer = ada.http.post("/api/v1/battles", content=body, headers=headers)
    assert answer.status_code == status or answer.status_code // 100 == status
    assert words in answer.json()["error"]["message"]


def test_another_site_cannot_vote(ada: Person) -> None:
    battle = ada.answered()
    assert ada.vote(battle["id"], "tie", **{"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert ada.look(battle["id"])["vote"] is None


def test_an_unknown_page_is_answered_in_words(ada: Person) -> None:
    page = ada.http.get("/nowhere")
    assert page.status_code == 404
    assert "there is no such page" in page.text.lower()
    assert ada.http.get("/api/v1/nowhere").json()["error"]["code"] == "not_found"


@pytest.mark.parametrize("path", ["/", "/leaderboard", "/method", "/nowhere"])
def test_pages_hold_no_inline_script_or_style(ada: Person, path: str) -> None:
    page = ada.http.get(path)
    assert "script-src 'self';" in page.headers["content-security-policy"]
    assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=", page.text)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("bradley_terry", "a tie is worth half a win to each side"),
        ("davidson", "a tie is an outcome of its own"),
    ],
)
def test_the_method_page_tells_of_the_method_in_use(tmp_path: Path, name: str, words: str) -> None:
    settings = scripted(tmp_path, leaderboard={"method": name})
    with serving(settings) as address, person(address) as ada:
        assert words in ada.http.get("/method").text


def test_a_page_can_be_asked_for_its_head(ada: Person) -> None:
    assert ada.http.head("/").status_code == 200


def test_an_id_that_no_database_can_hold_is_no_battle(ada: Person) -> None:
    ada.open()
    assert ada.http.get("/api/v1/battles/%00").status_code == 404
