"""A text's vector: the mean of its tokens' vectors, made to unit length."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from tiltyard.embeddings._weights import SIZE, Weights, weights

# What is asked stands at the beginning or at the end; what is pasted stands between.
HEAD_CHARACTERS = 2000
TAIL_CHARACTERS = 1000
BATCH = 512


def embed(texts: Sequence[str]) -> NDArray[np.float32]:
    """A vector for each text, in order, shape ``(n, 256)``, of unit length.

    The dot product of two is their cosine. A text without tokens gets zeros. Of a text longer
    than 3,000 characters the first 2,000 and the last 1,000 count.

    Raises:
        ConfigurationError: the extra ``embed`` is not installed.
        ModelFileError: the packaged weights are not those that are pinned.
    """
    known = weights()
    parts = [_batch(texts[start : start + BATCH], known) for start in range(0, len(texts), BATCH)]
    return np.concatenate(parts) if parts else np.zeros((0, SIZE), np.float32)


def _batch(texts: Sequence[str], known: Weights) -> NDArray[np.float32]:
    from scipy.sparse import csr_array  # noqa: PLC0415 -- slow to import, and not for every command

    encoded = known.tokenizer.encode_batch_fast([_cut(t) for t in texts], add_special_tokens=False)
    tokens = [np.asarray(one.ids, np.int32) for one in encoded]
    ends = np.cumsum([0, *map(len, tokens)])
    ids = np.concatenate(tokens)
    ones = np.ones(len(ids), np.float32)
    shape = (len(texts), len(known.vectors))
    sums: NDArray[np.float32] = csr_array((ones, ids, ends), shape=shape) @ known.vectors
    length = np.linalg.norm(sums, axis=1, keepdims=True)
    return np.asarray(sums / np.where(length > 0, length, 1), np.float32)


def _cut(text: str) -> str:
    """The text without surrounding space, and without its middle if it is long."""
    if not text.isascii():  # halves of characters, from broken files, are no text to a tokenizer
        text = text.encode("utf-8", "ignore").decode()
    text = text.strip()
    if len(text) <= HEAD_CHARACTERS + TAIL_CHARACTERS:
        return text
    return f"{text[:HEAD_CHARACTERS]}\n{text[-TAIL_CHARACTERS:]}"
