"""Train the weights of the trained labels from prompts with their labels.

``python scripts/train_labels.py`` reads ``categories/_seeds`` and writes ``categories/_weights``;
``--seeds`` and ``--out`` name others. The same seeds give the same file. What is printed was
found by cross-validation: each prompt is judged by weights that have not seen it.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from tiltyard import embeddings
from tiltyard.categories import _trained
from tiltyard.categories._forms import NAMES
from tiltyard.categories._forms import VERSION as FORMS
from tiltyard.categories.occupation import OCCUPATIONS
from tiltyard.errors import ConfigurationError, DataError

SEEDS = Path(_trained.__file__).parent / "_seeds"
FOLDS, CUTS = 5, 3
# Chosen by cross-validated log loss on the seeds: how strongly weights are drawn to zero, and
# how much of the evidence may come from the vector and how much from the forms.
SOFTNESS, VECTOR_SCALE, FORMS_SCALE = 0.3, 4.0, 0.7
# The grade, of 0 to 5, from which on a prompt is one about following instructions.
MANY_DEMANDS = 4
# A label of many values is told where at least this share of what is told is right.
RIGHT = 0.8
# The score from which on a prompt is hard. Between 0.45 and 0.53 the seeds hardly care; 0.46 was
# chosen on prompts of others: most of those that are known to be hard, few of those that are not.
HARD_FROM = 0.46
BINARY = ("coding", "math", "creative_writing", "expert")
_DECIMALS = 4

Truth = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Seeds:
    """Prompts with their labels.

    Attributes:
        prompts: the texts.
        yes: for each label of yes or no, whether each prompt has it.
        occupations: the value of each prompt.
        digest: sha256 over the files.
    """

    prompts: tuple[str, ...]
    yes: dict[str, Truth]
    occupations: NDArray[np.str_]
    digest: str

    @property
    def hard(self) -> Truth:
        """Whether each prompt meets at least six of the seven criteria."""
        met = np.sum([self.yes[name] for name in _trained.CRITERIA], axis=0)
        return np.asarray(met >= _trained.MANY_CRITERIA)


def read_seeds(folder: Path) -> Seeds:
    """The seeds in the JSONL files of a folder, by the files' names.

    Raises:
        DataError: a line is no seed, or there is none at all.
    """
    rows: list[dict[str, Any]] = []
    digest = hashlib.sha256()
    for path in sorted(folder.glob("*.jsonl")):
        content = path.read_bytes()
        digest.update(f"{path.name}\0{len(content)}\0".encode() + content)
        for number, line in enumerate(content.decode().splitlines(), 1):
            rows.append(_seed(line, f"{path.name}, line {number}"))
    if not rows:
        raise DataError(f"no seeds in {str(folder)!r}: expected JSONL files")
    criteria = np.array([[digit == "1" for digit in row["criteria"]] for row in rows])
    yes = {name: criteria[:, place] for place, name in enumerate(_trained.CRITERIA)}
    yes |= {name: np.array([name in row["labels"] for row in rows]) for name in BINARY}
    yes["instruction_following"] = np.array([row["demands"] >= MANY_DEMANDS for row in rows])
    occupations = np.array([row["occupation"] for row in rows])
    return Seeds(tuple(row["prompt"] for row in rows), yes, occupations, digest.hexdigest())


def _seed(line: str, place: str) -> dict[str, Any]:
    try:
        row: dict[str, Any] = json.loads(line)
        good = (
            bool(row["prompt"].strip())
            and len(row["criteria"]) == len(_trained.CRITERIA)
            and set(row["criteria"]) <= {"0", "1"}
            and row["demands"] in range(6)
            and set(row["labels"]) <= set(BINARY)
            and row["occupation"] in OCCUPATIONS
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise DataError(f"{place}: no seed ({error!r})") from error
    if not good:
        raise DataError(
            f"{place}: expected a prompt, seven digits of 0 and 1 as criteria, demands from 0 to "
            f"5, labels of {', '.join(BINARY)}, and an occupation of {', '.join(OCCUPATIONS)}"
        )
    return row


class Trainer:
    """Fits heads on the numbers of the seeds, and judges them by cross-validation."""

    def __init__(self, seeds: Seeds) -> None:
        numbers = _trained.numbers_of(seeds.prompts).astype(np.float64)
        forms = numbers[:, -len(NAMES) :]
        self.scale = np.full(numbers.shape[1], VECTOR_SCALE)
        self.centre = np.zeros(numbers.shape[1])
        self.scale[-len(NAMES) :] = FORMS_SCALE / np.maximum(forms.std(axis=0), 1e-6)
        self.centre[-len(NAMES) :] = forms.mean(axis=0)
        self.numbers = (numbers - self.centre) * self.scale

    def fit(self, truth: NDArray[Any]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Bias and weights for numbers as they come, unscaled."""
        model = _classifier().fit(self.numbers, truth)
        weights = model.coef_ * self.scale
        return model.intercept_ - weights @ self.centre, weights

    def unseen(self, truth: NDArray[Any]) -> NDArray[np.float64]:
        """Probabilities of each prompt by weights that were fitted without it.

        Means over several ways to cut the seeds, so that thresholds do not hang on one of them.
        """
        from sklearn.model_selection import (  # noqa: PLC0415 -- of the extra
            StratifiedKFold,
            cross_val_predict,
        )

        cuts = [StratifiedKFold(FOLDS, shuffle=True, random_state=cut) for cut in range(CUTS)]
        found = [
            cross_val_predict(_classifier(), self.numbers, truth, cv=cut, method="predict_proba")
            for cut in cuts
        ]
        return np.asarray(np.mean(found, axis=0))


def _classifier() -> Any:  # noqa: ANN401 -- scikit-learn has no types
    try:
        from sklearn.linear_model import (  # noqa: PLC0415 -- of the extra
            LogisticRegression,
        )
    except ImportError as error:
        raise ConfigurationError("training needs scikit-learn: install tiltyard[embed]") from error
    return LogisticRegression(C=SOFTNESS, max_iter=5000, tol=1e-6)


@dataclass(frozen=True, slots=True)
class Quality:
    """How labels agree with the truth."""

    precision: float
    recall: float
    kappa: float

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def quality(truth: Truth, told: Truth) -> Quality:
    """Precision, recall and Cohen's kappa of what is told."""
    both, found, there = (truth & told).mean(), told.mean(), truth.mean()
    agreed, chance = (truth == told).mean(), found * there + (1 - found) * (1 - there)
    return Quality(
        float(both / max(found, 1e-12)),
        float(both / max(there, 1e-12)),
        float((agreed - chance) / max(1 - chance, 1e-12)),
    )


def best(truth: Truth, score: NDArray[np.float64], tried: NDArray[Any]) -> float:
    """The middle of the thresholds whose labels have the highest F, or as good as the highest.

    F is flat around its top, and where exactly its highest point lies is chance.
    """
    found = np.array([quality(truth, score >= at).f1 for at in tried])
    return float(np.median(tried[found >= found.max() - 0.01]))


def train(folder: Path, tell: Callable[[str], None] = print) -> dict[str, Any]:
    """The content of a file of weights; the quality is told line by line."""
    seeds = read_seeds(folder)
    trainer = Trainer(seeds)
    tell(f"{len(seeds.prompts)} prompts; {FOLDS}-fold cross-validation, {CUTS} times")
    tell(f"{'label':<24}{'yes':>6}{'from':>7}{'precision':>11}{'recall':>8}{'kappa':>7}")
    heads, expected = {}, np.zeros(len(seeds.prompts))
    for name, truth in seeds.yes.items():
        score = trainer.unseen(truth)[:, 1]
        expected += score if name in _trained.CRITERIA else 0
        threshold = round(best(truth, score, np.arange(10, 90, 5) / 100), 2)
        heads[name] = _head(trainer, truth, threshold)
        tell(_line(name, truth, score >= threshold, threshold))
    heads[_trained.MANY] = _head(trainer, seeds.hard, 0.5)
    hardness = (expected / len(_trained.CRITERIA) + trainer.unseen(seeds.hard)[:, 1]) / 2
    tell(_line("hard", seeds.hard, hardness >= HARD_FROM, HARD_FROM))
    heads["occupation"] = _occupation(trainer, seeds.occupations, tell)
    return {
        "seeds": seeds.digest,
        "embeddings": embeddings.DIGEST,
        "forms": FORMS,
        "hard_from": HARD_FROM,
        "heads": heads,
    }


def _head(trainer: Trainer, truth: NDArray[Any], threshold: float) -> dict[str, Any]:
    bias, weights = trainer.fit(truth)
    return {
        "values": None,
        "threshold": threshold,
        "bias": np.round(bias, _DECIMALS).tolist(),
        "weights": np.round(weights, _DECIMALS).tolist(),
    }


def _occupation(
    trainer: Trainer, truth: NDArray[np.str_], tell: Callable[[str], None]
) -> dict[str, Any]:
    values = np.unique(truth)
    score = trainer.unseen(truth)
    likeliest, right = score.max(axis=1), values[score.argmax(axis=1)] == truth
    tried = np.arange(10, 90, 5) / 100
    sure = [at for at in tried if right[likeliest >= at].mean() >= RIGHT]
    threshold = float(sure[0])
    told = likeliest >= threshold
    tell(
        f"{'occupation':<24}{len(values)} values, from {threshold:.2f}: {told.mean():.0%} told, "
        f"{right[told].mean():.0%} of these right"
    )
    return _head(trainer, truth, round(threshold, 2)) | {"values": values.tolist()}


def _line(name: str, truth: Truth, told: Truth, threshold: float) -> str:
    found = quality(truth, told)
    return (
        f"{name:<24}{truth.sum():>6}{threshold:>7.2f}{found.precision:>11.3f}"
        f"{found.recall:>8.3f}{found.kappa:>7.3f}"
    )


def as_json(weights: dict[str, Any]) -> str:
    """The file's text: a line for each row of weights, so that differences can be read."""
    rows: list[str] = []
    for name, head in weights["heads"].items():
        lines = ",\n    ".join(json.dumps(row, separators=(",", ":")) for row in head["weights"])
        start = {key: value for key, value in head.items() if key != "weights"}
        rows.append(f'  "{name}": {json.dumps(start)[:-1]}, "weights": [\n    {lines}]}}')
    start = {key: value for key, value in weights.items() if key != "heads"}
    return f'{json.dumps(start)[:-1]}, "heads": {{\n' + ",\n".join(rows) + "\n}}\n"


def main() -> None:
    """Train and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=Path, default=SEEDS, help="a folder of JSONL files")
    parser.add_argument("--out", type=Path, default=_trained.WEIGHTS, help="the file to write")
    asked = parser.parse_args()
    with threadpool_limits(1):  # sums in one order, and no time lost in threads that wait
        content = as_json(train(asked.seeds))
    asked.out.parent.mkdir(parents=True, exist_ok=True)
    asked.out.write_text(content)
    print(f"{asked.out}: {len(content):,} bytes")


if __name__ == "__main__":
    main()
