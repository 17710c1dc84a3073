"""Every error that Tiltyard raises, as one tree.

TiltyardError
├── ConfigurationError       a setting is missing, wrong, or contradicts another
├── UnknownNameError         no extension of that name; lists near ones
├── DataError                rows do not have the promised shape
├── WriteError               a file could not be written; what was there before still is
├── RatingError
│   ├── NotIdentifiedError   the battles do not connect the models
│   │   └── FeatureError     what a feature is worth cannot be told; carries `feature`, `cause`
│   └── NotConvergedError
├── BoardError               a board cannot be had as it was asked for
├── PollError                a choice that a poll does not take
├── AccessError              a token that is none, or that is for something else
│   └── TooManyAttemptsError
├── LedgerError              the log holds, or is asked to hold, what it cannot
│   ├── UnreachableError     nobody answers where a public copy should be
│   ├── ForkError            a log does not go on from what was signed before
│   ├── CosignatureError     what a witness sent is no signature of this log
│   │   └── UnknownWitnessError
│   └── NotPublishedError    what is asked of the log is not public, or not yet
├── BattleError
│   ├── BattleNotFoundError
│   ├── BattleForbiddenError somebody else's battle
│   ├── BattleStateError     a step out of order, such as voting twice
│   ├── PromptError          a prompt that cannot be asked
│   │   └── PromptTooLongError
│   ├── TooManyBattlesError  more battles in an hour than a voter may open
│   └── NotEnoughModelsError fewer than two models can answer now
├── ProviderError            carries `kind`, `model` and `retryable`
├── ArenaError               an arena elsewhere refused, or could not be reached
├── ModelFileError           a model file could not be had, or is not the one pinned
└── StoreError               the database could not be read or written
"""

from __future__ import annotations

from typing import Literal


class TiltyardError(Exception):
    """The root: catch it to catch everything that Tiltyard raises on purpose."""


class ConfigurationError(TiltyardError):
    """A setting is missing, wrong, or contradicts another."""


class UnknownNameError(TiltyardError):
    """No extension of that name; the message lists near ones."""


class DataError(TiltyardError):
    """Rows do not have the promised shape."""


class WriteError(TiltyardError):
    """A file could not be written; what was there before still is."""


class RatingError(TiltyardError):
    """Ratings could not be computed."""


class NotIdentifiedError(RatingError):
    """The battles do not connect the models, so that no rating exists."""


class FeatureError(NotIdentifiedError):
    """What a feature is worth cannot be told from the votes.

    Args:
        message: why not.
        feature: its name.
        cause: ``alike``, it is zero in every vote; ``models``, it follows from which models met;
            ``features``, it follows from other features; ``winners``, it tells every winner.
        others: the features from which it follows.
    """

    def __init__(
        self,
        message: str,
        *,
        feature: str = "",
        cause: Literal["alike", "models", "features", "winners"] = "models",
        others: tuple[str, ...] = (),
    ) -> None:
        super().__init__(message)
        self.feature = feature
        self.cause = cause
        self.others = others


class NotConvergedError(RatingError):
    """The solver ran out of steps."""


class BoardError(TiltyardError):
    """A board cannot be had as it was asked for: a slice that is none, or that ranks nobody."""


class PollError(TiltyardError):
    """A choice that a poll does not take: it is closed, or has no such option."""


class AccessError(TiltyardError):
    """A token that is none, or that is for something else."""


class TooManyAttemptsError(AccessError):
    """Too many wrong tokens came from one address; later it may try again."""


class LedgerError(TiltyardError):
    """The log holds, or is asked to hold, what it cannot."""


class UnreachableError(LedgerError):
    """Where a public copy of a log should be nobody answers, so that nothing is known of it."""


class ForkError(LedgerError):
    """A log does not go on from what was signed before."""


class CosignatureError(LedgerError):
    """What a witness sent is no signature of a checkpoint of this log."""


class UnknownWitnessError(CosignatureError):
    """Nobody signed whom the log names as a witness."""


class NotPublishedError(LedgerError):
    """What is asked of the log is not public, or not yet."""


class BattleError(TiltyardError):
    """Something about one battle."""


class BattleNotFoundError(BattleError):
    """There is no battle of that id."""


class BattleForbiddenError(BattleError):
    """The battle belongs to somebody else."""


class BattleStateError(BattleError):
    """A step out of order, such as voting twice.

    ``receipt`` is that of the vote that is stored, if one is.
    """

    def __init__(self, message: str, *, receipt: str | None = None) -> None:
        super().__init__(message)
        self.receipt = receipt


class PromptError(BattleError):
    """The prompt cannot be asked: empty, too long, or not text."""


class PromptTooLongError(PromptError):
    """The prompt has more characters than the arena takes."""


class TooManyBattlesError(BattleError):
    """More battles in an hour than a voter may open."""


class NotEnoughModelsError(BattleError):
    """Fewer than two models can answer now; trying again later may help."""


class ProviderError(TiltyardError):
    """A model could not be reached, or answered with something else than an answer.

    Args:
        message: what happened, in words for the operator; it never reaches a voter.
        kind: a short stable word, such as ``refused`` or ``rate_limited``.
        model: the model's id at its endpoint.
        retryable: whether asking again may help.
        retry_after_seconds: how long the server asks to wait before that, if it does.
    """

    def __init__(
        self,
        message: str,
        *,
        kind: str = "failed",
        model: str = "",
        retryable: bool = False,
        retry_after_seconds: float | None = None,
    ) -> None:
        super().__init__(message)
        self.kind = kind
        self.model = model
        self.retryable = retryable
        self.retry_after_seconds = retry_after_seconds


class ArenaError(TiltyardError):
    """An arena elsewhere refused what was asked, or could not be reached.

    Attributes:
        status: of its answer by HTTP; None without an answer.
        code: the short word for what is wrong, as the arena gives it; None if it gave none.
    """

    def __init__(self, message: str, *, status: int | None = None, code: str | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.code = code


class ModelFileError(TiltyardError):
    """A model file could not be had, or is not the one that is pinned."""


class StoreError(TiltyardError):
    """The database could not be read or written; nothing was acknowledged."""
