"""The evidence against a voter, in pictures."""

from __future__ import annotations

from tiltyard.charts import Bar, Bars, Stake
from tiltyard.screening import Finding, short

_MOST = 12


def capital_chart(finding: Finding) -> Stake:
    """What a stake against the voter became, vote after vote."""
    return Stake(
        title=f"Betting against voter {short(finding.voter)}",
        steps=finding.path,
        notes=("In one honest voter of a hundred the line ever reaches 100, at most.",),
    )


def models_chart(finding: Finding) -> Bars | None:
    """What models won with this voter more, or less, often than with others."""
    told = sorted(finding.models[:_MOST], key=lambda one: -(one.worth - one.expected) / one.battles)
    marks = tuple(
        Bar(one.name, 100 * (one.worth - one.expected) / one.battles, count=one.battles)
        for one in told
    )
    if not marks:
        return None
    return Bars(
        title="What models got from this voter, beyond what others give",
        marks=marks,
        axis="Share of its battles won, in per cent, less what others give",
        form="points",
        ends=(-50, 50),
        noun="model",
        unit="battle",
    )
