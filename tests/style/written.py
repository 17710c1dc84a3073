"""Texts that tests measure: Markdown as it comes, and anything at all."""

from __future__ import annotations

from hypothesis import strategies as st

# What Markdown is made of, and what is easily taken for it, in many scripts.
_PIECES = [
    "#", "##", "#######", " ", "\n", "\n\n", "\r\n", "\t", "-", "- ", "*", "**", "***", "+", "_",
    "__", "1.", "12. ", "٣. ", "`", "``", "```", "```py\n", "~~~", "~~~~\n", "|", "|---|", ":-:",
    "[", "]", "](", "(", ")", "[a](b)", "http://", "https://", "/", ".", "!", "?", "…", '"', "’",
    "。", "！", "a", "B", "7", "x y", "word ", "good ", "BAD ", "not ", "terrible", "isn't ",
    "Hello there. ", "é", "ß", "漢", "か", "한", "ж", "ק", "क", "\u094d", "ﬀ", "İ",
    "😀", "❤", "\ufe0f", "\u200d", "🇫", "🇷", "👍", "🏽", "1\ufe0f\u20e3",
    "\u3000", "\x85", "\x1c", "\x00", "\u2028", "\ue000", "\U0010ffff",
]  # fmt: skip

# A few pieces at a time, so that they meet often.
markdown = st.lists(st.sampled_from(_PIECES), min_size=1, max_size=12, unique=True).flatmap(
    lambda some: st.lists(st.sampled_from(some), max_size=60).map("".join)
)
anything = st.text(st.characters(exclude_categories=["Cs"]), max_size=80)
texts = st.one_of(markdown, anything)
