"""What screens an arena's voters, and keeps what was decided of them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import time

from tiltyard.bootstrap._publishing import open_store
from tiltyard.errors import ConfigurationError
from tiltyard.screening import Moderation
from tiltyard.settings import Settings
from tiltyard.store import Store


def make_moderation(settings: Settings, store: Store) -> Moderation:
    """What screens the votes of a store."""
    return Moderation(store, settings.data_dir / "screening")


def screening_time(settings: Settings) -> time | None:
    """After which time of day voters are screened, in UTC; none if they are not.

    Raises:
        ConfigurationError: the time is of another zone.
    """
    at = settings.screening.at
    if at.tzinfo is not None:
        raise ConfigurationError(
            f"`screening.at` is a time of day in UTC, without a zone, such as 02:00, not {at}"
        )
    return at if settings.screening.nightly else None


@contextmanager
def open_moderation(settings: Settings) -> Iterator[Moderation]:
    """The same for a command.

    Raises:
        ConfigurationError: there is no arena here.
        StoreError: the database cannot be used.
    """
    with open_store(settings) as store:
        yield make_moderation(settings, store)
