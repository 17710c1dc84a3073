"""Labels of a dataset, part by part."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from pipeline.judges import Talker, asking
from tiltyard import files
from tiltyard.errors import ConfigurationError, DataError, ProviderError, WriteError
from tiltyard.pipeline import Config, Dataset, in_use, label_dataset, labelled
from tiltyard.pipeline._labels import incomplete

PROMPTS = [["Come here!!"], ["Please come."], ["Please come.", "Now!!"], None]


def rows(start: int, prompts: list[list[str] | None]) -> pl.DataFrame:
    """Battles with these prompts; the right side always says sorry."""
    n = len(prompts)
    return pl.DataFrame(
        {
            "id": [str(start + place) for place in range(n)],
            "prompts": prompts,
            "answers_a": [["Yes."], ["No."], ["Well.", None], None][:n],
            "answers_b": [["I am sorry."]] * n,
        },
        schema_overrides={"prompts": pl.List(pl.String)},
    )


@pytest.fixture
def dataset(tmp_path: Path) -> Dataset:
    """Two parts of rows."""
    made = Dataset.create(tmp_path / "data")
    made.append(rows(0, PROMPTS))
    made.append(rows(4, PROMPTS[:2]))
    made.save()
    return made


@pytest.fixture
def config(tmp_path: Path) -> Config:
    own = tmp_path / "own"
    own.mkdir()
    (own / "shouts.toml").write_text('any_of = ["[!]{2}"]')
    (own / "sorry.toml").write_text('any_of = ["sorry"]\nreads = "answers"')
    return Config(category_folder=own, rubrics={"rude": {"question": "Is it rude?"}})


def made_at(dataset: Dataset, name: str) -> list[int]:
    """When the file of each part was written."""
    folder = dataset.folder / in_use(dataset)[name]["folder"]
    return [path.stat().st_mtime_ns for path in sorted(folder.glob("*.parquet"))]


def test_labels_stand_row_for_row(dataset: Dataset, config: Config) -> None:
    label_dataset(dataset, ["shouts"], config=config, workers=1)
    found = [labelled(dataset, part)["shouts"].to_list() for part in dataset.parts]
    assert found == [[True, False, True, None], [True, False]]


def test_answers_have_a_label_on_each_side(dataset: Dataset, config: Config) -> None:
    label_dataset(dataset, ["sorry"], config=config, workers=1)
    found = labelled(dataset, dataset.parts[0])
    assert found.rows() == [(False, True), (False, True), (False, True), (None, True)]
    assert found.columns == ["sorry_a", "sorry_b"]


def test_processes_find_the_same(dataset: Dataset, config: Config) -> None:
    label_dataset(dataset, ["shouts,sorry"], config=config, workers=2)
    several = [labelled(dataset, part) for part in dataset.parts]
    label_dataset(dataset, ["shouts,sorry"], config=config, workers=1, again=True)
    assert all(
        frame.equals(labelled(dataset, part))
        for frame, part in zip(several, dataset.parts, strict=True)
    )


def test_what_came_out_is_told_and_stamped(dataset: Dataset, config: Config) -> None:
    said = label_dataset(dataset, ["shouts"], config=config, workers=1)
    assert said["counts"] == {"shouts": {"yes": 3, "no": 2, "unlabelled": 1}}
    assert said["rows"] == 6
    stamp = files.read_json(dataset.folder / "runs" / "0001-label.json")
    assert stamp["input_digest"] == dataset.digest
    assert stamp["config"]["labels"]["shouts"]["definition"]["way"] == "rule"


def test_a_later_run_does_what_is_missing_only(dataset: Dataset, config: Config) -> None:
    label_dataset(dataset, ["shouts"], config=config, workers=1)
    before = made_at(dataset, "shouts")
    dataset.append(rows(6, [["New!!"]]))
    dataset.save()
    assert incomplete(dataset) == ["shouts"]
    label_dataset(dataset, ["shouts"], config=config, workers=1)
    assert made_at(dataset, "shouts")[:2] == before
    assert labelled(dataset, dataset.parts[2])["shouts"].to_list() == [True]
    assert incomplete(dataset) == []


def test_again_finds_everything_anew(dataset: Dataset, config: Config) -> None:
    label_dataset(dataset, ["shouts"], config=config, workers=1)
    before = made_at(dataset, "shouts")
    label_dataset(dataset, ["shouts"], config=config, workers=1, again=True)
    assert all(new > old for new, old in zip(made_at(dataset, "shouts"), before, strict=True))


def test_a_changed_definition_is_used_from_then_on(dataset: Dataset, config: Config) -> None:
    label_dataset(dataset, ["shouts"], config=config, workers=1)
    assert config.category_folder is not None
    (config.category_folder / "shouts.toml").write_text('any_of = ["please"]')
    label_dataset(dataset, ["shouts"], config=config, workers=1)
    assert labelled(dataset, dataset.parts[1])["shouts"].to_list() == [False, True]


def test_past_battles_get_a_new_category(dataset: Dataset, config: Config) -> None:
    label_dataset(dataset, ["shouts"], config=config, workers=1)
    label_dataset(dataset, ["sorry"], config=config, workers=1)
    assert labelled(dataset, dataset.parts[0]).columns == ["shouts", "sorry_a", "sorry_b"]


def test_labels_can_be_picked(dataset: Dataset, config: Config) -> None:
    label_dataset(dataset, ["shouts,sorry"], config=config, workers=1)
    assert labelled(dataset, dataset.parts[0], ["shouts"]).columns == ["shouts"]


def test_without_labels_there_are_no_columns(dataset: Dataset) -> None:
    assert labelled(dataset, dataset.parts[0]).shape == (4, 0)


def test_style_is_measured_where_it_is_wanted(dataset: Dataset, config: Config) -> None:
    label_dataset(dataset, ["style"], config=config, workers=1)
    assert {"tokens_a", "tokens_b"} <= set(in_use(dataset)["style"]["columns"])
    assert labelled(dataset, dataset.parts[0]).columns == []
    assert labelled(dataset, dataset.parts[0], ["style"]).height == 4


def test_a_dataset_gets_all_that_needs_no_model_and_its_style(
    dataset: Dataset, config: Config
) -> None:
    label_dataset(dataset, config=config, workers=1)
    assert {"shouts", "sorry", "refusal", "style"} <= set(in_use(dataset))
    assert "rude" not in in_use(dataset)


def test_an_empty_dataset_has_empty_labels(tmp_path: Path, config: Config) -> None:
    made = Dataset.create(tmp_path / "none")
    said = label_dataset(made, ["shouts"], config=config)
    assert (said["rows"], said["counts"]) == (0, {"shouts": {}})


def test_a_rubric_is_asked_once_about_each_different_text(dataset: Dataset, config: Config) -> None:
    talker = Talker()
    said = label_dataset(dataset, ["rude"], config=config, asking=asking(talker), workers=1)
    assert len(talker.asked) == 3
    assert said["answers"] == {"rude": {"labelled": 5}}
    again = Talker()
    label_dataset(dataset, ["rude"], config=config, asking=asking(again), again=True)
    assert again.asked == []


def test_a_labeller_that_times_out_half_way_resumes(dataset: Dataset, config: Config) -> None:
    ill = Talker(fails=lambda count: "timeout" if count > 2 else None)
    with pytest.raises(ProviderError, match=r"2 of 5 answers came and are kept"):
        label_dataset(dataset, ["rude"], config=config, asking=asking(ill), workers=1)
    assert in_use(dataset) == {}
    well = Talker()
    label_dataset(dataset, ["rude"], config=config, asking=asking(well), workers=1)
    assert len(well.asked) == 1
    assert labelled(dataset, dataset.parts[1])["rude"].to_list() == [True, True]


def test_nothing_is_done_unless_the_bill_is_agreed_to(dataset: Dataset, config: Config) -> None:
    never = asking(Talker(), lambda bill: False)
    with pytest.raises(ConfigurationError, match="nothing was asked"):
        label_dataset(dataset, ["shouts,rude"], config=config, asking=never, workers=1)
    assert not (dataset.folder / "labels").exists()


def test_progress_is_told_in_rows(dataset: Dataset, config: Config) -> None:
    told: list[int] = []
    label_dataset(dataset, ["shouts"], config=config, workers=1, progress=told.append)
    assert told == [4, 6]


def test_two_runs_do_not_meet(dataset: Dataset, config: Config) -> None:
    with dataset.locked(), pytest.raises(WriteError, match="another run works on"):
        label_dataset(dataset, ["shouts"], config=config)


def test_a_label_that_was_never_found_is_told(dataset: Dataset) -> None:
    with pytest.raises(
        DataError, match=r"has no label 'shouts': run `tiltyard data label .*shouts"
    ):
        labelled(dataset, dataset.parts[0], ["shouts"])


def test_a_part_without_its_label_is_told(dataset: Dataset, config: Config) -> None:
    label_dataset(dataset, ["shouts"], config=config, workers=1)
    part = dataset.append(rows(6, [["New!!"]]))
    with pytest.raises(DataError, match="'shouts' is not found yet for part 3: run"):
        labelled(dataset, part)


@pytest.mark.parametrize("damage", [b"", b"not parquet"])
def test_a_damaged_file_of_labels_is_told(dataset: Dataset, config: Config, damage: bytes) -> None:
    label_dataset(dataset, ["shouts"], config=config, workers=1)
    folder = dataset.folder / in_use(dataset)["shouts"]["folder"]
    (folder / "000001.parquet").write_bytes(damage)
    with pytest.raises(DataError, match=r"000001.parquet' is damaged: .* --again"):
        labelled(dataset, dataset.parts[0])


def test_labels_of_other_rows_are_told(dataset: Dataset, config: Config) -> None:
    label_dataset(dataset, ["shouts"], config=config, workers=1)
    folder = dataset.folder / in_use(dataset)["shouts"]["folder"]
    (folder / "000001.parquet").write_bytes((folder / "000002.parquet").read_bytes())
    with pytest.raises(DataError, match="does not fit its part"):
        labelled(dataset, dataset.parts[0])
