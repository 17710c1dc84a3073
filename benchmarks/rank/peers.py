"""The environment of the packages that we compare with: ``.peers``, made if it is missing."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LOCK = Path(__file__).with_name("peers.lock")
FOLDER = ROOT / ".peers"


def python() -> Path:
    """The interpreter that has the peers, of the same version as ours.

    Raises:
        FileNotFoundError: there is no ``uv`` to install them with.
    """
    interpreter, stamp = FOLDER / "bin" / "python", FOLDER / "installed"
    wanted = hashlib.sha256(LOCK.read_bytes()).hexdigest()
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == wanted:
        return interpreter
    print("Installing the peers into .peers (a minute the first time)…", flush=True)
    uv = _uv()
    subprocess.run([uv, "venv", "-q", "--allow-existing", "-p", sys.executable, FOLDER], check=True)
    subprocess.run(
        [uv, "pip", "sync", "-q", "-p", interpreter, "--require-hashes", LOCK], check=True
    )
    stamp.write_text(wanted, encoding="utf-8")
    return interpreter


def installed() -> Path | None:
    """The interpreter that has the peers, if it is there already."""
    interpreter = FOLDER / "bin" / "python"
    return interpreter if (FOLDER / "installed").is_file() else None


def _uv() -> str:
    ours = ROOT / ".tools" / "bin" / "uv"
    found = str(ours) if ours.is_file() else shutil.which("uv")
    if found is None:
        raise FileNotFoundError("the peers are installed with uv: run `make setup` first")
    return found
