"""Which votes count: what they were cast as, what was excluded since, and what still waits."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import numpy as np
import polars as pl
import pytest

from leaderboard.drawn import BEGAN, drawn
from tiltyard import ledger
from tiltyard.errors import ConfigurationError
from tiltyard.leaderboard import Query, Terms, VoteTable, Waiting, title_of
from tiltyard.leaderboard._gathered import within
from tiltyard.leaderboard._leaving import Reason
from tiltyard.leaderboard._slice import chosen, comparisons, pooled
from tiltyard.ratings import Counts

HOUR = ledger.hour_of(BEGAN)


def logged(
    counts: Sequence[str | None], *, voters: Sequence[str] = (), minutes: Sequence[int] = ()
) -> pl.DataFrame:
    """Votes of the log, the first at leaf 100; without what they count as they are older."""
    n = len(counts)
    frame = drawn(n).with_columns(
        pl.Series("counts", counts, dtype=pl.String()),
        pl.Series("leaf", [None if one is None else 100 + i for i, one in enumerate(counts)]),
    )
    if voters:
        frame = frame.with_columns(pl.Series("voter", voters))
    if minutes:
        at = [BEGAN + timedelta(minutes=one) for one in minutes]
        frame = frame.with_columns(pl.Series("voted_at", at, dtype=pl.Datetime("us", "UTC")))
    return frame


def table(*frames: pl.DataFrame, **terms: object) -> VoteTable:
    made = VoteTable()
    for frame in frames:
        made.append(frame)
    excluded = np.array(sorted(terms.pop("excluded", ())), dtype=np.int64)  # type: ignore[call-overload]  # places
    made.hold(Terms(excluded, **terms))  # type: ignore[arg-type]  # as named
    return made


def rows(of: VoteTable, query: Query | None = None) -> list[int]:
    """The places of the votes that count."""
    mask = chosen(of.votes, query or Query())
    return list(range(of.votes.rows)) if mask is None else np.flatnonzero(mask).tolist()


def test_votes_without_a_log_all_count() -> None:
    assert chosen(table(drawn(5)).votes, Query()) is None


def test_votes_that_all_count_are_not_looked_at_one_by_one() -> None:
    assert chosen(table(logged(["yes", None, "yes"])).votes, Query()) is None


def test_a_board_counts_what_counts_and_what_is_older_than_the_log() -> None:
    kinds = ["yes", "guest", None, "gold", "repeat", "owner", "limit"]
    assert rows(table(logged(kinds))) == [0, 2]


def test_the_guests_board_counts_guests_alone() -> None:
    made = table(drawn(2), logged(["yes", "guest", None]))
    assert rows(made, Query(voters="guest")) == [3]


def test_the_guests_board_of_votes_without_a_log_is_empty() -> None:
    assert rows(table(drawn(3)), Query(voters="guest")) == []


def test_an_excluded_vote_does_not_count() -> None:
    assert rows(table(logged(["yes"] * 4), excluded=[101, 103, 7])) == [0, 2]


def test_an_excluded_vote_counts_where_exclusions_do_not_apply() -> None:
    made = table(logged(["yes", "yes", "limit"]), excluded=[101, 102])
    assert rows(made, Query(exclusions="none")) == [0, 1]


def test_a_restored_vote_counts_again() -> None:
    made = table(logged(["yes"] * 2), excluded=[101])
    made.hold(Terms(marked=9))
    assert rows(made) == [0, 1]


def test_a_recent_vote_waits_by_the_whole_hour() -> None:
    made = table(logged(["yes"] * 4, minutes=[0, 59, 60, 61]), before=HOUR + 1)
    assert rows(made) == [0, 1]


def test_votes_older_than_the_log_do_not_wait() -> None:
    assert rows(table(logged([None, "yes"]), before=HOUR)) == [0]


def test_votes_of_who_cast_few_wait_for_more() -> None:
    who = ["ada", "ben", "ada", "ben", "ada"]
    assert rows(table(logged(["yes"] * 5, voters=who), least_votes=3)) == [0, 2, 4]


def test_votes_that_do_not_count_make_a_voter_known_all_the_same() -> None:
    who = ["ada", "ada", "ben"]
    made = table(logged(["yes", "limit", "yes"], voters=who), least_votes=2)
    assert rows(made) == [0]


def test_a_voter_is_somebody_else_in_the_next_epoch() -> None:
    begin, end = ledger.epoch_span(ledger.epoch_of(BEGAN))
    minutes = [int((end - BEGAN).total_seconds() // 60) + one for one in (-2, -1, 1)]
    made = table(logged(["yes"] * 3, voters=["ada"] * 3, minutes=minutes), least_votes=2)
    assert begin < end
    assert rows(made) == [0, 1]


def test_voters_are_counted_over_all_pieces_of_a_table() -> None:
    one = logged(["yes"], voters=["ada"])
    other = one.with_columns(pl.lit("another").alias("id"), pl.lit(200).alias("leaf"))
    made = table(one, other, least_votes=2)
    assert rows(made) == [0, 1]


@pytest.mark.parametrize("terms", [{"excluded": [103]}, {"before": HOUR + 1}, {"least_votes": 13}])
def test_pooled_votes_and_rows_are_the_same_votes(terms: dict[str, object]) -> None:
    made = table(logged(["yes"] * 500), **terms)
    whole, single = pooled(made.votes, Query()), comparisons(made.votes, Query())
    assert 0 < len(single) < 500
    assert Counts.of(whole).votes.sum() == len(single)


def test_other_terms_are_another_version() -> None:
    made = table(logged(["yes"] * 3))
    before = made.version
    made.hold(Terms(np.array([100], dtype=np.int64)))
    assert made.version != before


def test_the_same_terms_are_no_other_version() -> None:
    made = table(logged(["yes"] * 3), excluded=[100])
    before = made.version
    made.hold(Terms(np.array([100], dtype=np.int64)))
    assert made.version == before


def test_voters_of_a_models_votes_are_those_of_the_whole_table() -> None:
    made = table(logged(["yes"] * 3, voters=["ada"] * 3), least_votes=3)
    assert within(made.votes, Query(), np.array([1])).tolist() == [1]


def test_what_was_counted_of_lasting_votes_is_counted_anew_on_other_terms() -> None:
    made, lasting = VoteTable(), 500_000
    one = logged(["yes"] * 50)
    many = pl.concat([one] * (lasting // 50)).with_columns(leaf=pl.int_range(pl.len()))
    made.append(many.select("id", *[name for name in many.columns if name != "id"]))
    whole = Counts.of(pooled(made.votes, Query())).votes.sum()
    made.hold(Terms(np.arange(10, dtype=np.int64)))
    assert Counts.of(pooled(made.votes, Query())).votes.sum() == whole - 10
    made.hold(Terms())
    assert Counts.of(pooled(made.votes, Query())).votes.sum() == whole


def test_reasons_are_told_for_each_vote() -> None:
    made = table(logged(["yes", "limit", "yes"], minutes=[0, 0, 120]), before=HOUR + 1)
    (told,) = made.votes.terms.left_out(made.votes.segments, made.votes.by_epoch)
    assert told is not None
    assert told.reasons.tolist() == [Reason.NONE, Reason.OTHER, Reason.WAITS]


def test_a_delay_ends_with_the_hour() -> None:
    moment = datetime(2026, 3, 2, 10, 59, tzinfo=UTC)
    assert Waiting(delay_hours=24).before(moment) == ledger.hour_of(moment) - 24


def test_without_a_delay_nothing_waits() -> None:
    assert Waiting().before(BEGAN) is None


def test_a_word_for_exclusions_that_is_none_is_refused() -> None:
    with pytest.raises(ConfigurationError, match="no exclusions 'all'"):
        Query.of({"exclusions": "all"})


def test_a_board_with_excluded_votes_says_so_in_its_title() -> None:
    assert title_of(Query.of({"exclusions": "none"})) == "With votes that were excluded"


def test_the_guests_board_says_so_in_its_title() -> None:
    assert title_of(Query.of({"voters": "guest"})) == "Guests"


def test_what_is_left_out_is_the_same_object_until_it_is_something_else() -> None:
    """So that what was counted of a segment need not be counted again."""
    made = VoteTable()
    pieces = [logged(["yes"] * n, voters=[who] * n) for n, who in ((9, "ada"), (4, "ben"))]
    for frame in pieces:
        made.append(frame)
    made.hold(Terms(least_votes=5))

    def found() -> list[object]:
        votes = made.votes
        return [*votes.terms.left_out(votes.segments, votes.by_epoch)]

    first = found()
    assert first[0] is None
    assert [one is other for one, other in zip(first, found(), strict=True)] == [True, True]
    made.append(logged(["yes"], voters=["ben"]).with_columns(leaf=pl.lit(300)))
    assert found() == [None] * len(made.votes.segments)


def test_what_was_counted_is_mended_when_a_voter_has_cast_enough() -> None:
    made, lasting = VoteTable(), 500_000
    n = lasting // 50
    one = logged(["yes"] * 50, voters=[f"voter {place % 10}" for place in range(50)])
    many = pl.concat([one] * n).with_columns(
        leaf=pl.int_range(pl.len()),
        voter=pl.when(pl.int_range(pl.len()) < 3).then(pl.lit("ada")).otherwise(pl.col("voter")),
    )
    made.append(many)
    made.hold(Terms(least_votes=4))
    assert Counts.of(pooled(made.votes, Query())).votes.sum() == lasting - 3
    made.append(logged(["yes"], voters=["ada"]).with_columns(leaf=pl.lit(lasting)))
    whole = Counts.of(pooled(made.votes, Query()))
    assert whole.votes.sum() == lasting + 1
    assert np.array_equal(whole.votes, Counts.of(comparisons(made.votes, Query())).votes)
