"""From a source and choices to a board."""

from __future__ import annotations

import math
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import polars
import pytest

import tiltyard
from analysis.made import duel, two_leagues
from tiltyard.analysis import Ranking
from tiltyard.errors import ConfigurationError, DataError, NotIdentifiedError, UnknownNameError
from tiltyard.ratings import Comparisons, Counts, Features

VOTES = {
    "model_a": ["x", "y", "x", "y", "x", "z", "y", "z"],
    "model_b": ["y", "x", "z", "z", "y", "x", "z", "y"],
    "winner": ["model_a", "model_a", "tie", "model_a", "model_b", "model_a", "tie", "model_b"],
    "language": ["de", "de", "de", "de", "fr", "de", "de", "de"],
    "voter": ["u1", "u1", "u2", "u2", "u3", "u3", "u4", "u4"],
}


def ranked(source: Any, **choices: Any) -> Ranking:
    board = tiltyard.rank(source, **choices)
    assert isinstance(board, Ranking)
    return board


def test_importing_tiltyard_brings_no_numpy() -> None:
    script = "import sys, tiltyard; print('numpy' in sys.modules, callable(tiltyard.rank))"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "False True"


def test_a_name_that_tiltyard_has_not_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="rnak"):
        _ = tiltyard.rnak


def test_the_names_of_tiltyard_are_listed() -> None:
    assert {"rank", "compare"} <= set(dir(tiltyard))


def test_three_wins_to_one_are_odds_of_three() -> None:
    board = ranked(duel())
    assert board["strong"].rating - board["weak"].rating == pytest.approx(400 * math.log10(3))


def test_a_frame_a_file_and_columns_give_the_same_board(tmp_path: Path) -> None:
    frame = polars.DataFrame(VOTES)
    frame.write_csv(tmp_path / "votes.csv")
    boards = [ranked(one) for one in (frame, VOTES, tmp_path / "votes.csv")]
    assert [board.models for board in boards] == [boards[0].models] * 3


def test_pooled_counts_and_rows_give_the_same_board() -> None:
    assert ranked(Counts.of(duel())).models == ranked(duel()).models


def test_the_same_votes_and_seed_give_the_same_board() -> None:
    first, again = (ranked(VOTES, seed=3).to_dict() | {"seconds": 0} for _ in range(2))
    assert first == again


def test_columns_can_be_named() -> None:
    other = {"left": VOTES["model_a"], "right": VOTES["model_b"], "who": VOTES["winner"]}
    board = ranked(other, model_a="left", model_b="right", winner="who")
    assert board.models == ranked(VOTES).models


def test_each_slice_has_its_board() -> None:
    boards = tiltyard.rank({**VOTES, "language": ["de", "fr"] * 4}, by="language", split=True)
    assert list(boards) == ["de", "fr"]


def test_an_error_says_which_slice_it_is_about() -> None:
    with pytest.raises(NotIdentifiedError, match="language 'fr': the votes split 2 models"):
        tiltyard.rank(VOTES, by="language")


def test_models_that_are_not_connected_are_refused_with_what_is_missing() -> None:
    with pytest.raises(NotIdentifiedError, match=r"'dot' never met the largest.*--split"):
        ranked(two_leagues())


def test_the_largest_group_is_ranked_and_the_rest_listed() -> None:
    board = ranked(two_leagues(), split=True)
    assert [row.model for row in board.models] == ["ann", "bob", "cid"]
    assert {one.model for one in board.unranked} == {"dot", "eve"}


def test_votes_of_unranked_models_are_counted() -> None:
    assert ranked(two_leagues(), split=True).n_votes == 20


def test_a_prior_leaves_nothing_to_split() -> None:
    assert ranked(two_leagues(), split=True, ridge=0.1).unranked == ()


def test_a_board_without_two_connected_models_is_empty() -> None:
    one_sided = {"model_a": ["x"], "model_b": ["y"], "winner": ["model_a"]}
    assert ranked(one_sided, split=True).models == ()


def test_an_option_of_the_method_reaches_it() -> None:
    assert ranked(duel(), ridge=0.5).notes == ("ridge 0.5",)


def test_an_option_that_no_method_has_is_refused() -> None:
    with pytest.raises(ConfigurationError, match="no option 'rigde'; did you mean 'ridge'"):
        ranked(duel(), rigde=1)


def test_no_votes_are_refused_and_nothing_is_to_be_split() -> None:
    with pytest.raises(NotIdentifiedError, match=r"nothing to rate$"):
        ranked({"model_a": [], "model_b": [], "winner": []})


def test_a_value_that_an_option_cannot_take_is_refused() -> None:
    with pytest.raises(ConfigurationError, match="cannot take ridge='abc'"):
        ranked(duel(), ridge="abc")


def test_an_unknown_method_is_refused() -> None:
    with pytest.raises(UnknownNameError, match="did you mean 'elo'"):
        ranked(duel(), method="eloo")


def test_a_method_that_needs_single_votes_gets_them() -> None:
    assert ranked(VOTES, method="elo").method == "elo"


def test_style_makes_the_method_contextual() -> None:
    rng = np.random.default_rng(0)
    n = 400
    longer = rng.normal(size=n)
    frame = {
        "model_a": rng.choice(["x", "y"], n),
        "model_b": np.repeat("z", n),
        "winner": np.where(rng.random(n) < 1 / (1 + np.exp(-longer)), "model_a", "model_b"),
        "length": longer,
    }
    board = ranked(frame, style="length")
    assert board.method == "contextual_bradley_terry"
    assert board.coefficients[0].feature == "length"


def test_a_board_reads_no_voters_that_it_does_not_look_at() -> None:
    assert "voter" not in ranked(VOTES, method="elo").recognised


def test_a_method_that_goes_by_time_reads_it() -> None:
    timed = {**VOTES, "tstamp": [8, 7, 6, 5, 4, 3, 2, 1]}
    assert "time is 'tstamp'" in ranked(timed, method="elo").recognised


def test_features_of_votes_that_are_read_can_be_chosen() -> None:
    rng = np.random.default_rng(1)
    made = Comparisons(
        models=("x", "y"),
        a=np.zeros(300, dtype=np.int16),
        b=np.ones(300, dtype=np.int16),
        outcome=rng.integers(0, 2, 300).astype(np.uint8),
        features=Features(("long", "bold"), rng.normal(size=(300, 2)).astype(np.float32)),
    )
    assert [one.feature for one in ranked(made, style=["bold"]).coefficients] == ["bold"]


def test_clusters_of_voters_change_the_errors_only() -> None:
    plain, clustered = ranked(VOTES), ranked(VOTES, cluster="voter")
    assert clustered["x"].rating == plain["x"].rating
    assert clustered["x"].upper != plain["x"].upper


def test_weights_are_said_on_the_board() -> None:
    board = ranked(VOTES, weighting="voter_cap=1")
    assert board.weighting == ("voter_cap=1",)


def test_counts_cannot_be_weighted_by_voter() -> None:
    with pytest.raises(ConfigurationError, match="single votes are needed"):
        ranked(Counts.of(duel()), weighting="voter_cap=1")


def test_rankings_of_several_are_rated_by_plackett_luce() -> None:
    board = ranked({"ranking": ["x > y > z", "y > x > z", "z > x > y"]}, ranking="ranking")
    assert board.method == "plackett_luce"


def test_rankings_are_refused_by_methods_for_two() -> None:
    with pytest.raises(ConfigurationError, match="use 'plackett_luce'"):
        ranked({"ranking": ["x > y > z"]}, ranking="ranking", method="rao_kupper")


def test_bad_rows_are_dropped_and_counted() -> None:
    frame = {**VOTES, "winner": [*VOTES["winner"][:-1], "nobody"]}
    assert ranked(frame, on_error="drop").dropped == {"unknown winner": 1}


def test_a_bad_row_stops_it_otherwise() -> None:
    with pytest.raises(DataError, match="unknown winner 'nobody'"):
        ranked({**VOTES, "winner": [*VOTES["winner"][:-1], "nobody"]})


def test_an_anchor_has_the_centre_and_no_interval() -> None:
    row = ranked(duel(), anchor="weak")["weak"]
    assert (row.rating, row.lower, row.upper) == (1000, 1000, 1000)


def test_intervals_from_an_anchor_are_those_of_the_difference() -> None:
    board = ranked(duel(), anchor="weak")
    error = board.estimate.difference("strong", "weak").standard_error
    row = board["strong"]
    assert row.upper - row.rating == pytest.approx(1.959964 * error)


def test_the_mean_can_be_asked_for_by_name() -> None:
    assert ranked(duel(), anchor="mean").zero == "mean"


def test_an_unknown_anchor_is_refused() -> None:
    with pytest.raises(ConfigurationError, match="did you mean 'strong'"):
        ranked(duel(), anchor="strnog")


def test_simultaneous_intervals_are_wider() -> None:
    alone, together = ranked(VOTES), ranked(VOTES, simultaneous=True)
    assert together["x"].upper > alone["x"].upper


DRAWN: dict[str, Any] = {**VOTES, "p": [0.5, 0.5, 0.1, 0.1, 0.5, 0.1, 0.1, 0.2]}


def test_votes_are_weighted_by_what_they_were_drawn_with() -> None:
    weights = {**VOTES, "w": [1 / p for p in DRAWN["p"]]}
    by_draw = ranked(DRAWN, weighting="draw_inverse=p")
    assert by_draw["x"].rating == pytest.approx(ranked(weights, weight="w")["x"].rating)


def test_each_slice_has_its_own_probabilities() -> None:
    sliced = {name: [*column, *column] for name, column in DRAWN.items()}
    sliced["half"] = [*"a" * 8, *"b" * 8]
    sliced["p"][8:] = [1.0] * 8
    boards = tiltyard.rank(sliced, by="half", weighting="draw_inverse=p")
    assert boards["a"]["x"].rating == ranked(DRAWN, weighting="draw_inverse=p")["x"].rating
    assert boards["b"]["x"].rating == pytest.approx(ranked(VOTES)["x"].rating)


def test_other_probabilities_are_another_digest() -> None:
    digests = {
        ranked({**DRAWN, "p": probability}, weighting="draw_inverse=p").digest
        for probability in (DRAWN["p"], [0.5] * 8)
    }
    assert len(digests) == 2


def test_a_probability_of_nothing_is_a_bad_row() -> None:
    with pytest.raises(DataError, match="row 8: 'p' is no number above 0"):
        ranked({**DRAWN, "p": [*DRAWN["p"][:-1], 0.0]}, weighting="draw_inverse=p")


def test_a_column_of_weights_that_is_not_there_is_refused() -> None:
    with pytest.raises(DataError, match="no column 'q'"):
        ranked(DRAWN, weighting="draw_inverse=q")


def test_rankings_are_not_weighted_by_a_draw_of_two() -> None:
    with pytest.raises(ConfigurationError, match="use their column 'weight'"):
        ranked({"ranking": ["x > y"], "p": [0.5]}, ranking="ranking", weighting="given=p")
