"""Names of topics, made of words."""

from __future__ import annotations

import math

from pipeline.topical import CODING, COOKING, SKY
from tiltyard.pipeline._topic_names import KEPT, NAMELESS, named, weighed


def test_the_weight_is_that_of_class_based_tf_idf() -> None:
    words = dict(weighed([["volcano lava", "volcano ash"], ["river fish"]])[0])
    # volcano comes 2 times of 4 in its topic and 2 times in all; a topic has (4 + 2) / 2 words.
    assert words["volcano"] == round(2 / 4 * math.log(1 + 3 / 2), 6)


def test_words_of_the_subject_come_first() -> None:
    cooking, coding, sky = (dict(one) for one in weighed([COOKING, CODING, SKY]))
    assert {"recipe"} & {*cooking}
    assert {"python"} & {*coding}
    assert {"planet", "moon", "stars"} & {*sky}


def test_a_word_that_all_topics_share_names_none() -> None:
    groups = [[f"ocean {text}" for text in group] for group in (COOKING, CODING, SKY)]
    assert not any("ocean" in dict(words) for words in weighed(groups))


def test_a_word_counts_once_in_a_prompt() -> None:
    words = dict(weighed([["volcano " * 50, "lava rock", "lava stone"], ["river", "sea"]])[0])
    assert words["lava"] > words["volcano"]


def test_so_many_words_are_kept() -> None:
    assert len(weighed([[" ".join(f"word{chr(97 + n)}x" for n in range(20))]])[0]) == KEPT


def test_a_name_has_no_two_forms_of_one_word() -> None:
    words = (("poem", 4.0), ("poems", 3.0), ("rhyme", 2.0), ("verse", 1.0))
    assert named([words]) == ["poem, rhyme, verse"]


def test_topics_with_the_same_words_have_different_names() -> None:
    words = (("poem", 4.0), ("rhyme", 2.0), ("verse", 1.0))
    assert named([words, words]) == ["poem, rhyme, verse", "poem, rhyme, verse (2)"]


def test_the_next_word_tells_topics_apart_first() -> None:
    words = (("poem", 4.0), ("rhyme", 2.0), ("verse", 1.0), ("ode", 0.5))
    assert named([words, words])[1] == "poem, rhyme, verse, ode"


def test_a_topic_without_words_is_called_so() -> None:
    assert named([()]) == [NAMELESS]
