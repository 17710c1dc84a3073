"""What was found, in words."""

from __future__ import annotations

import math
from datetime import datetime

from tiltyard.drift._journal import Alarm

_TITLES = {
    "answers": "its answers to the nightly questions are others",
    "name": "its endpoint gives another name",
    "fingerprint": "its endpoint gives another fingerprint",
    "votes": "it wins less than it did",
    "votes_name": "its endpoint gives another name",
}


def title_of(alarm: Alarm) -> str:
    """What was found, in a few words."""
    return _TITLES[alarm.kind]


def words_of(alarm: Alarm) -> list[str]:
    """The evidence, a sentence each."""
    told = alarm.evidence
    match alarm.kind:
        case "answers":
            days = told["reference"]
            return [
                f"In the night of {_day(told['day'])}, {told['questions']} questions were answered "
                f"in another way than on {_days(days)}.",
                f"If nothing had changed, answers would differ so much {_once(told['p_value'])}; "
                f"an alarm needs {_once(told['level'])}.",
            ]
        case "name" | "fingerprint":
            what = "model it serves" if alarm.kind == "name" else "fingerprint of what it serves"
            return [
                f"In the night of {_day(told['day'])} the {what} was told as "
                f"{_quoted(told['now'])}; on {_days(told['reference'])} it was none of these."
            ]
        case "votes":
            since = datetime.fromisoformat(told["since"])
            return [
                f"The votes since {_day(told['since'])}, {since:%H:%M} UTC, are "
                f"{_times(told['sum'])} times as likely if it became {told['drop']:g} points "
                f"worse as if it is what it was in the {told['reference_votes']:,} votes that its "
                f"level was found from; an alarm needs {_times(told['threshold'])} times.",
                f"{told['votes']:,} votes were watched.",
            ]
        case "votes_name":
            return [
                f"With the answers that people voted on, its endpoint says that it serves "
                f"{_quoted(told['now'])}, and said {_quoted(told['before'])} before."
            ]


def _quoted(names: list[str]) -> str:
    return ", ".join(f"“{name}”" for name in names)


def _days(days: list[str]) -> str:
    others = len(days) - 1
    if not others:
        return _day(days[0])
    return f"{_day(days[0])} and {others} other night{'s' if others > 1 else ''}"


def _day(text: str) -> str:
    at = datetime.fromisoformat(text)
    return f"{at.day} {at:%B %Y}"


def _once(probability: float) -> str:
    """A small probability as how seldom something is, to two digits."""
    if probability > 0.1:
        return f"with probability {probability:.2g}"
    if probability < 1e-12:
        return "less than once in 10¹² nights"
    nights = 1 / probability
    return f"once in {round(nights, 1 - math.floor(math.log10(nights))):,.0f} nights"


def _times(evidence: float) -> str:
    """How much likelier, of a logarithm."""
    return f"{math.exp(evidence):,.0f}" if evidence < math.log(1e6) else "more than a million"
