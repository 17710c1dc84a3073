"""Names of people, as far as a language model sees them."""

from __future__ import annotations

from tiltyard.personal import Kind
from tiltyard.personal._presidio import spans

kind = Kind(
    title="name of a person",
    about="What Presidio's English language model takes for a name of a person. It misses some, "
    "takes other things for names, and takes some thousand times as long as a rule.",
    hint=r"[^\W\d_]",
    find=lambda text: spans(text, "PERSON"),
    by_default=False,
)
