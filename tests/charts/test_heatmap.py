"""Pairs of models as squares."""

from __future__ import annotations

import pytest

from charts.reading import SPACE, level_words, read, said
from tiltyard.charts import Heatmap, Pair
from tiltyard.charts._heatmap import _brief
from tiltyard.errors import DataError

NAMES = ("lark", "wren", "finch")
PAIRS = {("lark", "wren"): Pair(0.75, 40), ("finch", "lark"): Pair(0.5, 4)}


def squares(svg: str, hue: str) -> list[tuple[float, float]]:
    """Strength and width of each square of a hue, those of the legend left out."""
    found = read(svg).iter(f"{SPACE}g")
    rects = [
        one for group in found for one in group.iter(f"{SPACE}rect") if one.get("class") == hue
    ]
    return [(float(one.attrib["fill-opacity"]), float(one.attrib["width"])) for one in rects]


def test_the_other_way_round_is_what_is_left() -> None:
    spoken = said(Heatmap(title="Pairs", names=NAMES, pairs=PAIRS).draw())
    assert "lark won 75\u00a0% against wren, of 40 votes" in spoken
    assert "wren won 25\u00a0% against lark, of 40 votes" in spoken


def test_more_and_less_than_half_are_equally_strong() -> None:
    svg = Heatmap(title="Pairs", names=NAMES[:2], pairs={NAMES[:2]: Pair(0.75, 40)}).draw()
    assert squares(svg, "over") == squares(svg, "under")


def test_a_pair_without_votes_has_a_dot_and_says_so() -> None:
    svg = Heatmap(title="Pairs", names=NAMES, pairs=PAIRS).draw()
    assert "wren and finch: no votes" in said(svg)
    assert "A dot: no votes." in svg


def test_a_pair_with_few_votes_has_a_small_square_without_a_number() -> None:
    pairs = {("lark", "wren"): Pair(0.5, 9), ("lark", "finch"): Pair(0.5, 10)}
    svg = Heatmap(title="Pairs", names=NAMES, pairs=pairs).draw()
    small, large = sorted({size for _, size in squares(svg, "over")})
    assert small < large * 0.7
    assert [one.text for one in level_words(svg)].count("50") == 2


def test_numbers_stand_where_there_is_room_for_them() -> None:
    few, many = (tuple(f"heron-of-{i:02}" for i in range(n)) for n in (10, 45))
    drawn = [
        Heatmap(title="", names=names, pairs={(names[0], names[1]): Pair(0.63, 90)}, most=45).draw()
        for names in (few, many)
    ]
    assert ["63" in [one.text for one in level_words(svg)] for svg in drawn] == [True, False]


def test_counts_are_strong_by_how_many_they_are() -> None:
    pairs = {("lark", "wren"): Pair(0.5, 1000), ("lark", "finch"): Pair(0.5, 10)}
    svg = Heatmap(title="Pairs", names=NAMES, pairs=pairs, shows="count").draw()
    strong, weak = squares(svg, "amount")[:2]
    assert strong[0] > weak[0]
    assert "1.0k" in [one.text for one in level_words(svg)]


def test_who_met_whom_is_drawn_one_way_round() -> None:
    pairs = {("lark", "wren"): Pair(0.5, 1000)}
    svg = Heatmap(title="Pairs", names=NAMES, pairs=pairs, shows="count").draw()
    assert svg.count("lark won") + svg.count("wren won") == 1


def test_more_models_than_are_drawn_are_counted() -> None:
    names = tuple(f"m{i}" for i in range(40))
    svg = Heatmap(title="Pairs", names=names, pairs={}).draw()
    assert "The first 30 of 40 models." in svg


@pytest.mark.parametrize(
    ("pairs", "shows", "told"),
    [
        ({}, "share", "No two models have met yet."),
        (PAIRS, "share", "2 of 3 pairs have votes. The clearest: lark won 75\u00a0% against wren."),
        (PAIRS, "count", "2 of 3 pairs have votes. lark and wren met most often: 40 votes."),
        (
            {("lark", "wren"): Pair(1, 2)},
            "share",
            "1 of 3 pairs have votes. No pair has 10 votes yet.",
        ),
        (
            {("lark", "wren"): Pair(0.1, 20)},
            "share",
            "1 of 3 pairs have votes. The clearest: wren won 90\u00a0% against lark.",
        ),
    ],
)
def test_the_message_has_the_clearest_pair(
    pairs: dict[tuple[str, str], Pair], shows: str, told: str
) -> None:
    chart = Heatmap(title="Pairs", names=NAMES, pairs=pairs, shows=shows)  # type: ignore[arg-type]  # both are right
    assert chart.message() == told


def test_the_table_has_each_pair_once() -> None:
    table = Heatmap(title="Pairs", names=NAMES, pairs=PAIRS).rows()
    assert table.rows == (("lark", "wren", 0.75, 40), ("lark", "finch", 0.5, 4))


@pytest.mark.parametrize(
    ("count", "said"), [(950, "950"), (1234, "1.2k"), (48_321, "48k"), (1_200_000, "1.2M")]
)
def test_a_count_has_four_signs_at_most(count: int, said: str) -> None:
    assert _brief(count) == said


@pytest.mark.parametrize(("share", "count"), [(1.2, 3), (-0.1, 3), (0.5, -1), (float("nan"), 3)])
def test_what_is_no_share_is_refused(share: float, count: int) -> None:
    with pytest.raises(DataError):
        Pair(share, count)


def test_a_pair_of_a_model_without_a_name_is_refused() -> None:
    with pytest.raises(DataError, match="heron"):
        Heatmap(title="Pairs", names=NAMES, pairs={("lark", "heron"): Pair(1, 1)})
