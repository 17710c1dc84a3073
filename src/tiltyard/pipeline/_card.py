"""The card of a release: what it is, how it was made, and what it cannot be used for."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from tiltyard.pipeline._card_head import head
from tiltyard.pipeline._cells import TIME
from tiltyard.pipeline._markdown import table
from tiltyard.pipeline._released import Released, configuration, described, type_of
from tiltyard.pipeline.exports import Export

_LOAD = """\
```python
import datasets

votes = datasets.load_dataset("parquet", data_files="data/*.parquet", split="train")
```
"""


def card(released: Released, layouts: Mapping[str, Export]) -> str:
    """The whole card, in Markdown with a head of YAML."""
    told = described(released)
    sections = [
        head(released, told, layouts),
        *_about(told),
        *_files(told, layouts),
        *_columns(released),
        *_funnel(released),
        *_cleaning(released),
        *_labels(released),
        *_style(released),
        *_privacy(released, told),
        *_licence(released),
        *_limits(released, told),
    ]
    return "\n".join(sections) + "\n"


def _about(told: Mapping[str, Any]) -> Iterator[str]:
    yield f"# {' '.join(told['title'].split())}\n"
    yield (
        "People asked two language models the same thing without knowing which they were, and "
        "said whose answer was better. A row is one such vote, with the conversation where it may "
        "be published.\n"
    )
    yield from table(
        ["", ""],
        [
            ["votes", f"{told['rows']:,}"],
            ["battles", f"{told['battles']:,}"],
            ["models", f"{told['models']:,}"],
            ["voters", f"{told['voters']:,}"],
            ["votes whose voter is not known", f"{told['rows_without_voter']:,}"],
            ["with conversation", f"{told['texts']['published']:,}"],
            *([f"without: {why}", f"{n:,}"] for why, n in told["texts"]["withheld"].items()),
            *([f"from `{name}`", f"{n:,}"] for name, n in told["sources"].items()),
        ],
    )


def _files(told: Mapping[str, Any], layouts: Mapping[str, Export]) -> Iterator[str]:
    yield "## Files\n"
    rows = [
        ["`data/train-*.parquet`", f"{told['rows']:,}", "the votes; columns below"],
        *(
            [
                f"`exports/{name}/train-*{layouts[name].suffix}`",
                f"{one['rows']:,}",
                _export(layouts[name], one),
            ]
            for name, one in told["exports"].items()
        ),
        ["`schema.json`, `funnel.json`, `config.json`", "", "what this page says, for programs"],
        ["`CHECKSUMS`", "", "sha256 of every file: `sha256sum -c CHECKSUMS`"],
    ]
    yield from table(["file", "rows", ""], rows)
    yield _LOAD


def _export(layout: Export, one: Mapping[str, Any]) -> str:
    left = "; ".join(f"{why}: {n:,}" for why, n in one["left_out"].items())
    return f"{layout.title}. {layout.about}" + (f" Votes that give none: {left}." if left else "")


def _columns(released: Released) -> Iterator[str]:
    yield "## Columns\n"
    yield from table(
        ["column", "type", ""],
        [[f"`{one.name}`", f"`{type_of(one.kind)}`", one.about] for one in released.ready.columns],
    )


def _funnel(released: Released) -> Iterator[str]:
    funnel = released.clean.funnel
    yield "## From what was read to what is here\n"
    left = funnel.rows_in
    rows = [["", "rows read", "", f"{left:,}"]]
    for stage in funnel.stages:
        if not stage.rows:
            continue
        left -= stage.rows
        rows.append([f"`{stage.step}`", stage.reason, f"−{stage.rows:,}", f"{left:,}"])
    for reason, many in released.ready.left_out.items():
        left -= many
        rows.append(["`release`", reason, f"−{many:,}", f"{left:,}"])
    yield from table(["step", "reason", "rows", "left"], rows)


def _cleaning(released: Released) -> Iterator[str]:
    yield "## Cleaning\n"
    decided = configuration(released)["cleaning"]
    yield "Steps in order; a row that leaves is counted at the first that objects.\n"
    yield from table(
        ["step", "version", "options"],
        [
            [f"`{one['name']}`", str(one["version"]), _options(one["options"])]
            for one in decided["steps"]
        ],
    )
    if decided["aliases"]:
        yield "Models that were renamed or merged:\n"
        yield from table(
            ["as stored", "called", "since", "until"],
            [
                [f"`{one['name']}`", f"`{one['means']}`", one["since"] or "", one["until"] or ""]
                for one in decided["aliases"]
            ],
        )


def _options(options: Mapping[str, Any]) -> str:
    return ", ".join(f"`{name}` = `{json.dumps(value)}`" for name, value in options.items())


def _labels(released: Released) -> Iterator[str]:
    if not released.ready.labels:
        return
    yield "## Labels\n"
    yield (
        "Found by programs, not by people: some are wrong. Null is unlabelled, which is never a "
        "no. How good each is, is said in the documentation of its method.\n"
    )
    yield from table(
        ["label", "reads", "way", "version", "digest"],
        [
            [f"`{name}`", one["reads"], one["way"], str(one["version"]), _short(one["digest"])]
            for name, one in configuration(released)["labels"].items()
        ],
    )


def _short(digest: str | None) -> str:
    return f"`{digest[:12]}`" if digest else ""


def _style(released: Released) -> Iterator[str]:
    if not released.standards:
        return
    yield "## Style\n"
    yield (
        "The difference of a feature between two sides is (a − b) / (a + b + 1). Over the rows of "
        "this release it has the mean and the standard deviation below; a leaderboard that "
        "controls for style divides by these, and another selection of rows has others.\n"
    )
    yield from table(
        ["feature", "mean", "standard deviation"],
        [
            [f"`{name}`", f"{one['mean']:.6f}", f"{one['scale']:.6f}"]
            for name, one in released.standards.items()
        ],
    )


def _privacy(released: Released, told: Mapping[str, Any]) -> Iterator[str]:
    options = released.config.release
    yield "## Privacy\n"
    yield (
        "- Texts are here only where the voter had been told, before asking, that they may be "
        "published, or where the source had published them.\n"
        "- Voters are numbered anew for this release. Their ids are not in it, in no form.\n"
        "- Rows are named and ordered by a digest of what they say, not in the order of time."
    )
    marks = ", ".join(f"{kind}: {many:,}" for kind, many in told["redacted"].items())
    if told["texts"]["published"]:
        yield f"- Personal data was marked in texts where rules found it ({marks or 'none'})."
    if options.cells:
        yield _cells(options.cells, options.smallest_cell, told["coarsened"])
    else:
        yield "- Times are cut to the hour."
    yield ""


def _cells(cells: Sequence[str], smallest: int, counts: Mapping[str, int]) -> str:
    names = " and ".join("time" if name == TIME else f"`{name}`" for name in cells)
    changed = "; ".join(f"{step}: {many:,} rows" for step, many in counts.items())
    return (
        f"- No combination of {names} is shared by fewer than {smallest} voters: where one was, "
        f"it was made coarser, or is null ({changed or 'nowhere needed'}). A vote whose voter is "
        "not known counts as somebody's own."
    )


def _licence(released: Released) -> Iterator[str]:
    yield "## Licence\n"
    licence = released.config.release.licence
    texts = (
        " What models wrote may be subject to the terms of who runs them."
        if released.config.release.texts
        else ""
    )
    yield f"{licence}.{texts}\n" if licence else f"None was given.{texts}\n"


def _limits(released: Released, told: Mapping[str, Any]) -> Iterator[str]:
    yield "## Known limits\n"
    yield (
        "- Who voted chose to. Their questions and tastes are not those of everybody, and some "
        "voted much more often than others: see `judge`.\n"
        "- A vote says which answer one person liked better. It does not say that it was true.\n"
        "- Rules do not find all personal data; names of people and places they do not look for. "
        "A text can point to its writer by what it says. If you find somebody in here, do not "
        "publish it, and tell whoever released this.\n"
        "- All votes of one voter have one name, so that what one text betrays holds for all of "
        "them."
    )
    if told["texts"]["withheld"]:
        yield "- Rows without texts have labels and counts that were made from texts."
    yield (
        "- `conv_metadata` counts texts with personal data marked, `style_…` columns count them as "
        "they were written. Tokens are the provider's count where it gave one, else an estimate."
    )
