from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from providers.asking import ask, collect, text_of
from providers.real_models import pid_of, small_model
from tiltyard.errors import ProviderError
from tiltyard.providers import (
    Finished,
    Usage,
    create,
    default_directory,
    find,
)
from tiltyard.providers.local import Local

pytestmark = pytest.mark.anyio


# Without a model


async def test_a_model_that_was_not_fetched_says_how(tmp_path: Path) -> None:
    local = create("local", {"models_dir": str(tmp_path)})
    with pytest.raises(ProviderError, match="tiltyard models fetch smollm2-135m") as caught:
        await collect(local.stream(ask("smollm2-135m")))
    assert caught.value.kind == "not_found"


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
