"""The packaged weights: pinned, and refused if they are others or not there."""

from __future__ import annotations

import shutil
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from tiltyard.embeddings import _weights
from tiltyard.errors import ConfigurationError, ModelFileError

pytestmark = pytest.mark.skipif(
    find_spec("wordllama") is None, reason="the extra embed is not installed"
)


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the package's weights, found before the package itself."""
    there = _weights._folder()
    copy = tmp_path / "wordllama"
    for name in _weights.PINNED:
        (copy / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(there / name, copy / name)
    (copy / "__init__.py").touch()
    monkeypatch.syspath_prepend(str(tmp_path))
    return copy


def test_every_token_has_a_vector() -> None:
    known = _weights.weights()
    assert known.vectors.shape == (known.tokenizer.get_vocab_size(), _weights.SIZE)


def test_weights_that_are_not_the_pinned_ones_are_refused(elsewhere: Path) -> None:
    with (elsewhere / _weights.VECTORS).open("ab") as file:
        file.write(b"more")
    with pytest.raises(ModelFileError, match="not the one that is pinned"):
        _weights.weights.__wrapped__()


def test_a_missing_tokenizer_is_told_by_its_name(elsewhere: Path) -> None:
    (elsewhere / _weights.TOKENIZER).unlink()
    with pytest.raises(ModelFileError, match="l2_supercat_tokenizer_config"):
        _weights.weights.__wrapped__()


@pytest.mark.parametrize("missing", ["wordllama", "tokenizers", "safetensors"])
def test_without_the_extra_it_is_named(missing: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, missing, None)
    if missing == "safetensors":
        monkeypatch.setitem(sys.modules, "safetensors.numpy", None)
    with pytest.raises(ConfigurationError, match=r"install tiltyard\[embed\]"):
        _weights.weights.__wrapped__()
