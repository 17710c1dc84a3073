"""What every store promises, on SQLite and on PostgreSQL."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest

from store.rows import AT, answer, anything_goes, keep, keep_answered, new_battle, vote_on
from tiltyard.errors import (
    BattleNotFoundError,
    BattleStateError,
    ConfigurationError,
    StoreError,
)
from tiltyard.records import FinishReason, Phase, Side, StoredBattle, Tally, Vote, Winner
from tiltyard.store import Census, NewTurn, Served, Store, open_store


def test_a_battle_comes_back_as_it_was_kept(store: Store) -> None:
    battle = new_battle(store)
    kept = store.add_battle(battle, NewTurn("Why?", Phase.BLIND))
    assert store.battle(battle.id) == kept
    assert kept.battle == battle


def test_a_battle_survives_the_program(store: Store, database_url: str) -> None:
    kept = keep_answered(store)
    store.close()
    again = open_store(database_url)
    assert again.battle(kept.battle.id) == kept
    again.close()


def test_answers_come_back_with_every_field(store: Store) -> None:
    kept = keep_answered(store)
    assert kept.turns[0].answers == (answer(Side.MODEL_A), answer(Side.MODEL_B))


def test_an_unknown_battle_is_named(store: Store) -> None:
    with pytest.raises(BattleNotFoundError, match="'nowhere'"):
        store.battle("nowhere")


def test_the_same_key_finds_the_battle_it_made(store: Store) -> None:
    first, second = keep(store, key="k"), keep(store, key="k")
    assert second.battle.id == first.battle.id


def test_the_same_key_of_another_voter_is_another_battle(store: Store) -> None:
    ada, ben = keep(store, key="k", voter="ada"), keep(store, key="k", voter="ben")
    assert ada.battle.id != ben.battle.id


def test_a_vote_is_there_once_it_is_acknowledged(store: Store) -> None:
    kept = keep_answered(store)
    vote = store.add_vote(vote_on(kept), key=None, rule=anything_goes)
    assert store.battle(kept.battle.id).vote == vote


def test_nobody_votes_twice(store: Store) -> None:
    kept = keep_answered(store)
    store.add_vote(vote_on(kept), key="one", rule=anything_goes)
    with pytest.raises(BattleStateError, match="has its vote"):
        store.add_vote(vote_on(kept), key="two", rule=anything_goes)


def test_a_retried_vote_gets_the_same_receipt(store: Store) -> None:
    kept = keep_answered(store)
    first = store.add_vote(vote_on(kept), key="one", rule=anything_goes)
    assert store.add_vote(vote_on(kept), key="one", rule=anything_goes) == first


def test_a_retried_vote_may_not_change_its_mind(store: Store) -> None:
    kept = keep_answered(store)
    store.add_vote(vote_on(kept, Winner.MODEL_A), key="one", rule=anything_goes)
    with pytest.raises(BattleStateError):
        store.add_vote(vote_on(kept, Winner.MODEL_B), key="one", rule=anything_goes)


def test_somebody_elses_key_retries_nothing(store: Store) -> None:
    kept = keep_answered(store)
    store.add_vote(vote_on(kept), key="one", rule=anything_goes)
    with pytest.raises(BattleStateError):
        store.add_vote(vote_on(kept, voter="eve"), key="one", rule=anything_goes)


def test_a_refused_vote_is_not_kept(store: Store) -> None:
    kept = keep_answered(store)

    def refuse(stored: StoredBattle) -> None:
        raise BattleStateError(f"not {stored.battle.id}")

    with pytest.raises(BattleStateError, match="not battle"):
        store.add_vote(vote_on(kept), key=None, rule=refuse)
    assert store.battle(kept.battle.id).vote is None


def test_of_fifty_simultaneous_votes_one_is_stored(store: Store) -> None:
    kept = keep_answered(store)

    def try_to_vote(number: int) -> str | None:
        try:
            vote = vote_on(kept)
            return store.add_vote(vote, key=f"key {number}", rule=anything_goes).id
        except BattleStateError:
            return None

    with ThreadPoolExecutor(50) as threads:
        receipts = [receipt for receipt in threads.map(try_to_vote, range(50)) if receipt]
    vote = store.battle(kept.battle.id).vote
    assert vote is not None
    assert receipts == [vote.id]


def test_two_processes_cannot_both_vote(store: Store, database_url: str) -> None:
    kept, other = keep_answered(store), open_store(database_url)

    def try_to_vote(where: Store) -> bool:
        try:
            where.add_vote(vote_on(kept), key=None, rule=anything_goes)
        except (BattleStateError, StoreError):
            return False
        return True

    with ThreadPoolExecutor(2) as threads:
        done = list(threads.map(try_to_vote, [store, other]))
    other.close()
    assert sorted(done) == [False, True]


def test_a_turn_is_asked_once(store: Store) -> None:
    kept = keep_answered(store)
    turn = NewTurn("And?", Phase.BLIND, position=1)
    store.add_turn(kept.battle.id, turn, rule=anything_goes)
    with pytest.raises(BattleStateError, match="asked already"):
        store.add_turn(kept.battle.id, turn, rule=anything_goes)


def test_the_same_key_finds_the_turn_it_made(store: Store) -> None:
    kept = keep_answered(store)
    turn = NewTurn("And?", Phase.BLIND, position=1, key="k")
    first = store.add_turn(kept.battle.id, turn, rule=anything_goes)
    assert store.add_turn(kept.battle.id, turn, rule=anything_goes) == first


def test_answers_are_kept_both_or_neither(store: Store) -> None:
    kept = keep(store)
    twice_the_same = [answer(Side.MODEL_A), answer(Side.MODEL_A)]
    with pytest.raises(StoreError):
        store.add_answers(kept.turns[0].id, twice_the_same)
    assert store.battle(kept.battle.id).turns[0].answers == ()


def test_a_bad_write_leaves_the_others_alone(store: Store) -> None:
    kept = [keep(store) for _ in range(20)]

    def write(number: int) -> bool:
        sides = [Side.MODEL_A, Side.MODEL_B if number % 2 else Side.MODEL_A]
        try:
            store.add_answers(kept[number].turns[0].id, [answer(side) for side in sides])
        except StoreError:
            return False
        return True

    with ThreadPoolExecutor(20) as threads:
        done = list(threads.map(write, range(20)))
    assert done == [bool(number % 2) for number in range(20)]


def test_skipping_twice_is_skipping_once(store: Store) -> None:
    kept = keep_answered(store)
    store.add_skip(kept.battle.id, rule=anything_goes)
    first = store.battle(kept.battle.id).skipped_at
    store.add_skip(kept.battle.id, rule=anything_goes)
    assert first is not None
    assert store.battle(kept.battle.id).skipped_at == first


def test_votes_are_counted_by_pair_seat_and_winner(store: Store) -> None:
    for winner, times in ((Winner.MODEL_A, 2), (Winner.BOTH_BAD, 1)):
        for _ in range(times):
            store.add_vote(vote_on(keep_answered(store), winner), key=None, rule=anything_goes)
    turned = keep_answered(store, a="elm", b="oak")
    store.add_vote(vote_on(turned, Winner.TIE), key=None, rule=anything_goes)
    assert sorted(store.tallies(), key=repr) == sorted(
        [
            Tally("oak", "elm", Winner.MODEL_A, 2),
            Tally("oak", "elm", Winner.BOTH_BAD, 1),
            Tally("elm", "oak", Winner.TIE, 1),
        ],
        key=repr,
    )


def test_the_same_model_served_differently_is_a_new_version(store: Store) -> None:
    first = store.register([Served("oak", "{}", "one")])["oak"]
    same = store.register([Served("oak", "{}", "one")])["oak"]
    changed = store.register([Served("oak", "{}", "two")])["oak"]
    assert (first.number, same.number, changed.number) == (1, 1, 2)
    assert same.id == first.id


def test_a_model_that_changes_back_is_a_new_version_again(store: Store) -> None:
    numbers = [
        store.register([Served("oak", "{}", d)])["oak"].number for d in ("one", "two", "one")
    ]
    assert numbers == [1, 2, 3]


def test_both_versions_of_a_model_count_as_that_model(store: Store) -> None:
    store.add_vote(vote_on(keep_answered(store)), key=None, rule=anything_goes)
    store.register([Served("oak", "{}", "changed")])
    store.add_vote(vote_on(keep_answered(store)), key=None, rule=anything_goes)
    assert store.tallies() == [Tally("oak", "elm", Winner.TIE, 2)]


def test_times_come_back_aware_and_exact(store: Store) -> None:
    assert keep_answered(store).battle.created_at == AT


def test_a_failed_answer_keeps_why(store: Store) -> None:
    kept = keep(store)
    failed = [
        answer(Side.MODEL_A),
        type(answer(Side.MODEL_B))(
            Side.MODEL_B, "", FinishReason.FAILED, failure="refused: nobody there"
        ),
    ]
    store.add_answers(kept.turns[0].id, failed)
    assert list(store.battle(kept.battle.id).turns[0].answers) == failed


@pytest.mark.parametrize("consent", [True, False])
def test_a_battle_keeps_whether_it_may_be_published(store: Store, consent: bool) -> None:
    battle = replace(new_battle(store), consent=consent)
    store.add_battle(battle, NewTurn("Why?", Phase.BLIND))
    assert store.battle(battle.id).battle.consent is consent


def vote_at(store: Store, seconds: int) -> Vote:
    """A vote so many seconds after the first, on a battle of its own."""
    vote = replace(vote_on(keep_answered(store)), created_at=AT + timedelta(seconds=seconds))
    return store.add_vote(vote, key=None, rule=anything_goes)


def test_battles_that_were_voted_on_come_in_the_order_of_their_votes(store: Store) -> None:
    late, early = vote_at(store, 9), vote_at(store, 1)
    keep_answered(store)
    assert [one.vote for one in store.voted(None, 10)] == [early, late]


def test_a_voted_battle_comes_with_all_that_hangs_on_it(store: Store) -> None:
    vote = vote_at(store, 0)
    assert store.voted(None, 10) == [store.battle(vote.battle_id)]


def test_reading_goes_on_after_a_vote(store: Store) -> None:
    votes = [vote_at(store, seconds) for seconds in (3, 1, 2)]
    first = store.voted(None, 1)[0].vote
    assert first == votes[1]
    assert [one.vote for one in store.voted(first.id, 10)] == [votes[2], votes[0]]


def test_votes_of_one_moment_are_read_once_each(store: Store) -> None:
    votes = {vote_at(store, 0).id for _ in range(5)}
    after, found = None, []
    while page := store.voted(after, 2):
        found += [one.vote.id for one in page if one.vote is not None]
        after = found[-1]
    assert len(found) == 5
    assert set(found) == votes


def test_after_the_last_vote_there_is_nothing(store: Store) -> None:
    assert store.voted(vote_at(store, 0).id, 10) == []


def test_going_on_after_an_unknown_vote_is_refused(store: Store) -> None:
    with pytest.raises(BattleNotFoundError, match="no vote 'nowhere'"):
        store.voted("nowhere", 10)


def test_the_census_counts_how_battles_ended(store: Store) -> None:
    vote_at(store, 0)
    vote_at(store, 1)
    store.add_skip(keep_answered(store).battle.id, rule=anything_goes)
    keep(store)
    assert store.census() == Census(battles=4, voted=2, skipped=1)
    assert store.census().undecided == 1


def test_upgrading_twice_changes_nothing(store: Store) -> None:
    before = store.revision()
    store.upgrade()
    assert store.revision() == before
    assert before[0] == before[1]


def test_a_closed_store_says_so(store: Store) -> None:
    store.close()
    with pytest.raises(StoreError, match="closed"):
        keep(store)


def test_another_kind_of_database_is_refused() -> None:
    with pytest.raises(ConfigurationError, match="'mysql'"):
        open_store("mysql://localhost/arena")


def test_a_database_in_memory_is_refused() -> None:
    with pytest.raises(ConfigurationError, match="votes must survive"):
        open_store("sqlite://")
