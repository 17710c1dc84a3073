"""Is the clock right? Once a leaf has a wrong day, the log says so for ever."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

# Nobody runs this earlier.
WRITTEN = datetime(2026, 1, 1, tzinfo=UTC)
# An arena that was off for longer than this is rarer than a clock that is wrong.
LONGEST_OFF = timedelta(days=2 * 365)
_BACKWARDS = timedelta(hours=1)


def doubt(now: datetime, published: datetime | None) -> str | None:
    """Why a clock is hardly right; None if nothing speaks against it.

    Args:
        now: what it says.
        published: when the last checkpoint was written, by the same clock; None if never.
    """
    said = f"{now:%Y-%m-%d %H:%M} UTC"
    if now < WRITTEN:
        return f"the clock says {said}, which is before this program was written"
    if published is None:
        return None
    last = f"{published:%Y-%m-%d %H:%M} UTC"
    if now < published - _BACKWARDS:
        return f"the clock says {said}, and the log was published at {last} already"
    if now > published + LONGEST_OFF:
        return f"the clock says {said}, years after the log was published last, at {last}"
    return None
