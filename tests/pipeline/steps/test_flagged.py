"""What moderation flagged."""

from __future__ import annotations

from pipeline.battles import rows
from pipeline.steps.deciding import reasons


def test_only_what_was_flagged_leaves() -> None:
    frame = rows({"flagged": True}, {"flagged": False}, {"flagged": None})
    assert reasons("flagged", frame) == ["flagged", None, None]
