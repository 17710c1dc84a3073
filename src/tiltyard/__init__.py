"""Tiltyard: the open arena for language models.

``tiltyard.rank`` turns votes into a board, and ``tiltyard.compare`` says whether two models differ.
They are loaded when they are first used, so that this import costs nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tiltyard.analysis import compare, rank

__version__ = "0.1.0"

__all__ = ["__version__", "compare", "rank"]


def __getattr__(name: str) -> Any:  # noqa: ANN401 -- whatever the name stands for
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from tiltyard import analysis  # noqa: PLC0415 -- brings numpy along

    return getattr(analysis, name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
