"""Datasets of the Hugging Face Hub: fetched into its own cache, once."""

from __future__ import annotations

import re
from pathlib import Path

from tiltyard.errors import ConfigurationError, DataError

PREFIX = "hf://"
_ADDRESS = re.compile(
    r"hf://datasets/(?P<repo>[\w.-]+/[\w.-]+?)(?:@(?P<revision>[\w./-]+?))?(?:/(?P<path>.*))?"
)
_SUFFIXES = ("*.parquet", "*.jsonl", "*.ndjson", "*.json", "*.csv", "*.tsv", "*.arrow")


def fetch(address: str, *, endpoint: str | None = None) -> Path:
    """Where a dataset of the Hub lies on this disk, fetched if it is not there.

    Args:
        address: ``hf://datasets/OWNER/NAME``, with ``@REVISION`` and a file or folder after it if
            not all of the newest is wanted.
        endpoint: another Hub than the public one.

    Raises:
        ConfigurationError: the address is none, or the extra ``hub`` is not installed.
        DataError: it cannot be had from here.
    """
    parts = _ADDRESS.fullmatch(address)
    if parts is None:
        raise ConfigurationError(
            f"{address!r} is no dataset of the Hub: write hf://datasets/OWNER/NAME, and a file or "
            "folder of it after another slash"
        )
    repo, path = parts["repo"], (parts["path"] or "").strip("/")
    try:
        from huggingface_hub import errors, snapshot_download  # noqa: PLC0415 -- an extra
    except ModuleNotFoundError:
        raise ConfigurationError(
            f"{address!r} is fetched by a library that is not here: install tiltyard[hub]"
        ) from None
    wanted = [path, f"{path}/*"] if path else list(_SUFFIXES)
    try:
        folder = snapshot_download(
            repo,
            repo_type="dataset",
            revision=parts["revision"],
            allow_patterns=wanted,
            endpoint=endpoint,
        )
    except (errors.RevisionResolutionError, OSError, ValueError) as error:
        raise DataError(_words(address, repo, error)) from None
    fetched = Path(folder, path)
    if not fetched.exists():
        raise DataError(f"the dataset {repo!r} of the Hub has no file {path!r}")
    return fetched


def _words(address: str, repo: str, error: Exception) -> str:
    told = str(error).strip().split("\n", maxsplit=1)[0] or type(error).__name__
    page = f"https://huggingface.co/datasets/{repo}"
    return (
        f"{address!r} cannot be fetched from here: {told}. Where a browser can, download the files "
        f"from {page}/tree/main and import them from disk; some datasets ask for a login and for "
        f"their terms to be accepted on {page} first (then `hf auth login`)"
    )
