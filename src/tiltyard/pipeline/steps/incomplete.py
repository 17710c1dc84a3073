"""Battles that did not take place: no vote, no answer, an error instead of one, or one model."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import polars as pl

from tiltyard.pipeline.steps import RowStep, first_of

# What servers say instead of an answer. Short texts that begin so are errors and nothing else; an
# answer that explains an error is longer, or begins otherwise.
_BEGINS = (
    r"\(?\s*error[ _]?code\s*[:=]?\s*\d{3,6}",
    r"(?:api )?(?:request|connection|network|server|internal|rate limit|time ?out)[ _]error\b",
    r"http (?:error )?[45]\d\d\b",
    r"[45]\d\d (?:bad gateway|bad request|internal server error|service (?:temporarily )?"
    r"unavailable|gateway time-?out|too many requests|unauthorized|forbidden)",
    r"(?:\w+\.)*(?:ratelimit|apiconnection|apistatus|apitimeout|internalserver|badrequest|"
    r"authentication|timeout|connection|http|remoteprotocol|readtimeout|value|key|runtime)error\s*[:(]",
    r"traceback \(most recent call last\)",
    r"upstream (?:connect|request|server) (?:error|time)",
    r"cuda out of memory",
    r"the server (?:is overloaded|had an error)",
    r"\{\s*\"(?:error|detail)\"\s*:",
)
_SHORT = 300
# The same as a notice that was added when an answer broke off, in capitals as nobody writes.
_ENDS = (
    r"(?:NETWORK|API REQUEST|SERVER|CONNECTION) ERROR(?: [A-Z]+)*[^a-z]*$",
    r"(?i:\(error_code: \d+[^)]*\)\s*$)",
)
# A block that a page shows while text arrives; drawings have several in a row.
_CURSOR = r"(?:^|[^\u2580-\u259F])[▌▍▋▊]\s*$"
_BROKEN_OFF = r"(?:<\|?(?:im_end|endoftext|im_start)\|?>?|\[/?INST\]?)\s*$"


@dataclass(frozen=True)
class Incomplete(RowStep):
    """Nothing was compared.

    What is not known is no fault: rows without conversations stay unless ``texts`` asks for them.

    Attributes:
        texts: whether rows whose conversation is not known leave too.
        errors: further patterns; an answer in which one is found is an error.
    """

    about: ClassVar[str] = "no vote, a failed, empty, broken or unfinished answer, or one model"
    reasons: ClassVar[tuple[str, ...]] = (
        "no vote",
        "a model against itself",
        "no conversation",
        "empty prompt",
        "failed answer",
        "missing answer",
        "error instead of an answer",
        "unfinished answer",
    )
    measures: ClassVar[tuple[str, ...]] = (
        *("winner", "model_a", "model_b", "prompts", "answers_a", "answers_b"),
        *("failure", "images"),
    )

    texts: bool = False
    errors: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse patterns that are none."""
        for pattern in self.errors:
            _compiles(pattern)

    def measure(self, rows: pl.DataFrame) -> pl.DataFrame:
        """The reason of each row."""
        answers = ("answers_a", "answers_b")
        unknown = pl.any_horizontal(pl.col(name).is_null() for name in ("prompts", *answers))
        choices = (
            (pl.col("winner").is_null(), "no vote"),
            (pl.col("model_a") == pl.col("model_b"), "a model against itself"),
            (unknown & self.texts, "no conversation"),
            (_empty_prompt(), "empty prompt"),
            (pl.col("failure").is_not_null(), "failed answer"),
            (_any(_missing, answers), "missing answer"),
            (_any(self._error, answers), "error instead of an answer"),
            (_any(_unfinished, answers), "unfinished answer"),
        )
        return rows.select(first_of(*choices))

    def _error(self, name: str) -> pl.Expr:
        text = pl.element()
        begins = rf"(?i)^[\s*_#>`]*(?:{'|'.join(_BEGINS)})"
        is_short = text.str.len_bytes() <= _SHORT
        found = is_short & text.str.contains(begins)
        tail = text.str.tail(_SHORT)
        for pattern in _ENDS:
            found |= tail.str.contains(pattern)
        for pattern in self.errors:
            found |= text.str.contains(pattern)
        return pl.col(name).list.eval(found).list.any()


def _any(of: object, names: tuple[str, ...]) -> pl.Expr:
    return pl.any_horizontal(of(name) for name in names)  # type: ignore[operator]  # functions


def _empty_prompt() -> pl.Expr:
    """Some turn says nothing, and no picture was sent with it."""
    blank = pl.col("prompts").list.eval(_is_blank()).list.any()
    without = pl.col("prompts").list.len() == 0
    return (blank | without) & (pl.col("images").fill_null(0) == 0)


def _missing(name: str) -> pl.Expr:
    blank = pl.col(name).list.eval(_is_blank()).list.any()
    return blank | (pl.col(name).list.len() < pl.col("prompts").list.len().fill_null(1).clip(1))


def _unfinished(name: str) -> pl.Expr:
    tail = pl.element().str.tail(20)
    return (
        pl.col(name)
        .list.eval(tail.str.contains(_CURSOR) | tail.str.contains(_BROKEN_OFF))
        .list.any()
    )


def _is_blank() -> pl.Expr:
    return pl.element().is_null() | ~pl.element().str.contains(r"\S").fill_null(value=False)


def _compiles(pattern: str) -> None:
    """Raise ValueError unless polars takes the pattern."""
    try:
        pl.Series([""]).str.contains(pattern)
    except pl.exceptions.PolarsError as error:
        raise ValueError(f"errors: {pattern!r} is no pattern: {error}") from None


step = Incomplete()
