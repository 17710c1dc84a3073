"""A stop-watch for one process, which tells what it saw as a line of JSON."""

from __future__ import annotations

import json
import resource
import time
from pathlib import Path
from typing import Any


class Watch:
    """Seconds of each stage since the last; begins when it is made, before the heavy imports."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._last = time.perf_counter()

    def lap(self, stage: str) -> None:
        """The stage of that name has just ended."""
        now = time.perf_counter()
        self.seconds[stage] = now - self._last
        self._last = now

    def report(self, answer: str, **columns: Any) -> None:  # noqa: ANN401 -- whatever numpy keeps
        """Keep the answer, and print the figures."""
        import numpy as np  # noqa: PLC0415 -- a worker imports it in a stage that is measured

        np.savez(answer, **columns)
        print(json.dumps({"seconds": self.seconds, "peak_mb": peak_mb()}))


def peak_mb() -> float:
    """The most memory that this process had resident, in MB."""
    status = Path("/proc/self/status")
    if status.is_file():
        # What getrusage says may be the peak of the parent, whose memory a fork shares at first.
        for line in status.read_text(encoding="ascii").splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
