"""compar:IA's comparia-votes: a preference on a whole conversation in the French state's arena.

Verified against the tables of its source code: ``id, timestamp, model_a_name, model_b_name,
chosen_model_name, both_equal, opening_msg, conversation_a, conversation_b, conv_turns,
system_prompt_a, system_prompt_b, selected_category, is_unedited_prompt, conversation_pair_id,
session_hash, visitor_id``, a comment of each side, and fourteen marks such as ``conv_useful_a``.
Licence Ouverte 2.0 (etalab-2.0). "Equal" does not say whether both were good or bad: it is a tie.
"""

from __future__ import annotations

from tiltyard.pipeline.importers import Importer, Reader, Record, RefusedRow, Row, Source
from tiltyard.pipeline.importers._comparia import SIDES, row
from tiltyard.pipeline.importers._lmarena import own_id
from tiltyard.pipeline.importers._values import flag, name

_QUALITIES = (
    "useful", "complete", "creative", "clear_formatting", "incorrect", "superficial",
    "instructions_not_followed",
)  # fmt: skip
_MARKS = tuple(f"conv_{quality}_{side}" for quality in _QUALITIES for side in "ab")


def _open(_source: Source) -> Reader:
    return _read


def _read(record: Record) -> Row:
    made = row(record, keep=("conv_comments_a", "conv_comments_b"))
    made["extra"]["marks"] = [
        mark.removeprefix("conv_") for mark in _MARKS if _is_set(record, mark)
    ]
    return made | {"id": own_id(record, "id"), "winner": _winner(record)}


def _winner(record: Record) -> str:
    chosen, is_equal = name(record.get("chosen_model_name")), flag(record.get("both_equal"))
    if is_equal and chosen is None:
        return "tie"
    by_name = {name(record.get(side)): side.removesuffix("_name") for side in SIDES}
    if chosen is None:
        raise RefusedRow("missing winner", "neither a model is chosen nor are both equal")
    if chosen not in by_name or is_equal:
        raise RefusedRow("unknown winner", f"chosen is {chosen!r}, and both_equal is {is_equal}")
    return by_name[chosen]


def _is_set(record: Record, mark: str) -> bool:
    return flag(record.get(mark)) is True


importer = Importer(
    title="compar:IA votes (comparia-votes)",
    about="A vote with both conversations; marks and comments are kept in `extra`.",
    open=_open,
    needs=("id", *SIDES, "chosen_model_name", "conversation_a", "conversation_b"),
)
