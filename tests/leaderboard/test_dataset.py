"""A dataset is a source of boards: the rows that count, with their labels, and no others."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest

import tiltyard
from leaderboard.drawn import drawn
from pipeline.battles import dataset, rows
from tiltyard import style
from tiltyard.errors import DataError
from tiltyard.leaderboard import Query, VoteTable
from tiltyard.leaderboard._dataset import CardsOfVoted, DatasetFeed, DatasetSource
from tiltyard.pipeline import Alias, Config, Dataset, clean, import_files, label_dataset
from tiltyard.records import ModelCard

LLMFAO = Path(__file__).parents[2] / "../shared/data/llmfao"
NOW = datetime(2026, 3, 1, tzinfo=UTC)


def feed_of(folder: Path, **more: Any) -> DatasetFeed:
    return DatasetFeed(folder / "data", folder / "table", VoteTable(), **more)


def stepped(folder: Path, **more: Any) -> VoteTable:
    feed = feed_of(folder, **more)
    feed.step()
    feed.close()
    return feed.table


def ids(table: VoteTable) -> list[str]:
    return table.votes.texts("id", range(table.votes.rows))


def notes(table: VoteTable) -> tuple[str, ...]:
    return DatasetSource("d", "D", "dataset", table, {}).ground().notes


def test_rows_are_votes(tmp_path: Path) -> None:
    dataset(tmp_path / "data", rows({}, {"winner": "tie"}, {"winner": "both_bad"}), [2])
    table = stepped(tmp_path)
    assert ids(table) == ["r0", "r1", "r2"]
    assert table.votes.models == ("wren-7b", "lark-2")
    assert table.votes.column("outcome").tolist() == [0, 2, 3]
    assert notes(table) == ()


def test_rows_without_a_vote_are_counted_and_do_not_count(tmp_path: Path) -> None:
    nothing = {"winner": None}, {"model_b": "wren-7b"}, {"model_a": None}
    dataset(tmp_path / "data", rows({}, *nothing))
    table = stepped(tmp_path)
    assert ids(table) == ["r0"]
    assert notes(table) == ("3 rows of the dataset hold no vote between two models.",)


def test_votes_of_judges_are_counted_and_do_not_count(tmp_path: Path) -> None:
    dataset(tmp_path / "data", rows({}, {"voter": "judge:stern"}, {"voter": None}))
    table = stepped(tmp_path)
    assert ids(table) == ["r0", "r2"]
    assert notes(table) == ("1 vote of the dataset was cast by a model, and does not count.",)


def test_rows_that_cleaning_left_out_do_not_count(tmp_path: Path) -> None:
    made = dataset(tmp_path / "data", rows({}, {"anonymous": False}, {}))
    clean(made, Config(steps=("not_anonymous",)), workers=1)
    table = stepped(tmp_path)
    assert ids(table) == ["r0", "r2"]
    assert notes(table) == ("1 row of the dataset was left out by its cleaning.",)


def test_rows_that_came_after_the_cleaning_wait_for_the_next(tmp_path: Path) -> None:
    made = dataset(tmp_path / "data", rows({}))
    clean(made, Config(steps=("not_anonymous",)), workers=1)
    made.append(rows({"id": "late"}))
    made.save()
    assert ids(stepped(tmp_path)) == ["r0"]
    clean(Dataset.open(tmp_path / "data"), Config(steps=("not_anonymous",)), workers=1)
    assert ids(stepped(tmp_path)) == ["r0", "late"]


def test_labels_and_style_come_along(tmp_path: Path) -> None:
    made = dataset(tmp_path / "data", rows({}, {"answers_a": ["**Bold** as can be, and warm."]}))
    label_dataset(made, ["refusal,language,style"], config=Config(), workers=1)
    votes = stepped(tmp_path).votes
    assert votes.labels["refusal_a"] == ("false", "true")
    assert votes.column("bold_a").tolist() == [0.0, 1.0]
    assert "sentiment_score_b" in votes.numbers
    assert set(votes.numbers) >= {f"{name}_a" for name in style.names() if name != "sentiment"}


def test_a_language_that_was_found_comes_before_that_of_the_source(tmp_path: Path) -> None:
    made = dataset(tmp_path / "data", rows({}, language="Klingon"))
    assert stepped(tmp_path).votes.labels["language"] == ("Klingon",)
    label_dataset(made, ["language"], config=Config(), workers=1)
    assert stepped(tmp_path).votes.labels["language"] == ("en",)


def test_a_label_that_a_part_lacks_is_unknown_there_until_it_is_found(tmp_path: Path) -> None:
    made = dataset(tmp_path / "data", rows({}))
    label_dataset(made, ["multi_turn"], config=Config(), workers=1)
    made.append(rows({"id": "late"}))
    made.save()
    assert stepped(tmp_path).votes.column("multi_turn").tolist() == [0, -1]
    label_dataset(Dataset.open(tmp_path / "data"), ["multi_turn"], config=Config(), workers=1)
    assert stepped(tmp_path).votes.column("multi_turn").tolist() == [0, 0]


def test_seconds_and_costs_of_the_source_come_along(tmp_path: Path) -> None:
    told = {"seconds_a": 2.5, "cost_usd_b": 0.25, "seconds_b": "long", "pace": "fast"}
    dataset(tmp_path / "data", rows({}, {"extra": json.dumps(told)}))
    votes = stepped(tmp_path).votes
    np.testing.assert_array_equal(votes.column("seconds_a"), np.array([np.nan, 2.5], "f4"))
    np.testing.assert_array_equal(votes.column("cost_usd_b"), np.array([np.nan, 0.25], "f4"))
    assert "seconds_b" not in votes.numbers


def test_models_are_called_as_the_aliases_say(tmp_path: Path) -> None:
    dataset(tmp_path / "data", rows({}, {"model_a": "wren-7b-old"}, {"model_b": "wren-7b-old"}))
    table = stepped(tmp_path, aliases=[Alias("wren-7b-old", "wren-7b")])
    assert table.votes.models == ("wren-7b", "lark-2")
    assert ids(table) == ["r0", "r1"]  # the third is now a model against itself


def test_only_new_parts_are_added(tmp_path: Path) -> None:
    made = dataset(tmp_path / "data", rows({}, {}, {}))
    feed = feed_of(tmp_path)
    feed.step()
    folder, version = feed.table.folder, feed.table.version
    feed.step()
    assert feed.table.version == version
    made.append(rows({"id": "late"}))
    made.save()
    feed.step()
    feed.close()
    assert feed.table.folder == folder
    assert ids(feed.table) == ["r0", "r1", "r2", "late"]


def test_a_dataset_without_rows_is_a_table_without_votes(tmp_path: Path) -> None:
    Dataset.create(tmp_path / "data")
    assert stepped(tmp_path).votes.rows == 0
    assert stepped(tmp_path).votes.rows == 0


def test_another_dataset_in_the_same_folder_replaces_the_votes(tmp_path: Path) -> None:
    dataset(tmp_path / "data", rows({}, {}))
    stepped(tmp_path)
    (tmp_path / "data").rename(tmp_path / "before")
    dataset(tmp_path / "data", rows({"id": "other"}))
    assert ids(stepped(tmp_path)) == ["other"]


def test_a_second_program_reads_what_the_first_wrote(tmp_path: Path) -> None:
    dataset(tmp_path / "data", rows({}, {}))
    writer, reader = feed_of(tmp_path), feed_of(tmp_path)
    writer.step()
    reader.step()
    assert ids(reader.table) == ids(writer.table)
    writer.close()
    reader.close()


def test_one_who_takes_over_goes_on_with_what_was_written_last(tmp_path: Path) -> None:
    made = dataset(tmp_path / "data", rows({}, {}))
    first, second = feed_of(tmp_path), feed_of(tmp_path)
    first.step()
    second.step()
    made.append(rows({"id": "late"}))
    made.save()
    first.step()
    first.close()
    second.step()
    second.close()
    assert ids(second.table) == ids(stepped(tmp_path)) == ["r0", "r1", "late"]


class Stopping(list[Alias]):
    """Aliases that are looked at so many times, and the last time the program is to stop."""

    def __init__(self, feed: DatasetFeed, times: int) -> None:
        super().__init__([Alias("old", "new")])
        self.feed, self.times = feed, times

    def __iter__(self) -> Iterator[Alias]:
        self.times -= 1
        if not self.times:
            self.feed.stop()
        return super().__iter__()


def test_one_who_is_stopped_between_parts_goes_on_from_there(tmp_path: Path) -> None:
    made = dataset(tmp_path / "data", rows({}, {}))
    made.append(rows({"id": "late"}))
    made.save()
    feed = feed_of(tmp_path)
    feed.aliases = Stopping(feed, times=2)  # once for their digest, once for the first part
    feed.step()
    feed.close()
    assert ids(feed.table) == []
    begun = VoteTable(tmp_path / "table" / "000001")
    assert ids(begun) == ["r0", "r1"]
    assert ids(stepped(tmp_path, aliases=[Alias("old", "new")])) == ["r0", "r1", "late"]
    assert not (tmp_path / "table" / "000002").exists()


def test_a_dataset_that_is_gone_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"data' is no dataset"):
        feed_of(tmp_path).step()


def board_and_ranking(folder: Path, file: Path, **query: Any) -> tuple[Any, Any]:
    """A file through the product, and by the engine alone."""
    import_files(folder / "data", [str(file)])
    source = DatasetSource("d", "D", "dataset", stepped(folder), {})
    return source.board(Query(source="d", **query), computed_at=NOW), tiltyard.rank(file)


def numbers(board: Any) -> list[tuple[Any, ...]]:
    return [
        (row.card.name, row.rating, row.low, row.high, row.rank_best, row.rank_worst)
        for row in board.rows
    ]


def engine_numbers(ranking: Any) -> list[tuple[Any, ...]]:
    return [
        (row.model, row.rating, row.lower, row.upper, row.rank_lower, row.rank_upper)
        for row in ranking.models
    ]


def test_a_file_gives_the_same_numbers_through_the_product_as_by_the_engine(tmp_path: Path) -> None:
    file = tmp_path / "votes.csv"
    drawn(700).select("model_a", "model_b", "winner").write_csv(file)
    board, ranking = board_and_ranking(tmp_path, file)
    assert numbers(board) == engine_numbers(ranking)
    assert board.digest == ranking.digest


def test_llmfao_gives_the_same_numbers_through_the_product_as_by_the_engine(
    tmp_path: Path,
) -> None:
    if not LLMFAO.is_dir():
        pytest.skip("the shared data are not here")
    board, ranking = board_and_ranking(tmp_path, LLMFAO / "crowd-comparisons.csv")
    assert len(board.rows) > 50
    assert numbers(board) == engine_numbers(ranking)
    assert board.tied_blocks == ranking.tied_blocks
    assert board.digest == ranking.digest


def test_a_part_of_many_rows_is_one_of_few_after_another(tmp_path: Path) -> None:
    """However parts are cut, the votes are the same."""
    frame = rows(*[{"winner": ["model_a", "tie"][number % 2]} for number in range(40)])
    dataset(tmp_path / "one" / "data", frame)
    dataset(tmp_path / "two" / "data", frame, [7, 8, 30])
    one, two = stepped(tmp_path / "one").votes, stepped(tmp_path / "two").votes
    assert one.texts("id", range(40)) == two.texts("id", range(40))
    np.testing.assert_array_equal(one.column("outcome"), two.column("outcome"))
    assert pl.Series(one.column("voter")).n_unique() == 40


def test_models_of_the_arena_without_a_vote_are_not_on_its_board(tmp_path: Path) -> None:
    dataset(tmp_path / "data", rows({}, {"winner": "model_b"}))
    table = stepped(tmp_path)
    known = {name: ModelCard(name, organisation="Grove") for name in ("wren-7b", "heron")}
    source = DatasetSource("d", "D", "dataset", table, CardsOfVoted(table, known))
    board = source.board(Query(source="d"), computed_at=NOW)
    assert dict(source.cards) == {"wren-7b": known["wren-7b"]}
    assert board.unranked == ()
    assert {row.card.name for row in board.rows} == {"lark-2", "wren-7b"}
