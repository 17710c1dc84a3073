"""Which labels are wanted, and that what comes out is a label."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl
import pytest

from tiltyard.categories import Category, Item, Rubric, Rule, Value
from tiltyard.errors import ConfigurationError, UnknownNameError
from tiltyard.pipeline._items import Items
from tiltyard.pipeline._labelling import (
    Chosen,
    choose,
    column,
    counted,
    definition,
    values_of,
)


def by_rule(*values: Value | None, allowed: tuple[str, ...] | None = None) -> Category:
    """A category that gives these labels, whatever it reads."""
    return Category("Any", "Anything.", values=allowed, rule=Rule(lambda items: list(values)))


def missing() -> Category:
    """A category whose weights cannot be had here."""

    def load() -> object:
        raise ConfigurationError("install tiltyard[embed]")

    return Category("Deep", "Anything.", trained=load)  # type: ignore[arg-type]  # it never returns


ASKED = Category("Asked", "Anything.", rubric=Rubric("Is it?"))
BOTH = Category("Both", "Anything.", rule=Rule(lambda items: []), rubric=Rubric("Is it?"))
KNOWN = {"asked": ASKED, "both": BOTH, "deep": missing(), "plain": by_rule(True)}


def named(*words: str) -> list[tuple[str, str]]:
    return [(one.name, one.way) for one in choose(words, KNOWN)]


def one(category: Category) -> Chosen:
    return Chosen("own", category, category.ways[0])


def label(category: Category, *texts: str) -> list[Value | None]:
    assert category.rule is not None
    items = Items.of([Item((text,)) for text in texts], "prompts")
    return values_of(one(category), category.rule.labeller, items)


def test_labels_come_in_the_order_in_which_they_are_named() -> None:
    assert named("plain,both", "asked") == [
        ("plain", "rule"),
        ("both", "rule"),
        ("asked", "rubric"),
    ]


def test_a_way_can_be_named() -> None:
    assert named("both:rubric") == [("both", "rubric")]


def test_all_are_those_that_need_no_model_and_no_package() -> None:
    assert named("all") == [("both", "rule"), ("plain", "rule")]


def test_a_way_that_is_named_goes_before_all() -> None:
    assert named("all", "both:rubric") == [("both", "rubric"), ("plain", "rule")]


def test_the_same_twice_is_once() -> None:
    assert named("plain,plain", "plain:rule") == [("plain", "rule")]


@pytest.mark.parametrize(
    ("words", "kind", "said"),
    [
        (["plani"], UnknownNameError, "no category 'plani'; did you mean 'plain'"),
        (["plain:rubric"], ConfigurationError, "no way 'rubric'; it has: rule"),
        (["both", "both:rubric"], ConfigurationError, "two ways, 'rule' and 'rubric'"),
        ([" , "], ConfigurationError, "no label is named; there are: asked, both"),
    ],
)
def test_what_cannot_be_wanted_is_told(words: list[str], kind: type[Exception], said: str) -> None:
    with pytest.raises(kind, match=said):
        choose(words, KNOWN)


def test_equal_texts_are_labelled_once() -> None:
    seen: list[Item] = []

    def find(items: Sequence[Item]) -> list[Value | None]:
        seen.extend(items)
        return [item.prompts == ("b",) for item in items]

    category = Category("Any", "Anything.", rule=Rule(find))
    assert label(category, "a", "b", "a", "b") == [False, True, False, True]
    assert [item.prompts for item in seen] == [("a",), ("b",)]


def test_what_has_no_text_is_never_labelled() -> None:
    assert label(by_rule(True), "", "a", " \n") == [None, True, None]


def test_a_label_of_answers_needs_an_answer() -> None:
    category = Category("Any", "Anything.", "answers", rule=Rule(lambda items: [True] * len(items)))
    assert category.rule is not None
    items = Items.of([Item(("a",)), Item(("a",), ("",)), Item((), ("b",))], "answers")
    assert values_of(one(category), category.rule.labeller, items) == [None, None, True]


@pytest.mark.parametrize(
    ("category", "said"),
    [
        (by_rule(True, False), "gave 2 labels for 1 items"),
        (by_rule("yes"), "gave the label 'yes'; expected True or False, or None"),
        (by_rule("red", allowed=("blue", "green")), "'red'; expected blue, green, or None"),
        (by_rule(True, allowed=("blue", "green")), "True; expected blue, green, or None"),
        (by_rule(3, allowed=()), "3; expected a text, or None"),
        (by_rule(9, allowed=("0", "1")), "9; expected 0, 1, or None"),
    ],
)
def test_what_is_no_label_is_refused(category: Category, said: str) -> None:
    with pytest.raises(ConfigurationError, match=f"category 'own' .*{said}"):
        label(category, "a")


@pytest.mark.parametrize(
    ("allowed", "values", "kind"),
    [
        (None, [True, None], pl.Boolean),
        (None, [None, None], pl.Boolean),
        (("0", "1"), [1, None], pl.Int64),
        (("a", "b"), ["a", None], pl.String),
        ((), [None, None], pl.String),
    ],
)
def test_a_column_has_the_kind_of_its_values(
    allowed: tuple[str, ...] | None, values: list[Value | None], kind: type[pl.DataType]
) -> None:
    made = column(one(by_rule(allowed=allowed)), "own", values)
    assert made.dtype == kind
    assert made.to_list() == values


def test_counts_in_digits_become_numbers() -> None:
    category = by_rule("1", allowed=("0", "1"))
    assert column(one(category), "own", label(category, "a")).to_list() == [1]


def test_values_are_counted_in_words() -> None:
    labels = pl.Series("own", [True, False, None, False])
    assert counted(labels) == {"no": 2, "unlabelled": 1, "yes": 1}


def test_a_definition_says_how_a_label_is_found() -> None:
    category = Category("Any", "Anything.", rule=Rule(lambda items: [], 4, "abc"))
    assert category.rule is not None
    assert definition(one(category), category.rule.labeller) == {
        "label": "own", "way": "rule", "version": "4", "digest": "abc", "reads": "prompts",
    }  # fmt: skip
