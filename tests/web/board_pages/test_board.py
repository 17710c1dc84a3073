"""The page of a board, as a browser without scripts gets it."""

from __future__ import annotations

from collections.abc import Iterator

import httpx2
import pytest

from arenas import calling, wait_for
from board_votes import cards, showing, source, votes
from tiltyard.leaderboard import Query, VotesSource

MODELS = cards(9)
LONG = MODELS[3].name
USUAL = Query(control=("style",))


@pytest.fixture(scope="module")
def ground() -> VotesSource:
    """The arena's own votes."""
    return source(MODELS, votes(MODELS, 3_000), title="Our arena")


@pytest.fixture(scope="module")
def http(tmp_path_factory: pytest.TempPathFactory, ground: VotesSource) -> Iterator[httpx2.Client]:
    """An arena with sources of every kind."""
    few, tied = cards(5), cards(5)
    sources = [
        ground,
        source(few, votes(few, 300), name="example", title="Example", kind="simulated"),
        source(cards(1), name="lonely", title="One model"),
        source(cards(3), name="fresh", title="No votes"),
        source(tied, votes(tied, 300, spread=0.0), name="tied", title="Tied"),
    ]
    folder = tmp_path_factory.mktemp("arena")
    with (
        showing(folder, sources, usual=USUAL) as base,
        calling(base) as client,
    ):
        yield client


def page(http: httpx2.Client, address: str = "/leaderboard", status: int = 200) -> str:
    """The page at an address."""
    answer = http.get(address, follow_redirects=True)
    assert answer.status_code == status
    return answer.text


def test_every_ranked_model_has_a_row(http: httpx2.Client) -> None:
    assert page(http).count('<th scope="row" data-value=') == len(MODELS)


def test_the_title_says_the_slice(http: httpx2.Client) -> None:
    assert "<h1>Coding, in French</h1>" in page(http, "/leaderboard?category=coding&language=fr")


def test_the_form_keeps_what_is_asked(http: httpx2.Client) -> None:
    found = page(http, "/leaderboard?category=coding")
    assert '<option value="coding" selected>Coding (' in found


def test_the_form_holds_each_tick_of_what_is_held_equal(http: httpx2.Client) -> None:
    assert 'value="style" checked' in page(http)
    assert 'value="style" checked' not in page(http, "/leaderboard?control=none")


def test_what_a_form_sends_becomes_the_shortest_address(http: httpx2.Client) -> None:
    sent = (
        "source=&category=coding&language=&since=30d&control=none&control=style&control=position"
        "&without=none&level=0.95&method=bradley_terry&since=&until="
    )
    answer = http.get(f"/leaderboard?{sent}")
    assert (answer.status_code, answer.headers["location"]) == (
        303,
        "/leaderboard?category=coding&since=30d&control=style,position",
    )


def test_what_is_as_usual_is_left_out_of_the_address(http: httpx2.Client) -> None:
    assert http.get("/leaderboard?control=none&control=style").headers["location"] == "/leaderboard"


def test_links_keep_how_models_are_rated(http: httpx2.Client) -> None:
    found = page(http, "/leaderboard?category=coding&control=none")
    assert f'href="/models/{MODELS[0].name}?control=none"' in found


def test_downloads_are_of_this_board(http: httpx2.Client) -> None:
    found = page(http, "/leaderboard?category=coding")
    assert "/api/v1/leaderboard?category=coding&amp;format=csv" in found


def test_what_a_difference_is_worth_is_told_in_words(http: httpx2.Client) -> None:
    assert "An answer twice as long" in page(http)
    assert "An answer twice as long" not in page(http, "/leaderboard?control=none")


def test_a_rule_parts_models_that_are_surely_apart(http: httpx2.Client) -> None:
    assert 'class="begins"' in page(http)


def test_between_tied_models_there_is_no_rule(http: httpx2.Client) -> None:
    found = page(http, "/leaderboard?source=tied")
    assert 'class="begins"' not in found
    assert "No line can be drawn yet" in found


def test_few_votes_are_marked(http: httpx2.Client) -> None:
    slice_of_few = "/leaderboard?source=example&control=none&language=de"
    assert "provisional" in page(http, slice_of_few)
    assert "provisional" not in page(http)


def test_names_are_text(http: httpx2.Client) -> None:
    found = page(http)
    assert "Ünïcode &lt;b&gt;&amp;amp; 模型" in found
    assert "Ünïcode <b>" not in found


def test_an_unknown_label_is_refused_with_the_form_and_a_near_one(http: httpx2.Client) -> None:
    found = page(http, "/leaderboard?category=codin", 422)
    assert "There is no label &#39;codin&#39;; did you mean &#39;coding&#39;?" in found
    assert 'data-testid="ask"' in found


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("since=yesterdayish", "since"),
        ("until=2026-13-45", "until"),
        ("level=2", "level is 2"),
        ("methd=elo", "did you mean &#39;method&#39;"),
        ("method=elo", "holds nothing equal"),
        ("models=one", "name two or more"),
        ("since=2026-03-01&until=2026-02-01", "no vote is both"),
        ("language=xx", "no vote has language"),
    ],
)
def test_an_impossible_board_says_what_is_wrong(http: httpx2.Client, words: str, said: str) -> None:
    found = page(http, f"/leaderboard?{words}", 422)
    assert said.lower() in found.lower()
    assert 'data-testid="refused-board"' in found


def test_an_unknown_source_is_an_error_page(http: httpx2.Client) -> None:
    assert "did you mean &#39;example&#39;" in page(http, "/leaderboard?source=exampel", 422)


def test_a_slice_of_nothing_offers_wider_ones(http: httpx2.Client) -> None:
    found = page(http, "/leaderboard?category=coding&since=2020-01-01&until=2020-02-01")
    assert "Nothing in this slice" in found
    assert '<a href="/leaderboard?category=coding">All time</a>' in found
    assert (
        '<a href="/leaderboard?since=2020-01-01&amp;until=2020-02-01">All categories</a>' in found
    )


def test_an_arena_without_votes_says_so(http: httpx2.Client) -> None:
    assert "No votes yet" in page(http, "/leaderboard?source=fresh")


def test_one_model_is_not_a_contest(http: httpx2.Client) -> None:
    assert "One model is not a contest" in page(http, "/leaderboard?source=lonely")


def test_simulated_votes_are_marked_and_can_be_removed(http: httpx2.Client) -> None:
    found = page(http, "/leaderboard?source=example")
    assert "These votes are simulated." in found
    assert 'action="/example/remove"' in found
    assert "simulated" not in page(http)


def test_two_ticked_models_are_compared(http: httpx2.Client) -> None:
    answer = http.get("/leaderboard/compare?category=coding&models=a%20b&models=c")
    assert (answer.status_code, answer.headers["location"]) == (
        303,
        "/pair?a=a+b&b=c&category=coding",
    )


def test_one_ticked_model_cannot_be_compared(http: httpx2.Client) -> None:
    assert "two models can be compared" in page(http, "/leaderboard/compare?models=a", 422).lower()


def test_only_the_ticked_models_have_a_board(http: httpx2.Client) -> None:
    names = [card.name for card in MODELS[:2]]
    found = page(http, f"/leaderboard?models={names[0]}&models={names[1]}")
    assert found.count('<th scope="row" data-value=') == 2


def test_charts_show_the_same_board(http: httpx2.Client) -> None:
    found = page(http, "/leaderboard/charts?category=coding")
    assert found.count("<figure") >= 5
    assert "<h1>Coding</h1>" in found


def test_a_chart_of_no_votes_says_so(http: httpx2.Client) -> None:
    assert "Nothing to draw yet" in page(http, "/leaderboard/charts?source=fresh")


def test_an_impossible_board_has_no_charts_either(http: httpx2.Client) -> None:
    assert "codin" in page(http, "/leaderboard/charts?category=codin", 422)


def test_a_reader_who_has_the_page_is_told_so(http: httpx2.Client) -> None:
    first = http.get("/leaderboard?language=fr")
    again = http.get("/leaderboard?language=fr", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_a_page_is_the_same_under_every_name_of_the_host(http: httpx2.Client) -> None:
    both = [http.get("/leaderboard", headers={"Host": one}) for one in ("a.example", "b.example")]
    assert both[0].content == both[1].content


def test_a_kept_page_is_guarded_like_any_other(http: httpx2.Client) -> None:
    page(http)
    assert "default-src 'none'" in http.get("/leaderboard").headers["content-security-policy"]


def test_a_page_about_boards_sets_no_cookie(http: httpx2.Client) -> None:
    assert "set-cookie" not in http.get("/leaderboard").headers


def test_new_votes_are_on_the_page_soon(tmp_path_factory: pytest.TempPathFactory) -> None:
    models = cards(4)
    ground = source(models, votes(models, 400))
    with (
        showing(tmp_path_factory.mktemp("arena"), [ground]) as base,
        calling(base) as http,
    ):
        assert "400 votes" in page(http)
        ground.table.append(votes(models, 50, seed=5))
        wait_for(lambda: "450 votes" in page(http), 20)
