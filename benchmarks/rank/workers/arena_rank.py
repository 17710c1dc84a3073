"""arena-rank: from a frame with names to a board with sandwich intervals."""

from __future__ import annotations

import sys

from benchmarks.rank.workers.watch import Watch

watch = Watch()

import numpy as np  # noqa: E402 -- importing is a stage that is measured
import pandas as pd  # noqa: E402 -- as above
from arena_rank.models.bradley_terry import (  # type: ignore[import-not-found]  # noqa: E402
    BradleyTerry,
)
from arena_rank.models.contextual_bradley_terry import (  # type: ignore[import-not-found]  # noqa: E402
    ContextualBradleyTerry,
)
from arena_rank.utils.data_utils import (  # type: ignore[import-not-found]  # noqa: E402
    ContextualPairDataset,
    PairDataset,
)

STYLE = ["length", "headers", "lists", "bold"]


def main(task: str, votes: str, answer: str) -> None:
    """Measure one task."""
    watch.lap("import")
    extra = STYLE if task == "style" else []
    frame = pd.read_parquet(votes, columns=["model_a", "model_b", "winner", *extra])
    watch.lap("read")
    if task == "style":
        # Without its ridge and its weights by pair, both of which change what is estimated.
        data = ContextualPairDataset.from_pandas(frame, feature_cols=STYLE, reweighted=False)
        model = ContextualBradleyTerry(len(data.competitors), len(STYLE), reg=0.0)
    else:
        data = PairDataset.from_pandas(frame)
        model = BradleyTerry(len(data.competitors))
    found = model.compute_ratings_and_cis(data)
    columns = {
        "models": np.array(found["competitors"]),
        "rating": np.asarray(found["ratings"]),
        "lower": np.asarray(found["rating_lower"]),
        "upper": np.asarray(found["rating_upper"]),
    }
    if task == "style":
        columns["coefficients"] = np.asarray(model.params["coeffs"])
    watch.lap("work")
    watch.report(answer, **columns)


if __name__ == "__main__":
    main(*sys.argv[1:])
