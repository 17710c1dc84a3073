"""A row of a dataset, from what an importer knows of it."""

from __future__ import annotations

import json
from typing import Any

from tiltyard.pipeline._schema import ROW
from tiltyard.pipeline.importers import Row

_EMPTY: Row = dict.fromkeys(ROW)
_JSON = json.JSONEncoder(sort_keys=True, default=str, ensure_ascii=False)


def complete(row: Row, source: str, own: str | None = None) -> Row:
    """The row with every column of a dataset.

    Args:
        row: what an importer knows.
        source: the importer's name; ids begin with it, so that no two sources share one.
        own: the id of a row that brings none.
    """
    id = row.get("id") or own
    extra = row.get("extra") or None
    return {
        **_EMPTY,
        **row,
        "id": f"{source}:{id}",
        "battle": f"{source}:{row.get('battle') or id}",
        "source": source,
        "extra": _json(extra) if extra else None,
    }


def _json(extra: dict[str, Any]) -> str:
    """JSON that everybody reads: what is no number is not there."""
    written = _JSON.encode(extra)
    if "NaN" not in written and "Infinity" not in written:
        return written
    return _JSON.encode(json.loads(written, parse_constant=lambda _: None))
