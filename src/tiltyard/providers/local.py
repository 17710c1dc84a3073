"""Model files on this machine, each served by llama.cpp in a child process of its own.

A native crash or a load that hangs does not take the arena down with it.
"""

from __future__ import annotations

import importlib.util
from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import replace
from pathlib import Path

from tiltyard.errors import ConfigurationError, ModelFileError, ProviderError
from tiltyard.providers._child import Child
from tiltyard.providers._events import ProviderEvent, Request
from tiltyard.providers._files import default_directory, find


class Local:
    """Models are GGUF files, named by their path or by the catalogue.

    A file is loaded when first asked for, and once, however many models use it.

    Args:
        threads: for each model file; keep the sum at or below the number of cores.
        context_length: tokens of prompt and answer together, for each of ``parallel`` answers.
        parallel: answers that one model file writes at a time; more wait their turn.
        models_dir: where the catalogue's files lie; ``~/.cache/tiltyard/models`` by default.

    Raises:
        ConfigurationError: xllamacpp is not installed.
    """

    def __init__(
        self,
        *,
        threads: int = 1,
        context_length: int = 4096,
        parallel: int = 2,
        models_dir: Path | None = None,
    ) -> None:
        if importlib.util.find_spec("xllamacpp") is None:
            raise ConfigurationError(
                "provider 'local' needs xllamacpp: run `pip install 'tiltyard[local]'`"
            )
        self._directory = (models_dir or default_directory()).expanduser()
        self._settings = {
            "threads": threads,
            "context_length": context_length,
            "parallel": parallel,
        }
        self._children: dict[Path, Child] = {}

    async def stream(self, request: Request) -> AsyncGenerator[ProviderEvent, None]:
        """Ask the model file's server; see `Provider`."""
        child = self._child(request.model)
        client = await child.client()
        async with aclosing(client.stream(replace(request, model=child.path.name))) as events:
            async for event in events:
                yield event

    async def warm(self, model: str) -> None:
        """Load a model ahead of its first question.

        Raises:
            ProviderError: its file is not there, or cannot be served.
        """
        await self._child(model).client()

    async def close(self) -> None:
        """Stop all child processes."""
        children, self._children = self._children, {}
        for child in children.values():
            await child.close()

    def _child(self, model: str) -> Child:
        try:
            path = find(model, self._directory)
        except ModelFileError as error:
            raise ProviderError(str(error), kind="not_found", model=model) from error
        if path not in self._children:
            self._children[path] = Child(path, self._settings)
        return self._children[path]


provider = Local
