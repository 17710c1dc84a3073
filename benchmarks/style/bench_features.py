"""Features of style against FastChat's counts as plain Python regular expressions, on one core.

Both read the same column of a polars frame; reading is part of the time. Processor time is taken
and not what a clock on the wall says, so that other work on the machine matters less.
``TILTYARD_BENCH_ANSWERS`` asks for another number of answers.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable
from statistics import median

import polars as pl

from benchmarks.style.answers import answers
from tiltyard import style
from tiltyard.pipeline._texts import texts_of

ANSWERS = int(os.environ.get("TILTYARD_BENCH_ANSWERS", "4000"))
ROUNDS = 5
TARGET = 20
SAME = ("headers", "ordered", "unordered", "bold")

# FastChat's recipe (add_markdown_info.py), as its counts are described: what is in fenced blocks
# goes first, then one expression for each kind.
BLOCK = re.compile("```([^`]*)```")
COUNTED = [
    [re.compile(rf"^#{{{level}}}\s", re.MULTILINE) for level in range(1, 7)],
    [re.compile(r"^\s*\d+\.\s", re.MULTILINE)],
    [re.compile(r"^\s*[-*+]\s", re.MULTILINE)],
    [re.compile(r"\*\*[^*\n]+\*\*"), re.compile(r"__[^_\n]+__")],
]


def by_expressions(column: pl.Series) -> list[list[int]]:
    """FastChat's four counts of every answer."""
    found = []
    for text in column:
        left = text
        for content in BLOCK.findall(text):
            left = left.replace(content, "")
        found.append([sum(len(one.findall(left)) for one in kinds) for kinds in COUNTED])
    return found


def by_loops(column: pl.Series, features: tuple[str, ...] | None) -> list[list[int]]:
    """Ours of the same names, whatever else is measured."""
    measured = style.measure(texts_of(column), features)
    return [list(row) for row in zip(*(measured[name].tolist() for name in SAME), strict=True)]


def seconds(work: Callable[[], object]) -> float:
    """Processor time of one run."""
    began = time.process_time()
    work()
    return time.process_time() - began


def main() -> None:
    """Measure and print."""
    column = pl.Series(answers(ANSWERS))
    size = int(column.str.len_bytes().sum())
    if by_loops(column, None) != by_expressions(column):
        raise SystemExit("the counts differ")
    print(f"{ANSWERS:,} answers, {size / 1e6:.1f} MB; the counts are equal")
    # In turn, so that a slow minute slows down all of them.
    taken = [
        [seconds(lambda: by_expressions(column)), *(seconds(work) for work in _ours(column))]
        for _ in range(ROUNDS)
    ]
    peer, same, everything = (median(one) for one in zip(*taken, strict=True))
    print(f"FastChat's counts by regular expressions: {size / peer / 1e6:,.0f} MB/s")
    verdict = "met" if peer / same >= TARGET else "MISSED"
    print(
        f"the same counts by tiltyard.style: {size / same / 1e6:,.0f} MB/s, "
        f"{peer / same:.0f} times as fast (at least {TARGET}: {verdict})"
    )
    print(
        f"all {len(style.names())} features: {size / everything / 1e6:,.0f} MB/s, "
        f"{peer / everything:.0f} times as fast as FastChat's counts alone"
    )


def _ours(column: pl.Series) -> list[Callable[[], object]]:
    return [
        lambda: style.measure(texts_of(column), SAME),
        lambda: style.measure(texts_of(column)),
    ]


if __name__ == "__main__":
    main()
