"""What a reader of a board must be told, in words: used by the command, the page and notebooks."""

from __future__ import annotations

from tiltyard.analysis._standings import Standings

_ADJUSTMENTS = {
    "max_t": "max-t",
    "holm": "Holm",
    "sidak": "Šidák",
    "bonferroni": "Bonferroni",
}


def facts(board: Standings) -> tuple[tuple[str, str], ...]:
    """What the board was made of and how, as labels and sentences, in the order to be read."""
    told = [
        ("votes", _votes(board)),
        ("read as", board.recognised),
        ("dropped", _dropped(board)),
        ("method", _method(board)),
        ("intervals", _intervals(board)),
        ("ranks", _ranks(board)),
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


def level(board: Standings) -> str:
    """The level in per cent, such as ``95 %``."""
    return f"{100 * board.level:.6g} %"


def _votes(board: Standings) -> str:
    text = f"{plural(board.n_votes, 'vote')} on {plural(board.n_models, 'ranked model')}"
    if board.unranked:
        text += f", {len(board.unranked)} not ranked"
    if board.effective_votes < 0.995 * board.counts.votes.sum():
        text += f"; weighted, they say as much as {board.effective_votes:,.0f}"
    return text


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
    if board.cluster:
        text += f", errors clustered by {' and '.join(board.cluster)}"
    return text


def _value(value: object) -> str:
    if isinstance(value, list | tuple):
        return "+".join(str(one) for one in value)
    return str(value)


def _intervals(board: Standings) -> str:
    if not board.simultaneous:
        return f"{level(board)}, for each model by itself"
    return f"{level(board)}, for all models at once ({_ADJUSTMENTS[board.adjustment]})"


def _ranks(board: Standings) -> str:
    if board.adjustment == "none":
        return f"what the votes allow, {level(board)} for each pair by itself"
    way = _ADJUSTMENTS[board.adjustment]
    return f"what the votes allow, {level(board)} for all pairs at once ({way})"


def _scale(board: Standings) -> str:
    centre = f"{board.scale.centre:,.0f}"
    zero = {
        "mean": f"{centre} is the mean of the ranked models",
        "anchor": f"{centre} is {board.anchor!r}, and intervals are of the difference from it",
        "absolute": f"{centre} is a level that the votes themselves fix",
    }
    return f"{zero[board.zero]}; 400 points are odds of ten to one"
