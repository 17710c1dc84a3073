"""Equal steps depend on the texts alone."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tiltyard.battles._pace import Waiting, next_step


def play(
    texts: tuple[str, str], arrivals: list[tuple[int, int]], size: int
) -> list[tuple[str, str]]:
    """The steps shown when the texts arrive in the given amounts, and then all the rest."""
    said, shown, steps = [0, 0], [0, 0], []

    def waiting(side: int) -> Waiting:
        done = said[side] == len(texts[side])
        return Waiting(texts[side][shown[side] : said[side]], done)

    for more in [*arrivals, (len(texts[0]), len(texts[1]))]:
        for side in (0, 1):
            said[side] = min(len(texts[side]), said[side] + more[side])
        while (step := next_step(waiting(0), waiting(1), size)) not in (None, ("", "")):
            assert step is not None
            steps.append(step)
            for side in (0, 1):
                shown[side] += len(step[side])
    return steps


texts = st.tuples(st.text(max_size=60), st.text(max_size=60))
amounts = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=30)


@given(texts, amounts, amounts, st.integers(1, 7))
def test_steps_do_not_tell_when_the_models_spoke(
    texts: tuple[str, str],
    some: list[tuple[int, int]],
    others: list[tuple[int, int]],
    size: int,
) -> None:
    assert play(texts, some, size) == play(texts, others, size)


@given(texts, amounts, st.integers(1, 7))
def test_all_that_was_said_is_shown(
    texts: tuple[str, str], arrivals: list[tuple[int, int]], size: int
) -> None:
    steps = play(texts, arrivals, size)
    assert tuple("".join(step[side] for step in steps) for side in (0, 1)) == texts


@given(texts, amounts, st.integers(1, 7))
def test_both_sides_grow_alike_until_one_has_ended(
    texts: tuple[str, str], arrivals: list[tuple[int, int]], size: int
) -> None:
    shorter = min(len(text) for text in texts)
    whole = [step for step in play(texts, arrivals, size) if len(step[0]) == len(step[1]) == size]
    assert len(whole) >= shorter // size


def test_a_fast_side_waits_for_a_slow_one() -> None:
    assert next_step(Waiting("much to say", False), Waiting("", False), 4) is None


def test_a_step_is_not_cut_short_by_a_pause() -> None:
    assert next_step(Waiting("much to say", False), Waiting("ab", False), 4) is None


def test_the_last_step_may_be_short() -> None:
    assert next_step(Waiting("much", False), Waiting("ab", True), 4) == ("much", "ab")
