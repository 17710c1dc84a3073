from __future__ import annotations

from tiltyard.categories import Item
from tiltyard.categories.multi_turn import category

assert category.rule is not None
find = category.rule.find


def test_two_turns_of_the_user_are_several() -> None:
    assert find([Item(("hi",)), Item(("hi", "and now?"))]) == [False, True]


def test_a_conversation_without_a_turn_is_unlabelled() -> None:
    assert find([Item()]) == [None]
