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
                f"In the night of {told['day']} {told['questions']} questions were answered in "
                f"another way than on {_days(days)}.",
                f"If nothing had changed, answers would differ so much with probability "
                f"{told['p_value']:.2g}; an alarm needs {told['level']:.2g}.",
            ]
        case "name" | "fingerprint":
            what = "model it serves" if alarm.kind == "name" else "fingerprint of what it serves"
            return [
                f"In the night of {told['day']} the {what} was told as {_quoted(told['now'])}; "
                f"on {_days(told['reference'])} it was none of these."
            ]
        case "votes":
            since = datetime.fromisoformat(told["since"])
            return [
                f"The votes since {since:%Y-%m-%d %H:%M} UTC are {_times(told['sum'])} times as "
                f"likely if it became {told['drop']:g} points worse as if it is what it was in "
                f"the {told['reference_votes']:,} votes that its level was found from; an alarm "
                f"needs {_times(told['threshold'])} times.",
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
        return days[0]
    return f"{days[0]} and {others} other night{'s' if others > 1 else ''}"


def _times(evidence: float) -> str:
    """How much likelier, of a logarithm."""
    return f"{math.exp(evidence):,.0f}" if evidence < math.log(1e6) else "more than a million"
