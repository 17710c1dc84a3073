"""Texts that are almost the same, as clusters around a middle."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from tiltyard.pipeline.steps._minhash import Sketches, similarity


def clusters(held: Sketches, threshold: float) -> NDArray[np.int64]:
    """The cluster of each text, as the place of its middle, shape ``(n,)``.

    Args:
        held: the sketches, those first that are to be middles first: the most frequent ones.
        threshold: how similar to its middle a text of a cluster is.
    """
    n = len(held.entries)
    if not n:
        return np.arange(n)
    one, other = _pairs(held, threshold)
    if not len(one):
        return np.arange(n)
    graph = coo_array((np.ones(len(one), np.int8), (one, other)), shape=(n, n))
    _, component = connected_components(graph, directed=False)
    return _around_middles(held, component.astype(np.int64), threshold)


def _pairs(held: Sketches, threshold: float) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Texts that share a band with, and are similar to, the first one of it or the one before."""
    found: list[NDArray[np.int64]] = []
    others: list[NDArray[np.int64]] = []
    for band in held.bands.T:
        order = np.argsort(band, kind="stable")
        ordered = band[order]
        begins = np.concatenate([[True], ordered[1:] != ordered[:-1]])
        first = order[np.maximum.accumulate(np.where(begins, np.arange(len(order)), 0))]
        before = np.concatenate([order[:1], order[:-1]])
        for neighbour in (first, before):
            one, other = neighbour[~begins], order[~begins]
            similar = similarity(held.entries, one, other) >= threshold
            found.append(one[similar])
            others.append(other[similar])
    return np.concatenate(found), np.concatenate(others)


def _around_middles(
    held: Sketches, component: NDArray[np.int64], threshold: float
) -> NDArray[np.int64]:
    """Components cut into clusters: the first text that is left is the next middle of each."""
    middle = np.arange(len(component))
    sizes = np.bincount(component)
    left = np.flatnonzero(sizes[component] > 1)
    while len(left):
        first = np.full(len(sizes), -1)
        first[component[left][::-1]] = left[::-1]
        centre = first[component[left]]
        belongs = similarity(held.entries, centre, left) >= threshold
        middle[left[belongs]] = centre[belongs]
        left = left[~belongs]
    return middle
