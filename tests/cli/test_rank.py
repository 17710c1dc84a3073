"""``tiltyard rank``, as it is typed."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import polars
import pytest

from cli.typed import run
from tiltyard import rank

N = 900


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with votes on four models, some in French."""
    rng = np.random.default_rng(2)
    a = rng.integers(0, 4, N)
    b = (a + rng.integers(1, 4, N)) % 4
    names = np.array(["oak", "elm", "yew tree", "\x1b[31mash"])
    won = rng.random(N) < 1 / (1 + np.exp((a - b) * 0.8))
    frame = polars.DataFrame(
        {
            "model_a": names[a],
            "model_b": names[b],
            "winner": np.where(rng.random(N) < 0.2, "tie", np.where(won, "model_a", "model_b")),
            "language": rng.choice(["English", "French"], N),
            "user": rng.integers(0, 90, N),
        }
    )
    made = tmp_path_factory.mktemp("votes")
    frame.write_csv(made / "votes.csv")
    frame.rename({"model_a": "left", "model_b": "right"}).with_columns(
        polars.col("winner").replace({"model_a": "L", "model_b": "R"})
    ).write_parquet(made / "other.parquet")
    (made / "bad.csv").write_text("model_a,model_b,winner\noak,elm,model_c\noak,elm,tie\n")
    (made / "apart.csv").write_text("model_a,model_b,winner\noak,elm,tie\nyew,ash,tie\n")
    return made


def test_the_table_says_who_is_where_and_what_it_was_made_of(folder: Path) -> None:
    done = run(folder, "rank", "votes.csv")
    assert done.stderr == ""
    lines = done.stdout.splitlines()
    assert lines[0].split() == ["rank", "model", "rating", "95", "%", "interval", "votes", "win",
                                "rate"]  # fmt: skip
    assert "900 votes on 4 ranked models" in done.stdout
    assert "LMArena votes" in done.stdout


def test_no_name_steers_the_terminal(folder: Path) -> None:
    assert "\x1b" not in run(folder, "rank", "votes.csv").stdout


def test_json_is_the_board_of_the_library(folder: Path) -> None:
    found = json.loads(run(folder, "rank", "votes.csv", "--json", "--seed", "4").stdout)
    board = rank(folder / "votes.csv", seed=4).to_dict()
    assert found | {"seconds": 0} == board | {"seconds": 0}


def test_slices_come_in_one_envelope(folder: Path) -> None:
    found = json.loads(run(folder, "rank", "votes.csv", "--by", "language", "--json").stdout)
    assert found["by"] == "language"
    assert list(found["boards"]) == ["English", "French"]
    assert sum(board["n_votes"] for board in found["boards"].values()) == N


def test_slices_are_shown_under_their_names(folder: Path) -> None:
    assert "language = French" in run(folder, "rank", "votes.csv", "--by", "language").stdout


def test_columns_and_values_can_be_mapped(folder: Path) -> None:
    words = ("--model-a", "left", "--model-b", "right", "--winner-value", "L=model_a",
             "--winner-value", "R=model_b", "--json")  # fmt: skip
    mapped = json.loads(run(folder, "rank", "other.parquet", *words).stdout)
    plain = json.loads(run(folder, "rank", "votes.csv", "--json").stdout)
    assert mapped["models"] == plain["models"]


def test_votes_come_from_standard_input(folder: Path) -> None:
    piped = run(
        folder, "rank", "-", "--format", "csv", "--json", text=(folder / "votes.csv").read_text()
    )
    assert json.loads(piped.stdout)["n_votes"] == N


def test_choices_reach_the_board(folder: Path) -> None:
    words = ("--level", "0.9", "--anchor", "oak", "--adjustment", "holm", "--voter", "user",
             "--cluster", "voter", "--weighting", "voter_cap=5", "--option", "ridge=0.5",
             "--where", 'language == "French"', "--json")  # fmt: skip
    found = json.loads(run(folder, "rank", "votes.csv", *words).stdout)
    said = {key: found[key] for key in ("level", "anchor", "adjustment", "cluster", "weighting")}
    assert said == {
        "level": 0.9, "anchor": "oak", "adjustment": "holm", "cluster": ["voter"],
        "weighting": ["voter_cap=5"],
    }  # fmt: skip
    assert found["options"] == {"ridge": 0.5}
    assert found["n_votes"] < N


def test_every_file_is_written(folder: Path, tmp_path: Path) -> None:
    names = {"--csv": "b.csv", "--parquet": "b.parquet", "--plot": "b.svg", "--report": "b.html"}
    words = [word for option, name in names.items() for word in (option, str(tmp_path / name))]
    done = run(folder, "rank", "votes.csv", *words, "--picture", "ranks")
    assert done.returncode == 0, done.stderr
    assert {path.name for path in tmp_path.iterdir()} == set(names.values())
    assert "tiltyard rank votes.csv" in (tmp_path / "b.html").read_text()


def test_slices_are_written_into_one_file(folder: Path, tmp_path: Path) -> None:
    run(folder, "rank", "votes.csv", "--by", "language", "--csv", str(tmp_path / "b.csv"),
        "--parquet", str(tmp_path / "b.parquet"))  # fmt: skip
    assert polars.read_csv(tmp_path / "b.csv")["language"].n_unique() == 2
    assert polars.read_parquet(tmp_path / "b.parquet").height == 8


def test_a_split_board_lists_who_is_left_out(folder: Path) -> None:
    done = run(folder, "rank", "apart.csv", "--split")
    assert "not ranked. Never met the ranked models" in done.stdout


def test_dropped_rows_are_counted_by_reason(folder: Path) -> None:
    assert "1 row: 1 unknown winner" in run(folder, "rank", "bad.csv", "--on-error", "drop").stdout


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (["bad.csv"], 1, "bad.csv, row 2: unknown winner 'model_c'"),
        (["apart.csv"], 1, "never met the largest"),
        (["nothing.csv"], 1, "nothing.csv"),
        (["votes.csv", "--method", "eloo"], 2, "did you mean 'elo'"),
        (["votes.csv", "--level", "95"], 2, "between 0 and 1"),
        (["votes.csv", "--anchor", "aok"], 2, "did you mean 'oak'"),
        (["votes.csv", "--option", "ridge"], 2, "NAME=VALUE"),
        (["votes.csv", "--option", "level=1"], 2, "use --level"),
        (["votes.csv", "--plot", "x.pdf"], 2, ".svg, .png or .html"),
        (["votes.csv", "--by", "language", "--plot", "x.svg"], 2, "--where instead of --by"),
        (["votes.csv", "--csv", "no/where.csv"], 2, "cannot be written"),
    ],
)
def test_an_error_is_one_sentence_and_a_code(
    folder: Path, words: list[str], code: int, sentence: str
) -> None:
    failed = run(folder, "rank", *words)
    assert (failed.returncode, failed.stdout) == (code, "")
    assert sentence in failed.stderr
    assert failed.stderr.startswith("tiltyard: ")
    assert failed.stderr.count("\n") == 1


def test_a_word_that_is_no_choice_is_refused(folder: Path) -> None:
    assert run(folder, "rank", "votes.csv", "--adjustment", "holmes").returncode == 2


def test_a_piped_board_does_not_wait_for_what_it_does_not_need(folder: Path) -> None:
    script = (
        "import sys; sys.argv = ['tiltyard', 'rank', 'votes.csv']\n"
        "from tiltyard.cli import app\n"
        "app(standalone_mode=False)\n"
        "rooms = {'sqlalchemy', 'fastapi', 'altair', 'pandas', 'pyarrow', 'rich'}\n"
        "print(sorted(rooms & sys.modules.keys()))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=folder, capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "[]"


def test_promises_reach_the_board(folder: Path) -> None:
    words = ("--errors", "bootstrap", "--replicates", "30", "--anytime", "--json")
    found = json.loads(run(folder, "rank", "votes.csv", *words).stdout)
    said = {key: found[key] for key in ("errors", "replicates", "anytime", "adjustment")}
    assert said == {
        "errors": "bootstrap", "replicates": 30, "anytime": True, "adjustment": "bonferroni",
    }  # fmt: skip


def test_promises_that_do_not_go_together_are_refused(folder: Path) -> None:
    done = run(folder, "rank", "votes.csv", "--anytime", "--adjustment", "holm")
    assert done.returncode == 2
    assert "leave out the adjustment 'holm'" in done.stderr


def test_fragility_says_what_turns_neighbours(folder: Path) -> None:
    done = run(folder, "rank", "votes.csv", "--voter", "user", "--fragility")
    assert done.stdout.splitlines()[0].endswith("next leads without")
    assert "only where it takes 20 voters to turn them; 90 voters in all" in done.stdout


def test_the_least_number_of_voters_is_an_option(folder: Path) -> None:
    words = (
        "rank",
        "votes.csv",
        "--voter",
        "user",
        "--fragility",
        "--voters-to-flip",
        "89",
        "--json",
    )
    told = json.loads(run(folder, *words).stdout)
    assert (told["voters_to_flip"], len(told["tied_blocks"])) == (89, 1)
