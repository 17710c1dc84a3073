"""Screening every night, in the background of an arena that is served."""

from __future__ import annotations

import asyncio
import logging
from datetime import UTC, datetime, time, timedelta

from tiltyard.screening._moderation import Moderation

_log = logging.getLogger(__name__)

# How long to wait before looking at the clock again, which may be set.
LOOK_SECONDS = 60.0


def is_due(last: datetime | None, now: datetime, at: time) -> bool:
    """Whether a night's screening is still to be done.

    One that was done in the future, by a clock that was wrong, does not count.
    """
    moment = datetime.combine(now.date(), at, UTC)
    if now < moment:
        moment -= timedelta(days=1)
    return last is None or last < moment or last > now + timedelta(hours=1)


async def nightly(moderation: Moderation, at: time) -> None:
    """Screen once a night, for ever; cancel to stop.

    Args:
        moderation: does it, in a thread.
        at: after which time of day, in UTC.
    """
    while True:
        await asyncio.sleep(LOOK_SECONDS)
        try:
            findings = await asyncio.to_thread(moderation.findings)
            last = None if findings is None else findings.at
            if is_due(last, moderation.clock(), at):
                found = await asyncio.to_thread(moderation.screen)
                _log.info("%d of %d voters to look at", len(found.people), found.voters)
        except Exception:
            # Nobody awaits this: an error that ended the loop would end screening unseen.
            _log.exception("voters could not be screened; it is tried again")
