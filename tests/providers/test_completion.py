from __future__ import annotations

import itertools
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from providers.loopback import DONE, delta, usage
from tiltyard.providers import Finished, ProviderEvent, Reasoning, Text, Usage
from tiltyard.providers._completion import MAX_EVENT_BYTES, Completion
from tiltyard.providers._faults import AnswerError


def events_of(*chunks: object, end: bytes = DONE) -> list[ProviderEvent]:
    """All events of a stream that holds these chunks."""
    data = [each if isinstance(each, bytes) else sse(each) for each in chunks]
    completion = Completion()
    return [*completion.feed(b"".join(data) + end), *completion.end()]


def sse(chunk: object) -> bytes:
    return f"data: {json.dumps(chunk)}\n\n".encode()


def test_text_usage_and_end_are_read() -> None:
    chunks = [delta("", role="assistant"), delta("Hello"), delta(finish="stop"), usage(3, 5)]
    assert events_of(*chunks) == [
        Text("Hello"),
        Usage(3, 5),
        Finished("stop", "served-1", "fp-7"),
    ]


@given(st.lists(st.integers(0, 700), max_size=8))
def test_it_does_not_matter_where_the_bytes_are_cut(cuts: list[int]) -> None:
    stream = (
        b"".join(map(sse, [delta("Grüße "), delta("😀"), delta(finish="stop"), usage()])) + DONE
    )
    edges = sorted({0, len(stream), *(min(cut, len(stream)) for cut in cuts)})
    completion = Completion()
    events = [
        event
        for start, end in itertools.pairwise(edges)
        for event in completion.feed(stream[start:end])
    ]
    assert [*events, *completion.end()] == [
        Text("Grüße "),
        Text("😀"),
        Usage(3, 5),
        Finished("stop", "served-1", "fp-7"),
    ]


@pytest.mark.parametrize("key", ["reasoning", "reasoning_content"])
def test_reasoning_is_read_under_both_of_its_names(key: str) -> None:
    assert events_of(delta(**{key: "hm"}))[0] == Reasoning("hm")


def test_reasoning_under_both_names_is_said_once() -> None:
    events = events_of(delta(reasoning="hm", reasoning_content="hm"))
    assert events[:-1] == [Reasoning("hm")]


@pytest.mark.parametrize(
    "noise",
    [b": ping\n\n", b"event: message\n", b"id: 7\n", b"\n\n", b"retry: 10\n\n", b"data:\n\n"[:0]],
)
def test_what_is_no_data_is_passed_over(noise: bytes) -> None:
    assert events_of(noise, delta("a"), noise)[0] == Text("a")


def test_lines_may_end_as_in_windows() -> None:
    assert events_of(sse(delta("a")).replace(b"\n", b"\r\n"))[0] == Text("a")


def test_data_in_several_lines_is_one_event() -> None:
    lines = json.dumps(delta("a"), indent=1).encode().splitlines()
    assert events_of(b"".join(b"data: %s\n" % line for line in lines) + b"\n")[0] == Text("a")


def test_a_last_event_without_its_empty_line_counts() -> None:
    events = events_of(delta("a"), sse(delta(finish="stop")).rstrip(), end=b"")
    assert events == [Text("a"), Finished("stop", "served-1", "fp-7")]


@pytest.mark.parametrize("key", ["choices", "usage", "system_fingerprint", "model"])
def test_what_is_null_is_as_if_it_were_not_there(key: str) -> None:
    assert events_of({**delta("a"), key: None}, delta("b"))[-2] == Text("b")


def test_a_null_delta_says_nothing() -> None:
    chunk = delta(finish="stop")
    chunk["choices"][0]["delta"] = None
    assert events_of(delta("a"), chunk)[:-1] == [Text("a")]


def test_usage_that_is_repeated_is_told_once() -> None:
    chunks = [{**delta("a"), "usage": usage(3, 1)["usage"]}, usage(3, 2)]
    assert [event for event in events_of(*chunks) if isinstance(event, Usage)] == [Usage(3, 2)]


def test_a_cost_that_the_vendor_states_is_kept() -> None:
    assert Usage(3, 5, 0.0012) in events_of(delta("a"), usage(3, 5, cost=0.0012))


@pytest.mark.parametrize("count", [None, "7", -1, 1.5])
def test_a_count_that_is_no_count_is_not_told(count: object) -> None:
    chunk = usage()
    chunk["usage"]["completion_tokens"] = count
    assert Usage(3, None) in events_of(delta("a"), chunk)


@pytest.mark.parametrize(
    ("reason", "expected"),
    [
        ("stop", "stop"),
        ("length", "length"),
        ("tool_calls", "stop"),
        ("end_turn", "stop"),
        ("max_tokens", "length"),
    ],
)
def test_good_ends_are_known_by_their_many_names(reason: str, expected: str) -> None:
    last = events_of(delta("a"), delta(finish=reason))[-1]
    assert isinstance(last, Finished)
    assert last.reason == expected


def test_done_is_an_end_even_without_a_reason() -> None:
    assert isinstance(events_of(delta("a"))[-1], Finished)


@pytest.mark.parametrize(
    ("chunk", "kind"),
    [
        (delta(finish="content_filter"), "filtered"),
        (delta(finish="error"), "server_error"),
        (delta(finish="because"), "bad_response"),
        (delta(finish=["stop"]), "bad_response"),  # type: ignore[arg-type]  # as a server might
        ({"error": {"message": "overloaded", "code": 529}}, "server_error"),
        ({"error": {"message": "slow down", "code": 429}}, "rate_limited"),
        ({"error": {"message": "broken", "code": "E7"}}, "server_error"),
        ({"error": "broken"}, "server_error"),
        ([], "bad_response"),
        (None, "bad_response"),
        ({"choices": "none"}, "bad_response"),
        ({"choices": [7]}, "bad_response"),
        ({"choices": [{"delta": "a"}]}, "bad_response"),
        (delta(["a"]), "bad_response"),  # type: ignore[arg-type]  # as a server might
    ],
)
def test_what_is_no_answer_is_known_by_its_kind(chunk: object, kind: str) -> None:
    with pytest.raises(AnswerError) as caught:
        events_of(delta("a"), chunk)
    assert caught.value.fault.kind == kind


def test_what_came_before_a_failure_is_said() -> None:
    events = Completion().feed(sse(delta("a")) + sse({"error": "broken"}))
    assert next(events) == Text("a")
    with pytest.raises(AnswerError):
        next(events)


def test_a_stream_that_just_ends_is_truncated() -> None:
    with pytest.raises(AnswerError) as caught:
        events_of(delta("a"), end=b"")
    assert caught.value.fault.kind == "truncated"


def test_a_stream_without_events_is_no_answer() -> None:
    with pytest.raises(AnswerError, match="no event"):
        events_of(end=b"hello\n\n")


@pytest.mark.parametrize("data", [b"{", b"\xff\xfe", b"[" * 100_000, b'"' + b"9" * 9, b"1" * 5000])
def test_what_is_no_json_is_an_error_that_the_edge_knows(data: bytes) -> None:
    with pytest.raises((ValueError, RecursionError, AnswerError)):
        events_of(b"data: " + data + b"\n\n")


def test_an_event_has_a_largest_size() -> None:
    completion = Completion()
    assert list(completion.feed(b"data: " + b"x" * (MAX_EVENT_BYTES - 6))) == []
    with pytest.raises(AnswerError, match="one event holds"):
        list(completion.feed(b"x"))


def test_data_lines_of_one_event_count_together() -> None:
    completion = Completion()
    half = b"data: " + b"x" * (MAX_EVENT_BYTES // 2) + b"\n"
    assert list(completion.feed(half + half)) == []
    with pytest.raises(AnswerError, match="one event holds"):
        list(completion.feed(half))


def test_patience_ends_once_all_is_said() -> None:
    completion = Completion()
    assert completion.patience_seconds is None
    list(completion.feed(sse(delta("a", finish="stop"))))
    after_the_finish = completion.patience_seconds
    list(completion.feed(DONE))
    after_done = completion.patience_seconds
    assert after_the_finish is not None
    assert after_done is not None
    assert 0 < after_done < after_the_finish
