"""What time it is in a log: no leaf but a vote tells the hour, and streams tell their day."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from datetime import date

HOURS = 24
_EPOCH = date(1970, 1, 1)
# By so many hours clocks of several processes may differ.
SKEW = 1
# What is due may take so long: whoever publishes a log looks after it, but may be switched off.
PATIENCE = 24


def day_of(told: str) -> int:
    """Days since 1970, of a date as a leaf has it.

    Raises:
        ValueError: there is no such day.
    """
    return (date.fromisoformat(told) - _EPOCH).days


class Moments:
    """The hours at which something happened, in the order of the log."""

    def __init__(self) -> None:
        self.hours = array("q")
        self.last = -1

    def pass_(self, hour: int) -> bool:
        """Go on to an hour; whether the clock did not run backwards."""
        if hour > self.last:
            self.hours.append(hour)
            self.last = hour
            return True
        return hour >= self.last - SKEW

    def is_overdue(self, hour: int) -> bool:
        """Whether the log goes on for long after the first moment at which something was due."""
        place = bisect_left(self.hours, hour)
        return place < len(self.hours) and self.last >= self.hours[place] + PATIENCE
