"""Layouts: which schema it is, and which column is what."""

from __future__ import annotations

import pytest

from tiltyard import votes
from tiltyard.errors import ConfigurationError, DataError, UnknownNameError
from tiltyard.votes import Columns
from votes.making import VOTES, listed

LEFT_RIGHT = {"left": ["A"], "right": ["B"], "winner": ["right"], "worker": [7], "prompt": ["x"]}


def test_the_sentence_says_what_was_recognised() -> None:
    table = {**VOTES, "judge": list("uvwuvw"), "tstamp": [1.7e9] * 6, "count": [1] * 6}
    assert votes.read(table).recognised == (
        "LMArena votes: models in 'model_a' and 'model_b', winner in 'winner'; count is 'count'; "
        "voter is 'judge'; time is 'tstamp'"
    )


def test_columns_can_be_named() -> None:
    table = {"x": ["A"], "y": ["B"], "won": ["tie"]}
    reading = votes.read(table, columns=Columns(model_a="x", model_b="y", winner="won"))
    assert listed(reading.votes) == [("A", "B", "tie")]
    assert reading.recognised == "votes: models in 'x' and 'y', winner in 'won'"


def test_one_column_can_be_named_and_the_others_recognised() -> None:
    table = {"model_a": ["A"], "model_b": ["B"], "outcome": ["model_b"]}
    assert listed(votes.read(table, columns=Columns(winner="outcome")).votes) == [
        ("A", "B", "model_b")
    ]


def test_winner_values_can_be_mapped() -> None:
    table = {"model_a": ["A", "A"], "model_b": ["B", "B"], "winner": ["1", "draw"]}
    columns = Columns(winners={"1": "model_a", "draw": "tie"})
    assert [row[2] for row in listed(votes.read(table, columns=columns).votes)] == [
        "model_a",
        "tie",
    ]


def test_numbers_are_winner_values_as_text() -> None:
    table = {"model_a": ["A", "A"], "model_b": ["B", "B"], "winner": [0, 1]}
    columns = Columns(winners={"0": "model_a", "1": "model_b"})
    assert [row[2] for row in listed(votes.read(table, columns=columns).votes)] == [
        "model_a",
        "model_b",
    ]


def test_a_mapping_to_no_winner_is_refused() -> None:
    with pytest.raises(ConfigurationError, match="'draw' is mapped to 'half'; it must be one of"):
        votes.read(VOTES, columns=Columns(winners={"draw": "half"}))


def test_left_and_right_of_llmfao_are_recognised() -> None:
    reading = votes.read(LEFT_RIGHT)
    assert listed(reading.votes) == [("A", "B", "model_b")]
    assert reading.recognised.startswith("LLMFAO votes: models in 'left' and 'right'")


def test_a_preset_is_the_only_schema_that_is_looked_for() -> None:
    with pytest.raises(DataError, match="expected 'model_a', 'model_b', 'winner'"):
        votes.read(LEFT_RIGHT, columns=Columns(preset="lmarena"))


def test_the_question_is_a_prompt_in_arena_hard_alone() -> None:
    table = {**VOTES, "question_id": list("xxyyzz")}
    named = votes.read(table, columns=Columns(preset="arena-hard")).votes
    assert [*named.clusters] == ["prompt"]  # type: ignore[union-attr]  # single votes
    assert [*votes.read(table).votes.clusters] == []  # type: ignore[union-attr]  # single votes


def test_an_unknown_preset_is_refused_with_a_near_one() -> None:
    with pytest.raises(UnknownNameError, match="no preset 'lmarna'; did you mean 'lmarena'"):
        votes.read(VOTES, columns=Columns(preset="lmarna"))


def test_a_named_column_that_is_not_there_is_refused_with_a_near_one() -> None:
    with pytest.raises(DataError, match="no column 'winer'; did you mean 'winner'"):
        votes.read(VOTES, columns=Columns(winner="winer"))


def test_what_does_not_look_like_votes_is_refused_with_its_columns() -> None:
    with pytest.raises(DataError, match="does not look like votes: its columns are 'x', 'y'"):
        votes.read({"x": [1], "y": [2]})


def test_a_score_beside_a_winner_is_not_looked_at_unless_it_is_named() -> None:
    table = {**VOTES, "score": [0.3] * 6}
    assert listed(votes.read(table).votes) == listed(votes.read(VOTES).votes)


def test_a_score_alone_is_recognised() -> None:
    table = {"model_a": ["A"], "model_b": ["B"], "score": [0.7]}
    assert listed(votes.read(table).votes) == [("A", "B", "0.7")]


def test_where_both_are_named_a_row_without_a_score_has_its_winner() -> None:
    table = {
        "model_a": ["A", "A"],
        "model_b": ["B", "B"],
        "winner": ["x", "tie"],
        "score": [0.25, None],
    }
    columns = Columns(winner="winner", score="score")
    assert listed(votes.read(table, columns=columns).votes) == [
        ("A", "B", "0.25"),
        ("A", "B", "tie"),
    ]


def test_kaggles_three_columns_are_a_winner() -> None:
    table = {
        "model_a": ["A"] * 3,
        "model_b": ["B"] * 3,
        "winner_model_a": [1, 0, 0],
        "winner_model_b": [0, 1, 0],
        "winner_tie": [0, 0, 1],
    }
    read = votes.read(table)
    assert [row[2] for row in listed(read.votes)] == ["model_a", "model_b", "tie"]
    assert read.recognised.startswith("Kaggle's LMSYS votes")


@pytest.mark.parametrize("shares", [(1, 1, 0), (0, 0, 0), (2, -1, 0)])
def test_three_columns_must_name_one_winner(shares: tuple[int, int, int]) -> None:
    table = {"model_a": ["A"], "model_b": ["B"]} | {
        f"winner_{name}": [share]
        for name, share in zip(("model_a", "model_b", "tie"), shares, strict=True)
    }
    with pytest.raises(DataError, match=r"unknown winner '"):
        votes.read(table)


def test_a_recognised_voter_that_some_rows_lack_is_left_out_and_told() -> None:
    reading = votes.read({**VOTES, "judge": ["u", None, "v", "u", "v", "u"]})
    assert reading.votes.clusters == {}  # type: ignore[union-attr]  # single votes
    assert reading.recognised.endswith("voter is not used: 1 rows have none in 'judge'")


def test_a_voter_that_is_asked_for_must_be_in_every_row() -> None:
    table = {**VOTES, "judge": ["u", None, "v", "u", "v", "u"]}
    with pytest.raises(DataError, match="row 2: voter is missing"):
        votes.read(table, columns=Columns(voter="judge"))


def test_a_recognised_time_that_some_rows_lack_is_left_out_and_told() -> None:
    reading = votes.read({**VOTES, "tstamp": [1.7e9, None, 1.7e9, 1.7e9, 1.7e9, 1.7e9]})
    assert reading.votes.voted_at is None  # type: ignore[union-attr]  # single votes
    assert reading.recognised.endswith("time is not used: 1 rows have none in 'tstamp'")


def test_a_file_that_lacks_a_column_of_the_first_is_named(tmp_path: object) -> None:
    with pytest.raises(DataError, match="there is no column 'count'"):
        votes.read([{**VOTES, "count": [1] * 6}, VOTES])


@pytest.mark.parametrize(
    ("value", "as_text"), [(1, "1"), (1.0, "1"), (True, "true")], ids=["whole", "float", "truth"]
)
def test_a_winner_is_mapped_by_its_value_or_its_text(value: object, as_text: str) -> None:
    table = {"model_a": ["A"], "model_b": ["B"], "winner": [value]}
    assert votes.read(table, columns=Columns(winners={as_text: "model_a"})).rows == 1


def test_a_winner_may_be_mapped_by_its_number() -> None:
    table = {"model_a": ["A"], "model_b": ["B"], "winner": [1]}
    columns = Columns(winners={1: "model_a"})  # type: ignore[dict-item]  # what people write
    assert listed(votes.read(table, columns=columns).votes) == [("A", "B", "model_a")]


def test_an_unknown_winner_that_is_nearly_known_is_shown_how_to_map() -> None:
    table = {"model_a": ["A"], "model_b": ["B"], "winner": ["TIE "]}
    with pytest.raises(DataError, match=r"winners=\{'TIE ': 'tie'\} \(--winner-value 'TIE =tie'\)"):
        votes.read(table)


def test_winners_that_are_names_of_models_lead_to_their_preset() -> None:
    table = {"model_a": ["A"], "model_b": ["B"], "winner": ["A"]}
    with pytest.raises(DataError, match="take the preset 'named'"):
        votes.read(table)


def test_a_winner_can_be_named_as_the_models_are() -> None:
    table = {"model_a": ["A", "A", "A"], "model_b": ["B", "B", "C"], "winner": ["A", "B", "tie"]}
    reading = votes.read(table, columns=Columns(preset="named"))
    assert [row[2] for row in listed(reading.votes)] == ["model_a", "model_b", "tie"]


def test_a_winner_that_was_not_in_the_battle_is_unknown() -> None:
    table = {"model_a": ["A", "A"], "model_b": ["B", "C"], "winner": ["C", "C"]}
    reading = votes.read(table, columns=Columns(preset="named"), on_error="drop")
    assert reading.dropped == {"unknown winner": 1}


def test_columns_that_are_nearly_called_so_are_shown_how_to_name() -> None:
    table = {"Model A": ["A"], "modelB": ["B"], " winner": ["tie"]}
    options = "--model-a 'Model A' --model-b modelB --winner ' winner'"
    with pytest.raises(DataError, match=options):
        votes.read(table)


def test_a_single_cluster_must_not_be_taken_for_its_letters() -> None:
    with pytest.raises(ConfigurationError, match=r"write \('voter',\)"):
        Columns(clusters="voter")  # type: ignore[arg-type]  # on purpose


def test_a_single_feature_must_not_be_taken_for_its_letters() -> None:
    with pytest.raises(ConfigurationError, match=r"write \('length',\)"):
        Columns(style="length")  # type: ignore[arg-type]  # on purpose
