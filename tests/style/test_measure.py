"""Features of other packages beside ours, and loops beside definitions."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import EntryPoint

import pytest

from tiltyard import registry, style
from tiltyard.style import Feature, Texts, _kernel, _measure

shouting = Feature("Shouting", "exclamation marks", "Marks.", lambda text: float(text.count("!")))


@pytest.fixture
def outside(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Another package has a feature of its own, and one that takes the name of ours."""
    points = {
        name: EntryPoint(name, f"{__name__}:shouting", "tiltyard.style")
        for name in ("shouting", "bold")
    }
    monkeypatch.setattr(EntryPoint, "load", lambda _self: shouting)
    monkeypatch.setattr(registry, "_outside", lambda _room: points)
    _measure._loaded.cache_clear()
    yield
    _measure._loaded.cache_clear()


@pytest.mark.usefixtures("outside")
def test_a_feature_of_another_package_is_measured() -> None:
    found = style.measure(Texts.of(["Oh!", "no!!"]), ["shouting", "headers"])
    assert found["shouting"].tolist() == [1, 2]


@pytest.mark.usefixtures("outside")
def test_a_feature_that_takes_the_name_of_ours_is_measured_by_its_own_definition() -> None:
    assert style.measure(Texts.of(["**Oh!**"]), ["bold"])["bold"].tolist() == [1]
    assert style.measure(Texts.of(["**Oh**"]), ["bold"])["bold"].tolist() == [0]


def test_every_feature_of_ours_has_a_loop() -> None:
    if _kernel.compiled() is None:
        pytest.skip("nothing was compiled")
    some = Texts.of(["a"])
    assert sorted(_kernel.measure(some.data, some.offsets, style.names())) == style.names()


def test_without_a_compiler_the_definitions_run(plainly: object) -> None:
    assert callable(plainly)
    plainly()
    assert _kernel.measure(Texts.of(["a"]).data, Texts.of(["a"]).offsets, style.names()) == {}
    assert style.measure(Texts.of(["**a**"]), ["bold"])["bold"].tolist() == [1]
