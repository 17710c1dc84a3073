"""Why one model is preferred to another, in words, as far as the votes can tell."""

from __future__ import annotations

from collections.abc import Iterator

from tiltyard.leaderboard._pairs import Contrast, Facet, Pair

# So many categories are named on either side, and so many contrasts.
_NAMED = 3


def reasons(pair: Pair) -> tuple[str, ...]:
    """Where the first of two models does surely better or worse than elsewhere; one sentence each.

    Only what is sure for somebody who looked at everything is said; if nothing is, that is said.
    Empty if the two never met.
    """
    if pair.share is None:
        return ()
    found = [*_labels(pair), *_contrasts(pair)]
    if found:
        return tuple(found)
    if not pair.looked_at:
        return (f"{pair.record.votes:,} votes are too few to be taken apart.",)
    parts = "part" if pair.looked_at == 1 else "parts"
    return (
        f"Nothing tells surely where {pair.one} does better and where worse: none of "
        f"{pair.looked_at:,} {parts} of the votes that were looked at, by category and by what "
        "differed between the answers, ends otherwise than the rest by more than luck could.",
    )


def _labels(pair: Pair) -> Iterator[str]:
    sure = [facet for facet in pair.by_label if facet.is_sure]
    better = [facet for facet in sure if facet.gain > 0][:_NAMED]
    worse = [facet for facet in reversed(sure) if facet.gain < 0][:_NAMED]
    for facet, way in [*((one, "better") for one in better), *((one, "worse") for one in worse)]:
        yield f"{facet.title}: {pair.one} does {way} than elsewhere, {_rates(facet)}."


def _contrasts(pair: Pair) -> Iterator[str]:
    """The best and the worst facet of each contrast, the most telling contrasts first."""
    found = {one.title: _extremes(one) for one in pair.by_contrast}
    telling = sorted(
        (title for title in found if found[title]), key=lambda one: _size(found[one][0])
    )
    for title in telling[:_NAMED]:
        for facet in found[title]:
            way = "better" if facet.gain > 0 else "worse"
            yield f"{title}, {facet.title}: {pair.one} does {way} than otherwise, {_rates(facet)}."


def _extremes(contrast: Contrast) -> list[Facet]:
    """The facet in which the first model surely does best, and that in which it does worst."""
    sure = [facet for facet in contrast.facets if facet.is_sure]
    better = sorted((facet for facet in sure if facet.gain > 0), key=_size)[:1]
    worse = sorted((facet for facet in sure if facet.gain < 0), key=_size)[:1]
    return sorted([*better, *worse], key=_size)


def _size(facet: Facet) -> float:
    return -abs(facet.gain)


def _rates(facet: Facet) -> str:
    share = facet.share
    interval = f"{_percent(share.lower)} to {_percent(share.upper)}"
    return (
        f"winning {_percent(share.rate)} of {facet.record.votes:,} votes ({interval}) against "
        f"{_percent(facet.rest.rate)} of the rest"
    )


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %"
