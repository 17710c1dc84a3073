"""The head of a release's card: YAML that dataset hubs read.

Its texts are quoted as JSON, which YAML contains.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from tiltyard.pipeline._released import Released
from tiltyard.pipeline.exports import Export

# Licences that hubs know by these names; any other is called ``other`` and named beside.
_KNOWN = frozenset(
    {
        "apache-2.0",
        "mit",
        "cc0-1.0",
        "cc-by-4.0",
        "cc-by-sa-4.0",
        "cc-by-nc-4.0",
        "cc-by-nc-sa-4.0",
        "cc-by-nd-4.0",
        "cc-by-nc-nd-4.0",
        "odc-by",
        "odbl",
        "pddl",
        "etalab-2.0",
    }
)
_SIZES = {
    10**3: "n<1K",
    10**4: "1K<n<10K",
    10**5: "10K<n<100K",
    10**6: "100K<n<1M",
    10**7: "1M<n<10M",
    10**8: "10M<n<100M",
}


def head(released: Released, told: Mapping[str, Any], layouts: Mapping[str, Export]) -> str:
    """Licence, languages, size, and where the rows and the exports are."""
    options = released.config.release
    lines = ["---", f"pretty_name: {_quoted(options.title)}"]
    if options.licence:
        slug = options.licence.strip().lower().replace(" ", "-")
        lines += (
            [f"license: {slug}"]
            if slug in _KNOWN
            else ["license: other", f"license_name: {_quoted(options.licence.strip())}"]
        )
    languages = [one for one in told["languages"] if re.fullmatch("[a-z]{2,3}", one)]
    if languages:
        lines += ["language:", *(f"- {_quoted(one)}" for one in sorted(languages))]
    lines += ["task_categories:", "- text-generation", "tags:", "- human-preference", "- arena"]
    size = next((name for limit, name in _SIZES.items() if told["rows"] < limit), "n>100M")
    lines += ["size_categories:", f"- {size}", "configs:"]
    lines += _config("default", "data/train-*.parquet", is_default=True)
    for name, one in told["exports"].items():
        # Hubs read all that they show of a dataset by the format of its first files.
        if one["files"] and layouts[name].suffix == ".parquet":
            lines += _config(name, f"exports/{name}/train-*", is_default=False)
    return "\n".join([*lines, "---", ""])


def _config(name: str, files: str, *, is_default: bool) -> list[str]:
    first = [f"- config_name: {name}", *(["  default: true"] if is_default else [])]
    return [*first, "  data_files:", "  - split: train", f"    path: {_quoted(files)}"]


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
