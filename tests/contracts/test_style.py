"""What every feature of style must do, ours and those of other packages."""

from __future__ import annotations

import math
import time

import numpy as np
import pytest
from hypothesis import example, given, settings

from style.written import texts
from tiltyard import style
from tiltyard.errors import UnknownNameError
from tiltyard.style import Feature, Texts

NAMES = style.names()
LONG = {
    "one line": "word " * 20_000,
    "one word": "w" * 100_000,
    "line feeds": "\n" * 100_000,
    "spaces": " " * 100_000,
    "stops": "." * 100_000,
    "brackets": "[" * 100_000,
    "links that do not end": "[a](" * 25_000,
    "stars": "*" * 100_000,
    "pairs that do not close": "**a\n" * 25_000,
    "underscores": "__a" * 33_000,
    "backticks": "`" * 100_000,
    "blocks": "".join(f"```{number}```" for number in range(10_000)),
    "nearly the block": f"```{'a' * 2_000}b```" + "a" * 100_000,
    "digits": "1" * 100_000,
    "closing signs": '."' * 50_000,
    "emoji": "👍🏽\u200d" * 50_000,
    "tables": "|-|\n" * 25_000,
}


@pytest.fixture(params=NAMES)
def name(request: pytest.FixtureRequest) -> str:
    found: str = request.param
    return found


@pytest.fixture
def feature(name: str) -> Feature:
    return style.load(name)


def test_an_unknown_feature_is_named_with_the_nearest() -> None:
    with pytest.raises(UnknownNameError, match="did you mean 'headers'"):
        style.load("header")


def test_measuring_an_unknown_feature_is_refused() -> None:
    with pytest.raises(UnknownNameError, match="no feature 'volume'"):
        style.measure(Texts.of(["a"]), ["volume"])


def test_a_feature_says_what_it_is(feature: Feature) -> None:
    assert feature.title
    assert feature.unit
    assert feature.about.endswith(".")
    assert feature.version >= 1


def test_an_empty_text_measures_0(feature: Feature) -> None:
    assert feature.measure("") == 0


@given(text=texts)
@settings(max_examples=15)
@pytest.mark.parametrize("name", NAMES)
def test_a_measure_is_a_finite_number(name: str, text: str) -> None:
    assert math.isfinite(style.load(name).measure(text))


@given(text=texts)
@settings(max_examples=150)
@example("\x00\r\n\x00\ufe0f")
@example("```\n```\n# a\n# b")
@example("a``````b```c```")
@example("".join(f"```{number}\n# ```" for number in range(1_010)))
@example("```" + "x" * 300 + "```" + "x" * 299 + "\n# a")
@example("```" + "ab" * 100 + "c```" + "ab" * 400 + "c\n# a")
def test_many_at_once_are_measured_as_each_by_itself(text: str) -> None:
    together = style.measure(Texts.of(["one. ", text, "", text]))
    alone = {name: style.load(name).measure(text) for name in NAMES}
    assert {name: values[1] for name, values in together.items()} == alone
    assert {name: values[3] for name, values in together.items()} == alone


@pytest.mark.parametrize("text", LONG.values(), ids=LONG)
def test_a_long_text_is_measured_in_time(text: str) -> None:
    began = time.perf_counter()
    together = style.measure(Texts.of([text]))
    alone = {name: style.load(name).measure(text) for name in NAMES}
    assert {name: values[0] for name, values in together.items()} == alone
    # By far less; but where time grew with the square of the length it would be minutes.
    assert time.perf_counter() - began < 20


def test_a_feature_can_be_measured_by_itself(name: str) -> None:
    some = Texts.of(["# Title\n\n- **one** 👍\n- two, good. See https://example.org"])
    assert style.measure(some, [name])[name] == style.measure(some)[name]


def test_features_come_in_the_order_in_which_they_were_asked_for() -> None:
    assert list(style.measure(Texts.of(["a"]), ["tokens", "bold"])) == ["tokens", "bold"]


def test_no_texts_have_no_measures() -> None:
    measured = style.measure(Texts.of([]))
    assert {name: len(values) for name, values in measured.items()} == dict.fromkeys(NAMES, 0)


def test_measures_are_numbers_of_double_precision() -> None:
    assert {values.dtype for values in style.measure(Texts.of(["a"])).values()} == {
        np.dtype(np.float64)
    }
