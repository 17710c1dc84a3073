"""Files of rows in any known format, and writing that is whole or not at all."""

from __future__ import annotations

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

__all__ = [
    "digest_of",
    "read_json",
    "sha256",
    "whole",
    "whole_folder",
    "write_json",
    "write_parquet",
    "write_text",
]
