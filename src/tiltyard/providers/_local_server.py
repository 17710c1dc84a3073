"""The child process of `local`: one model file behind llama.cpp's own server, on loopback.

It is told what to serve by a line of JSON on its standard input, where no other user sees the key.
It says its address as a line on standard output, and ends when its input does: when the parent
closes it, and also when the parent is killed.
"""

from __future__ import annotations

import importlib
import json
import os
import sys
import threading
from typing import Any


def main() -> None:
    """Serve until the parent is gone."""
    settings = json.loads(sys.stdin.buffer.readline())
    threading.Thread(target=_end_with_the_parent, daemon=True).start()
    # Native code may write to standard output too; only our line may.
    report = os.dup(1)
    os.dup2(2, 1)
    server = _serve(settings)
    os.write(report, f"{server.listening_address}\n".encode())
    os.close(report)
    threading.Event().wait()


def _end_with_the_parent() -> None:
    while os.read(0, 4096):
        pass
    os._exit(0)  # llama.cpp's own shutdown waits for answers that nobody reads any more


def _serve(settings: dict[str, Any]) -> Any:  # noqa: ANN401 -- xllamacpp has no types
    xllamacpp = importlib.import_module("xllamacpp")  # once standard output was moved away
    params = xllamacpp.CommonParams()
    params.model.path = settings["path"]
    params.model_alias = [settings["alias"]]
    params.hostnames, params.port = ["127.0.0.1"], 0
    params.api_keys = [settings["api_key"]]
    params.n_parallel = settings["parallel"]
    params.n_ctx = settings["context_length"] * settings["parallel"]  # the slots share it
    # llama.cpp's threads spin while they wait: more of them than cores is slower by far.
    params.cpuparams.n_threads = params.cpuparams_batch.n_threads = settings["threads"]
    params.ui = params.warmup = params.fit_params = False
    params.verbosity = 1  # errors, which say why a file cannot be loaded
    try:
        return xllamacpp.Server(params)
    except RuntimeError as error:
        sys.exit(f"{settings['path']!r} cannot be served: {error}")


if __name__ == "__main__":
    main()
