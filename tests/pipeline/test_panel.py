"""A judge at work: patience, and answers that are never lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.judges import Talker, asking, judge
from tiltyard.errors import ConfigurationError, ProviderError
from tiltyard.pipeline import Asking, Bill
from tiltyard.pipeline._panel import asked

PROMPTS = [f"Question {number}?" for number in range(20)]


def echo(prompt: str) -> str:
    return f"said {prompt}"


def ask(talker: Talker, path: Path, prompts: list[str] = PROMPTS) -> list[str | None]:
    """What the talker said to each, None where it said nothing."""
    with asked(asking(talker), path) as panel:
        assert panel is not None
        replies = panel.replies(prompts)
    return [None if reply is None else reply.text for reply in replies]


def test_each_question_has_its_answer(tmp_path: Path) -> None:
    assert ask(Talker(echo), tmp_path / "a.db") == [echo(prompt) for prompt in PROMPTS]


def test_equal_questions_are_asked_once(tmp_path: Path) -> None:
    talker = Talker(echo)
    assert ask(talker, tmp_path / "a.db", ["Why?"] * 5) == ["said Why?"] * 5
    assert len(talker.asked) == 1


def test_what_was_answered_is_not_asked_again(tmp_path: Path) -> None:
    ask(Talker(echo), tmp_path / "a.db")
    again = Talker(lambda prompt: "something else")
    assert ask(again, tmp_path / "a.db") == [echo(prompt) for prompt in PROMPTS]
    assert again.asked == []


def test_the_endpoint_is_closed_at_the_end(tmp_path: Path) -> None:
    talker = Talker(echo)
    ask(talker, tmp_path / "a.db")
    assert talker.closed


def test_nobody_is_asked_without_a_judge(tmp_path: Path) -> None:
    with asked(None, tmp_path / "a.db") as panel:
        assert panel is None


def test_a_model_that_times_out_half_way_keeps_what_it_said(tmp_path: Path) -> None:
    ill = Talker(echo, fails=lambda count: "timeout" if count > 8 else None)
    with pytest.raises(ProviderError, match=r"'jury' stopped answering: .*; 8 of 8 .* are kept"):
        ask(ill, tmp_path / "a.db")
    well = Talker(echo)
    assert ask(well, tmp_path / "a.db") == [echo(prompt) for prompt in PROMPTS]
    assert len(well.asked) == len(PROMPTS) - 8


def test_a_failure_that_passes_is_waited_for(tmp_path: Path) -> None:
    talker = Talker(echo, fails=lambda count: "timeout" if count <= 2 else None)
    patient = Asking(judge(talker), lambda bill: True, concurrency=1, pauses=(0.0, 0.0))
    with asked(patient, tmp_path / "a.db") as panel:
        assert panel is not None
        assert [reply and reply.text for reply in panel.replies(["Why?"])] == ["said Why?"]


def test_a_question_that_a_filter_stops_has_no_answer(tmp_path: Path) -> None:
    talker = Talker(echo, fails=lambda count: "filtered" if count == 3 else None)
    said = ask(talker, tmp_path / "a.db")
    assert said.count(None) == 1
    assert ask(Talker(echo), tmp_path / "a.db") == [echo(prompt) for prompt in PROMPTS]


@pytest.mark.parametrize("kind", ["unauthorised", "not_found", "configuration", "dns"])
def test_a_model_that_cannot_be_asked_at_all_stops_at_once(tmp_path: Path, kind: str) -> None:
    talker = Talker(fails=lambda count: kind)
    with pytest.raises(ProviderError, match=f"it is {kind}; 0 of 0"):
        ask(talker, tmp_path / "a.db")
    assert len(talker.asked) <= 2  # as many as are asked at a time


def test_a_model_that_refuses_every_request_stops_soon(tmp_path: Path) -> None:
    talker = Talker(fails=lambda count: "bad_request")
    with pytest.raises(ProviderError, match="it is bad_request"):
        ask(talker, tmp_path / "a.db")
    assert len(talker.asked) <= 6


def test_a_bill_leaves_out_what_is_known(tmp_path: Path) -> None:
    ask(Talker(echo), tmp_path / "a.db", PROMPTS[:15])
    with asked(asking(Talker(echo)), tmp_path / "a.db") as panel:
        assert panel is not None
        bill = panel.bill([*PROMPTS, *PROMPTS])
    assert (bill.questions, bill.known) == (5, 15)


def test_nothing_is_asked_unless_it_is_agreed_to(tmp_path: Path) -> None:
    shown: list[Bill] = []
    talker = Talker(echo)

    def refuse(bill: Bill) -> bool:
        shown.append(bill)
        return False

    with asked(asking(talker, refuse), tmp_path / "a.db") as panel:
        assert panel is not None
        with pytest.raises(ConfigurationError, match="nothing was asked"):
            panel.require_agreement(panel.bill(PROMPTS))
    assert ([bill.questions for bill in shown], talker.asked) == ([20], [])


def test_nobody_is_asked_to_agree_to_nothing(tmp_path: Path) -> None:
    ask(Talker(echo), tmp_path / "a.db")
    with asked(asking(Talker(echo), lambda bill: False), tmp_path / "a.db") as panel:
        assert panel is not None
        panel.require_agreement(panel.bill(PROMPTS))


def test_progress_is_told_answer_by_answer(tmp_path: Path) -> None:
    told: list[int] = []
    one = Asking(judge(Talker(echo)), lambda bill: True, concurrency=1, progress=told.append)
    with asked(one, tmp_path / "a.db") as panel:
        assert panel is not None
        panel.replies(PROMPTS[:3])
    assert told == [1, 2, 3]


def test_a_few_questions_that_all_fail_are_the_models_fault(tmp_path: Path) -> None:
    wrong = Talker(echo, fails=lambda count: "bad_request")
    with pytest.raises(ProviderError, match="it is bad_request; 0 of"):
        ask(wrong, tmp_path / "a.db", PROMPTS[:3])


def test_a_last_question_that_fails_is_its_own_fault(tmp_path: Path) -> None:
    ask(Talker(echo), tmp_path / "a.db", PROMPTS[:3])
    wrong = Talker(echo, fails=lambda count: "bad_request")
    with asked(asking(wrong), tmp_path / "a.db") as panel:
        assert panel is not None
        panel.require_agreement(panel.bill(PROMPTS[:4]))
        assert panel.replies(PROMPTS[:4])[-1] is None
