"""Shapes of data that can be imported: one file each.

A file is an importer: it exposes ``importer``, which says by what columns its shape is recognised
and turns one record of a file into one row of a dataset, or refuses it with a reason.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tiltyard import files, registry
from tiltyard.errors import DataError

ROOM = "pipeline.importers"

Record = Mapping[str, Any]
# Values of the columns of a dataset, as far as known. ``id`` is the source's own, ``extra`` is a
# dictionary, and ``source`` is not among them: whoever imports sets these three.
Row = dict[str, Any]
Reader = Callable[[Record], Row]


class RefusedRow(DataError):
    """A record that is no row; ``reason`` is what it is counted under, the message says more."""

    def __init__(self, reason: str, detail: str | None = None) -> None:
        super().__init__(detail or reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Source:
    """What an importer may know of a file before its records.

    Attributes:
        name: the file's name, without its folders.
        columns: what it has.
        folder: where it lies; other files may lie beside it.
        mapping: which column holds what, as the user says it (`plain` alone asks).
        winners: what winner values mean, as the user says it, beside those that are known.
        consent: whether the user says that the texts may be published.
    """

    name: str
    columns: Sequence[str]
    folder: Path | None = None
    mapping: Mapping[str, str] = field(default_factory=dict)
    winners: Mapping[str, str] = field(default_factory=dict)
    consent: bool = False

    def beside(self, name: str, needs: Sequence[str]) -> Iterator[Record]:
        """The records of another file in the same folder; none if there is no such file.

        Raises:
            DataError: it cannot be read, or lacks a column that is needed.
        """
        if self.folder is not None and (self.folder / name).is_file():
            table = files.read_table(self.folder / name)
            files.require_columns(table, needs, name)
            yield from table.iter_rows(named=True)


@dataclass(frozen=True, slots=True)
class Importer:
    """A shape of data.

    Attributes:
        title: how people call it.
        about: what its rows are, and what of them is kept.
        open: makes the function that turns the records of one file into rows.
        needs: columns without which it is another shape.
        one_of: at least one of these is there too.
        lacks: columns that only another shape has.
        lengths: columns of which nothing is read but how many values they hold, such as pictures.
        unread: columns that are not read at all.
        beside: files that may lie beside its own and hold no votes.
        has_ids: whether its rows have ids of their own. Otherwise a row is known by its content,
            and equal rows of the files that are imported together by their number.
    """

    title: str
    about: str
    open: Callable[[Source], Reader]
    needs: tuple[str, ...]
    one_of: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    lengths: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    has_ids: bool = True

    def missing(self, columns: Collection[str]) -> list[str]:
        """The columns that it needs and that are not there."""
        return [one for one in self.needs if one not in columns]

    def recognises(self, columns: Collection[str]) -> bool:
        """Whether a file with these columns has this shape."""
        is_another = any(one in columns for one in self.lacks)
        has_one = not self.one_of or any(one in columns for one in self.one_of)
        return not self.missing(columns) and has_one and not is_another


def names() -> list[str]:
    """All importers, sorted."""
    return registry.names(ROOM)


def load(name: str) -> Importer:
    """The importer of that name.

    Raises:
        UnknownNameError: there is none.
    """
    importer: Importer = registry.load(ROOM, name, "importer")
    return importer


def recognise(columns: Collection[str]) -> list[str]:
    """The importers whose shape these columns have; ``plain`` only if there is no other."""
    found = [name for name in names() if load(name).recognises(columns)]
    return [name for name in found if name != "plain"] or found


__all__ = [
    "Importer",
    "Reader",
    "Record",
    "RefusedRow",
    "Row",
    "Source",
    "load",
    "names",
    "recognise",
]
