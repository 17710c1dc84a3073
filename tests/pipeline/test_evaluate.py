"""Labels of a file beside people's."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import polars as pl
import pytest

from pipeline.judges import Talker, asking
from tiltyard.errors import ConfigurationError, DataError
from tiltyard.pipeline import Agreement, Config, Texts, Truth, evaluate_file

RUBRICS: dict[str, dict[str, object]] = {
    "rude": {"question": "Is it rude?"},
    "tone": {"question": "Which tone?", "values": ["warm", "cold"]},
}


def evaluate(
    folder: Path, columns: Mapping[str, object], truth: Truth, **given: object
) -> dict[str, Agreement]:
    """The agreement in a file of these columns."""
    pl.DataFrame(dict(columns), strict=False).write_parquet(folder / "texts.parquet")
    (folder / "own").mkdir(exist_ok=True)
    (folder / "own" / "shouts.toml").write_text('any_of = ["[!]{2}"]\nquestion = "Does it shout?"')
    config = Config(rubrics=RUBRICS, category_folder=folder / "own")
    texts = Texts(folder / "texts.parquet", "text" if "text" in columns else None)
    return evaluate_file(
        texts, truth, config=config, cache=folder / "a.db", **given  # type: ignore[arg-type]  # of each its own
    )  # fmt: skip


TEXTS = ["Come!!", "Please come.", "No!!", ""]


def test_a_label_is_found_and_compared(tmp_path: Path) -> None:
    columns = {"text": TEXTS, "loud": [True, False, False, True]}
    found = evaluate(tmp_path, columns, Truth("loud"), labels=["shouts"])
    agreed = found["shouts:rule"]
    assert (agreed.rows, agreed.labelled) == (4, 3)
    assert agreed.table == {("yes", "yes"): 1, ("no", "no"): 1, ("no", "yes"): 1}
    assert agreed.unlabelled == {"yes": 1}


def test_several_ways_are_compared_side_by_side(tmp_path: Path) -> None:
    columns = {"text": TEXTS, "loud": ["yes", "no", "no", "no"], "guess": [1, 0, 0, None]}
    talker = Talker(lambda prompt: "LABEL: no")
    found = evaluate(
        tmp_path, columns, Truth("loud"), labels=["shouts,shouts:rubric"], predicted=["guess"],
        asking=asking(talker),
    )  # fmt: skip
    assert list(found) == ["shouts:rule", "shouts:rubric", "guess"]
    assert found["guess"].accuracy.value == 1
    assert found["shouts:rubric"].values["yes"].recall.value == 0


def test_rows_of_which_nobody_said_anything_are_left_out(tmp_path: Path) -> None:
    columns = {"text": TEXTS, "loud": ["yes", None, "", "no"]}
    assert evaluate(tmp_path, columns, Truth("loud"), labels=["shouts"])["shouts:rule"].rows == 2


@pytest.mark.parametrize(
    ("truth", "labels", "positive", "hits"),
    [
        (["2_full", "1_none", "3_part"], ["true", "false", "true"], ("2_full",), 1),
        (["2_full", "1_none", "3_part"], ["true", "false", "true"], ("2_full", "3_part"), 2),
        (["2_full", "1_none"], ["2_full", "1_none"], ("2_full",), 1),
        (["0", "1", "1"], ["0", "1", "1"], ("0",), 1),
        (["no", "yes"], ["0", "1"], ("no",), 1),
        ([1, 0, 1], [True, False, True], (), 2),
        (["Yes", "No", "YES"], ["y", "n", "t"], (), 2),
    ],
)
def test_what_means_yes_is_one_thing_for_both(
    tmp_path: Path,
    truth: list[object],
    labels: list[object],
    positive: tuple[str, ...],
    hits: int,
) -> None:
    columns = {"people": truth, "label": labels}
    agreed = evaluate(tmp_path, columns, Truth("people", positive), predicted=["label"])["label"]
    assert agreed.table["yes", "yes"] == hits


def test_other_values_are_compared_as_they_stand(tmp_path: Path) -> None:
    columns = {"text": ["a", "b"], "people": ["warm", "cold"]}
    found = evaluate(
        tmp_path, columns, Truth("people"), labels=["tone"],
        asking=asking(Talker(lambda prompt: "LABEL: warm")),
    )  # fmt: skip
    assert found["tone:rubric"].table == {("warm", "warm"): 1, ("cold", "warm"): 1}
    assert list(found["tone:rubric"].values) == ["cold", "warm"]


def test_one_of_several_values_can_be_looked_at(tmp_path: Path) -> None:
    columns = {"people": ["en", "fr", "de"], "label": ["en", "fr", "fr"]}
    agreed = evaluate(tmp_path, columns, Truth("people", ("fr",)), predicted=["label"])["label"]
    assert agreed.values["yes"].precision.value == 0.5


@pytest.mark.parametrize(
    ("truth", "given", "kind", "said"),
    [
        (Truth("loud"), {"labels": ["shouts"]}, ConfigurationError, "--positive VALUE"),
        (
            Truth("loud", ("vry",)),
            {"labels": ["shouts"]},
            ConfigurationError,
            "did you mean 'very'",
        ),
        (Truth("laud"), {"labels": ["shouts"]}, DataError, "'laud'; did you mean 'loud'"),
        (Truth("loud"), {"predicted": ["x"]}, DataError, "no column 'x'"),
        (Truth("loud"), {}, ConfigurationError, "nothing to evaluate"),
        (Truth("none"), {"labels": ["shouts"]}, DataError, "says nothing in any row"),
        (Truth("many"), {"labels": ["shouts"]}, DataError, "'many' holds List"),
        (Truth("loud"), {"labels": ["rude"]}, ConfigurationError, "is asked of a model"),
    ],
)
def test_what_cannot_be_compared_is_told(
    tmp_path: Path, truth: Truth, given: dict[str, object], kind: type[Exception], said: str
) -> None:
    columns = {
        "text": ["a", "b"], "loud": ["very", "not"], "none": [None, ""], "many": [["a"], ["b"]],
    }  # fmt: skip
    with pytest.raises(kind, match=said):
        evaluate(tmp_path, columns, truth, **given)
