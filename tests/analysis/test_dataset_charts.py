"""Pictures of a dataset."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from tiltyard.analysis import dataset_pictures, funnel_picture
from tiltyard.errors import ConfigurationError
from tiltyard.pipeline import Funnel, Stage

FUNNEL = Funnel(
    (Stage("import", "unknown winner", 20), Stage("too_short", "too short", 300),
     Stage("flagged", "flagged", 0)),
    rows_in=1000,
    kept=680,
)  # fmt: skip
EMPTY: dict[str, Any] = {
    "of": "all rows",
    "sizes": {"rows": 0},
    "languages": [],
    "categories": [],
    "models": [],
    "time": {"unit": None, "votes": [], "rows_without_time": 0},
    "funnel": None,
}


def label(name: str, **values: int) -> dict[str, Any]:
    rows = sum(values.values())
    words = {"yes": True, "no": False}
    return {
        "label": name,
        "labelled": rows,
        "unlabelled": 7,
        "values": [
            {"value": words.get(value, value), "rows": many, "share": many / rows}
            for value, many in values.items()
        ],
    }


FULL: dict[str, Any] = EMPTY | {
    "of": "the rows that were kept",
    "sizes": {"rows": 680},
    "languages": [
        {"language": f"l{number}", "rows": 100 - number, "share": 0.1} for number in range(20)
    ],
    "categories": [label("coding", yes=30, no=70), label("occupation", law=3, art=1)],
    "models": [
        {"model": "oak <b>", "battles": 400, "won": 0.5, "tie": 0.2, "both_bad": 0.1},
        {"model": "elm", "battles": 400, "won": 0.2, "tie": 0.2, "both_bad": 0.1},
    ],
    "time": {
        "unit": "day",
        "votes": [{"from": "2026-01-01", "votes": 600}, {"from": "2026-01-02", "votes": 80}],
        "rows_without_time": 3,
    },
    "funnel": FUNNEL.to_dict(),
}


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with every picture."""
    folder = tmp_path_factory.mktemp("drawn") / "pictures"
    dataset_pictures(FULL, folder)
    return folder


def words(path: Path) -> str:
    """All text of a drawing."""
    return " ".join(ElementTree.parse(path).getroot().itertext())


def test_the_funnel_says_what_left_where(tmp_path: Path) -> None:
    funnel_picture(FUNNEL, tmp_path / "funnel.svg")
    said = words(tmp_path / "funnel.svg")
    assert "too short" in said
    assert "−300 (30.0 %)" in said
    assert "680 (68.0 %)" in said


def test_a_step_that_met_no_row_is_there(drawn: Path) -> None:
    assert "none" in words(drawn / "funnel.svg")


@pytest.mark.parametrize("suffix", [".png", ".svg", pytest.param(".html", marks=pytest.mark.slow)])
def test_all_pictures_go_into_one_file(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"all{suffix}"
    assert dataset_pictures(FULL, path) == [path]
    assert path.stat().st_size > 10_000


def test_a_folder_gets_a_file_for_each(drawn: Path) -> None:
    assert {path.name for path in drawn.iterdir()} == {
        "funnel.svg", "languages.svg", "labels.svg", "values.svg", "models.svg", "votes.svg",
    }  # fmt: skip


def test_what_is_rare_is_one_bar(drawn: Path) -> None:
    assert "6 others" in words(drawn / "languages.svg")


def test_labels_show_the_share_of_yes(drawn: Path) -> None:
    assert "30.0 %, 7 unlabelled" in words(drawn / "labels.svg")
    assert "Occupation" in words(drawn / "values.svg")


def test_rows_without_a_time_are_said(drawn: Path) -> None:
    assert "3 rows have no time" in words(drawn / "votes.svg")


def test_names_hold_no_markup(drawn: Path) -> None:
    assert "oak <b>" in words(drawn / "models.svg")


def test_before_cleaning_there_is_no_funnel(tmp_path: Path) -> None:
    made = dataset_pictures(FULL | {"funnel": None, "categories": []}, tmp_path)
    assert [path.stem for path in made] == ["languages", "models", "votes"]


def test_an_empty_dataset_cannot_be_drawn(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="nothing to draw"):
        dataset_pictures(EMPTY, tmp_path / "x.svg")


@pytest.mark.parametrize("name", ["funnel.jpg", "funnel"])
def test_a_funnel_of_no_known_format_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(ConfigurationError, match=r"\.svg, \.png or \.html"):
        funnel_picture(FUNNEL, tmp_path / name)


def test_pictures_of_no_known_format_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"\.svg, \.png or \.html"):
        dataset_pictures(FULL, tmp_path / "all.pdf")
