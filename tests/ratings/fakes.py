"""What a method made up for a test says of itself."""

from __future__ import annotations

from typing import ClassVar


class MadeUp:
    """All of a `Method` but its fit."""

    title: ClassVar[str] = "made up"
    about: ClassVar[str] = "It exists in a test."
    ties: ClassVar[str] = "They do not occur."
    needs_rows: ClassVar[bool] = False
