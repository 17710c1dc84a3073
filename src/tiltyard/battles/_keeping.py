"""The threads in which the store is called: it blocks until the disk has what it is given."""

from __future__ import annotations

import asyncio
import functools
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

T = TypeVar("T")

WRITERS = 32


class Keeper:
    """Calls what waits for the disk, without holding up the event loop."""

    def __init__(self) -> None:
        self._threads = ThreadPoolExecutor(WRITERS, thread_name_prefix="battles-store")

    # Any: whatever the store's method takes.
    async def __call__(self, method: Callable[..., T], *args: Any, **kwargs: Any) -> T:  # noqa: ANN401 -- as it takes
        """What a method of the store returns, called in a thread."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, functools.partial(method, *args, **kwargs))

    def close(self) -> None:
        """Let go of the threads, once what they do is done."""
        self._threads.shutdown()
