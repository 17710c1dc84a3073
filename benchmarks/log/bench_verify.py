"""How long a stranger takes to verify the public copy of a log with a million votes."""

from __future__ import annotations

import importlib
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

VOTES = 1_000_000
DAYS = 120
# Of the simulated battles nine in ten end by a vote.
_VOTED = 0.9
_TESTS = Path(__file__).parents[2] / "tests"
_RUN = """
import resource, sys, time
from tiltyard.transparency.verify import exit_code, verify
began, used = time.monotonic(), time.process_time()
outcomes = verify(sys.argv[1])
took, cpu = time.monotonic() - began, time.process_time() - used
print(*outcomes, sep="\\n")
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
print(f"   {took:.1f} s, {cpu:.1f} s of processor, {peak:.2f} GB at most")
sys.exit(exit_code(outcomes))
"""


def main() -> None:
    """Make a log, and verify it in a process of its own, on one core."""
    votes = int(os.environ.get("VOTES", VOTES))
    sys.path.append(str(_TESTS))
    made_copy = importlib.import_module("ledger.made_copy")
    with tempfile.TemporaryDirectory() as name:
        copy = Path(os.environ.get("COPY", Path(name, "copy")))
        if not copy.exists():
            began = time.monotonic()
            battles = round(votes / _VOTED / DAYS)
            held = made_copy.made(
                Path(name, "snapshots"),
                battles=battles,
                days=DAYS,
                models=50,
                voters=max(votes // 20, 10),
            )
            held.write(copy)
            print(f"   {len(held.leaves):,} leaves made in {time.monotonic() - began:.0f} s")
            del held
        one = sorted(os.sched_getaffinity(0))[:1]
        subprocess.run(
            [sys.executable, "-c", _RUN, str(copy)],
            check=True,
            preexec_fn=lambda: os.sched_setaffinity(0, one),
        )
