"""What every category must do, ours and those of other packages."""

from __future__ import annotations

from functools import cache

import pytest

from tiltyard import categories
from tiltyard.categories import Category, Item, Labeller
from tiltyard.errors import ConfigurationError, UnknownNameError

SENTENCE = "Could you tell me which of these birds sings first in the morning, and why?"
# What files of other people hold: nothing, marks, halves of characters, very much of one thing.
ODD = (
    "",
    " \n\t",
    "?",
    "42",
    "\x00",
    "\ud83d",
    "👍🏽",
    "a" * 20_000,
    "i can't " * 3_000,
    "```",
    "`" * 5_000,
    "(" * 5_000,
    "é" * 5_000,
    "的" * 5_000,
    "\n- " * 3_000,
    '"' * 5_000,
    "x = " * 3_000,
    "$" * 3_000,
    "\u202eabc",
)
ITEMS = [
    Item((SENTENCE,), ("The blackbird does, I think. It likes the dusk.",)),
    Item(("Écris un poème sur la pluie.",), ("Je suis désolé, je ne peux pas vous aider.",)),
    Item(("Hi", "def f(x):\n    return x", "Solve 3x = 12"), ("I can't help with that.", "x = 4")),
    Item(("写一首诗",), ("好的！春风来了，花都开了。",)),
]


@pytest.fixture(params=categories.names())
def category(request: pytest.FixtureRequest) -> Category:
    return categories.load(request.param)


@cache
def labellers() -> dict[tuple[str, str], Labeller]:
    """Every rule, and every trained labeller for which its extra is installed."""
    found: dict[tuple[str, str], Labeller] = {}
    for name in categories.names():
        one = categories.load(name)
        for way in one.ways:
            if way != "rubric":
                try:
                    found[name, way] = categories.labeller(name, one, way)
                except ConfigurationError as error:
                    assert way == "trained", error  # noqa: PT017 -- only extras may be missing
    return found


@pytest.fixture(params=sorted(labellers()), ids="-".join)
def labelled(request: pytest.FixtureRequest) -> tuple[Category, Labeller]:
    return categories.load(request.param[0]), labellers()[request.param]


def test_categories_of_the_leaderboards_are_there() -> None:
    known = {"coding", "math", "language", "multi_turn", "longer_query", "refusal", "sentiment"}
    assert known <= set(categories.names())


def test_an_unknown_category_is_named_with_the_nearest() -> None:
    with pytest.raises(UnknownNameError, match="did you mean 'refusal'"):
        categories.load("refusals")


def test_it_says_what_it_is(category: Category) -> None:
    assert category.title
    assert len(category.about) > 30


def test_there_is_a_way_and_the_usual_one_is_first(category: Category) -> None:
    assert category.ways
    assert category.usual in {None, category.ways[0]}


def test_a_rubric_asks_for_the_values_of_the_category(category: Category) -> None:
    if category.rubric is None:
        pytest.skip("it has no rubric")
    assert category.rubric.question
    assert category.rubric.values == (category.values or ("yes", "no"))


def test_the_labeller_says_what_made_a_label(labelled: tuple[Category, Labeller]) -> None:
    way = labelled[1]
    assert way.way in labelled[0].ways
    assert way.version
    assert (way.digest is None) == (way.way == "rule")


def test_a_label_is_one_of_the_values(labelled: tuple[Category, Labeller]) -> None:
    category, way = labelled
    allowed = {None, *(category.values or (True, False))}
    assert set(way.label([*ITEMS, *(Item((text,), (text,)) for text in ODD)])) <= allowed


def test_items_are_labelled_alike_alone_and_together(labelled: tuple[Category, Labeller]) -> None:
    way = labelled[1]
    alone = [label for item in ITEMS for label in way.label([item])]
    assert way.label(ITEMS) == alone
    assert way.label(ITEMS[::-1]) == alone[::-1]


def test_nothing_in_nothing_out(labelled: tuple[Category, Labeller]) -> None:
    assert labelled[1].label([]) == []


@pytest.mark.parametrize("item", [Item(), Item(("",), ("",)), Item((" \n",), ("\t",))])
def test_nothing_said_is_unlabelled(labelled: tuple[Category, Labeller], item: Item) -> None:
    if labelled[1].way == "rule" and labelled[0].title in {"Multi-turn", "Longer query"}:
        item = Item()  # an empty turn is a turn
    assert labelled[1].label([item]) == [None]


@pytest.mark.parametrize("text", ODD, ids=range(len(ODD)))
def test_odd_texts_do_no_harm(labelled: tuple[Category, Labeller], text: str) -> None:
    assert len(labelled[1].label([Item((text,), (text,))])) == 1


def test_only_what_it_reads_decides(labelled: tuple[Category, Labeller]) -> None:
    category, way = labelled
    by_answers = category.reads == "answers"
    part = [Item((), one.answers) if by_answers else Item(one.prompts) for one in ITEMS]
    assert way.label(part) == way.label(ITEMS)
