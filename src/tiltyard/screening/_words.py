"""The evidence against a voter, in words that somebody can check by counting."""

from __future__ import annotations

import math
from collections.abc import Iterator

from tiltyard.ratings.screening import VOTES_PER_MODEL
from tiltyard.ratings.voters import BETS
from tiltyard.screening._findings import Finding, OfModel

# A model is named if the voter met it so often, and said so much else of it than others do.
_LEAST_BATTLES, _LEAST_GAP = 4, 0.2
_MOST_NAMED = 3
_SUSPICIONS = {
    "random": "that the voter clicks at random",
    "left": "that the voter always chooses the left answer",
    "right": "that the voter always chooses the right answer",
    "taste": "that the voter favours some models, or disfavours them, in battle after battle",
}
# Beyond a million, digits say nothing more; beyond this, powers of ten neither.
_MANY_DIGITS, _MOST_DIGITS = 6, 12
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def short(voter: str) -> str:
    """What a voter is called where people talk: the beginning of the pseudonym."""
    return voter[:8]


def capital(evidence: float) -> str:
    """What a stake of 1 became: ``340``, ``0.020``, ``more than 10⁷``."""
    digits = evidence / math.log(10)
    if digits > _MANY_DIGITS:
        power = str(min(math.floor(digits), _MOST_DIGITS)).translate(_RAISED)
        return f"more than 10{power}"
    if digits >= 0:
        value = math.exp(evidence)
        return f"{value:,.0f}" if value >= 10 else f"{value:.1f}"
    return "less than 0.001" if digits < -3 else f"{math.exp(evidence):.3f}"


def against(finding: Finding) -> list[str]:
    """The evidence, a sentence each, the strongest first."""
    return list(_sentences(finding))


def _sentences(one: Finding) -> Iterator[str]:
    won = max(range(len(BETS)), key=lambda bet: one.bets[bet])
    if one.bets[won] > 0:
        yield (
            f"The bet that won says {_SUSPICIONS[BETS[won]]}: a stake of 1 on it became "
            f"{capital(one.bets[won])} in {one.votes:,} votes, and all four bets together"
            f"{', with checks of attention,' if any(one.checks) else ''} "
            f"{capital(one.evidence)}. Of honest voters one in a hundred, at most, ever brings it "
            "to 100."
        )
    else:
        yield f"No bet against this voter won anything in {one.votes:,} votes."
    if not one.is_judged:
        yield (
            "Others cast too few votes to judge this voter by: there must be "
            f"{VOTES_PER_MODEL} for each model, and as many as the voter's own."
        )
    if any(one.checks):
        yield _attention(one)
    models = [
        f"{model.name} got {_share(model.worth, model.battles)} of its {model.battles:,} battles "
        f"from this voter; from others it would have got {_share(model.expected, model.battles)}."
        for model in _named(one)
    ]
    # What the bet that won is about comes first.
    yield from [*models, _sides(one)] if BETS[won] == "taste" else [_sides(one), *models]


def _attention(one: Finding) -> str:
    passed, failed, both_bad = one.checks
    aside = f" {both_bad:,} were judged “both bad”, which says nothing." if both_bad else ""
    many = passed + failed + both_bad
    return (
        f"Of {many:,} {'check' if many == 1 else 'checks'} of attention, in which one answer was "
        f"to another question, {passed:,} {'was' if passed == 1 else 'were'} passed and {failed:,} "
        f"failed.{aside} Each that is failed multiplies the stake by 10, and each that is passed "
        "takes half of it, about."
    )


def _sides(one: Finding) -> str:
    left, right, ties = one.chosen
    most = max(left, right)
    if most == one.votes:
        return f"Always chose the {'left' if left else 'right'} answer, in {most} of {most} votes."
    due = [round(x) for x in one.expected]
    return (
        f"Chose the left answer {left:,} times, the right one {right:,} times and neither "
        f"{ties:,} times; others would have, in the same battles, about {due[0]:,}, {due[1]:,} and "
        f"{due[2]:,} times."
    )


def _named(one: Finding) -> list[OfModel]:
    """The models of which the voter said something else than others, most of it first."""
    odd = [
        model
        for model in one.models
        if model.battles >= _LEAST_BATTLES
        and abs(model.worth - model.expected) >= _LEAST_GAP * model.battles
    ]
    return odd[:_MOST_NAMED]


def _share(part: float, whole: int) -> str:
    return f"{100 * part / whole:.0f}\u00a0%"
