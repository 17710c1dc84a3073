"""A release: whole, the same for the same rows, and readable by everybody."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from pipeline.releasing import CONFIG, dataset, frame, read, row, rows, with_release
from tiltyard import rank, votes
from tiltyard.errors import ConfigurationError, DataError, WriteError
from tiltyard.pipeline import Config, Dataset, Wish, clean, label_dataset, release
from tiltyard.pipeline import _release as module
from tiltyard.ratings.comparisons import OUTCOMES, Comparisons

EXPORTS = ("dpo", "kto", "reward", "sharegpt")
ADDRESS = "ada@example.org"


def released(folder: Path, *, config: Config = CONFIG, **other: Any) -> pl.DataFrame:
    """The rows of a release of the usual rows, changed as is said."""
    held = dataset(folder / "dataset", rows(**other), config=config)
    release(held, folder / "out", config, workers=1)
    return read(folder / "out")


def contents(folder: Path) -> dict[str, str]:
    """The digest of every file in a folder."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def labelled(folder: Path, name: str, words: str) -> Config:
    """A configuration with one category of the operator's own, found by a rule."""
    categories = folder / "categories"
    categories.mkdir(parents=True, exist_ok=True)
    (categories / f"{name}.toml").write_text(
        f'title = "{name}"\nabout = "it says {words}"\nany_of = ["{words}"]\n'
    )
    return dataclasses.replace(CONFIG, category_folder=categories)


# What is in it


def test_every_kept_row_is_released_once(tmp_path: Path) -> None:
    made = released(tmp_path)
    assert len(made) == made["question_id"].n_unique() == 40


def test_rows_that_cleaning_dropped_are_not_there(tmp_path: Path) -> None:
    held = dataset(tmp_path / "dataset", [*rows(6), row(6, answers_a=[""]), row(7, flagged=True)])
    assert release(held, tmp_path / "out", CONFIG, workers=1)["rows"] == 6


def test_models_are_called_as_the_aliases_say(tmp_path: Path) -> None:
    from tiltyard.pipeline import Alias  # noqa: PLC0415 -- of this test alone

    config = dataclasses.replace(CONFIG, aliases=(Alias("oak", "quercus"),))
    made = released(tmp_path, config=config)
    assert "quercus" in set(made["model_a"])
    assert "oak" not in set(made["model_a"]) | set(made["model_b"])


def test_labels_are_columns(tmp_path: Path) -> None:
    config = labelled(tmp_path, "about_four", "number 4")
    held = dataset(tmp_path / "dataset", rows(12), config=config)
    label_dataset(held, ["about_four"], config=config, workers=1)
    release(held, tmp_path / "out", config, workers=1)
    made = read(tmp_path / "out").with_columns(
        prompt=pl.col("conversation_a").list.first().struct.field("content")
    )
    four = made["prompt"].str.contains("number 4", literal=True)
    assert (made["about_four"] == four).all()
    assert four.any()


def test_style_is_there_with_its_standards(tmp_path: Path) -> None:
    held = dataset(tmp_path / "dataset", rows(12))
    label_dataset(held, ["style"], config=CONFIG, workers=1)
    told = release(held, tmp_path / "out", CONFIG, workers=1)
    assert (read(tmp_path / "out")["style_headers_a"] == 1).all()
    assert told["standards"]["headers"] == {"mean": 0.5, "scale": 0.0, "rows": 12}


def test_a_label_that_hides_a_column_is_refused(tmp_path: Path) -> None:
    config = labelled(tmp_path, "turn", "number")
    held = dataset(tmp_path / "dataset", rows(4), config=config)
    label_dataset(held, ["turn"], config=config, workers=1)
    with pytest.raises(ConfigurationError, match="'turn' has the name of another column"):
        release(held, tmp_path / "out", config, workers=1)


# Who may read what


@pytest.mark.parametrize("consent", [False, None])
def test_without_consent_the_vote_stays_and_the_texts_go(
    tmp_path: Path, consent: bool | None
) -> None:
    made = released(tmp_path, consent=consent)
    assert made["conversation_a"].null_count() == made["conversation_b"].null_count() == 40
    assert made["winner"].null_count() == 0


def test_rows_without_consent_can_be_left_out(tmp_path: Path) -> None:
    held = dataset(tmp_path / "dataset", [*rows(5), row(5, consent=False), row(6, consent=None)])
    wish = Wish(consented_only=True)
    told = release(held, tmp_path / "out", CONFIG, wish=wish, workers=1)
    assert (told["rows"], told["left_out"]) == (5, {"no consent": 2})


def test_no_text_without_consent_is_in_any_file(tmp_path: Path) -> None:
    held = dataset(
        tmp_path / "dataset",
        [*rows(5), row(5, consent=False, prompts=["A tulip, please."], system="tulips only")],
    )
    release(held, tmp_path / "out", CONFIG, wish=Wish(exports=EXPORTS), workers=1)
    every = [pl.read_parquet(path) for path in (tmp_path / "out").rglob("*.parquet")]
    texts = [str(one.to_dicts()) for one in every]
    texts += [path.read_text() for path in (tmp_path / "out").rglob("*.json*")]
    assert not any("tulip" in text for text in texts)


def test_personal_data_is_marked_and_counted(tmp_path: Path) -> None:
    asked = f"Say in a letter to {ADDRESS} which tree is number 4."
    held = dataset(
        tmp_path / "dataset",
        [row(0, prompts=[asked], system=f"You are {ADDRESS}."), row(1, answers_b=[ADDRESS * 3])],
    )
    told = release(held, tmp_path / "out", CONFIG, workers=1)
    made = str(read(tmp_path / "out").to_dicts())
    assert "example.org" not in made
    assert "[EMAIL]" in made
    assert told["redacted"]["email"] >= 3


def test_kinds_that_are_not_named_stay(tmp_path: Path) -> None:
    config = with_release(redact=("card",))
    made = released(tmp_path, config=config, prompts=[f"Say which tree {ADDRESS} is."])
    assert ADDRESS in str(made.to_dicts())


def test_no_id_of_a_voter_is_in_any_file(tmp_path: Path) -> None:
    released(tmp_path)
    for path in (tmp_path / "out").rglob("*"):
        assert path.is_dir() or b"cookie-" not in path.read_bytes()


def test_votes_of_one_voter_stay_together(tmp_path: Path) -> None:
    made = released(tmp_path)
    assert sorted(made["judge"].value_counts()["count"]) == [5, 5, 6, 6, 6, 6, 6]


def test_times_are_cut(tmp_path: Path) -> None:
    made = released(tmp_path)
    assert (made["tstamp"].drop_nulls() % 3600 == 0).all()


def test_no_small_cell_is_published(tmp_path: Path) -> None:
    made = released(tmp_path, config=with_release(smallest_cell=4))
    cells = made.group_by("language", "tstamp").agg(pl.col("judge").n_unique())
    small = cells.filter(pl.col("judge") < 4)
    assert small.drop("judge").null_count().row(0) == (len(small), len(small))


def test_a_cell_of_a_column_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"data\.cells names 'langua'.*'language'"):
        released(tmp_path, config=with_release(cells=("langua",)))


def test_votes_alone_need_no_licence(tmp_path: Path) -> None:
    made = released(tmp_path, config=with_release(texts=False, licence=None))
    assert made["conversation_a"].null_count() == 40


def test_texts_need_a_licence(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"--licence CC-BY-4\.0"):
        released(tmp_path, config=with_release(licence=None))
    assert not (tmp_path / "out").exists()


# The same again


def test_two_runs_give_the_same_bytes(tmp_path: Path) -> None:
    held = dataset(tmp_path / "dataset", rows(), parts=2)
    for name in ("one", "two"):
        release(held, tmp_path / name, CONFIG, wish=Wish(exports=EXPORTS), workers=1)
    assert contents(tmp_path / "one") == contents(tmp_path / "two")


def test_neither_folder_nor_parts_nor_order_change_a_byte(tmp_path: Path) -> None:
    every = rows()
    one = dataset(tmp_path / "here" / "dataset", every)
    other = dataset(tmp_path / "there" / "elsewhere", every[::-1], parts=3)
    for held in (one, other):
        release(held, held.folder.parent / "out", CONFIG, wish=Wish(exports=EXPORTS), workers=1)
    assert contents(tmp_path / "here" / "out") == contents(tmp_path / "there" / "out")


def test_many_files_hold_the_rows_of_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    held = dataset(tmp_path / "dataset", rows(), parts=3)
    release(held, tmp_path / "one", CONFIG, workers=1)
    monkeypatch.setattr(module, "FILE_ROWS", 7)
    release(held, tmp_path / "many", CONFIG, workers=1)
    assert len(list((tmp_path / "many" / "data").iterdir())) == 6
    assert read(tmp_path / "many").equals(read(tmp_path / "one"))


@pytest.mark.slow
def test_processes_change_nothing(tmp_path: Path) -> None:
    held = dataset(tmp_path / "dataset", rows(), parts=2)
    for workers in (1, 2):
        release(held, tmp_path / str(workers), CONFIG, workers=workers)
    assert contents(tmp_path / "1") == contents(tmp_path / "2")


def test_no_path_of_this_machine_is_in_any_file(tmp_path: Path) -> None:
    released(tmp_path)
    for path in (tmp_path / "out").rglob("*"):
        assert path.is_dir() or str(tmp_path).encode() not in path.read_bytes()


# What it can be used for


def test_checksums_hold(tmp_path: Path) -> None:
    released(tmp_path)
    lines = (tmp_path / "out" / "CHECKSUMS").read_text().splitlines()
    said = {name: digest for digest, name in (line.split("  ") for line in lines)}
    found = contents(tmp_path / "out")
    assert said == {name: digest for name, digest in found.items() if name != "CHECKSUMS"}


def test_a_leaderboard_of_it_is_that_of_the_dataset(tmp_path: Path) -> None:
    made = rows()
    of_release = (released(tmp_path), rank(tmp_path / "out" / "data"))[1]
    of_rows = rank(frame(made).rename({"winner": "winner"}))
    assert [(one.model, one.rating) for one in of_release.models] == [
        (one.model, pytest.approx(one.rating)) for one in of_rows.models
    ]


def test_both_bad_comes_back(tmp_path: Path) -> None:
    released(tmp_path)
    again = votes.read(tmp_path / "out" / "data", where='outcome == "both_bad"')
    assert again.rows == 10
    assert isinstance(again.votes, Comparisons)
    assert {OUTCOMES[place] for place in again.votes.outcome} == {"both_bad"}


def test_the_schema_names_every_column(tmp_path: Path) -> None:
    made = released(tmp_path)
    told = json.loads((tmp_path / "out" / "schema.json").read_text())
    assert [one["name"] for one in told["columns"]] == made.columns
    assert all(one["about"] for one in told["columns"])


def test_the_run_is_stamped(tmp_path: Path) -> None:
    released(tmp_path)
    stamp = json.loads((tmp_path / "dataset" / "runs" / "0002-release.json").read_text())
    assert stamp["result"]["rows"] == 40
    assert stamp["config"]["release"]["licence"] == "CC-BY-4.0"


# What is refused


def test_a_dataset_that_was_never_cleaned_is_refused(tmp_path: Path) -> None:
    held = Dataset.create(tmp_path / "dataset")
    held.append(frame(rows(3)))
    held.save()
    with pytest.raises(DataError, match="never cleaned: run `tiltyard data clean"):
        release(held, tmp_path / "out", CONFIG)


def test_rows_that_came_after_the_cleaning_are_refused(tmp_path: Path) -> None:
    held = dataset(tmp_path / "dataset", rows(3))
    held.append(frame([row(9)]))
    held.save()
    with pytest.raises(DataError, match="cleaned before its last rows came"):
        release(held, tmp_path / "out", CONFIG)


def test_another_way_to_clean_is_refused(tmp_path: Path) -> None:
    held = dataset(tmp_path / "dataset", rows(3))
    other = dataclasses.replace(CONFIG, steps=("incomplete",))
    with pytest.raises(DataError, match="cleaned with other steps"):
        release(held, tmp_path / "out", other)


def test_labels_that_new_rows_lack_are_refused(tmp_path: Path) -> None:
    config = labelled(tmp_path, "oaks", "oak")
    held = dataset(tmp_path / "dataset", rows(3), config=config)
    label_dataset(held, ["oaks"], config=config, workers=1)
    held.append(frame([row(9)]))
    held.save()
    clean(held, config, workers=1)
    with pytest.raises(DataError, match="after the labels oaks were found"):
        release(held, tmp_path / "out", config)


def test_nothing_to_release_is_refused(tmp_path: Path) -> None:
    held = dataset(tmp_path / "dataset", rows(3, flagged=True))
    with pytest.raises(DataError, match=r"no row of .* is left to release"):
        release(held, tmp_path / "out", CONFIG)


def test_a_folder_with_something_else_is_refused(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "thesis.txt").write_text("years of work")
    held = dataset(tmp_path / "dataset", rows(3))
    with pytest.raises(ConfigurationError, match="no earlier release"):
        release(held, tmp_path / "out", CONFIG, wish=Wish(force=True))
    assert (tmp_path / "out" / "thesis.txt").read_text() == "years of work"


def test_an_earlier_release_is_replaced_only_by_force(tmp_path: Path) -> None:
    released(tmp_path)
    held = Dataset.open(tmp_path / "dataset")
    with pytest.raises(ConfigurationError, match="--force"):
        release(held, tmp_path / "out", CONFIG)


def test_force_leaves_nothing_of_the_earlier_release(tmp_path: Path) -> None:
    held = dataset(tmp_path / "dataset", rows())
    release(held, tmp_path / "out", CONFIG, wish=Wish(exports=EXPORTS), workers=1)
    release(held, tmp_path / "out", CONFIG, wish=Wish(force=True), workers=1)
    assert not (tmp_path / "out" / "exports").exists()


def test_the_dataset_s_own_folder_is_refused(tmp_path: Path) -> None:
    held = dataset(tmp_path / "dataset", rows(3))
    with pytest.raises(ConfigurationError, match="holds the dataset itself"):
        release(held, tmp_path / "dataset", CONFIG, wish=Wish(force=True))


@contextmanager
def full_disk(most: int) -> Iterator[None]:
    """No file can grow beyond so many bytes, as if the disk were full then."""
    resource = pytest.importorskip("resource", reason="this system knows no such limit")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.parametrize("most", [400, 6_000, 20_000])
def test_a_full_disk_leaves_the_earlier_release_whole(tmp_path: Path, most: int) -> None:
    held = dataset(tmp_path / "dataset", rows(120))
    release(held, tmp_path / "out", CONFIG, workers=1)
    before = contents(tmp_path / "out")
    wish = Wish(exports=("sharegpt",), force=True)
    with (
        full_disk(most),
        pytest.raises(WriteError, match=r"out' could not be written: .*; nothing"),
    ):
        release(held, tmp_path / "out", CONFIG, wish=wish, workers=1)
    assert contents(tmp_path / "out") == before
    assert {path.name for path in tmp_path.iterdir()} == {"dataset", "out"}


def test_a_folder_that_cannot_be_made_is_a_write_error(tmp_path: Path) -> None:
    held = dataset(tmp_path / "dataset", rows(3))
    (tmp_path / "file").write_text("")
    with pytest.raises(WriteError):
        release(held, tmp_path / "file" / "out", CONFIG)
