"""A clock that is hardly right is noticed before it writes into the log."""

from __future__ import annotations

import logging
import os
from datetime import UTC, datetime, timedelta

import pytest

from tiltyard.transparency._clock import doubt
from transparency.logs import Published

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "published", "why"),
    [
        (datetime(1970, 1, 1, tzinfo=UTC), None, "before this program was written"),
        (NOW, NOW + timedelta(hours=2), "was published at 2026-06-01 14:00 UTC already"),
        (NOW, NOW - timedelta(days=800), "years after the log was published last"),
    ],
)
def test_a_clock_that_is_hardly_right_is_doubted(
    now: datetime, published: datetime | None, why: str
) -> None:
    assert why in str(doubt(now, published))


@pytest.mark.parametrize("published", [None, NOW + timedelta(minutes=50), NOW - timedelta(days=99)])
def test_a_clock_against_which_nothing_speaks_is_not(published: datetime | None) -> None:
    assert doubt(NOW, published) is None


def test_a_doubt_is_told_at_the_start(
    published: Published, caplog: pytest.LogCaptureFixture
) -> None:
    published.add(3)
    publisher = published.publisher()
    publisher.begin()
    publisher.step()
    later = (published.clock.now + timedelta(days=3)).timestamp()
    os.utime(publisher.copy.folder / "checkpoint", (later, later))
    with caplog.at_level(logging.WARNING):
        published.publisher().begin()
    assert "set it before anybody votes" in caplog.text
