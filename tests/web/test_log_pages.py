"""The log over HTTP: for people, and as the files of a public copy."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx2
import pytest

from arenas import calling, person, scripted, serving_app
from tiltyard import ledger
from tiltyard.bootstrap import Arena, assemble
from tiltyard.ledger import Verifier, read_checkpoint
from tiltyard.web.app import create_app
from tiltyard.web.log_pages import Shown


@dataclass
class Served:
    """An arena with some battles, and its address."""

    arena: Arena
    base: str


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """An arena in which three people voted, and whose log was published since."""
    arena = assemble(scripted(tmp_path_factory.mktemp("arena")))
    with serving_app(create_app(arena)) as base:
        for _ in range(3):
            with person(base) as one:
                assert one.vote(one.answered()["id"]).status_code == 200
        arena.publisher.step(at_once=True)
        yield Served(arena, base)


@pytest.fixture
def http(served: Served) -> Iterator[httpx2.Client]:
    """Somebody who reads."""
    with calling(served.base) as client:
        yield client


def vote_leaf(served: Served) -> tuple[int, str]:
    """Place and hash of the last vote's leaf."""
    log = served.arena.store.log
    leaves = log.leaves(0, log.size())
    votes = [at for at, one in enumerate(leaves) if ledger.decoded(one)["type"] == "vote"]
    return votes[-1], ledger.leaf_hash(leaves[votes[-1]]).hex()


def test_the_copy_over_http_is_the_log(served: Served, http: httpx2.Client) -> None:
    note = http.get("/log/checkpoint").text
    key = Verifier.of(http.get("/log/keys").text.splitlines()[0])
    checkpoint = read_checkpoint(note)
    index, width = next(ledger.bundles_of(checkpoint.size))
    bundle = http.get("/log/" + ledger.bundle_path(index, width))
    leaves = ledger.unbundled(bundle.content, width)
    assert key.is_signed(note)
    assert ledger.root_of(map(ledger.leaf_hash, leaves)) == checkpoint.root
    assert leaves == served.arena.store.log.leaves(0, checkpoint.size)


def test_a_tile_may_be_kept_for_ever_and_a_checkpoint_may_not(http: httpx2.Client) -> None:
    size = read_checkpoint(http.get("/log/checkpoint").text).size
    tile = http.get("/log/" + ledger.tile_path(0, 0, size))
    assert "immutable" in tile.headers["cache-control"]
    assert http.get("/log/checkpoint").headers["cache-control"] == "no-cache"


def test_pages_of_other_sites_may_read_the_log(http: httpx2.Client) -> None:
    headers = http.get("/log/checkpoint", headers={"Origin": "https://example.org"}).headers
    assert headers["access-control-allow-origin"] == "*"


@pytest.mark.parametrize(
    "path",
    [
        ".lock",
        "../log.key",
        "%2e%2e/log.key",
        "tile/../../log.key",
        "tile/0/999",
        "tile/0/000.p/999",
        "snapshots/1/../../../log.key",
        "labels/1.json",
        "tile",
        "checkpoint/",
    ],
)
def test_nothing_else_of_the_folder_is_served(http: httpx2.Client, path: str) -> None:
    assert http.get(f"/log/{path}").status_code == 404


def test_the_page_says_how_the_log_stands(served: Served, http: httpx2.Client) -> None:
    page = http.get("/log").text
    assert str(served.arena.publisher.verifier) in page.replace("&#43;", "+")
    assert f"tiltyard verify {served.base}/log" in page
    assert "log-alarm" not in page


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (-5, "just now"),
        (59, "just now"),
        (60, "1 minute ago"),
        (7300, "2 hours ago"),
        (9e4, "1 day ago"),
    ],
)
def test_the_age_of_a_checkpoint_is_told_in_words(seconds: float, words: str) -> None:
    signed_at = datetime.now(UTC) - timedelta(seconds=seconds)
    assert Shown(0, None, "", signed_at, "", None).age == words


def test_a_receipt_is_found(served: Served, http: httpx2.Client) -> None:
    leaf, hash = vote_leaf(served)
    page = http.get("/log", params={"leaf": str(leaf), "hash": hash}).text
    assert "Your receipt is right" in page
    assert f'of the hour from <time datetime="{datetime.now(UTC):%Y-%m-%d}T' in page


def test_a_receipt_that_does_not_fit_is_told(served: Served, http: httpx2.Client) -> None:
    leaf, _ = vote_leaf(served)
    page = http.get("/log", params={"leaf": str(leaf), "hash": "0" * 64}).text
    assert "your vote was changed or dropped" in page
    assert "log-found" not in page


@pytest.mark.parametrize("leaf", ["x", "-1", "9" * 40, "٣"])
def test_a_receipt_that_is_none_is_told(http: httpx2.Client, leaf: str) -> None:
    page = http.get("/log", params={"leaf": leaf})
    assert page.status_code == 200
    assert "log-problem" in page.text


def test_a_proof_leads_to_the_signed_root(served: Served, http: httpx2.Client) -> None:
    leaf, hash = vote_leaf(served)
    told = http.get("/api/v1/log/proof", params={"leaf": leaf}).json()
    checkpoint = read_checkpoint(told["checkpoint"])
    proof = [bytes.fromhex(one) for one in told["proof"]]
    assert told["hash"] == hash
    assert ledger.leaf_hash(ledger.canonical(told["data"])).hex() == hash
    assert ledger.is_included(bytes.fromhex(hash), leaf, told["size"], proof, checkpoint.root)


def test_a_leaf_that_is_not_signed_yet_has_no_proof_yet(http: httpx2.Client) -> None:
    answer = http.get("/api/v1/log/proof", params={"leaf": 10_000})
    assert (answer.status_code, answer.json()["error"]["code"]) == (404, "not_published")


def test_the_log_is_proved_to_have_only_grown(served: Served, http: httpx2.Client) -> None:
    told = http.get("/api/v1/log/consistency", params={"first": 3}).json()
    checkpoint = read_checkpoint(told["checkpoint"])
    first = ledger.root_of(map(ledger.leaf_hash, served.arena.store.log.leaves(0, 3)))
    proof = [bytes.fromhex(one) for one in told["proof"]]
    assert ledger.is_consistent(3, told["second"], proof, first, checkpoint.root)


def test_no_proof_leads_from_a_longer_log_to_a_shorter(http: httpx2.Client) -> None:
    answer = http.get("/api/v1/log/consistency", params={"first": 10_000})
    assert answer.status_code == 404


def test_a_lost_key_is_told_and_votes_go_on(tmp_path: Path) -> None:
    arena = assemble(scripted(tmp_path))
    with serving_app(create_app(arena)) as base, person(base) as ada:
        arena.publisher.step(at_once=True)
        (tmp_path / "log.key").unlink()
        before = arena.publisher.copy.note
        assert ada.vote(ada.answered()["id"]).status_code == 200
        arena.publisher.step(at_once=True)
        page = ada.http.get("/log").text
    assert "log-alarm" in page
    assert str(tmp_path) not in page
    assert arena.publisher.copy.note == before
