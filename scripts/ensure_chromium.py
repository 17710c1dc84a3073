"""Get a Chromium for the browser tests, installing Debian's if it may; else they are skipped."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome")
ADVICE = "without Chromium the browser tests are skipped; get it with: apt-get install chromium"


def main() -> None:
    """Install Chromium unless there is one."""
    if any(shutil.which(name) for name in NAMES):
        return
    if shutil.which("apt-get") is None or os.geteuid() != 0:
        print(ADVICE, file=sys.stderr)
        return
    print("Installing Chromium for the browser tests…", flush=True)
    apt = ["apt-get", "-qq", "-o=Dpkg::Use-Pty=0"]
    install = [*apt, "install", "-y", "--no-install-recommends", "chromium"]
    environment = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    for command in ([*apt, "update"], install):
        done = subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=False)
        if done.returncode != 0:
            print(f"{' '.join(command)} failed; {ADVICE}", file=sys.stderr)
            return


if __name__ == "__main__":
    main()
