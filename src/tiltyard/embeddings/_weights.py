"""The static vectors that the package wordllama carries, one for each token of a vocabulary.

The package itself is not imported: it would look for a newer tokenizer on the network.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from tiltyard.errors import ConfigurationError, ModelFileError

if TYPE_CHECKING:
    from tokenizers import Tokenizer

SIZE = 256
VECTORS = "weights/l2_supercat_256.safetensors"
TOKENIZER = "tokenizers/l2_supercat_tokenizer_config.json"
PINNED = {
    VECTORS: "64b47a2dc493cb8e85944076601189739852d7b64e0e1eedcb1937a251cd9fd5",
    TOKENIZER: "93248f2a9ec36c7b35f700a033d5f36228aae48db61aee31007fa49062cdeb68",
}
# Changes with the files, or with the way in which a text is cut and its tokens are averaged.
DIGEST = hashlib.sha256("\0".join(("1", *PINNED.values())).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Weights:
    """How texts become tokens, and the vector of each token, shape ``(32000, 256)``."""

    tokenizer: Tokenizer
    vectors: NDArray[np.float32]


@cache
def weights() -> Weights:
    """The weights, read and checked once.

    Raises:
        ConfigurationError: the extra ``embed`` is not installed.
        ModelFileError: a file is not the one that is pinned.
    """
    try:
        from safetensors.numpy import load  # noqa: PLC0415 -- of the extra
        from tokenizers import Tokenizer  # noqa: PLC0415 -- of the extra
    except ImportError as error:
        raise _missing(error.name or "its libraries") from error
    folder = _folder()
    vectors = load(_pinned(folder, VECTORS))["embedding.weight"]
    tokenizer = Tokenizer.from_str(_pinned(folder, TOKENIZER).decode())
    return Weights(tokenizer, vectors.astype(np.float32))


def _folder() -> Path:
    """Where wordllama is installed."""
    spec = find_spec("wordllama")
    if spec is None or not spec.submodule_search_locations:
        raise _missing("wordllama")
    return Path(spec.submodule_search_locations[0])


def _pinned(folder: Path, name: str) -> bytes:
    """The bytes of a file that is the one we know."""
    try:
        content = (folder / name).read_bytes()
    except OSError as error:
        raise ModelFileError(
            f"wordllama has no {name!r} here ({error.strerror}): install tiltyard[embed] again"
        ) from error
    if hashlib.sha256(content).hexdigest() != PINNED[name]:
        raise ModelFileError(
            f"wordllama's {name!r} is not the one that is pinned: "
            "install the version that tiltyard[embed] asks for"
        )
    return content


def _missing(what: str) -> ConfigurationError:
    return ConfigurationError(f"vectors of texts need {what!r}: install tiltyard[embed]")
