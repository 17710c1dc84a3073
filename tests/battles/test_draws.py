"""Streams of draws: fixed in the log beforehand, every number told, and repeatable."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta, timezone
from functools import partial
from itertools import count

import pytest

from battles.streams import Field, contenders, told
from tiltyard import matchmaking
from tiltyard.battles import Draws
from tiltyard.battles._draws import Drawn
from tiltyard.errors import ConfigurationError, LedgerError, NotEnoughModelsError
from tiltyard.ledger import Lot, opening, opens, seed_commitment
from tiltyard.records import PARTS, Battle, Pace, Phase, Side, StoredBattle
from tiltyard.store import NewTurn, Store, open_store

CLIENT = "00ff"
_numbers = count()


@pytest.fixture
def store(sqlite_url: str) -> Iterator[Store]:
    """A store with its tables made; both kinds of database are compared in the contracts."""
    opened = open_store(sqlite_url)
    opened.upgrade()
    yield opened
    opened.close()


@pytest.fixture
def field(store: Store) -> Field:
    """Four models of which one is drawn twice as often."""
    return Field(store, contenders(store, oak=1.0, elm=2.0, yew=1.0, ash=0.5))


def drawn(field: Field, client: str = CLIENT) -> Drawn:
    """The next draw, whatever stream it needs."""
    while (found := field.draws.draw(client)) is None:
        field.draws.begin()
    return found


def battle_of(field: Field, one: Drawn) -> Battle:
    """A battle to keep of a draw."""
    a, b = (one.pair[side].version for side in Side)
    number = next(_numbers)
    return Battle(f"b{number}", "ada", field.clock(), a, b, one.draw.probability, Pace.STRICT)


def kept(field: Field, one: Drawn, *, key: str | None = None) -> StoredBattle:
    """The battle of a draw."""
    return field.store.add_battle(
        battle_of(field, one),
        NewTurn("Why?", Phase.BLIND, key=key),
        seal=one.seal,
        entry=field.draws.entry(one),
    )


def test_a_stream_is_in_the_log_before_its_first_draw(field: Field) -> None:
    assert field.draws.draw("") is None
    field.draws.begin()
    (leaf,) = told(field.store.log)
    numbers = [one.version.id for one in field.contenders]
    table = zip(numbers, [1_000_000, 2_000_000, 1_000_000, 500_000], strict=True)
    assert (leaf["type"], leaf["date"], leaf["sampler"]) == ("weights", "2026-03-04", "weighted")
    assert leaf["weights"] == [list(row) for row in table]


def test_a_stranger_derives_every_pair_once_the_seed_is_told(field: Field) -> None:
    battles = [kept(field, drawn(field, client)) for client in ("", "00", "ab" * 32) * 20]
    (stream,) = field.store.log.untold(date(2026, 3, 5))
    (table,) = told(field.store.log, "weights")
    assert seed_commitment(stream.seed) == table["seed_commitment"]
    sampler = matchmaking.load(table["sampler"])
    names, weights = [str(row[0]) for row in table["weights"]], [row[1] for row in table["weights"]]
    for stored in battles:
        seal = stored.seal
        assert seal is not None
        lot = Lot(stream.seed, seal.counter, bytes.fromhex(seal.client))
        again = sampler.pair(names, weights, lot)
        battle = stored.battle
        assert (again.model_a, again.model_b) == (
            str(battle.version_a.id),
            str(battle.version_b.id),
        )
        assert again.parts == round(battle.pair_probability * PARTS)


def test_the_side_of_a_check_is_the_next_word_after_the_pair(store: Store) -> None:
    field = Field(store, contenders(store, oak=1.0, elm=2.0, yew=1.0))
    field.draws.begin()
    (stream,) = store.log.untold(date(2026, 3, 5))
    table = told(store.log, "weights")[0]["weights"]
    sides = set()
    for _ in range(50):
        found = field.draws.draw("0a", is_gold=True)
        assert found is not None
        lot = Lot(stream.seed, found.seal.counter, b"\x0a")
        matchmaking.load("weighted").pair(
            [str(number) for number, _ in table], [weight for _, weight in table], lot
        )
        assert found.seal.gold is list(Side)[lot.below(2)]
        sides.add(found.seal.gold)
    assert sides == set(Side)


def _next_or_zeros(given: Iterator[bytes], many: int) -> bytes:
    return next(given, bytes(many))


def test_what_the_page_adds_changes_the_draw(store: Store) -> None:
    # Two arenas with the same seed: the n-th draw of each differs by what the page adds alone.
    models = contenders(store, oak=1.0, elm=1.0)
    seats = []
    for client in ("", "ff"):
        given = iter([bytes([len(client)]) * 16])  # the stream's name, which must be its own
        draws = Draws(models, store.log, random_bytes=partial(_next_or_zeros, given))
        draws.begin()
        found = [draws.draw(client) for _ in range(40)]
        seats.append([one.draw.model_a for one in found if one is not None])
    assert len(seats[0]) == len(seats[1]) == 40
    assert seats[0] != seats[1]


def test_numbers_of_a_stream_have_no_gap(field: Field) -> None:
    assert [drawn(field).seal.counter for _ in range(5)] == [0, 1, 2, 3, 4]


def test_draws_of_many_threads_have_numbers_of_their_own(field: Field) -> None:
    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(lambda _: drawn(field).seal, range(200)))
    assert sorted(seal.counter for seal in found) == list(range(200))
    assert len({seal.stream for seal in found}) == 1


def test_a_new_day_has_a_new_stream(field: Field) -> None:
    first = drawn(field).seal
    field.clock.go(hours=11, minutes=59)
    assert drawn(field).seal.stream == first.stream
    field.clock.go(minutes=1)
    assert (second := drawn(field).seal).stream != first.stream
    assert second.counter == 0
    assert [leaf["date"] for leaf in told(field.store.log)] == ["2026-03-04", "2026-03-05"]


def test_a_day_begins_by_universal_time(field: Field) -> None:
    field.clock.now = datetime(2026, 3, 5, 1, tzinfo=timezone(timedelta(hours=9)))
    drawn(field)
    (leaf,) = told(field.store.log)
    assert leaf["date"] == "2026-03-04"


def test_a_clock_that_is_turned_back_never_uses_a_stream_again(field: Field) -> None:
    streams = {drawn(field).seal.stream}
    for hours in (24, -24, 24):
        field.clock.go(hours=hours)
        streams.add(drawn(field).seal.stream)
    assert len(streams) == 4


def test_a_model_that_is_down_is_skipped_and_that_is_told(field: Field) -> None:
    field.switch("elm")
    for _ in range(30):
        one = drawn(field)
        assert "elm" not in (one.draw.model_a, one.draw.model_b)
        kept(field, one)
    opens_ = told(field.store.log, "open")
    used = [leaf["counter"] for leaf in opens_]
    skipped = [counter for leaf in opens_ for counter, why in leaf["skipped"] if why]
    assert sorted(used + skipped) == list(range(max(used) + 1))
    assert skipped
    assert len(told(field.store.log, "weights")) == 1


def test_where_hardly_a_pair_can_answer_a_stream_of_those_begins(store: Store) -> None:
    names = [f"m{n}" for n in range(40)]
    field = Field(store, contenders(store, **dict.fromkeys(names, 1.0)))
    field.switch(*names[2:])
    for _ in range(3):
        kept(field, drawn(field))
    tables = [len(leaf["weights"]) for leaf in told(store.log, "weights")]
    assert tables == [40, 2]
    field.switch(*names[3:])
    kept(field, drawn(field))
    assert len(told(store.log, "weights")[2]["weights"]) == 40


def test_fewer_than_two_that_can_answer_are_refused(field: Field) -> None:
    field.switch("oak", "elm", "yew")
    with pytest.raises(NotEnoughModelsError, match="fewer than two"):
        field.draws.draw("")
    assert field.store.log.size() == 0


def test_a_draw_that_came_to_nothing_is_told_by_the_next_battle(field: Field) -> None:
    first, second = drawn(field), drawn(field)
    field.draws.lost(first, "not_kept")
    kept(field, second)
    (leaf,) = told(field.store.log, "open")
    assert (leaf["counter"], leaf["skipped"]) == (1, [[0, "not_kept"]])


def test_what_a_lost_battle_would_have_told_is_told_by_the_next(field: Field) -> None:
    first, second, third = drawn(field), drawn(field), drawn(field)
    field.draws.lost(first, "not_kept")
    field.draws.entry(second)(StoredBattle(battle_of(field, second), seal=second.seal))
    field.draws.lost(second, "repeated")
    kept(field, third)
    (leaf,) = told(field.store.log, "open")
    assert leaf["skipped"] == [[0, "not_kept"], [1, "repeated"]]


def test_a_leaf_that_is_made_twice_tells_the_same(field: Field) -> None:
    first, second = drawn(field), drawn(field)
    field.draws.lost(first, "not_kept")
    stored = StoredBattle(battle_of(field, second), seal=second.seal)
    entry = field.draws.entry(second)
    assert entry(stored) == entry(stored)


def test_more_numbers_than_a_leaf_holds_are_told_by_the_next(field: Field) -> None:
    lost = [drawn(field) for _ in range(2_500)]
    for one in lost:
        field.draws.lost(one, "not_kept")
    for _ in range(2):
        kept(field, drawn(field))
    assert [len(leaf["skipped"]) for leaf in told(field.store.log, "open")] == [2_000, 500]


def test_an_opening_opens_what_was_committed_to(field: Field) -> None:
    stored = kept(field, drawn(field))
    (leaf,) = told(field.store.log, "open")
    seal, battle = stored.seal, stored.battle
    assert seal is not None
    shown = opening(
        {
            "nonce": seal.nonce,
            "stream": seal.stream,
            "counter": seal.counter,
            "client": CLIENT,
            "model_a": battle.version_a.id,
            "model_b": battle.version_b.id,
            "probability": round(battle.pair_probability * PARTS),
        }
    )
    assert opens(shown, leaf["commitment"])


def test_nothing_is_drawn_from_a_stream_whose_seed_is_told(field: Field) -> None:
    one = drawn(field)
    (stream,) = field.store.log.untold(date(2026, 3, 5))
    leaf = {"type": "seed", "stream": stream.id, "seed": stream.seed.hex()}
    field.store.log.tell(stream.id, leaf)
    with pytest.raises(LedgerError, match="is told"):
        kept(field, one)
    field.draws.end(one)
    assert drawn(field).seal.stream != stream.id


@pytest.mark.parametrize("weight", [1e-9, 1e9])
def test_a_weight_that_cannot_be_told_is_named(store: Store, weight: float) -> None:
    with pytest.raises(ConfigurationError, match="weight of model 'elm' is"):
        Field(store, contenders(store, oak=1.0, elm=weight))


def test_a_model_of_weight_0_is_in_no_table(store: Store) -> None:
    field = Field(store, contenders(store, oak=1.0, elm=1.0, yew=0.0))
    drawn(field)
    (leaf,) = told(store.log)
    assert len(leaf["weights"]) == 2
