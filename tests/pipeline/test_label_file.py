"""Labels of any file of texts."""

from __future__ import annotations

import json
from pathlib import Path

import polars as pl
import pytest

from pipeline.judges import Talker, asking
from tiltyard import files
from tiltyard.errors import ConfigurationError, DataError, ProviderError, UnknownNameError
from tiltyard.pipeline import Config, Texts, label_file

ROWS = """id,text,reply
007,"Come here!!","I am sorry, no."
008,Please come.,"On my way!!"
009,,
"""


@pytest.fixture
def config(tmp_path: Path) -> Config:
    """Two categories by rule, one of prompts and one of answers, and two by rubric."""
    own = tmp_path / "own"
    own.mkdir()
    (own / "shouts.toml").write_text('any_of = ["[!]{2}"]')
    (own / "sorry.toml").write_text('any_of = ["sorry"]\nreads = "answers"')
    rubrics = {"rude": {"question": "Is it rude?"}, "kind": {"question": "Is it kind?"}}
    return Config(category_folder=own, rubrics=rubrics)


@pytest.fixture
def texts(tmp_path: Path) -> Texts:
    (tmp_path / "texts.csv").write_text(ROWS)
    return Texts(tmp_path / "texts.csv", "text", "reply")


def label(texts: Texts, config: Config, *wanted: str, **given: object) -> pl.DataFrame:
    """What is in the file that is written."""
    out = texts.path.with_name(str(given.pop("name", "out.parquet")))
    cache = texts.path.with_name("a.db")
    label_file(texts, out, wanted, config=config, cache=cache, **given)  # type: ignore[arg-type]  # of each its own
    return files.read_table(out)


def test_the_columns_stay_and_one_is_added_for_each_label(texts: Texts, config: Config) -> None:
    found = label(texts, config, "shouts,sorry")
    assert found.columns == ["id", "text", "reply", "shouts", "sorry"]
    assert found["id"].to_list() == ["007", "008", "009"]
    assert found["shouts"].to_list() == [True, False, None]
    assert found["sorry"].to_list() == [True, False, None]


def test_csv_has_true_and_false_and_nothing_where_there_is_no_label(
    texts: Texts, config: Config
) -> None:
    label(texts, config, "shouts", name="out.csv")
    lines = (texts.path.parent / "out.csv").read_text().splitlines()
    assert [line.rpartition(",")[2] for line in lines] == ["shouts", "true", "false", ""]
    assert lines[3] == "009,,,"


def test_messages_are_labelled_by_their_roles(tmp_path: Path, config: Config) -> None:
    talk = [{"role": "user", "content": "Hi!!"}, {"role": "assistant", "content": "I am sorry."}]
    (tmp_path / "talk.jsonl").write_text(json.dumps({"talk": talk}) + "\n")
    found = label(Texts(tmp_path / "talk.jsonl", "talk", "talk"), config, "shouts", "sorry")
    assert found["talk"].to_list() == [talk]
    assert found.select("shouts", "sorry").rows() == [(True, True)]


def test_beside_the_file_is_said_how_each_label_was_found(texts: Texts, config: Config) -> None:
    label(texts, config, "shouts", name="out.csv")
    said = files.read_json(texts.path.with_name("out.csv.labels.json"))
    assert said["input"] == {"name": "texts.csv", "sha256": files.sha256(texts.path)}
    assert said["counts"] == {"shouts": {"no": 1, "unlabelled": 1, "yes": 1}}
    assert said["labels"]["shouts"]["way"] == "rule"
    assert len(said["labels"]["shouts"]["digest"]) == 64


def test_all_are_those_whose_column_is_named(texts: Texts, config: Config) -> None:
    alone = Texts(texts.path, answer="reply")
    found = label(alone, config, "all")
    assert {"sorry", "refusal"} <= set(found.columns)
    assert not {"shouts", "language", "coding"} & set(found.columns)


def test_a_prefix_makes_room_for_a_name_that_is_taken(texts: Texts, config: Config) -> None:
    first = label(texts, config, "shouts", name="one.csv")
    again = Texts(texts.path.with_name("one.csv"), "text")
    found = label(again, config, "shouts", prefix="my_")
    assert found["my_shouts"].cast(pl.String).to_list() == first["shouts"].to_list()


def test_a_rubric_is_asked_about_each_different_text(texts: Texts, config: Config) -> None:
    talker = Talker(lambda prompt: "LABEL: yes" if "Come here" in prompt else "It depends.")
    found = label(texts, config, "rude", asking=asking(talker))
    assert found["rude"].to_list() == [True, None, None]
    assert len(talker.asked) == 2


def test_what_became_of_the_questions_is_told(texts: Texts, config: Config) -> None:
    talker = Talker(lambda prompt: "LABEL: yes" if "Come here" in prompt else "It depends.")
    out = texts.path.with_name("out.csv")
    said = label_file(
        texts, out, ["rude"], config=config, cache=texts.path.with_name("a.db"),
        asking=asking(talker),
    )  # fmt: skip
    assert said["answers"] == {"rude": {"labelled": 1, "unreadable": 1}}
    assert said["labels"]["rude"]["model"] == "jury"


def test_a_run_that_broke_off_goes_on(texts: Texts, config: Config) -> None:
    ill = Talker(fails=lambda count: "timeout" if count == 2 else None)
    with pytest.raises(ProviderError, match=r"1 of 4 answers came and are kept.*again to go on"):
        label(texts, config, "rude,kind", asking=asking(ill))
    assert not texts.path.with_name("out.parquet").exists()
    well = Talker()
    assert label(texts, config, "rude,kind", asking=asking(well))["rude"].to_list() == [
        True, True, None,
    ]  # fmt: skip
    assert len(well.asked) == 3


def test_a_bill_that_is_not_agreed_to_ends_it(texts: Texts, config: Config) -> None:
    talker = Talker()
    with pytest.raises(ConfigurationError, match="nothing was asked and nothing was written"):
        label(texts, config, "rude,shouts", asking=asking(talker, lambda bill: False))
    assert talker.asked == []


@pytest.mark.parametrize(
    ("wanted", "given", "kind", "said"),
    [
        ("shots", {}, UnknownNameError, "did you mean 'shouts'"),
        ("rude", {}, ConfigurationError, "'rude' by rubric is asked of a model"),
        ("style", {}, ConfigurationError, "style is measured in a dataset"),
        ("shouts", {"name": "texts.csv"}, ConfigurationError, "is the file that is read"),
        ("shouts", {"name": "out.doc"}, DataError, "no known format"),
    ],
)
def test_what_cannot_be_done_is_told(
    texts: Texts,
    config: Config,
    wanted: str,
    given: dict[str, object],
    kind: type[Exception],
    said: str,
) -> None:
    with pytest.raises(kind, match=said):
        label(texts, config, wanted, **given)
    assert texts.path.read_text() == ROWS


@pytest.mark.parametrize(
    ("columns", "wanted", "kind", "said"),
    [
        (("text", None), "sorry", ConfigurationError, "'sorry' reads answers: .* --answer COLUMN"),
        ((None, "reply"), "shouts", ConfigurationError, "'shouts' reads prompts: .* --prompt"),
        (("txt", None), "shouts", DataError, "no column 'txt'; did you mean 'text'"),
    ],
)
def test_a_column_that_is_missing_is_told(
    texts: Texts,
    config: Config,
    columns: tuple[str | None, str | None],
    wanted: str,
    kind: type[Exception],
    said: str,
) -> None:
    with pytest.raises(kind, match=said):
        label(Texts(texts.path, *columns), config, wanted)


def test_a_name_that_is_taken_is_told_with_the_way_out(texts: Texts, config: Config) -> None:
    label(texts, config, "shouts", name="one.csv")
    with pytest.raises(ConfigurationError, match=r"a column 'shouts' already: .*--prefix label_"):
        label(Texts(texts.path.with_name("one.csv"), "text"), config, "shouts")


def test_a_model_is_not_asked_for_a_file_that_cannot_be_written(
    texts: Texts, config: Config
) -> None:
    talker = Talker()
    with pytest.raises(DataError, match="no known format"):
        label(texts, config, "rude", name="out.doc", asking=asking(talker))
    assert talker.asked == []
