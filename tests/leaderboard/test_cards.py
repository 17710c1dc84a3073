"""Cards of models are read from a table, and what is not stated stays so."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from tiltyard.errors import DataError
from tiltyard.leaderboard._cards import read_cards
from tiltyard.records import ModelCard


def written(folder: Path, text: str) -> Path:
    """A file of cards."""
    path = folder / "cards.csv"
    path.write_text(text)
    return path


def test_a_table_gives_a_card_for_each_row(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        "name,organisation,licence,link,price_in_usd,price_out_usd,context_length,parameters,"
        "released_on\n"
        "oak,Grove,MIT,https://example.org/oak,0.5,1.25,128000,7000000000,2025-12-17\n"
        "elm,,,,,,,,\n",
    )
    oak = ModelCard(
        name="oak",
        organisation="Grove",
        licence="MIT",
        link="https://example.org/oak",
        price_in_usd=0.5,
        price_out_usd=1.25,
        context_length=128_000,
        parameters=7_000_000_000,
        released_on=date(2025, 12, 17),
    )
    assert read_cards(path) == {"oak": oak, "elm": ModelCard("elm")}


def test_the_catalogues_own_columns_are_known(tmp_path: Path) -> None:
    path = tmp_path / "cards.json"
    row = {
        "name": "The Oak",
        "model_api_name": "oak-1",
        "input_token_price": "2.5",
        "output_token_price": "10",
        "organization": "Grove",
        "license": "Proprietary",
        "price_source": "https://example.org/prices",
        "model_source": "n/a",
        "hidden": True,
    }
    path.write_text(json.dumps([row]))
    assert read_cards(path) == {
        "oak-1": ModelCard(
            "oak-1",
            organisation="Grove",
            licence="Proprietary",
            price_in_usd=2.5,
            price_out_usd=10.0,
        )
    }


@pytest.mark.parametrize(
    ("head", "value", "said"),
    [
        ("price_in_usd", "cheap", "expected US dollars per million tokens"),
        ("price_out_usd", "-1", "expected US dollars"),
        ("price_out_usd", "inf", "expected US dollars"),
        ("parameters", "7.5", "expected a whole number"),
        ("released_on", "spring", "expected a day such as 2025-12-17"),
        ("link", "javascript:alert(1)", "expected http"),
    ],
)
def test_a_value_that_is_none_is_named(tmp_path: Path, head: str, value: str, said: str) -> None:
    path = written(tmp_path, f"name,{head}\noak,{value}\n")
    with pytest.raises(DataError, match=rf"cards\.csv', row 1, model 'oak': {head} is .*{said}"):
        read_cards(path)


def test_an_unknown_column_names_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"no column 'licencex'.*did you mean 'licence'"):
        read_cards(written(tmp_path, "name,licencex\noak,MIT\n"))


def test_cards_need_a_column_for_the_name(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no column 'name'"):
        read_cards(written(tmp_path, "organisation\nGrove\n"))


def test_a_model_has_one_card(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="row 2: 'oak' stands there twice"):
        read_cards(written(tmp_path, "name\noak\noak\n"))


def test_a_row_without_a_name_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="row 1: the model has no name"):
        read_cards(written(tmp_path, "name,licence\n,MIT\n"))
