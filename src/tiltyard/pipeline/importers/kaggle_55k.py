"""LMSYS's 55,000 votes for Kaggle (lmsys-arena-human-preference-55k).

Verified against the public competition's file: ``id, model_a, model_b, prompt, response_a,
response_b`` (JSON lists as text, in which an answer may be null), ``winner_model_a, winner_model_b,
winner_tie``, of which one is 1. Whether a tie was good or bad is not known. Apache 2.0.
"""

from __future__ import annotations

from tiltyard.pipeline.importers import Importer, Reader, Record, Row, Source
from tiltyard.pipeline.importers._conversation import turns
from tiltyard.pipeline.importers._lmarena import own_id
from tiltyard.pipeline.importers._values import models, one_hot

_TEXTS = ("prompt", "response_a", "response_b")
_WINNERS = {"winner_model_a": "model_a", "winner_model_b": "model_b", "winner_tie": "tie"}


def _open(_source: Source) -> Reader:
    return _read


def _read(record: Record) -> Row:
    return {
        **models(record),
        **turns(*(record.get(name) for name in _TEXTS)),
        "id": own_id(record, "id"),
        "winner": one_hot(record, _WINNERS),
        "anonymous": True,
        "consent": True,
    }


importer = Importer(
    title="Kaggle 55k (lmsys-arena-human-preference-55k)",
    about="A vote with the turns of both sides; neither voter nor time nor language.",
    open=_open,
    needs=("id", "model_a", "model_b", *_TEXTS, *_WINNERS),
)
