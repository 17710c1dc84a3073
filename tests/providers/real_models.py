"""The real model files, fetched once into the user's cache."""

from __future__ import annotations

import subprocess
import sys
from functools import cache

from tiltyard.providers import default_directory, is_whole, model_file

SMALL = "smollm2-135m"
_FETCH = (
    "import sys; from tiltyard.providers import *;"
    "fetch(model_file(sys.argv[1]), default_directory())"
)


@cache
def small_model() -> str:
    """The catalogue's name of the smallest model, whose file is there.

    Another process fetches it, since tests may not use the network.
    """
    if not is_whole(model_file(SMALL), default_directory()):
        subprocess.run([sys.executable, "-c", _FETCH, SMALL], check=True)
    return SMALL
