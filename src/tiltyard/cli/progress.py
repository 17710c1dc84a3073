"""A word about long work, on standard error and for people only."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

# Work that ends before this is not worth a word.
_PATIENCE_SECONDS = 0.6


@contextmanager
def progress(task: str, *, of: str = "rows") -> Iterator[Callable[[int], None] | None]:
    """What to tell how many rows are read; none if nobody is looking.

    The bar appears when the work turns out to be long, and goes when it is done.

    Args:
        task: what is done.
        of: what is counted.
    """
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console  # noqa: PLC0415 -- slow to import, and not when piped
    from rich.progress import (  # noqa: PLC0415 -- as above
        BarColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
    )

    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn(f"{{task.completed:,.0f}} {of}"),
        TimeElapsedColumn(),
        console=Console(stderr=True),
        transient=True,
    )
    line = bar.add_task(task, total=None)
    late = threading.Timer(_PATIENCE_SECONDS, bar.start)
    late.daemon = True
    late.start()
    try:
        yield lambda rows: bar.update(line, completed=rows)
    finally:
        late.cancel()
        late.join()
        bar.stop()
