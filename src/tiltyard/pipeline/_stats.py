"""What one would look at in a dataset: sizes, languages, models, voters, time, and what is kept.

Parts are looked at one after another, and only counts are kept of them. Once a dataset is cleaned,
everything is said of the rows that were kept.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from tiltyard import files
from tiltyard.pipeline._aliases import renamed
from tiltyard.pipeline._clean import Clean
from tiltyard.pipeline._config import Config
from tiltyard.pipeline._dataset import Dataset, Part
from tiltyard.pipeline._labels import in_use, incomplete, labelled
from tiltyard.pipeline._schema import WINNERS
from tiltyard.pipeline._sizes import sizes
from tiltyard.pipeline._tallies import LABEL, LANGUAGE, Counts, Rows
from tiltyard.pipeline._timeline import timeline

STYLE = "style"
_READ = ["battle", "id", "source", "model_a", "model_b", "winner", "voter", "created_at", LANGUAGE]


def stats(
    dataset: Dataset, config: Config | None = None, *, progress: Callable[[int], None] | None = None
) -> dict[str, Any]:
    """All that is known of a dataset, as JSON; what is not known yet is listed, with what to do.

    Args:
        dataset: at any stage, also an empty one.
        config: for the alias table.
        progress: told how many rows were looked at.
    """
    look = _Look.of(dataset, config or Config())
    counts = Counts()
    done = 0
    for part in dataset.parts:
        counts.add(look.rows(part))
        done += part.rows
        if progress is not None:
            progress(done)
    return _told(look, counts)


@dataclass(frozen=True, slots=True)
class _Look:
    """What there is to look at."""

    dataset: Dataset
    config: Config
    clean: Clean | None
    labels: Mapping[str, Mapping[str, Any]]
    style: Mapping[str, Any] | None
    missing: list[str]

    @classmethod
    def of(cls, dataset: Dataset, config: Config) -> _Look:
        """What is known of every part; what is not goes to ``missing``."""
        missing = []
        clean = Clean.open(dataset)
        if clean is None or not clean.is_current(dataset):
            why = "which rows to keep" if clean is None else "which of the new rows to keep"
            missing.append(f"{why}: run `tiltyard data clean {dataset.folder}`")
            clean = None
        late = incomplete(dataset)
        found = {name: entry for name, entry in in_use(dataset).items() if name not in late}
        if late or not found:
            what = f"labels of the new rows ({', '.join(late)})" if late else "labels and style"
            missing.append(f"{what}: run `tiltyard data label {dataset.folder}`")
        style = found.pop(STYLE, None)
        return cls(dataset, config, clean, found, style, missing)

    def rows(self, part: Part) -> Rows:
        """The narrow columns of a part, of the rows that are kept."""
        narrow = renamed(part.read(_READ), self.config.aliases)
        frames = [narrow, sizes(self.dataset, part), labelled(self.dataset, part, [*self.labels])]
        if self.style is not None:
            frames.append(labelled(self.dataset, part, [STYLE]))
        if self.clean is not None:
            kept = self.clean.reasons(part).is_null()
            frames = [frame.filter(kept) if frame.columns else frame for frame in frames]
        narrow, measured, labels, style = (*frames, pl.DataFrame())[:4]
        if LANGUAGE in labels.columns:
            narrow = narrow.with_columns(labels[LANGUAGE])
        return Rows(narrow, measured, labels, style)


def _told(look: _Look, counts: Counts) -> dict[str, Any]:
    """The whole account."""
    clean = look.clean
    return {
        "name": look.dataset.folder.resolve().name,
        "of": "the rows that were kept" if clean else "all rows",
        "rows": look.dataset.rows,
        "parts": len(look.dataset.parts),
        "kept": clean.funnel.kept if clean else None,
        "sizes": _sizes(counts),
        "sources": _shares(counts.tally("source"), counts.rows, "source"),
        "winners": _winners(counts),
        "languages": _shares(counts.tally(LANGUAGE), counts.rows, LANGUAGE),
        "categories": [
            _category(name, counts)
            for entry in look.labels.values()
            for name in entry["columns"]
            if name != LANGUAGE
        ],
        "models": _models(counts),
        "voters": _voters(counts),
        "time": timeline(counts.tally("day")),
        "funnel": clean.funnel.to_dict() if clean else None,
        "style": _style(counts),
        "personal": _personal(look.dataset),
        "unknown": look.missing,
    }


def _sizes(counts: Counts) -> dict[str, Any]:
    sums = counts.sums
    battles = pl.concat(counts.battles).n_unique() if counts.battles else 0
    return {
        "rows": counts.rows,
        "battles": battles,
        "turns": sums["turns"],
        "turns_per_row": _ratio(sums["turns"], counts.rows),
        "characters_of_prompts": sums["characters_prompts"],
        "characters_of_answers": sums["characters_a"] + sums["characters_b"],
        # Nothing that was counted is not the same as a count of nothing.
        "tokens_of_answers": sums["tokens_a"] + sums["tokens_b"] if sums["with_tokens"] else None,
        "rows_with_tokens": sums["with_tokens"],
    }


def _winners(counts: Counts) -> list[dict[str, Any]]:
    known = counts.tally("winner")
    rows = [
        {
            "winner": name,
            "rows": known.get(name, 0),
            "share": _ratio(known.get(name, 0), counts.rows),
        }
        for name in WINNERS
    ]
    none = known.get(None, 0)
    return [*rows, *([{"winner": None, "rows": none, "share": none / counts.rows}] if none else [])]


def _shares(tally: Mapping[Any, int], rows: int, name: str) -> list[dict[str, Any]]:
    return [
        {name: value, "rows": many, "share": _ratio(many, rows)} for value, many in tally.items()
    ]


def _category(name: str, counts: Counts) -> dict[str, Any]:
    """How a label came out; shares are of the rows that are labelled."""
    known = counts.tally(f"{LABEL}{name}")
    unlabelled = known.pop(None, 0)
    rows = counts.rows - unlabelled
    values = [
        {"value": value, "rows": many, "share": _ratio(many, rows)} for value, many in known.items()
    ]
    return {"label": name, "labelled": rows, "unlabelled": unlabelled, "values": values}


def _models(counts: Counts) -> list[dict[str, Any]]:
    held = counts.tallies.get("models")
    if held is None:
        return []
    ordered = held.drop_nulls("model").sort(["battles", "model"], descending=[True, False])
    return [
        {
            "model": one["model"],
            "battles": one["battles"],
            "won": _ratio(one["won"], one["voted"]),
            "tie": _ratio(one["tie"], one["voted"]),
            "both_bad": _ratio(one["both_bad"], one["voted"]),
            "mean_tokens": _ratio(one["tokens"], one["counted"]),
            "mean_characters": _ratio(one["characters"], one["answers"]),
        }
        for one in ordered.iter_rows(named=True)
    ]


def _voters(counts: Counts) -> dict[str, Any]:
    """How votes are spread over voters; ``busiest_share`` is that of the busiest hundredth."""
    tally = counts.tally("voter")
    without = tally.pop(None, 0)
    votes = pl.Series(list(tally.values()), dtype=pl.Int64)
    told: dict[str, Any] = {"voters": len(votes), "rows_without_voter": without}
    if len(votes):
        at = {"median": 0.5, "p90": 0.9, "p99": 0.99, "most": 1.0}
        told |= {name: int(votes.quantile(share, "nearest") or 0) for name, share in at.items()}
        busiest = votes.head(-(-len(votes) // 100))
        told["busiest"] = len(busiest)
        told["busiest_share"] = _ratio(int(busiest.sum()), int(votes.sum()))
    return told


def _style(counts: Counts) -> list[dict[str, Any]]:
    """The mean of each feature over the sides that have answers."""
    told = []
    for name in dict.fromkeys(column[:-2] for column in counts.style):
        (a, of_a), (b, of_b) = counts.style[f"{name}_a"], counts.style[f"{name}_b"]
        told.append({"feature": name, "mean": _ratio(a + b, of_a + of_b)})
    return told


def _personal(dataset: Dataset) -> dict[str, int] | None:
    """What the last release found, if there was one."""
    runs = sorted((dataset.folder / "runs").glob("*-release.json"))
    if not runs:
        return None
    found: dict[str, int] = files.read_json(runs[-1])["result"]["redacted"]
    return found


def _ratio(part: float, whole: float) -> float | None:
    return part / whole if whole else None
