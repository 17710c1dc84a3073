"""What FastChat leaves out of an answer before it counts headers, list items and bold."""

from __future__ import annotations

import re
from itertools import islice

_BLOCK = re.compile("```([^`]*)```")
# It deletes what is in a block wherever else it stands, so that many blocks take long.
MOST_BLOCKS = 1000


def without_code(text: str) -> str:
    """The text without the content of what stands between three backticks and the next three.

    Its faults are kept, so that counts can be compared: what stands in a block is deleted
    everywhere, a block that holds a backtick stays, and so does one that nothing closes. Only the
    first 1,000 blocks are looked at.
    """
    contents = [one[1] for one in islice(_BLOCK.finditer(text), MOST_BLOCKS)]
    for content in contents:
        text = text.replace(content, "")
    return text
