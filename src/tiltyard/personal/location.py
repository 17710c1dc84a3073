"""Names of places, as far as a language model sees them."""

from __future__ import annotations

from tiltyard.personal import Kind
from tiltyard.personal._presidio import spans

kind = Kind(
    title="place",
    about="What Presidio's English language model takes for a country, a town or another place. "
    "Streets and numbers of houses are rarely among them.",
    hint=r"[^\W\d_]",
    find=lambda text: spans(text, "LOCATION"),
    by_default=False,
)
