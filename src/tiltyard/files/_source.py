"""What rows are read from: files of the known formats, standard input, frames, arrays."""

from __future__ import annotations

import glob
import os
import shutil
import sys
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any, BinaryIO

import polars as pl

from tiltyard.errors import DataError

FORMATS = {
    ".csv": "csv",
    ".tsv": "csv",
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".parquet": "parquet",
    ".arrow": "arrow",
    ".ipc": "arrow",
    ".feather": "arrow",
}
PACKED = (".gz", ".zst")
TEXT = ("csv", "json", "jsonl")
_SIGNS = {b"PAR1": "parquet", b"ARROW1": "arrow", b"\xff\xff\xff\xff": "arrow"}
_PACKED_SIGNS = {b"\x1f\x8b": ".gz", b"\x28\xb5\x2f\xfd": ".zst"}


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """One file, or one frame, of a source.

    Attributes:
        name: how people call it; empty for a frame.
        path: where it lies; missing for a frame.
        form: one of the `FORMATS`, or ``frame``.
        frame: the frame itself.
    """

    name: str
    form: str
    path: Path | None = None
    frame: pl.LazyFrame | None = None

    def scan(self, *, guessed: bool = False) -> pl.LazyFrame:
        """All columns, not read yet.

        CSV is read as text throughout, so that a value of the wrong kind is found as a bad row;
        ``guessed`` asks for a guess instead.
        """
        if self.frame is not None:
            return self.frame
        path = str(self.path)
        if self.form == "csv":
            heading = first_line(path)
            return pl.scan_csv(
                path,
                separator=separator(heading),
                infer_schema=guessed,
                infer_schema_length=1000,
                glob=False,
            )
        if self.form == "jsonl":
            return pl.scan_ndjson(path, infer_schema_length=1000)
        if self.form == "json":
            return pl.read_json(path, infer_schema_length=None).lazy()
        if self.form == "parquet":
            # One file is meant, even if its name looks like a pattern.
            return pl.scan_parquet(path, glob=False)
        return _scan_arrow(Path(path))


def open_source(source: Any, stack: ExitStack, *, form: str | None = None) -> list[Part]:  # noqa: ANN401 -- many kinds of frames
    """The parts of a source, files in the order of their names.

    Args:
        source: a path, folder, pattern or ``-``; a list of those; a frame of polars, pandas or
            pyarrow; or columns by name.
        stack: holds what must be removed when reading has ended.
        form: which of the formats it is, where names do not say.

    Raises:
        DataError: there is no such file, or it is of no known format.
    """
    if form is not None and form not in FORMATS.values():
        there = ", ".join(sorted({*FORMATS.values()}))
        raise DataError(f"there is no format {form!r}; known: {there}")
    if isinstance(source, str | Path):
        return _from_path(str(source), stack, form)
    if isinstance(source, Sequence) and not isinstance(source, bytes):
        if not source:
            raise DataError("there is nothing to read: the list of files is empty")
        return [part for one in source for part in open_source(one, stack, form=form)]
    return [Part("", "frame", frame=_from_frame(source))]


def separator(heading: str) -> str:
    """What separates the columns of a CSV file: the comma, unless something else does it more."""
    return max((",", "\t", ";", "|"), key=heading.count)


def first_line(path: str) -> str:
    """The heading of a text file that may be packed; empty if the file is."""
    try:
        lines = pl.scan_lines(path).head(1).collect()
    except pl.exceptions.PolarsError:
        return ""  # what is wrong with it comes up when it is read
    return str(lines.item()) if len(lines) else ""


def _from_path(source: str, stack: ExitStack, form: str | None) -> list[Part]:
    if source == "-":
        return [_from_stream(sys.stdin.buffer, stack, form)]
    if "://" in source:
        raise DataError(f"{source!r} is an address: fetch the file, rows are read from disk")
    source = os.path.expanduser(source)
    path = Path(source)
    if path.is_dir():
        inside = sorted(one for one in path.rglob("*") if _is_meant(one, path))
        if not inside:
            raise DataError(f"folder {source!r} holds nothing to read: no file ends in {known()}")
        return [_file(one, form) for one in inside]
    if path.exists():
        return [_file(path, form)]
    if any(sign in source for sign in "*?["):
        matched = sorted(one for one in glob.glob(source, recursive=True) if Path(one).is_file())
        if not matched:
            raise DataError(f"no file matches {source!r}")
        return [_file(Path(one), form) for one in matched]
    raise DataError(f"there is no file {source!r}")


def _is_meant(path: Path, folder: Path) -> bool:
    """Whether it is a file of rows, and not one that an editor or a system hides beside them."""
    hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
    return not hidden and path.is_file() and form_of(path) is not None


def _file(path: Path, form: str | None) -> Part:
    found = form or form_of(path)
    if found is None:
        raise DataError(f"{str(path)!r} is of no known format: its name must end in {known()}")
    _require_bytes_of_text(path, found)
    return Part(str(path), found, path=path)


def _require_bytes_of_text(path: Path, form: str) -> None:
    """Return if the text is not in UTF-16, which spreadsheets call Unicode."""
    if form not in TEXT:
        return
    with path.open("rb") as file:
        sign = file.read(2)
    if sign in (b"\xff\xfe", b"\xfe\xff"):
        raise DataError(f"{str(path)!r} is UTF-16 text: save it as UTF-8")


def form_of(path: Path) -> str | None:
    """The format that a name says; ``.gz`` and ``.zst`` may follow that of a text."""
    suffix = path.suffix.lower()
    if suffix in PACKED:
        inside = FORMATS.get(Path(path.stem).suffix.lower())
        return inside if inside in TEXT else None
    return FORMATS.get(suffix)


def known() -> str:
    """The suffixes of all formats, for messages."""
    return ", ".join(FORMATS) + " (text may be packed: .csv.gz, .jsonl.zst)"


def _from_stream(stream: BinaryIO, stack: ExitStack, form: str | None) -> Part:
    """A stream, kept in a temporary file: it may be larger than memory, and is read twice."""
    file = stack.enter_context(NamedTemporaryFile(prefix="tiltyard-"))  # noqa: SIM115 -- it is
    shutil.copyfileobj(stream, file)
    file.flush()
    path = Path(file.name)
    return Part("standard input", form or _sniff(path), path=path)


def _sniff(path: Path) -> str:
    """The format that the first bytes tell."""
    with path.open("rb") as file:
        head = file.read(64)
    for sign, form in _SIGNS.items():
        if head.startswith(sign):
            return form
    first = first_line(str(path)).lstrip("\ufeff \t")
    if first.startswith("["):
        return "json"
    return "jsonl" if first.startswith("{") else "csv"


def _scan_arrow(path: Path) -> pl.LazyFrame:
    with path.open("rb") as file:
        is_file = file.read(6) == b"ARROW1"
    return pl.scan_ipc(path, glob=False) if is_file else pl.read_ipc_stream(path).lazy()


def _from_frame(source: Any) -> pl.LazyFrame:  # noqa: ANN401 -- many kinds of frames
    if isinstance(source, pl.LazyFrame):
        return source
    if isinstance(source, pl.DataFrame):
        return source.lazy()
    if isinstance(source, Mapping):
        return pl.LazyFrame(dict(source), strict=False)
    import narwhals as nw  # noqa: PLC0415 -- only other libraries' frames need it
    from narwhals.exceptions import NarwhalsError  # noqa: PLC0415 -- likewise

    try:
        frame = nw.from_native(source, pass_through=True)
        eager = frame.collect("polars") if isinstance(frame, nw.LazyFrame) else frame
        if isinstance(eager, nw.DataFrame):
            return eager.to_polars().lazy()
    except (TypeError, ValueError, NarwhalsError) as error:
        # A column of numbers and text, or two columns of one name.
        told = " ".join(str(one) for one in error.args).replace("\n", " ")
        raise DataError(f"the frame cannot be read: {told}") from error
    raise DataError(
        f"rows cannot be read from an object of type {type(source).__name__!r}: give a path, a "
        "frame of polars, pandas or pyarrow, or columns by name"
    )
