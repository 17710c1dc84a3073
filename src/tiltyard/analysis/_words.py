"""What a reader of a board must be told, in words: used by the command, the page and notebooks."""

from __future__ import annotations

import math

from tiltyard.analysis._standings import Standings

_ADJUSTMENTS = {
    "max_t": "max-t",
    "holm": "Holm",
    "sidak": "Šidák",
    "bonferroni": "Bonferroni",
}
_ANYTIME = ", at every moment, however often somebody looks"


def facts(board: Standings) -> tuple[tuple[str, str], ...]:
    """What the board was made of and how, as labels and sentences, in the order to be read."""
    told = [
        ("votes", _votes(board)),
        ("read as", board.recognised),
        ("dropped", _dropped(board)),
        ("method", _method(board)),
        ("errors", _errors(board)),
        ("intervals", _intervals(board)),
        ("ranks", _ranks(board)),
        ("order", _order(board)),
        ("scale", _scale(board)),
        ("note", ". ".join(board.notes)),
        ("digest", board.digest),
        ("time", f"{board.seconds:.2f} s"),
    ]
    return tuple((label, text) for label, text in told if text)


def visible(text: str) -> str:
    """The text with everything escaped that would steer a terminal or is no character of XML."""
    return "".join(
        sign if sign.isprintable() else sign.encode("unicode_escape").decode() for sign in text
    )


def number(value: float) -> str:
    """A count as people write it: whole if it is, otherwise with two decimals."""
    return f"{value:,.0f}" if value == round(value) else f"{value:,.2f}"


def span(best: int, worst: int) -> str:
    """A range of ranks."""
    return str(best) if best == worst else f"{best}–{worst}"


def plural(many: float, word: str) -> str:
    """So many of something."""
    return f"{number(many)} {word if many == 1 else f'{word}s'}"


def interval(low: float, high: float, form: str = ".1f") -> str:
    """The ends of an interval, or the one that it has."""
    if math.isinf(high):
        return f"at least {low:{form}}"
    return f"at most {high:{form}}" if math.isinf(low) else f"{low:{form}} to {high:{form}}"


def turned_head() -> str:
    """What stands above a column of `turned`."""
    return "next leads without"


def turned(board: Standings, model: str) -> str:
    """How few would have to go for the next model to be ahead; empty where it was not counted."""
    if board.fragility is None:
        return ""
    found = next((one for one in board.fragility.neighbours if one.leader == model), None)
    if found is None:
        return ""
    if found.votes is None:
        return "no votes suffice"
    votes = plural(found.votes, "vote")
    return votes if found.voters is None else f"{plural(found.voters, 'voter')} ({votes})"


def interval_head(board: Standings) -> str:
    """What stands above a column of intervals."""
    what = {"both": "interval", "lower": "lower end", "upper": "upper end"}
    return f"{level(board)} {what[board.side]}"


def level(board: Standings) -> str:
    """The level in per cent, such as ``95 %``."""
    return f"{100 * board.level:.6g} %"


def _votes(board: Standings) -> str:
    text = f"{plural(board.n_votes, 'vote')} on {plural(board.n_models, 'ranked model')}"
    if board.unranked:
        text += f", {len(board.unranked)} not ranked"
    if is_weighted(board):
        text += f"; weighted, they say as much as {board.effective_votes:,.0f}"
    return text


def is_weighted(board: Standings) -> bool:
    """Whether some votes weigh more than others."""
    return board.effective_votes < float(board.counts.votes.sum()) * (1 - 1e-9)


def _dropped(board: Standings) -> str:
    if not board.dropped:
        return ""
    reasons = "; ".join(f"{many:,} {reason}" for reason, many in board.dropped.items())
    return f"{plural(sum(board.dropped.values()), 'row')}: {reasons}"


def _method(board: Standings) -> str:
    options = ", ".join(f"{name} {_value(value)}" for name, value in board.options.items())
    text = f"{board.method} ({options})" if options else board.method
    if board.weighting:
        text += f", weighted by {' and '.join(board.weighting)}"
    return text


def _errors(board: Standings) -> str:
    ways = {
        "sandwich": "from the spread of the votes (sandwich)",
        "information": "as the model has them, if it is right (information)",
        "bootstrap": f"from {board.replicates or 0:,} boards of votes drawn again (bootstrap)",
    }
    text = ways.get(board.errors or "", "the method's own")
    return f"{text}, clustered by {' and '.join(board.cluster)}" if board.cluster else text


def _value(value: object) -> str:
    if isinstance(value, list | tuple):
        return "+".join(str(one) for one in value)
    return str(value)


def _intervals(board: Standings) -> str:
    ends = {"both": "", "lower": ", low end only", "upper": ", high end only"}[board.side]
    if board.simultaneous:
        text = f"{level(board)}{ends}, for all models at once ({_ADJUSTMENTS[board.adjustment]})"
    else:
        text = f"{level(board)}{ends}, for each model by itself"
    return f"{text}{_ANYTIME if board.anytime else ''}"


def _ranks(board: Standings) -> str:
    if board.adjustment == "none":
        return f"what the votes allow, {level(board)} for each pair by itself"
    way = _ADJUSTMENTS[board.adjustment]
    text = f"what the votes allow, {level(board)} for all pairs at once ({way})"
    return f"{text}{_ANYTIME if board.anytime else ''}"


def _order(board: Standings) -> str:
    """What a line between two blocks needed; empty if only ranges of ranks."""
    found, least = board.fragility, board.voters_to_flip
    if found is None or not least:
        return ""
    rule = f"two models are parted only where it takes {plural(least, 'voter')} to turn them"
    if found.voters is None:
        return f"{rule}; voters are not known, and each vote is taken for one"
    if found.voters < least:
        return f"{rule}, and there are {number(found.voters)} in all, so that none are"
    return f"{rule}; {plural(found.voters, 'voter')} in all"


def _scale(board: Standings) -> str:
    centre = f"{board.scale.centre:,.0f}"
    zero = {
        "mean": f"{centre} is the mean of the ranked models",
        "anchor": f"{centre} is {board.anchor!r}, and intervals are of the difference from it",
        "absolute": f"{centre} is a level that the votes themselves fix",
    }
    return f"{zero[board.zero]}; 400 points are odds of ten to one"
