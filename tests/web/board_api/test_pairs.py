"""Pairs of models over HTTP."""

from __future__ import annotations

import httpx2
import pytest

from published import HIDDEN, VOTES, Shown


def test_every_vote_is_in_one_pair_or_not_shown(api: httpx2.Client, shown: Shown) -> None:
    told = api.get("/pairs").json()
    assert sum(pair["votes"] for pair in told["pairs"]) + told["not_shown"] == VOTES
    assert told["not_shown"] > 0
    n = len(shown.models)
    assert len(told["pairs"]) == n * (n - 1) // 2


def test_a_pairs_counts_are_those_of_its_votes(api: httpx2.Client, shown: Shown) -> None:
    a, b = sorted(shown.models[:2])
    (pair,) = api.get("/pairs", params={"a": b, "b": a, "category": "coding"}).json()["pairs"]
    votes = shown.source.votes
    left, right, outcome, coding = (
        votes.column(name).tolist() for name in ("a", "b", "outcome", "coding")
    )
    names = votes.models
    won = sum(
        (names[one], names[other], how) in {(a, b, 0), (b, a, 1)}
        for one, other, how, is_coding in zip(left, right, outcome, coding, strict=True)
        if is_coding == 1
    )
    assert (pair["model_a"], pair["model_b"], pair["model_a_wins"]) == (a, b, won)
    ends = ("model_a_wins", "model_b_wins", "ties", "both_bad")
    assert sum(pair[name] for name in ends) == pair["votes"]


def test_one_model_has_a_pair_with_every_other(api: httpx2.Client, shown: Shown) -> None:
    pairs = api.get("/pairs", params={"a": shown.models[0]}).json()["pairs"]
    assert len(pairs) == len(shown.models) - 1


@pytest.mark.parametrize("path", ["/pairs", "/battles"])
@pytest.mark.parametrize(
    ("words", "message"),
    [
        ({"a": "amber-herno-0"}, "did you mean 'amber-heron-0'?"),
        ({"a": HIDDEN}, "there is no model"),
        ({"b": "amber-heron-0"}, "b is there without a"),
        ({"a": "amber-heron-0", "b": "amber-heron-0"}, "cannot meet itself"),
        ({"category": "codign"}, "did you mean 'coding'?"),
        ({"control": "style"}, "there is no 'control' to ask for here"),
    ],
)
def test_a_pair_that_is_none_is_refused(
    api: httpx2.Client, path: str, words: dict[str, str], message: str
) -> None:
    answer = api.get(path, params=words)
    assert answer.status_code == 422
    assert message in answer.json()["error"]["message"]


def test_battles_are_read_page_by_page_the_newest_first(api: httpx2.Client, shown: Shown) -> None:
    words = {"a": shown.models[0], "b": shown.models[1], "limit": "40"}
    first = api.get("/battles", params=words).json()
    second = api.get("/battles", params=words | {"after": first["after"]}).json()
    times = [one["voted_at"] for one in (*first["battles"], *second["battles"])]
    assert len(first["battles"]) == 40
    assert times == sorted(times, reverse=True)
    assert len({one["id"] for one in (*first["battles"], *second["battles"])}) == len(times)


def test_a_battle_says_what_was_said_and_not_who_voted(api: httpx2.Client) -> None:
    battle = api.get("/battles?limit=1").json()["battles"][0]
    assert battle["turns"][0]["answer_a"] == "A battle."
    assert set(battle) == {
        "id", "model_a", "model_b", "winner", "voted_at", "labels", "turns"
    }  # fmt: skip


def test_battles_are_chosen_by_slice_and_by_how_they_ended(
    api: httpx2.Client, shown: Shown
) -> None:
    words = {"category": "coding", "winner": shown.models[0], "limit": "20"}
    found = api.get("/battles", params=words).json()["battles"]
    assert found
    assert all("coding" in one["labels"] for one in found)
    assert {one[one["winner"]] for one in found} == {shown.models[0]}


@pytest.mark.parametrize("limit", ["0", "101", "many", "9" * 5000])
def test_a_page_has_a_hundred_battles_at_most(api: httpx2.Client, limit: str) -> None:
    answer = api.get("/battles", params={"limit": limit})
    assert answer.status_code == 422
    assert "limit is" in answer.json()["error"]["message"]


def test_a_place_to_go_on_that_is_none_is_refused(api: httpx2.Client) -> None:
    assert "after is" in api.get("/battles?after=there").json()["error"]["message"]


def test_battles_are_no_table(api: httpx2.Client) -> None:
    assert api.get("/battles?format=csv").status_code == 422
    answer = api.get("/battles", headers={"Accept": "text/csv"})
    assert answer.headers["content-type"] == "application/json"
