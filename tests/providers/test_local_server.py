from __future__ import annotations

import asyncio
import subprocess
import sys

import pytest

from providers.asking import ask, collect
from providers.real_models import is_alive, small_model
from tiltyard.errors import ProviderError
from tiltyard.providers import create
from tiltyard.providers.local import Local

pytestmark = pytest.mark.anyio


async def test_a_damaged_file_says_what_the_engine_said(local: Local, damaged: str) -> None:
    with pytest.raises(ProviderError, match=r"did not start; it said: .*damaged\.gguf") as caught:
        await local.warm(damaged)
    assert caught.value.kind == "crashed"
    assert not caught.value.retryable


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
