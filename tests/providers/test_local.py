from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from providers.asking import ask, collect, text_of
from providers.real_models import small_model
from tiltyard.errors import ProviderError
from tiltyard.providers import (
    Endpoint,
    Failed,
    Finished,
    Usage,
    create,
    default_directory,
    find,
)
from tiltyard.providers.local import Local

pytestmark = pytest.mark.anyio


@pytest.fixture
async def local() -> AsyncIterator[Local]:
    provider = create("local", {})
    assert isinstance(provider, Local)
    yield provider
    await provider.close()


@pytest.fixture
def damaged(tmp_path: Path) -> str:
    """A file that begins like a model and is none."""
    path = tmp_path / "damaged.gguf"
    path.write_bytes(b"GGUF\x03\x00\x00\x00" + b"\xff" * 1000)
    return str(path)


def pid_of(local: Local) -> int:
    [child] = local._children.values()
    assert child.pid is not None
    return child.pid


def is_alive(pid: int) -> bool:
    try:
        return "Z" not in Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False


# Without a model


async def test_a_model_that_was_not_fetched_says_how(tmp_path: Path) -> None:
    local = create("local", {"models_dir": str(tmp_path)})
    with pytest.raises(ProviderError, match="tiltyard models fetch smollm2-135m") as caught:
        await collect(local.stream(ask("smollm2-135m")))
    assert caught.value.kind == "not_found"


async def test_a_damaged_file_says_what_the_engine_said(local: Local, damaged: str) -> None:
    with pytest.raises(ProviderError, match=r"did not start; it said: .*damaged\.gguf") as caught:
        await local.warm(damaged)
    assert caught.value.kind == "crashed"
    assert not caught.value.retryable


async def test_a_file_that_never_loads_is_left_alone_after_three_tries(
    local: Local, damaged: str
) -> None:
    for _ in range(3):
        with pytest.raises(ProviderError, match="did not start"):
            await local.warm(damaged)
    started_at = time.monotonic()
    with pytest.raises(ProviderError, match="died 3 times within a minute"):
        await local.warm(damaged)
    assert time.monotonic() - started_at < 0.1


async def test_without_the_extra_it_says_what_to_install() -> None:
    code = (
        "import sys, importlib.util; find = importlib.util.find_spec;"
        "importlib.util.find_spec = lambda name: None if name == 'xllamacpp' else find(name);"
        "from tiltyard.providers import create; create('local', {})"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert "ConfigurationError: provider 'local' needs xllamacpp" in run.stderr
    assert "pip install 'tiltyard[local]'" in run.stderr


# With a real model


@pytest.mark.models
async def test_a_real_model_answers(local: Local) -> None:
    events = await collect(local.stream(ask(small_model(), "Say hello.", max_tokens=24)))
    assert text_of(events).strip()
    assert isinstance(events[-1], Finished)
    assert events[-1].served_model == "SmolLM2-135M-Instruct.Q4_1.gguf"
    [usage] = [event for event in events if isinstance(event, Usage)]
    assert usage.completion_tokens is not None
    assert 0 < usage.completion_tokens <= 24


@pytest.mark.models
async def test_an_answer_that_is_cut_ends_by_length(local: Local) -> None:
    events = await collect(local.stream(ask(small_model(), "Count to 99.", max_tokens=3)))
    assert isinstance(events[-1], Finished)
    assert events[-1].reason == "length"


@pytest.mark.models
async def test_a_prompt_beyond_the_context_is_our_fault() -> None:
    local = create("local", {"context_length": 256})
    with pytest.raises(ProviderError) as caught:
        await collect(local.stream(ask(small_model(), "word " * 2000, max_tokens=8)))
    await local.close()
    assert caught.value.kind == "bad_request"


@pytest.mark.models
async def test_two_names_of_a_file_share_one_child(local: Local) -> None:
    name = small_model()
    await local.warm(name)
    await local.warm(str(find(name, default_directory())))
    pid_of(local)


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


@pytest.mark.models
async def test_the_child_ends_when_its_parent_is_killed() -> None:
    code = (
        "import asyncio, sys, time\n"
        "from tiltyard.providers import create\n"
        "async def main():\n"
        "    local = create('local', {}); await local.warm(sys.argv[1])\n"
        "    print(*[child.pid for child in local._children.values()], flush=True)\n"
        "    await asyncio.sleep(60)\n"
        "asyncio.run(main())"
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", code, small_model()], stdout=subprocess.PIPE, text=True
    )
    assert parent.stdout is not None
    child = int(parent.stdout.readline())
    assert is_alive(child)
    parent.kill()
    parent.wait()
    parent.stdout.close()
    async with asyncio.timeout(5):
        while is_alive(child):
            await asyncio.sleep(0.05)


@pytest.mark.models
async def test_others_on_this_machine_cannot_ask_without_the_key(local: Local) -> None:
    await local.warm(small_model())
    [child] = local._children.values()
    assert child._client is not None
    address = child._client._where
    stranger = create("openai_compatible", {"base_url": address})
    with pytest.raises(ProviderError) as caught:
        await collect(stranger.stream(ask("any")))
    await stranger.close()
    assert caught.value.kind == "unauthorised"
