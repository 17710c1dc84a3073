"""``python -m benchmarks [WORD…]``: run every benchmark, or those whose name holds a word."""

from __future__ import annotations

import importlib
import sys
import time
from pathlib import Path

HERE = Path(__file__).parent


def main() -> None:
    """Run them one after another, each in this process."""
    words = sys.argv[1:]
    for path in sorted(HERE.glob("*/bench_*.py")):
        name = ".".join(path.relative_to(HERE.parent).with_suffix("").parts)
        if words and not any(word in name for word in words):
            continue
        started = time.monotonic()
        print(f"\n== {name}", flush=True)
        importlib.import_module(name).main()
        print(f"   ({time.monotonic() - started:.0f} s)", flush=True)


if __name__ == "__main__":
    main()
