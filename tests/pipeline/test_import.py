"""Every record of a file is imported, repeated, or refused under a reason."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.importers.shapes import SHAPES, SIDES
from tiltyard.errors import DataError, WriteError
from tiltyard.pipeline import Dataset, Imported, Wanted, import_files
from tiltyard.pipeline._pending import JOURNAL

LMARENA = SHAPES["lmarena"]


def jsonl(path: Path, *records: dict[str, Any]) -> Path:
    path.write_text("".join(json.dumps(record) + "\n" for record in records))
    return path


def run(folder: Path, *paths: Path, **said: Any) -> Imported:
    return import_files(folder / "dataset", [str(path) for path in paths], **said)


def ids(folder: Path) -> list[str]:
    return Dataset.open(folder / "dataset").scan().collect()["id"].to_list()


def votes(*numbers: int, **changes: Any) -> list[dict[str, Any]]:
    """LMArena's votes with these ids."""
    return [LMARENA | {"question_id": str(number)} | changes for number in numbers]


def test_what_is_there_is_not_added_twice(tmp_path: Path) -> None:
    path = jsonl(tmp_path / "a.jsonl", *votes(1, 2))
    run(tmp_path, path)
    again = run(tmp_path, path).inputs[0]
    assert (again.imported, again.repeated) == (0, 2)
    assert Dataset.open(tmp_path / "dataset").rows == 2


def test_a_file_that_has_grown_adds_what_is_new(tmp_path: Path) -> None:
    run(tmp_path, jsonl(tmp_path / "a.jsonl", *votes(1, 2)))
    grown = run(tmp_path, jsonl(tmp_path / "a.jsonl", *votes(1, 2, 3))).inputs[0]
    assert (grown.rows, grown.imported, grown.repeated) == (3, 1, 2)
    assert ids(tmp_path) == ["lmarena:1", "lmarena:2", "lmarena:3"]


def test_a_file_without_ids_that_has_grown_adds_what_is_new(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("model_a,model_b,winner\na,b,tie\na,b,tie\n")
    run(tmp_path, path)
    path.write_text("model_a,model_b,winner\na,b,tie\na,b,tie\na,b,tie\nb,a,tie\n")
    grown = run(tmp_path, path).inputs[0]
    assert (grown.imported, grown.repeated) == (2, 2)


def test_equal_rows_without_ids_are_rows_of_their_own(tmp_path: Path) -> None:
    parts = [tmp_path / f"{name}.csv" for name in "ab"]
    for number, path in enumerate(parts, start=1):
        path.write_text("model_a,model_b,winner\n" + "a,b,tie\n" * number)
    assert [one.imported for one in run(tmp_path, *parts).inputs] == [1, 2]
    assert len(set(ids(tmp_path))) == 3


def test_ids_by_content_do_not_depend_on_the_order(tmp_path: Path) -> None:
    rows = ["a,b,tie\n", "b,a,tie\n", "a,b,tie\n"]
    for name, order in (("one", rows), ("other", rows[::-1])):
        folder = tmp_path / name
        folder.mkdir()
        (folder / "a.csv").write_text("model_a,model_b,winner\n" + "".join(order))
        run(folder, folder / "a.csv")
    assert sorted(ids(tmp_path / "one")) == sorted(ids(tmp_path / "other"))


def test_the_same_file_given_twice_counts_once(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("model_a,model_b,winner\na,b,tie\n")
    run(tmp_path, path, path)
    assert Dataset.open(tmp_path / "dataset").rows == 1


def test_a_row_that_repeats_another_is_counted(tmp_path: Path) -> None:
    counts = run(tmp_path, jsonl(tmp_path / "a.jsonl", *votes(1, 1, 2))).inputs[0]
    assert (counts.imported, counts.repeated, counts.refused) == (2, 1, {})


def test_one_id_for_two_votes_is_refused(tmp_path: Path) -> None:
    rows = [*votes(1), *votes(1, winner="tie")]
    counts = run(tmp_path, jsonl(tmp_path / "a.jsonl", *rows), on_error="drop").inputs[0]
    assert (counts.imported, counts.refused) == (1, {"id of another row": 1})


def test_bad_rows_are_told_with_file_and_row_and_nothing_is_imported(tmp_path: Path) -> None:
    run(tmp_path, jsonl(tmp_path / "good.jsonl", *votes(1)))
    before = Dataset.open(tmp_path / "dataset").digest
    bad = jsonl(tmp_path / "bad.jsonl", *votes(2), *votes(3, winner="Tie"), *votes(4, model_b=""))
    with pytest.raises(DataError) as refused:
        run(tmp_path, bad)
    for words in ("2 of 3 rows are refused", "bad.jsonl, row 2: unknown winner 'Tie'",
                  "row 3: model_b is missing", "--on-error drop"):  # fmt: skip
        assert words in str(refused.value)
    assert Dataset.open(tmp_path / "dataset").digest == before
    assert not (tmp_path / "dataset" / JOURNAL).exists()


def test_only_the_first_bad_rows_are_shown(tmp_path: Path) -> None:
    rows = votes(*range(9), winner="?")
    with pytest.raises(DataError, match=r"9 of 9 rows are refused.*row 5: .*; and 4 more"):
        run(tmp_path, jsonl(tmp_path / "a.jsonl", *rows))


def test_dropped_rows_are_counted_by_reason(tmp_path: Path) -> None:
    path = jsonl(tmp_path / "a.jsonl", *votes(1), *votes(2, 3, winner="?"), *votes(4, model_a=None))
    with path.open("ab") as file:
        file.write(b"{broken\n")
        file.write(b'{"model_a": "\xff"}\n')
    done = run(tmp_path, path, on_error="drop")
    refused = {"unknown winner": 2, "missing model": 1, "broken record": 2}
    assert done.inputs[0].refused == refused
    [held] = Dataset.open(tmp_path / "dataset").inputs.values()
    assert held == {
        "name": "a.jsonl",
        "importer": "lmarena",
        "rows": 6,
        "imported": 1,
        "repeated": 0,
        "refused": refused,
        "complete": True,
    }


def test_a_row_that_lacks_its_keys_is_refused(tmp_path: Path) -> None:
    path = jsonl(tmp_path / "a.jsonl", SHAPES["kaggle_55k"], {"id": "2"})
    assert run(tmp_path, path, on_error="drop").inputs[0].refused == {"missing model": 1}


KINDS = st.sampled_from(["good", "again", "winner", "model", "self", "broken"])


@given(st.lists(KINDS, max_size=30))
def test_every_row_is_accounted_for(kinds: list[str]) -> None:
    made: dict[str, Callable[[int], dict[str, Any]]] = {
        "good": lambda n: votes(n)[0],
        "again": lambda _: votes(-1)[0],
        "winner": lambda n: votes(n, winner="?")[0],
        "model": lambda n: votes(n, model_a=None)[0],
        "self": lambda n: votes(n, model_b="lark")[0],
    }
    # One record of the shape, so that it is recognised.
    lines = [json.dumps(votes(-2)[0])]
    lines += ["{" if one == "broken" else json.dumps(made[one](n)) for n, one in enumerate(kinds)]
    with TemporaryDirectory() as folder:
        path = Path(folder, "a.jsonl")
        path.write_text("\n".join(lines))
        counts = run(Path(folder), path, on_error="drop").inputs[0]
        held = Counter(ids(Path(folder)))
    assert (
        counts.rows
        == len(lines)
        == counts.imported + counts.repeated + sum(counts.refused.values())
    )
    assert counts.imported == len(held) == 1 + kinds.count("good") + ("again" in kinds)


class Killed(BaseException):
    """The end, without a word."""


def many(path: Path, rows: int = 2_100) -> Path:
    """A file of more rows than two parts hold, all different."""
    pl.select(
        model_a=pl.lit("a"),
        model_b=pl.lit("b"),
        winner=pl.lit("tie"),
        n=pl.int_range(rows).cast(pl.String),
    ).write_csv(path)
    return path


def test_a_killed_import_goes_on_and_ends_as_if_nothing_had_been(tmp_path: Path) -> None:
    path = many(tmp_path / "a.csv")

    def kill(rows: int) -> None:
        if rows >= 1_500:
            raise Killed

    with pytest.raises(Killed):
        run(tmp_path, path, tell=kill, part_rows=1_000)
    assert Dataset.open(tmp_path / "dataset").rows == 0
    read: list[int] = []
    run(tmp_path, path, tell=read.append, part_rows=1_000)
    assert max(read) <= 1_100
    whole = import_files(tmp_path / "whole", [str(path)], part_rows=1_000)
    assert whole.rows == 2_100
    assert Dataset.open(tmp_path / "dataset").digest == Dataset.open(tmp_path / "whole").digest


def test_a_killed_import_is_forgotten_when_another_begins(tmp_path: Path) -> None:
    def kill(rows: int) -> None:
        if rows >= 1_500:
            raise Killed

    with pytest.raises(Killed):
        run(tmp_path, many(tmp_path / "a.csv"), tell=kill, part_rows=1_000)
    run(tmp_path, jsonl(tmp_path / "b.jsonl", *votes(1)))
    assert ids(tmp_path) == ["lmarena:1"]
    assert len(list((tmp_path / "dataset" / "rows").iterdir())) == 1


def test_a_disk_that_fills_leaves_the_dataset_as_it_was(tmp_path: Path) -> None:
    run(tmp_path, jsonl(tmp_path / "b.jsonl", *votes(1)))
    before = Dataset.open(tmp_path / "dataset").digest
    path = many(tmp_path / "a.csv")
    code = (
        "import resource, signal\n"
        "from pathlib import Path\n"
        "from tiltyard.errors import WriteError\n"
        "from tiltyard.pipeline import import_files\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (16384, 16384))\n"
        "try:\n"
        f"    import_files(Path({str(tmp_path / 'dataset')!r}), [{str(path)!r}])\n"
        "except WriteError as error:\n"
        "    print('told', error)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("told")
    assert Dataset.open(tmp_path / "dataset").digest == before
    assert run(tmp_path, path).rows == 2_101
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] != 16384


def test_two_imports_at_once_are_refused(tmp_path: Path) -> None:
    path = jsonl(tmp_path / "a.jsonl", *votes(1))
    run(tmp_path, path)
    with (
        Dataset.open(tmp_path / "dataset").locked(),
        pytest.raises(WriteError, match="another run"),
    ):
        run(tmp_path, path)


def test_a_run_is_stamped_with_its_files_and_what_came_out(tmp_path: Path) -> None:
    run(tmp_path, jsonl(tmp_path / "a.jsonl", *votes(1)))
    [stamp] = (tmp_path / "dataset" / "runs").glob("*-import.json")
    held = json.loads(stamp.read_text())
    assert [*held["config"]["files"]] == ["a.jsonl"]
    assert held["result"]["inputs"][0]["imported"] == 1
    assert held["version"]
    assert str(tmp_path) not in stamp.read_text()


def test_several_shapes_make_one_dataset(tmp_path: Path) -> None:
    plain = jsonl(tmp_path / "b.jsonl", SIDES)
    run(tmp_path, jsonl(tmp_path / "a.jsonl", *votes(1)), plain)
    rows = Dataset.open(tmp_path / "dataset").scan().collect()
    assert rows["source"].to_list() == ["lmarena", "plain"]


def test_what_is_said_is_used(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("one,two,best\nlark,wren,1\n")
    mapping = {"model_a": "one", "model_b": "two", "winner": "best"}
    run(tmp_path, path, wanted=Wanted(mapping=mapping, winners={"1": "model_a"}, consent=True))
    row = Dataset.open(tmp_path / "dataset").scan().collect().row(0, named=True)
    assert (row["winner"], row["consent"]) == ("model_a", True)
