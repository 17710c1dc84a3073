"""What the log of every store promises, on SQLite and on PostgreSQL."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from itertools import chain

import pytest

from store.rows import AT, answer, anything_goes, keep, new_battle, vote_on
from tiltyard import ledger
from tiltyard.battles._entries import expire_leaf, open_leaf, opening_of, vote_leaf
from tiltyard.errors import BattleStateError, LedgerError, StoreError
from tiltyard.ledger import Leaf
from tiltyard.records import Phase, Seal, Side, StoredBattle, Vote
from tiltyard.store import Begun, KeptCheckpoint, NewTurn, Served, Store, open_store

DAY = date(2026, 3, 4)
KEY = bytes(32)


def tombstone(number: int = 0) -> Leaf:
    """A leaf that records nothing else."""
    return {"type": "tombstone", "leaf": number, "reason": "asked"}


def model(version: int, state: str = "active") -> Leaf:
    """A leaf of a model's version."""
    return {
        "type": "model",
        "model": version,
        "name": "oak",
        "version": 1,
        "digest": "0" * 64,
        "state": state,
        "owner": None,
        "name_commitment": None,
        "name_told": None,
        "reason": None,
    }


def begun(store: Store, day: date = DAY) -> str:
    """A stream of that day."""
    stream, seed = secrets.token_hex(16), secrets.token_bytes(32)
    leaf: Leaf = {
        "type": "weights",
        "stream": stream,
        "date": day.isoformat(),
        "sampler": "weighted",
        "weights": [[1, 10**6], [2, 10**6]],
        "seed_commitment": ledger.seed_commitment(seed),
    }
    store.log.begin(stream, day, seed, leaf)
    return stream


def sealed(
    store: Store,
    stream: str | None = None,
    counter: int = 0,
    gold: Side | None = None,
    **who: str,
) -> StoredBattle:
    """A battle of the log, with good answers."""
    nonce, salt = secrets.token_hex(32), secrets.token_hex(32)
    seal = Seal(stream or begun(store), counter, "", nonce, salt, gold=gold)
    stored = store.add_battle(
        new_battle(store, **who),
        NewTurn("Why?", Phase.BLIND),
        seal=seal,
        entry=partial(open_leaf, skipped=[]),
    )
    store.add_answers(stored.turns[0].id, [answer(side) for side in Side])
    return store.battle(stored.battle.id)


def vote(store: Store, stored: StoredBattle, counts: str = "yes", key: str | None = None) -> Vote:
    """A vote that is kept with its leaf."""
    made = vote_on(stored)

    def entry(before: StoredBattle) -> Leaf:
        return vote_leaf(before, made, key=KEY, counts=counts)

    return store.add_vote(made, key=key, rule=anything_goes, entry=entry)


def last(store: Store) -> dict[str, object]:
    """The last leaf."""
    size = store.log.size()
    return ledger.decoded(store.log.leaves(size - 1, size)[0])


def kinds(store: Store) -> list[str]:
    """The types of all leaves."""
    return [ledger.decoded(leaf)["type"] for leaf in store.log.leaves(0, store.log.size())]


def test_a_log_begins_empty(store: Store) -> None:
    assert store.log.size() == 0
    assert store.log.leaves(0, 10) == []


def test_leaves_come_back_as_they_were_appended(store: Store) -> None:
    leaves = [tombstone(number) for number in range(5)]
    assert store.log.append(leaves) == [0, 1, 2, 3, 4]
    assert store.log.leaves(1, 3) == [ledger.encoded(leaf) for leaf in leaves[1:3]]


def test_of_leaves_of_which_one_is_none_no_one_is_kept(store: Store) -> None:
    with pytest.raises(LedgerError, match="unknown type 'letter'"):
        store.log.append([tombstone(), {"type": "letter"}])
    assert store.log.size() == 0


def test_two_programs_give_places_without_a_gap(store: Store, database_url: str) -> None:
    other = open_store(database_url)

    def work(number: int) -> list[int]:
        where = (store, other)[number % 2]
        return where.log.append([tombstone(number)] * (1 + number % 3))

    with ThreadPoolExecutor(16) as threads:
        places = list(chain.from_iterable(threads.map(work, range(120))))
    other.close()
    assert sorted(places) == list(range(store.log.size()))
    assert len(store.log.leaves(0, len(places))) == len(places)


def test_two_programs_that_write_to_the_same_battles_do_not_wait_for_ever(
    store: Store, database_url: str
) -> None:
    other, stream = open_store(database_url), begun(store)
    battles = [sealed(store, stream, number) for number in range(12)]

    def work(number: int) -> str:
        where, stored = (store, other)[number % 2], battles[number // 4]
        try:
            if number % 4 < 2:
                turn = NewTurn("And?", Phase.BLIND, position=1)
                where.add_turn(stored.battle.id, turn, rule=anything_goes)
                return "turn"
            return vote(where, stored).id
        except BattleStateError:
            return "refused"

    with ThreadPoolExecutor(24) as threads:
        done = list(threads.map(work, range(48)))
    other.close()
    assert (done.count("turn"), done.count("refused")) == (12, 24)
    assert kinds(store).count("vote") == 12


def test_a_battle_is_kept_with_its_seal_and_its_leaf(store: Store) -> None:
    stored = sealed(store)
    assert stored.seal is not None
    assert stored.seal.leaf == 1
    assert last(store)["commitment"] == opening_of(stored).commitment
    assert (stored.seal.ending, stored.seal.counts) == (None, None)


def test_a_check_of_attention_comes_back_as_one(store: Store) -> None:
    stored = sealed(store, gold=Side.MODEL_B)
    assert stored.seal is not None
    assert stored.seal.gold is Side.MODEL_B


def test_it_is_known_how_much_a_voter_opened(store: Store) -> None:
    stream = begun(store)
    for counter, gold in enumerate([None, Side.MODEL_A, None]):
        sealed(store, stream, counter, gold)
    sealed(store, stream, 3, Side.MODEL_A, voter="ben")
    assert store.begun("ada", 10) == Begun(3, 1)
    assert store.begun("ada", 2) == Begun(2, 1)
    assert store.begun("zoe", 10) == Begun(0, 0)


def test_a_battle_without_a_seal_has_no_leaf(store: Store) -> None:
    stored = keep(store)
    store.add_vote(vote_on(stored), key=None, rule=anything_goes, entry=expected_never)
    assert store.log.size() == 0
    assert store.battle(stored.battle.id).seal is None


def expected_never(_stored: StoredBattle) -> Leaf:
    """An entry that must not be asked for."""
    raise AssertionError("asked for a leaf")


def test_a_key_that_is_used_again_appends_nothing(store: Store) -> None:
    stream = begun(store)
    first = keep(store, key="k")
    seal = Seal(stream, 0, "", "0" * 64, "0" * 64)
    again = store.add_battle(
        new_battle(store), NewTurn("Why?", Phase.BLIND, key="k"), seal=seal, entry=expected_never
    )
    assert again.battle.id == first.battle.id
    assert kinds(store) == ["weights"]


def test_an_entry_that_is_no_leaf_leaves_no_battle_behind(store: Store) -> None:
    battle, seal = new_battle(store), Seal(begun(store), 0, "", "0" * 64, "0" * 64)
    with pytest.raises(LedgerError, match="lacks 'reason'"):
        store.add_battle(
            battle,
            NewTurn("Why?", Phase.BLIND),
            seal=seal,
            entry=lambda _: {"type": "tombstone", "leaf": 0},
        )
    assert store.census().battles == 0
    assert kinds(store) == ["weights"]


def test_a_number_of_a_stream_makes_one_battle(store: Store) -> None:
    stream = begun(store)
    sealed(store, stream, 7)
    with pytest.raises(StoreError):
        sealed(store, stream, 7)
    assert kinds(store) == ["weights", "open"]


def test_a_vote_is_kept_with_its_leaf(store: Store) -> None:
    stored = sealed(store)
    vote(store, stored, counts="guest")
    seal = store.battle(stored.battle.id).seal
    assert seal is not None
    assert (seal.ending, seal.counts) == (2, "guest")
    assert last(store)["type"] == "vote"
    assert last(store)["open"] == 1


def test_a_retried_vote_has_one_leaf(store: Store) -> None:
    stored = sealed(store)
    assert vote(store, stored, key="k").id == vote(store, stored, key="k").id
    assert kinds(store).count("vote") == 1


def test_a_refused_vote_has_no_leaf(store: Store) -> None:
    stored = sealed(store)

    def refuse(_stored: StoredBattle) -> None:
        raise BattleStateError("not now")

    with pytest.raises(BattleStateError):
        store.add_vote(vote_on(stored), key=None, rule=refuse, entry=expected_never)
    assert kinds(store) == ["weights", "open"]


def test_a_voted_battle_comes_with_its_leaf_when_votes_are_read(store: Store) -> None:
    stored = sealed(store)
    vote(store, stored)
    (read,) = store.voted(None, 10)
    assert read.seal == store.battle(stored.battle.id).seal


def test_a_skip_ends_a_battle_in_the_log_once(store: Store) -> None:
    stored = sealed(store)
    for _ in range(2):
        entry = partial(expire_leaf, reason="skipped")
        store.add_skip(stored.battle.id, rule=anything_goes, entry=entry)
    assert kinds(store) == ["weights", "open", "expire"]
    assert last(store)["reason"] == "skipped"


def test_a_battle_expires_once_and_not_after_a_vote(store: Store) -> None:
    stream = begun(store)
    gone, voted = sealed(store, stream, 0), sealed(store, stream, 1)
    vote(store, voted)
    for stored in (gone, gone, voted):
        entry = partial(expire_leaf, reason="abandoned")
        store.expire(stored.battle.id, rule=anything_goes, entry=entry)
    assert kinds(store) == ["weights", "open", "open", "vote", "expire"]
    seal = store.battle(gone.battle.id).seal
    assert seal is not None
    assert (seal.ending, seal.counts) == (4, None)


def test_a_battle_that_is_older_than_the_log_does_not_expire(store: Store) -> None:
    stored = keep(store)
    store.expire(stored.battle.id, rule=anything_goes, entry=expected_never)
    assert store.log.size() == 0


def test_undecided_battles_come_oldest_first_and_in_pages(store: Store) -> None:
    stream = begun(store)
    battles = [sealed(store, stream, number) for number in range(4)]
    vote(store, battles[1])
    later = AT + timedelta(seconds=1)
    ids = [stored.battle.id for stored in battles]
    assert [one.battle.id for one in store.log.undecided(later, 9)] == [ids[0], ids[2], ids[3]]
    assert [one.battle.id for one in store.log.undecided(later, 2)] == [ids[0], ids[2]]
    assert store.log.undecided(AT, 9) == []


def test_seeds_of_days_before_are_untold_until_they_are_told(store: Store) -> None:
    first, second = begun(store), begun(store, DAY + timedelta(days=1))
    assert [one.id for one in store.log.untold(DAY)] == []
    (stream,) = store.log.untold(DAY + timedelta(days=1))
    assert (stream.id, stream.date, len(stream.seed)) == (first, DAY, 32)
    leaf = {"type": "seed", "stream": first, "seed": stream.seed.hex()}
    assert store.log.tell(first, leaf) == 2
    assert store.log.tell(first, leaf) is None
    assert [one.id for one in store.log.untold(DAY + timedelta(days=9))] == [second]
    assert kinds(store) == ["weights", "weights", "seed"]


def test_a_seed_that_would_tell_an_open_battles_models_is_not_told(store: Store) -> None:
    stored = sealed(store)
    assert stored.seal is not None
    stream = stored.seal.stream
    leaf = {"type": "seed", "stream": stream, "seed": "0" * 64}
    with pytest.raises(LedgerError, match="1 battles of stream"):
        store.log.tell(stream, leaf)
    assert kinds(store) == ["weights", "open"]
    vote(store, stored)
    assert store.log.tell(stream, leaf) == 3


def test_no_battle_is_drawn_from_a_stream_that_is_told(store: Store) -> None:
    stream = begun(store)
    store.log.tell(stream, {"type": "seed", "stream": stream, "seed": "0" * 64})
    with pytest.raises(LedgerError, match="is told"):
        sealed(store, stream)
    assert store.census().battles == 0


def test_an_epoch_has_one_key_whoever_asks(store: Store, database_url: str) -> None:
    other = open_store(database_url)
    with ThreadPoolExecutor(8) as threads:
        asked = [threads.submit((store, other)[n % 2].log.epoch_key, 683) for n in range(8)]
        keys = {one.result() for one in asked}
    other.close()
    assert [len(key) for key in keys] == [32]
    assert store.log.epoch_key(684) not in keys


def test_a_key_that_is_forgotten_does_not_come_back(store: Store) -> None:
    old, new = store.log.epoch_key(683), store.log.epoch_key(684)
    assert store.log.forget(684) == 1
    assert store.log.epoch_key(684) == new
    assert store.log.epoch_key(683) != old


def test_a_models_state_is_told_when_it_changes(store: Store) -> None:
    version = store.register([Served("oak", "{}", "digest")])["oak"].id
    states = ["active", "active", "retired", "active"]
    places = [store.log.declare(model(version, state)) for state in states]
    assert places == [0, None, 1, 2]
    assert store.log.declared() == [model(version)]


def test_two_programs_that_start_together_tell_of_a_model_once(
    store: Store, database_url: str
) -> None:
    version = store.register([Served("oak", "{}", "digest")])["oak"].id
    other = open_store(database_url)
    with ThreadPoolExecutor(8) as threads:
        asked = [
            threads.submit((store, other)[n % 2].log.declare, model(version)) for n in range(16)
        ]
        places = [one.result() for one in asked]
    other.close()
    assert [place for place in places if place is not None] == [0]


def mark(store: Store, kind: str, votes: list[int]) -> int:
    """Exclude or restore votes."""
    leaf: Leaf = {"type": kind, "votes": votes, "reason": "asked"}
    return store.log.mark(
        {**leaf, "rule": None, "evidence": 0, "size": 0} if kind == "exclude" else leaf
    )


def test_the_last_word_on_a_vote_holds(store: Store) -> None:
    stream = begun(store)
    for number in range(3):
        vote(store, sealed(store, stream, number))
    places = [place for place, kind in enumerate(kinds(store)) if kind == "vote"]
    mark(store, "exclude", places[:2])
    assert store.log.excluded() == frozenset(places[:2])
    mark(store, "restore", places[:1])
    assert store.log.excluded() == frozenset(places[1:2])


def test_a_mark_that_is_refused_has_no_leaf(store: Store) -> None:
    vote(store, sealed(store))
    with pytest.raises(LedgerError, match="not excluded"):
        mark(store, "restore", [2])
    assert kinds(store) == ["weights", "open", "vote"]


@pytest.fixture
def checkpoint() -> Callable[[int], KeptCheckpoint]:
    """Makes checkpoints of that size."""

    def made(size: int) -> KeptCheckpoint:
        edge = tuple(bytes([number]) * 32 for number in range(size.bit_count()))
        return KeptCheckpoint(size, f"note of {size}", edge)

    return made


def test_the_last_checkpoint_comes_back(
    store: Store, checkpoint: Callable[[int], KeptCheckpoint]
) -> None:
    assert store.log.checkpoint() is None
    for size in (0, 7, 3):
        store.log.keep(checkpoint(size))
    assert store.log.checkpoint() == checkpoint(7)


def test_of_two_checkpoints_of_a_size_the_first_stays(
    store: Store, checkpoint: Callable[[int], KeptCheckpoint]
) -> None:
    store.log.keep(checkpoint(7))
    store.log.keep(replace(checkpoint(7), note="another"))
    assert store.log.checkpoint() == checkpoint(7)
