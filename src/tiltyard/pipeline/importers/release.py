"""Our own releases: what `tiltyard data release` wrote.

Voters are pseudonyms and times are cut, as they were released; labels and style are not read, since
they are made anew. What was withheld stays so: rows without texts have no consent.
"""

from __future__ import annotations

from tiltyard.pipeline.importers import Importer, Reader, Record, Row, Source
from tiltyard.pipeline.importers._lmarena import row
from tiltyard.pipeline.importers._values import extra, flag, name, number


def _open(_source: Source) -> Reader:
    return _read


def _read(record: Record) -> Row:
    made = row(record, id="question_id")
    has_texts = made.get("prompts") is not None
    made["extra"].update(extra(record, ("source", "time_precision")))
    return made | {
        "battle": name(record.get("battle")),
        "system": name(record.get("system")),
        "consent": flag(record.get("consent")) if has_texts else False,
        "images": number(record.get("images")),
    }


importer = Importer(
    title="a release of Tiltyard",
    about="A vote as it was released; its first `source` is kept in `extra`.",
    open=_open,
    needs=("question_id", "model_a", "model_b", "winner", "outcome", "time_precision"),
    unread=("conv_metadata", "category_tag", "dedup_tag"),
)
