"""Rankings of several models, best to worst, from batches of lists."""

from __future__ import annotations

import numpy as np
import polars as pl
from numpy.typing import NDArray

from tiltyard.ratings.rankings import Rankings
from tiltyard.votes._codes import smallest
from tiltyard.votes._encode import Arrays, Dictionary, add_common, mark_broken, mark_clusters
from tiltyard.votes._faults import Marks
from tiltyard.votes._layout import Layout


def encoded_rankings(
    frame: pl.DataFrame, layout: Layout, known: Dictionary, needed: frozenset[str]
) -> tuple[Arrays, Marks]:
    """The rankings of a batch, bad ones included, and what is wrong with those.

    ``items`` holds an array of codes for each ranking.
    """
    marks = Marks(len(frame))
    columns: Arrays = {"row": frame["row"].to_numpy()}
    mark_broken(frame, marks)
    lists = frame["ranking"]
    marks.mark(lists.is_null().to_numpy(), "the ranking is missing")
    sizes = lists.list.len().fill_null(0).to_numpy()
    # An empty list explodes to one null, which must not count.
    flat = lists.filter(pl.Series(sizes > 0)).explode()
    items = known.models.codes(flat)
    columns["items"] = _cut(items, sizes)
    _mark_items(columns["items"], flat, items, sizes, marks)
    add_common(frame, layout, known, columns, marks)
    mark_clusters(frame, layout, needed, columns, marks)
    return columns, marks


def rankings_of(
    columns: Arrays, known: Dictionary, clusters: dict[str, NDArray[np.int32]]
) -> Rankings:
    """Rankings of columns that hold no bad row; models in alphabetical order."""
    names = known.models.known
    lists = columns.get("items", np.empty(0, dtype=object))
    items = np.concatenate(lists) if len(lists) else np.empty(0, dtype=np.int32)
    used = sorted(np.unique(items).tolist(), key=names.__getitem__)
    place = np.zeros(len(names), dtype=np.int32)
    place[used] = np.arange(len(used), dtype=np.int32)
    return Rankings(
        models=tuple(names[code] for code in used),
        items=smallest(place, len(used))[items],
        starts=np.cumsum([0, *map(len, lists)]),
        count=columns.get("count"),
        weight=columns.get("weight"),
        clusters=clusters,
    )


def _cut(items: NDArray[np.int32], sizes: NDArray[np.uint32]) -> NDArray[np.object_]:
    """The codes of each ranking as an array of its own."""
    cut = np.empty(len(sizes), dtype=object)
    cut[:] = np.split(items, np.cumsum(sizes)[:-1]) if len(sizes) else []
    return cut


def _mark_items(
    lists: NDArray[np.object_],
    flat: pl.Series,
    items: NDArray[np.int32],
    sizes: NDArray[np.uint32],
    marks: Marks,
) -> None:
    row = np.repeat(np.arange(len(sizes)), sizes)

    def rows(bad: NDArray[np.bool_]) -> NDArray[np.bool_]:
        marked = np.zeros(len(sizes), dtype=bool)
        marked[row[bad]] = True
        return marked

    has_tie = flat.str.contains("=", literal=True).fill_null(value=False).to_numpy()
    marks.mark(rows(has_tie), "rankings with ties ('=') cannot be used")
    marks.mark(rows(items < 0), "a model of the ranking is missing")
    marks.mark(np.asarray(sizes < 2), "the ranking has fewer than two models")
    twice = [len(np.unique(one)) < len(one) for one in lists]
    marks.mark(np.array(twice, dtype=bool), "a model is in the ranking twice")
