"""Boards are computed once for all who ask, kept up to date, and never waited for twice."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from leaderboard.drawn import drawn, source
from tiltyard.errors import BoardError, UnknownNameError
from tiltyard.leaderboard import Board, Boards, Example, Query, VotesSource
from tiltyard.leaderboard._example import NAME

NOW = datetime(2026, 3, 1, tzinfo=UTC)
USUAL = Query()


@dataclass(frozen=True, slots=True, eq=False)
class Watched(VotesSource):
    """Votes whose boards are counted, and can be held back."""

    asked: list[Query] = field(default_factory=list)
    gate: threading.Event = field(default_factory=threading.Event)

    def board(self, query: Query, *, computed_at: datetime) -> Board:
        self.asked.append(query)
        assert self.gate.wait(10)
        return VotesSource.board(self, query, computed_at=computed_at)


def watched(rows: int = 300, *, is_open: bool = True) -> Watched:
    made = source(None, drawn(rows))
    found = Watched(made.name, made.title, made.kind, made.table, made.cards)
    if is_open:
        found.gate.set()
    return found


def run(work: Callable[[], Coroutine[Any, Any, Any]]) -> Any:
    return asyncio.run(work())


def test_a_board_is_computed_once_for_all_who_wait_for_it() -> None:
    votes = watched(is_open=False)
    boards = Boards([votes], USUAL)

    async def work() -> list[Board]:
        waiting = [asyncio.create_task(boards.board(USUAL)) for _ in range(5)]
        await asyncio.sleep(0.05)
        votes.gate.set()
        return await asyncio.gather(*waiting)

    found = run(work)
    assert votes.asked == [USUAL]
    assert all(board is found[0] or board == found[0] for board in found)


def test_one_who_goes_away_does_not_stop_it_for_the_others() -> None:
    votes = watched(is_open=False)
    boards = Boards([votes], USUAL)

    async def work() -> Board:
        first = asyncio.create_task(boards.board(USUAL))
        second = asyncio.create_task(boards.board(USUAL))
        await asyncio.sleep(0.05)
        first.cancel()
        votes.gate.set()
        return await second

    assert run(work).rows


def test_a_board_that_is_behind_is_given_at_once_and_computed_anew() -> None:
    votes = watched()
    boards = Boards([votes], USUAL, refresh_seconds=0.01)

    async def work() -> tuple[int | None, int | None]:
        running = asyncio.create_task(boards.run())
        first = await boards.board(USUAL)
        votes.table.append(drawn(50, first=300))
        votes.gate.clear()
        stale = await asyncio.wait_for(boards.board(USUAL), 1)
        assert stale is not None
        assert stale.votes == first.votes
        votes.gate.set()
        while (found := boards.peek(USUAL)) is None or found.votes == first.votes:
            await asyncio.sleep(0.01)
        running.cancel()
        return first.votes, found.votes

    assert run(work) == (300, 350)


def test_refreshing_computes_only_what_is_behind() -> None:
    votes = watched()
    boards = Boards([votes], USUAL)

    async def work() -> None:
        await boards.refresh(USUAL)
        await boards.refresh(USUAL)
        votes.table.append(drawn(1, first=300))
        await boards.refresh(USUAL)

    run(work)
    assert len(votes.asked) == 2


def test_what_was_never_computed_is_not_there_to_look_at() -> None:
    boards = Boards([watched()], USUAL)
    assert boards.peek(USUAL) is None
    assert boards.look(USUAL) is None


def test_the_engines_own_answer_is_there_if_it_is_asked_for() -> None:
    boards = Boards([watched()], USUAL)

    async def work() -> tuple[Board, Board]:
        lean = await boards.board(USUAL)
        return await boards.board(USUAL, whole=True), boards.peek(USUAL) or lean

    whole, kept = run(work)
    assert whole.ranking is not None
    assert kept.ranking is None


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ({"category": "codng"}, "'codng'.*'coding'"),
        ({"language": "xx"}, "no vote has language 'xx'"),
        ({"control": "cost"}, "cannot be controlled for cost"),
        ({"method": "elo", "control": "style"}, "'elo' holds nothing equal"),
    ],
)
def test_a_slice_that_is_none_says_why(words: dict[str, str], message: str) -> None:
    boards = Boards([watched()], USUAL)

    async def work() -> None:
        with pytest.raises(BoardError, match=message):
            await boards.board(boards.query(words))

    run(work)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ({"languages": "fr"}, "no 'languages'.*'language'"),
        ({"since": "yesteryear"}, "since: "),
        ({"level": "high"}, "level is 'high'"),
        ({"source": "elsewhere"}, "no source of votes 'elsewhere'"),
        ({"control": "styl"}, "no control 'styl'.*'style'"),
        ({"models": "m00,none"}, "no model 'none' here"),
    ],
)
def test_words_that_make_no_sense_are_told(words: dict[str, str], message: str) -> None:
    with pytest.raises((BoardError, UnknownNameError), match=message):
        Boards([watched()], USUAL).query(words)


@pytest.mark.parametrize("name", ["m03", "m033"])
def test_a_hidden_model_cannot_be_asked_for_and_is_not_named_as_near(name: str) -> None:
    boards = Boards([source(None, drawn(300), hidden="m03")], USUAL)
    with pytest.raises(BoardError, match=f"no model '{name}' here") as refused:
        boards.query({"models": f"m00,{name}"})
    assert "m03" not in str(refused.value).replace(f"'{name}'", "", 1)


def test_an_error_of_one_board_does_not_end_the_others(caplog: pytest.LogCaptureFixture) -> None:
    votes = watched()
    boards = Boards([votes], USUAL, refresh_seconds=0.01)
    coding = replace(USUAL, category=("coding",))

    async def work() -> None:
        await boards.board(USUAL)
        await boards.board(coding)
        other = source(None, drawn(400).drop("coding"))
        votes.table.become(other.table)
        running = asyncio.create_task(boards.run())
        boards.touch()
        while (found := boards.peek(USUAL)) is None or found.votes != 400:
            await asyncio.sleep(0.01)
        while "could not be computed" not in caplog.text:
            await asyncio.sleep(0.01)
        running.cancel()

    run(work)
    kept = boards.peek(coding)
    assert kept is not None
    assert kept.source_votes == 300


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Example:
    made = Example(tmp_path_factory.mktemp("boards"), NOW)
    made.make()
    return made


def test_the_example_comes_first_while_there_are_no_votes(example: Example) -> None:
    boards = Boards([watched(0)], USUAL, example=example)
    assert list(boards.sources) == [NAME, ""]
    assert boards.usual.source == NAME
    assert boards.query({}).source == NAME
    assert boards.query({"category": "coding"}).source == NAME


def test_the_first_vote_takes_the_examples_place(example: Example) -> None:
    votes = watched(0)
    boards = Boards([votes], USUAL, example=example)

    async def work() -> None:
        await boards.board(boards.usual)

    run(work)
    before = boards.usual
    votes.table.append(drawn(1))
    assert list(boards.sources) == [""]
    assert boards.usual == USUAL
    assert boards.look(before) is None
    with pytest.raises(UnknownNameError):
        boards.source(NAME)


def test_a_removed_example_is_gone_at_once(tmp_path: Path) -> None:
    made = Example(tmp_path, NOW)
    made.source.table.append(drawn(20))
    boards = Boards([watched(0)], USUAL, example=made)
    assert boards.usual.source == NAME
    made.remove()
    assert boards.usual.source == ""


def test_an_example_that_goes_away_stops_no_other_board(tmp_path: Path) -> None:
    made = Example(tmp_path, NOW)
    made.source.table.append(drawn(300))
    votes = watched(0)
    boards = Boards([votes], USUAL, example=made, refresh_seconds=0.01)

    async def work() -> Board | BoardError:
        running = asyncio.create_task(boards.run())
        boards.soon(boards.usual)
        made.remove()
        votes.table.append(drawn(300))
        while (found := boards.soon(USUAL)) is None:
            assert not running.done()
            await asyncio.sleep(0.01)
        running.cancel()
        return found

    assert isinstance(run(work), Board)


def test_what_is_usual_can_be_changed_while_the_example_is_shown(example: Example) -> None:
    votes = watched(0)
    boards = Boards([votes], USUAL, example=example)
    boards.usual = replace(boards.usual, control=("style",))
    assert boards.usual == Query(source=NAME, control=("style",))
    votes.table.append(drawn(1))
    assert boards.usual == Query(control=("style",))
