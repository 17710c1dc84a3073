"""Run an npm script of the browser sources with the Node that a Python package carries."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import hatch_build  # noqa: E402 -- lies beside this folder, not in a package


def main() -> None:
    """``python scripts/frontend.py check``."""
    command, environment = hatch_build.npm()
    front = ROOT / "frontend"
    if not (front / "node_modules").is_dir():
        subprocess.run([*command, "ci", "--silent"], cwd=front, env=environment, check=True)
    done = subprocess.run([*command, "run", *sys.argv[1:]], cwd=front, env=environment, check=False)
    sys.exit(done.returncode)


if __name__ == "__main__":
    main()
