"""The schemas of votes that are known by name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from tiltyard import registry
from tiltyard.errors import UnknownNameError

# What winner columns say in the schemas of LMArena and FastChat; anything else is an error.
WINNERS = MappingProxyType(
    {
        "model_a": "model_a",
        "model_b": "model_b",
        "tie": "tie",
        "tie (bothbad)": "both_bad",
        "both_bad": "both_bad",
        "bothbad": "both_bad",
    }
)
MAYBE = MappingProxyType(
    {
        "score": ("score",),
        "count": ("count",),
        "weight": ("weight",),
        "voter": ("voter", "judge"),
        "prompt": ("prompt_id",),
        "voted_at": ("voted_at", "tstamp", "timestamp"),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Preset:
    """A schema of votes.

    Attributes:
        title: how people call it.
        sides: columns of the two models.
        winner: the column that says who won.
        one_hot: or three columns of which one is 1: for model_a, for model_b, for a tie.
        winners: what its winner values mean beside `WINNERS`.
        by_name: whether the winner is named, as the models are, and not by its side.
        maybe: columns that it may have, by what they hold; the first that is there counts.
    """

    title: str
    sides: tuple[str, str] = ("model_a", "model_b")
    winner: str = "winner"
    one_hot: tuple[str, str, str] | None = None
    winners: Mapping[str, str] = field(default_factory=dict)
    by_name: bool = False
    maybe: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MAYBE)


# In the order in which they are tried on a file that nothing was said about.
PRESETS: Mapping[str, Preset] = MappingProxyType(
    {
        "lmarena": Preset(title="LMArena votes"),
        "kaggle": Preset(
            title="Kaggle's LMSYS votes",
            one_hot=("winner_model_a", "winner_model_b", "winner_tie"),
        ),
        "llmfao": Preset(
            title="LLMFAO votes",
            sides=("left", "right"),
            winners={"left": "model_a", "right": "model_b"},
            maybe={"voter": ("worker",), "prompt": ("prompt",)},
        ),
        # The same columns as LMArena's, but here the question is a prompt that all models got.
        "arena-hard": Preset(title="Arena-Hard battles", maybe={"prompt": ("question_id",)}),
        "named": Preset(title="votes that name the winner", by_name=True),
        "mt-bench": Preset(
            title="MT-Bench judgements",
            maybe={"voter": ("judge",), "prompt": ("question_id",), "voted_at": ("tstamp",)},
        ),
    }
)


def preset(name: str) -> Preset:
    """The schema of that name.

    Raises:
        UnknownNameError: there is none.
    """
    if name not in PRESETS:
        raise UnknownNameError(f"there is no preset {name!r}{registry.nearest(name, [*PRESETS])}")
    return PRESETS[name]
