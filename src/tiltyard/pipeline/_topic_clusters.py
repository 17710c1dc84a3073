"""Clusters of vectors, by k-means of scikit-learn, and how many there should be."""

from __future__ import annotations

import importlib
import math

import numpy as np
from numpy.typing import NDArray

from tiltyard.errors import ConfigurationError

Vectors = NDArray[np.float32]

FEWEST, MOST = 2, 60
_STARTS = 4
_MAP_DIRECTIONS, _FEW = 50, 12
_JUDGED = 2_000  # vectors that the number of clusters is judged by
_TRIED = (0.75, 1.0, 1.25, 1.5)  # times the usual number: two cube roots of how many there are


def unit(vectors: Vectors) -> Vectors:
    """The vectors at unit length; zeros stay."""
    length = np.linalg.norm(vectors, axis=1, keepdims=True)
    nothing = np.zeros_like(vectors)
    of_one: Vectors = np.divide(vectors, length, out=nothing, where=length > 1e-6)
    return of_one


def reduced(vectors: Vectors, directions: int, seed: int) -> Vectors:
    """The vectors along the directions in which they vary most."""
    _require_sklearn()
    from sklearn.decomposition import PCA  # noqa: PLC0415 -- slow

    wanted = min(directions, len(vectors) - 1, vectors.shape[1])
    if wanted < 1:
        return vectors
    solver = PCA(wanted, svd_solver="covariance_eigh", random_state=seed)
    return np.asarray(solver.fit_transform(vectors), np.float32)


def usual_count(flat: Vectors, seed: int) -> int:
    """How many clusters lie best apart, of some numbers that are tried (Rousseeuw 1987)."""
    _require_sklearn()
    from sklearn.metrics import (  # noqa: PLC0415 -- slow
        silhouette_score,
    )

    judged = flat[:_JUDGED]  # the prompts are in the order of a draw
    most = min(MOST, len(judged) // 2)
    middle = 2 * math.cbrt(len(flat))
    tried = sorted({min(max(round(times * middle), FEWEST), most) for times in _TRIED})
    if len(tried) == 1:
        return tried[0]
    scores = {}
    for many in tried:
        labels = clustered(judged, many, seed)
        if 1 < len(set(labels.tolist())) < len(judged):
            scores[many] = float(silhouette_score(judged, labels))
    return max(scores, key=lambda many: (scores[many], -many), default=FEWEST)


def clustered(flat: Vectors, many: int, seed: int) -> NDArray[np.int64]:
    """The cluster of each vector, at most so many; the same for the same seed."""
    _require_sklearn()
    from sklearn.cluster import KMeans  # noqa: PLC0415 -- slow
    from threadpoolctl import (  # noqa: PLC0415 -- slow
        threadpool_limits,
    )

    many = min(many, len(np.unique(flat, axis=0)))
    with threadpool_limits(1):  # threads that wait for each other are slower, and sum otherwise
        found = KMeans(many, n_init=_STARTS, random_state=seed).fit(flat).labels_
    return np.asarray(found, np.int64)


def _require_sklearn() -> None:
    """Return if scikit-learn is here.

    Raises:
        ConfigurationError: it is not.
    """
    try:
        importlib.import_module("sklearn.cluster")
    except ImportError as error:
        raise ConfigurationError("topics need scikit-learn: install tiltyard[embed]") from error


def laid_out(vectors: Vectors, seed: int) -> Vectors:
    """A place in the plane for each vector, shape ``(n, 2)``: near ones stay near.

    By t-SNE (van der Maaten and Hinton 2008) of their first directions; a few by the first two of
    those alone.
    """
    flat = reduced(vectors, _MAP_DIRECTIONS, seed)
    if len(vectors) < _FEW or len(np.unique(flat, axis=0)) < _FEW:
        two = np.zeros((len(vectors), 2), np.float32)
        two[:, : min(2, flat.shape[1])] = flat[:, :2]
        return two
    from sklearn.manifold import TSNE  # noqa: PLC0415 -- slow
    from threadpoolctl import threadpool_limits  # noqa: PLC0415 -- slow

    near = min(30.0, (len(vectors) - 1) / 3)
    with threadpool_limits(1):
        method = TSNE(perplexity=near, init="pca", learning_rate="auto", random_state=seed)
        return np.asarray(method.fit_transform(flat), np.float32)
