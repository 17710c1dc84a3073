"""Files of published ratings are read as they are, or refused with their place."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tiltyard.errors import ConfigurationError, DataError
from tiltyard.leaderboard._published import Origin, Rated, read_ratings

OAK = {"rating": 1020.5, "rating_q025": 1010.0, "rating_q975": 1031.0}
ELM = {"rating": 990.0, "rating_q025": 980.0, "rating_q975": 1001.0}


def nested(folder: Path, told: object, name: str = "board.json") -> Path:
    """A file of categories."""
    path = folder / name
    path.write_text(json.dumps(told))
    return path


def table(folder: Path, *rows: str, head: str = "category,model,rating,low,high") -> Path:
    """A file of rows."""
    path = folder / "board.csv"
    path.write_text("\n".join([head, *rows]) + "\n")
    return path


def test_models_come_from_the_highest_rating_down(tmp_path: Path) -> None:
    ratings = read_ratings(nested(tmp_path, {"full": {"elm": ELM, "oak": OAK}}))
    assert ratings == {
        "full": (Rated("oak", 1020.5, 1010.0, 1031.0), Rated("elm", 990.0, 980.0, 1001.0))
    }


def test_a_table_says_the_same_as_an_object(tmp_path: Path) -> None:
    rows = ["full,oak,1020.5,1010,1031", "full,elm,990,980,1001"]
    told = read_ratings(nested(tmp_path, {"full": {"elm": ELM, "oak": OAK}}))
    assert read_ratings(table(tmp_path, *rows)) == told


def test_a_list_of_objects_is_a_table(tmp_path: Path) -> None:
    row = {"category": "full", "model": "oak", "rating": 1020.5, "low": 1010, "high": 1031}
    assert read_ratings(nested(tmp_path, [row]))["full"][0].model == "oak"


def test_votes_are_read_where_they_are_told(tmp_path: Path) -> None:
    head = "category,model,rating,low,high,votes"
    path = table(tmp_path, "full,oak,1020,1010,1031,250", "full,elm,990,980,1001,", head=head)
    assert [one.votes for one in read_ratings(path)["full"]] == [250, None]


@pytest.mark.parametrize(
    ("numbers", "said"),
    [
        ({**OAK, "rating": "high"}, "rating is 'high': expected a number"),
        ({**OAK, "rating_q025": None}, "low is None: expected a number"),
        ({**OAK, "rating_q975": True}, "high is True: expected a number"),
        ({**OAK, "rating": float("nan")}, "rating is nan: expected a number"),
        ({**OAK, "rating_q975": 1015.0}, "1020.5 is not between 1010 and 1015"),
        ({**OAK, "votes": 2.5}, "votes is 2.5: expected a count"),
        ({"rating": 1020.5}, "low is None"),
        (1020.5, "holds no object with rating, rating_q025, rating_q975"),
    ],
)
def test_a_wrong_number_is_named_with_its_place(tmp_path: Path, numbers: Any, said: str) -> None:
    path = nested(tmp_path, {"coding": {"oak": numbers}})
    with pytest.raises(DataError, match=r"board\.json', category 'coding', model 'oak'") as caught:
        read_ratings(path)
    assert said in str(caught.value)


def test_a_model_that_stands_twice_in_a_category_is_refused(tmp_path: Path) -> None:
    path = table(tmp_path, "full,oak,1020,1010,1031", "full,oak,1000,990,1010")
    with pytest.raises(DataError, match="category 'full', model 'oak' stands there twice"):
        read_ratings(path)


def test_a_key_that_stands_twice_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "board.json"
    path.write_text('{"full": {"oak": {}, "oak": {}}}')
    with pytest.raises(DataError, match="'oak' stands twice in one object"):
        read_ratings(path)


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    path = table(tmp_path, "full,oak,1020,1010", head="category,model,rating,low")
    with pytest.raises(DataError, match="no column 'high'"):
        read_ratings(path)


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"full": []}', "[[1]]", "7"])
def test_a_file_without_ratings_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "board.json"
    path.write_text(text)
    with pytest.raises(DataError, match=r"board\.json"):
        read_ratings(path)


def test_a_model_without_a_name_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="the model has no name"):
        read_ratings(nested(tmp_path, {"full": {" ": OAK}}))


def test_a_folder_gives_its_files_by_their_names(tmp_path: Path) -> None:
    names = (
        "leaderboard-text.json",
        "leaderboard-text-style-control.json",
        "scatterplot-data.json",
    )
    ratings, style, cards = (nested(tmp_path, {}, name) for name in names)
    found = Origin(ratings=tmp_path).found()
    assert found.files == (ratings, style, cards)


def test_a_folder_without_ratings_says_what_it_has(tmp_path: Path) -> None:
    nested(tmp_path, {}, "leaderboard-vision.json")
    with pytest.raises(ConfigurationError, match=r"name one of its files.*leaderboard-vision"):
        Origin(ratings=tmp_path).found()


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"no file .*board\.json"):
        Origin(ratings=tmp_path / "board.json").found()
