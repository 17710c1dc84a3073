from __future__ import annotations

import asyncio
import os
import signal
import time

import pytest

from providers.asking import ask, collect
from providers.real_models import is_alive, pid_of, small_model
from tiltyard.errors import ProviderError
from tiltyard.providers import Endpoint, Failed, Finished
from tiltyard.providers.local import Local

pytestmark = pytest.mark.anyio


async def test_a_file_that_never_loads_is_left_alone_after_three_tries(
    local: Local, damaged: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(3):
        with pytest.raises(ProviderError, match="did not start"):
            await local.warm(damaged)
    monkeypatch.delattr(asyncio, "create_subprocess_exec")  # from here on nothing may be started
    with pytest.raises(ProviderError, match="died 3 times within a minute"):
        await local.warm(damaged)


@pytest.mark.models
async def test_many_first_questions_start_one_child(local: Local) -> None:
    await asyncio.gather(*(local.warm(small_model()) for _ in range(5)))
    [child] = local._children.values()
    assert not child._deaths


@pytest.mark.models
async def test_a_child_that_was_killed_is_started_again(local: Local) -> None:
    await local.warm(small_model())
    first = pid_of(local)
    os.kill(first, signal.SIGKILL)
    endpoint = Endpoint("local", local)
    events = await collect(endpoint.stream(ask(small_model(), max_tokens=8)))
    assert isinstance(events[-1], Finished)
    assert pid_of(local) != first


@pytest.mark.models
async def test_a_child_that_dies_in_mid_answer_fails_that_answer(local: Local) -> None:
    await local.warm(small_model())
    stream = Endpoint("local", local).stream(ask(small_model(), "Count.", max_tokens=2000))
    await anext(stream)
    os.kill(pid_of(local), signal.SIGKILL)
    last = [event async for event in stream][-1]
    assert isinstance(last, Failed)
    assert last.kind == "reset"


@pytest.mark.models
async def test_a_reader_that_leaves_does_not_stop_the_load(local: Local) -> None:
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.05):
            await local.warm(small_model())
    [child] = local._children.values()
    assert child._starting is not None
    await child._starting
    assert child.pid


@pytest.mark.models
async def test_closing_ends_the_child_quickly(local: Local) -> None:
    await local.warm(small_model())
    pid = pid_of(local)
    started_at = time.monotonic()
    await local.close()
    assert time.monotonic() - started_at < 1
    assert not is_alive(pid)


@pytest.mark.models
async def test_closing_during_the_load_ends_the_child(local: Local) -> None:
    loading = asyncio.create_task(local.warm(small_model()))
    while not (local._children and next(iter(local._children.values())).pid):
        await asyncio.sleep(0.01)
    pid = pid_of(local)
    await local.close()
    assert not is_alive(pid)
    with pytest.raises(asyncio.CancelledError):
        await loading
