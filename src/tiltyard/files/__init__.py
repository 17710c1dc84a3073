"""Files of rows in any known format, and writing that is whole or not at all."""

from __future__ import annotations

from tiltyard.files._csv_faults import require_closed, require_once
from tiltyard.files._source import FORMATS, TEXT, Part, open_source
from tiltyard.files._table import read_table, require_columns
from tiltyard.files._text import BROKEN, ROW, chunks, lines, records
from tiltyard.files._whole import (
    digest_of,
    read_json,
    sha256,
    whole,
    whole_folder,
    write_json,
    write_parquet,
    write_text,
)
from tiltyard.files._writing import write_table

__all__ = [
    "BROKEN",
    "FORMATS",
    "ROW",
    "TEXT",
    "Part",
    "chunks",
    "digest_of",
    "lines",
    "open_source",
    "read_json",
    "read_table",
    "records",
    "require_closed",
    "require_columns",
    "require_once",
    "sha256",
    "whole",
    "whole_folder",
    "write_json",
    "write_parquet",
    "write_table",
    "write_text",
]
