"""The topics of a dataset, and of its rows."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from pipeline.battles import dataset, rows
from pipeline.judges import Talker, asking
from pipeline.topical import PROMPTS, SKY
from tiltyard.errors import ConfigurationError, DataError
from tiltyard.pipeline import Config, Dataset, TopicWish, clean, fit_topics, label_dataset
from tiltyard.pipeline import labelled as labels_of
from tiltyard.pipeline._labels import incomplete
from tiltyard.pipeline._topic_parts import FILE, find_topics, open_topics, sample

THREE = TopicWish(count=3)


def made(folder: Path, *cuts: int) -> Dataset:
    return dataset(folder / "battles", rows(*({"prompts": [one]} for one in PROMPTS)), cuts)


def topics_in(held: Dataset) -> list[str | None]:
    return [
        name for part in held.parts for name in labels_of(held, part, ["topic"])["topic"].to_list()
    ]


def test_the_topics_are_those_of_the_prompts(tmp_path: Path) -> None:
    assert find_topics(made(tmp_path), THREE).digest == fit_topics(PROMPTS, count=3).digest


def test_parts_do_not_matter(tmp_path: Path) -> None:
    (tmp_path / "cut").mkdir()
    found = find_topics(made(tmp_path / "cut", 4, 20), THREE)
    assert found.digest == find_topics(made(tmp_path), THREE).digest


def test_rows_get_their_topic_as_a_label(tmp_path: Path) -> None:
    held = made(tmp_path, 10)
    found = find_topics(held, THREE)
    label_dataset(held, ["topic"], config=Config(), workers=1)
    assert topics_in(held) == found.label(PROMPTS)


def test_labelling_finds_topics_where_there_are_none(tmp_path: Path) -> None:
    held = made(tmp_path)
    told = label_dataset(held, ["topic"], config=Config(), workers=1)
    found = open_topics(held)
    assert found is not None
    assert {*told["counts"]["topic"]} <= {*found.names, "unlabelled"}


def test_new_rows_fall_into_the_topics_that_there_are(tmp_path: Path) -> None:
    held = made(tmp_path)
    find_topics(held, THREE)
    label_dataset(held, ["topic"], config=Config(), workers=1)
    before = topics_in(held)
    held.append(rows({"id": "new", "prompts": ["How many moons has the planet Saturn?"]}))
    held.save()
    assert incomplete(held) == ["topic"]
    label_dataset(held, ["topic"], config=Config(), workers=1)
    assert topics_in(held)[:-1] == before
    assert topics_in(held)[-1] == before[PROMPTS.index(SKY[2])]


def test_topics_that_are_there_are_kept(tmp_path: Path) -> None:
    held = made(tmp_path)
    assert find_topics(held, THREE).digest == find_topics(held).digest


def test_other_topics_are_found_only_if_asked_for(tmp_path: Path) -> None:
    held = made(tmp_path)
    find_topics(held, THREE)
    with pytest.raises(ConfigurationError, match=r"count 3.*--again"):
        find_topics(held, TopicWish(count=2))
    assert len(find_topics(held, TopicWish(count=2, again=True)).topics) == 2


def test_names_can_be_written_later_for_the_same_clusters(tmp_path: Path) -> None:
    held = made(tmp_path)
    before = find_topics(held, THREE)
    talker = Talker(lambda prompt: "TOPIC: Food" if "recipe" in prompt else "none")
    after = find_topics(held, TopicWish(asking=asking(talker)))
    assert (after.centroids == before.centroids).all()
    assert "Food" in after.names
    assert find_topics(held).names == after.names


def test_what_cleaning_left_out_is_not_looked_at(tmp_path: Path) -> None:
    changes = [{"prompts": [one]} for one in PROMPTS]
    held = dataset(tmp_path / "battles", rows(*changes, {"prompts": ["zzz qqq"], "winner": None}))
    assert "zzz qqq" in sample(held)
    clean(held, Config(steps=("incomplete",)), workers=1)
    assert "zzz qqq" not in sample(held)


def test_a_prompt_may_be_shown_if_one_row_allows_it(tmp_path: Path) -> None:
    frame = rows({"consent": False}, {"consent": True}, {"prompts": ["Hello there"]})
    may = sample(dataset(tmp_path / "battles", frame))
    assert may == {"Why is the sky blue at noon?": True, "Hello there": False}


def test_damaged_topics_say_what_to_do(tmp_path: Path) -> None:
    held = made(tmp_path)
    (held.folder / FILE).write_text("{}")
    with pytest.raises(DataError, match=r"data topics .*--again"):
        find_topics(held)


def test_a_row_without_prompts_has_no_topic(tmp_path: Path) -> None:
    held = dataset(tmp_path / "battles", rows({"prompts": []}, {"prompts": None}))
    label_dataset(held, ["topic"], config=Config(), workers=1)
    assert topics_in(held) == [None, None]


def test_an_empty_dataset_has_no_topics(tmp_path: Path) -> None:
    held = Dataset.create(tmp_path / "empty")
    assert find_topics(held).topics == ()
    assert label_dataset(held, ["topic"], config=Config(), workers=1)["counts"] == {"topic": {}}


def test_the_column_is_text_even_where_nothing_is_known(tmp_path: Path) -> None:
    held = dataset(tmp_path / "battles", rows({"prompts": []}))
    label_dataset(held, ["topic"], config=Config(), workers=1)
    assert labels_of(held, held.parts[0])["topic"].dtype == pl.String
