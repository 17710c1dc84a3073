"""A board that can be turned into something else."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tiltyard.analysis._compare import HeadToHead, head_to_head
from tiltyard.analysis._standings import Standings

if TYPE_CHECKING:
    import altair
    import pandas
    import polars


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Ranking(Standings):
    """A board, and what can be made of it: see `Standings` for what it says."""

    def __repr__(self) -> str:
        votes = f"{self.n_votes:,.10g} votes"
        return f"<Ranking of {self.n_models:,} models by {self.method} from {votes}>"

    def to_polars(self) -> polars.DataFrame:
        """The ranked models, a row each, columns as in `Row`."""
        from tiltyard.analysis import _frames  # noqa: PLC0415 -- slow to import, seldom needed

        return _frames.to_polars(self)

    def to_pandas(self) -> pandas.DataFrame:
        """The ranked models, a row each, columns as in `Row`.

        Raises:
            ConfigurationError: pandas is not installed.
        """
        from tiltyard.analysis import _frames  # noqa: PLC0415 -- slow to import, seldom needed

        return _frames.to_pandas(self)

    def to_csv(self, path: str | Path) -> None:
        """Write `to_polars` as CSV.

        Raises:
            ConfigurationError: the file cannot be written; likewise below.
        """
        from tiltyard.analysis import _frames  # noqa: PLC0415 -- slow to import, seldom needed

        _frames.write(path, self.to_polars().write_csv)

    def to_parquet(self, path: str | Path) -> None:
        """Write `to_polars` as Parquet."""
        from tiltyard.analysis import _frames  # noqa: PLC0415 -- slow to import, seldom needed

        _frames.write(path, self.to_polars().write_parquet)

    def plot(self, kind: str = "intervals", *, top: int | None = None) -> altair.TopLevelMixin:
        """A picture of the board, for a notebook or to `save`.

        Args:
            kind: ``intervals``, ``win_rates``, ``pair_counts`` or ``ranks``.
            top: how many models from the top to show; by default as many as can be read.

        Raises:
            ConfigurationError: the extra ``plots`` is not installed, or no such kind.
        """
        from tiltyard.analysis import _pictures  # noqa: PLC0415 -- slow to import, seldom needed

        return _pictures.picture(self, kind, top=top)

    def save_plot(self, path: str | Path, kind: str = "intervals") -> None:
        """Write `plot` to a file, as its suffix says: ``.svg``, ``.png`` or ``.html``.

        Each is whole in itself: the HTML needs no network.

        Raises:
            ConfigurationError: as `plot`; or another suffix; or the file cannot be written.
        """
        from tiltyard.analysis import _pictures  # noqa: PLC0415 -- slow to import, seldom needed

        _pictures.save(self, Path(path), kind)

    def report(self, path: str | Path, *, command: str | None = None) -> None:
        """Write a page that says all of this, in one file that needs nothing else.

        Args:
            path: where to.
            command: how this board was made, to be made again.

        Raises:
            ConfigurationError: the extra ``plots`` is not installed, or the file cannot be written.
        """
        from tiltyard.analysis import _frames, _report  # noqa: PLC0415 -- slow to import, seldom needed

        page = _report.page(self, command=command)
        _frames.write(path, lambda target: target.write(page.encode()))

    def compare(self, one: str, other: str) -> HeadToHead:
        """Whether two of the ranked models differ, and what it would take to know.

        Raises:
            DataError: one of them is not ranked.
        """
        return head_to_head(self, one, other)

    def _repr_html_(self) -> str:
        from tiltyard.analysis import _html  # noqa: PLC0415 -- slow to import, seldom needed

        return _html.fragment(self)
