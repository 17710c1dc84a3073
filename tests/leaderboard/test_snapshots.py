from __future__ import annotations

import fcntl
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from leaderboard.drawn import BEGAN, drawn, source
from tiltyard.errors import ConfigurationError, DataError, WriteError
from tiltyard.leaderboard import Query, Snapshots, VotesSource, as_dict, compute, name_labels

STYLE, PLAIN = Query(control=("style",)), Query()
VOTES = drawn(900)


def days() -> Iterator[datetime]:
    """A day later every time."""
    for number in range(1, 100):
        yield datetime(2026, 6, 1, tzinfo=UTC) + timedelta(days=number)


@pytest.fixture
def snapshots(tmp_path: Path) -> Snapshots:
    """None taken yet, and a clock that goes on by a day."""
    return Snapshots(tmp_path / "snapshots", smallest=200, clock=days().__next__)


@pytest.fixture
def votes(tmp_path: Path) -> VotesSource:
    """Nine hundred votes on disk."""
    return source(tmp_path / "table", VOTES)


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_none_taken_is_an_empty_list(snapshots: Snapshots) -> None:
    assert snapshots.list() == ()
    assert snapshots.latest() is None


def test_a_snapshot_says_what_it_is_made_of(snapshots: Snapshots, votes: VotesSource) -> None:
    taken = snapshots.take(votes, STYLE)
    assert (taken.number, taken.source, taken.kind, taken.votes) == (1, "", "live", 900)
    assert taken.taken_at == datetime(2026, 6, 2, tzinfo=UTC)
    assert taken.made_with["tiltyard"]
    assert taken.configuration["control"] == ["style"]


def test_what_the_arena_says_of_its_labels_is_kept(tmp_path: Path, votes: VotesSource) -> None:
    told = {"coding": {"version": "3"}}
    snapshots = Snapshots(
        tmp_path / "snapshots", configuration=lambda one: {"labels": told, "title": one.title}
    )
    snapshots.take(votes, PLAIN)
    assert snapshots.load(1).configuration["labels"] == told
    assert snapshots.load(1).configuration["title"] == "Arena"


def test_a_board_of_a_snapshot_is_the_live_one_to_the_last_digit(
    snapshots: Snapshots, votes: VotesSource
) -> None:
    snapshots.take(votes, STYLE)
    live = as_dict(compute(STYLE, votes.ground(), computed_at=BEGAN))
    of_now = {"computed_at", "fragility", "voters_to_flip"}  # the last two: nothing asks for them
    assert snapshots.board(1, {}) == {key: live[key] for key in live.keys() - of_now}


def test_snapshots_are_numbered_and_listed_the_latest_first(
    snapshots: Snapshots, votes: VotesSource
) -> None:
    snapshots.take(votes, PLAIN)
    snapshots.take(votes, PLAIN)
    assert [one.number for one in snapshots.list()] == [2, 1]
    assert snapshots.latest() == snapshots.load(2)


def test_what_another_program_took_is_seen(
    snapshots: Snapshots, votes: VotesSource, tmp_path: Path
) -> None:
    snapshots.take(votes, PLAIN)
    other = Snapshots(tmp_path / "snapshots")
    other.take(votes, PLAIN)
    assert len(snapshots.list()) == 2


def test_snapshots_of_one_source_are_listed_alone(snapshots: Snapshots, votes: VotesSource) -> None:
    named = VotesSource("polls", "Polls", "dataset", votes.table, votes.cards)
    snapshots.take(votes, PLAIN)
    snapshots.take(named, PLAIN)
    assert [one.number for one in snapshots.list("polls")] == [2]
    assert snapshots.board(2, {})["source"] == "polls"


def test_no_votes_are_nothing_to_publish(snapshots: Snapshots) -> None:
    with pytest.raises(DataError, match="there are no votes of 'Arena' yet"):
        snapshots.take(source(None), PLAIN)


def test_simulated_votes_are_not_published(snapshots: Snapshots, votes: VotesSource) -> None:
    with pytest.raises(DataError, match="'Example' is simulated"):
        snapshots.take(VotesSource("example", "Example", "simulated", votes.table, {}), PLAIN)


def test_votes_that_wait_for_labels_are_left_to_the_next(
    snapshots: Snapshots, votes: VotesSource
) -> None:
    votes.table.show(drawn(20, first=900))
    assert snapshots.take(votes, PLAIN).votes == 900


def test_a_model_that_is_hidden_is_not_named_in_any_file(snapshots: Snapshots) -> None:
    snapshots.take(source(None, VOTES, hidden="m03"), STYLE)
    files = bytes_of(snapshots.folder(1))
    assert any(b"m02" in text for text in files.values())
    assert not any(b"m03" in text for text in files.values())


def test_a_board_that_cannot_be_computed_is_told(snapshots: Snapshots) -> None:
    bare = VOTES.drop([f"{name}_{side}" for name in ("headers", "lists") for side in "ab"])
    taken = snapshots.take(source(None, bare), STYLE)
    reasons = {words.get("control"): why for words, why in taken.left_out}
    assert "cannot be controlled for style" in reasons["style"]
    assert not [one for one in taken.boards if one.query.control]


def test_two_programs_do_not_take_one_at_a_time(
    snapshots: Snapshots, votes: VotesSource, tmp_path: Path
) -> None:
    snapshots.take(votes, PLAIN)
    with (tmp_path / "snapshots" / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(WriteError, match="a snapshot is being taken"):
            snapshots.take(votes, PLAIN)


def test_one_that_is_stopped_leaves_nothing(tmp_path: Path, votes: VotesSource) -> None:
    folder = tmp_path / "snapshots"
    closing = Snapshots(folder, smallest=200, configuration=lambda _: stopped(closing))
    with pytest.raises(WriteError, match="given up, since the arena stops"):
        closing.take(votes, STYLE)
    assert [path.name for path in folder.iterdir()] == [".lock"]
    assert Snapshots(folder, smallest=200).take(votes, STYLE).number == 1


def stopped(snapshots: Snapshots) -> dict[str, str]:
    """As if the arena stopped while it is asked for its configuration."""
    snapshots.stop()
    return {}


def test_a_disk_that_cannot_be_written_leaves_nothing(votes: VotesSource, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file")
    with pytest.raises(WriteError, match="cannot be written"):
        Snapshots(tmp_path / "taken" / "within").take(votes, PLAIN)


@pytest.mark.parametrize(("number", "told"), [(7, "they go from 1 to 1"), (0, "they go from")])
def test_a_snapshot_that_is_not_there_is_named(
    snapshots: Snapshots, votes: VotesSource, number: int, told: str
) -> None:
    snapshots.take(votes, PLAIN)
    with pytest.raises(DataError, match=f"there is no snapshot {number}: {told}"):
        snapshots.load(number)


def test_without_any_the_error_says_so(snapshots: Snapshots) -> None:
    with pytest.raises(DataError, match="there is no snapshot 1: none was taken"):
        snapshots.load(1)


def test_a_snapshot_comes_out_the_same_byte_for_byte(
    snapshots: Snapshots, votes: VotesSource, tmp_path: Path
) -> None:
    snapshots.take(votes, STYLE)
    found = snapshots.rebuild(1, votes, tmp_path / "again")
    assert found.is_same
    assert found.files == len(bytes_of(snapshots.folder(1)))
    assert bytes_of(tmp_path / "again") == bytes_of(snapshots.folder(1))


def test_it_does_after_more_votes_models_labels_and_a_restart(
    snapshots: Snapshots, votes: VotesSource, tmp_path: Path
) -> None:
    snapshots.take(votes, STYLE)
    more = drawn(1_500, first=900, models=10)
    votes.table.append(more.with_columns((more["tokens_a"] > 50).alias("math")))
    again = source(tmp_path / "table", hidden="m09")
    assert len(again.table.votes.segments) == 1  # merged, so that the old votes lie elsewhere
    assert Snapshots(tmp_path / "snapshots").rebuild(1, again).differences == ()


def test_it_does_when_a_models_card_was_changed_since(
    snapshots: Snapshots, votes: VotesSource
) -> None:
    snapshots.take(votes, STYLE)
    other = VotesSource("", "Arena", "live", votes.table, {})
    assert snapshots.rebuild(1, other).is_same


def elsewhere(folder: Path) -> str:
    """What differs if another process with other threads and hashes computes it again."""
    script = (
        "import sys; from pathlib import Path; from leaderboard.drawn import source\n"
        "from tiltyard.leaderboard import Snapshots\n"
        "folder = Path(sys.argv[1])\n"
        "found = Snapshots(folder / 'snapshots').rebuild(1, source(folder / 'table'))\n"
        "print(found.differences)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(folder)],
        cwd=Path(__file__).parents[1],
        env={"PYTHONPATH": ".", "OPENBLAS_NUM_THREADS": "2", "PYTHONHASHSEED": "7"},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


def test_it_does_in_another_process(
    snapshots: Snapshots, votes: VotesSource, tmp_path: Path
) -> None:
    snapshots.take(votes, STYLE)
    assert elsewhere(tmp_path) == "()"


@pytest.mark.slow
def test_it_does_where_linear_algebra_would_share_its_work(
    snapshots: Snapshots, tmp_path: Path
) -> None:
    # From 500 models on, more than one thread is used, and last digits depend on how many.
    many = source(tmp_path / "table", drawn(20_000, models=520).drop("coding", "language"))
    snapshots.take(many, STYLE)
    assert elsewhere(tmp_path) == "()"


def test_it_does_when_a_label_was_called_otherwise(snapshots: Snapshots, tmp_path: Path) -> None:
    rows = VOTES.rename({"coding": "own"})
    votes = source(tmp_path / "table", rows)
    name_labels({"own": "Our own"})
    try:
        taken = snapshots.take(votes, PLAIN)
    finally:
        name_labels({})
    assert "Our own" in [board.title for board in taken.boards]
    assert snapshots.rebuild(1, votes).is_same


def test_a_snapshot_of_another_source_is_not_rebuilt(
    snapshots: Snapshots, votes: VotesSource
) -> None:
    snapshots.take(votes, PLAIN)
    other = VotesSource("polls", "Polls", "live", votes.table, {})
    with pytest.raises(DataError, match="is of '', and not of 'polls'"):
        snapshots.rebuild(1, other)


def test_a_rebuilt_snapshot_replaces_nothing(
    snapshots: Snapshots, votes: VotesSource, tmp_path: Path
) -> None:
    snapshots.take(votes, PLAIN)
    with pytest.raises(DataError, match="exists: name a folder that does not"):
        snapshots.rebuild(1, votes, tmp_path)


def test_a_history_goes_on_where_the_usual_control_changed(
    snapshots: Snapshots, votes: VotesSource
) -> None:
    snapshots.take(votes, PLAIN)
    snapshots.take(votes, STYLE)
    course = snapshots.history({}, "m00").course("m00")
    assert [moment.query for moment, _ in course] == [{}, {"control": "style"}]
    assert course[0][1].rating != course[1][1].rating


def test_a_history_of_a_named_control_is_of_it_alone(
    snapshots: Snapshots, votes: VotesSource
) -> None:
    snapshots.take(votes, PLAIN)
    snapshots.take(votes, STYLE)
    moments = snapshots.history({"control": "style"}).moments
    assert [moment.snapshot for moment in moments] == [2]


def test_a_history_of_a_board_that_no_snapshot_has_is_empty(
    snapshots: Snapshots, votes: VotesSource
) -> None:
    snapshots.take(votes, PLAIN)
    assert snapshots.history({"category": "math"}).moments == ()


def test_a_history_of_words_that_make_no_sense_is_an_error(
    snapshots: Snapshots, votes: VotesSource
) -> None:
    snapshots.take(votes, PLAIN)
    with pytest.raises(ConfigurationError, match="did you mean 'category'"):
        snapshots.history({"categry": "math"})


def test_changes_are_told_between_two_snapshots(snapshots: Snapshots, votes: VotesSource) -> None:
    snapshots.take(votes, PLAIN)
    votes.table.append(drawn(500, first=900))
    snapshots.take(votes, STYLE)
    found = snapshots.changes(1, 2)
    assert (found.old, found.new, found.new_votes) == (1, 2, 500)
    assert found.decisions == ("style control now on",)


def test_changes_of_a_slice_are_those_of_its_board(
    snapshots: Snapshots, votes: VotesSource
) -> None:
    snapshots.take(votes, PLAIN)
    votes.table.append(drawn(500, first=900))
    snapshots.take(votes, PLAIN)
    found = snapshots.changes(1, 2, {"category": "coding"})
    assert found.title == "Coding"
    assert 0 < found.new_votes < 500


def test_snapshots_of_two_sources_tell_nothing_of_each_other(
    snapshots: Snapshots, votes: VotesSource
) -> None:
    snapshots.take(votes, PLAIN)
    snapshots.take(VotesSource("polls", "Polls", "live", votes.table, {}), PLAIN)
    with pytest.raises(DataError, match="of 'Arena' and 'Polls'"):
        snapshots.changes(1, 2)


def test_a_damaged_snapshot_is_left_out_and_the_others_are_listed(
    snapshots: Snapshots, votes: VotesSource, caplog: pytest.LogCaptureFixture
) -> None:
    snapshots.take(votes, PLAIN)
    snapshots.take(votes, PLAIN)
    (snapshots.folder(1) / "snapshot.json").write_text("{")
    again = Snapshots(snapshots.folder(1).parent)
    assert [one.number for one in again.list()] == [2]
    assert "'000001/snapshot.json' is missing or damaged" in caplog.text


def test_a_damaged_board_is_left_out_of_histories(snapshots: Snapshots, votes: VotesSource) -> None:
    snapshots.take(votes, PLAIN)
    board = snapshots.folder(1) / snapshots.take(votes, PLAIN).boards[0].file
    board.write_text("{}")
    assert [one.snapshot for one in snapshots.history({}).moments] == [2]


def test_what_is_damaged_is_named_without_the_place_on_the_disk(
    snapshots: Snapshots, votes: VotesSource
) -> None:
    snapshots.take(votes, PLAIN)
    (snapshots.folder(1) / "snapshot.json").unlink()
    with pytest.raises(DataError, match=r"^'000001/snapshot\.json' is missing or damaged: put"):
        snapshots.load(1)
