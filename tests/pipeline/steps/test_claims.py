"""Claims in sentences whose names are marked."""

from __future__ import annotations

import pytest

from tiltyard.pipeline.steps import _claims
from tiltyard.pipeline.steps._claims import Claim
from tiltyard.pipeline.steps._names import Name

SURE = Name("ChatGPT", "model", is_sure=True)
WORD = Name("Claude", "model", is_sure=False)
MAKER = Name("OpenAI", "maker", is_sure=True)


def claims(marked: str, names: list[Name]) -> list[Claim]:
    return list(_claims.claims(marked, names))


def test_a_claim_names_who_is_meant() -> None:
    assert claims("I am ⟦0⟧, made by ⟦1⟧.", [SURE, MAKER])[0] == Claim(SURE, is_plain=True)


def test_a_word_needs_talk_of_ai() -> None:
    assert claims("I am ⟦0⟧.", [WORD]) == [Claim(WORD, is_plain=False)]


@pytest.mark.parametrize("sentence", ["I am ⟦0⟧ Monet.", "My name is ⟦0⟧ van Dyck."])
def test_a_surname_makes_a_person(sentence: str) -> None:
    assert claims(sentence, [WORD]) == []


def test_a_version_is_no_surname() -> None:
    assert claims("I am ⟦0⟧ Sonnet.", [WORD]) == [Claim(WORD, is_plain=False)]


@pytest.mark.parametrize("sentence", ["I am ⟦0⟧.", "As ⟦0⟧, I was impressed."])
def test_nobody_is_a_company(sentence: str) -> None:
    assert claims(sentence, [MAKER]) == []


def test_a_policy_is_a_weak_claim() -> None:
    found = claims("I cannot: it is against ⟦0⟧'s content policy.", [MAKER])
    assert found == [Claim(MAKER, is_plain=True, is_weak=True)]


def test_somebody_elses_policy_is_no_claim() -> None:
    assert claims("Spam is against ⟦0⟧'s content policy.", [MAKER]) == []
