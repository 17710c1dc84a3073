"""Many texts as one array of bytes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from tiltyard.errors import DataError


@dataclass(frozen=True, slots=True)
class Texts:
    """Texts in UTF-8, one after another.

    Attributes:
        data: the bytes of all texts.
        offsets: where each text begins, and where the last one ends, shape ``(n + 1,)``.
    """

    data: NDArray[np.uint8]
    offsets: NDArray[np.int64]

    def __post_init__(self) -> None:
        ordered = len(self.offsets) > 0 and bool((np.diff(self.offsets) >= 0).all())
        if not ordered or self.offsets[0] < 0 or self.offsets[-1] > len(self.data):
            raise DataError(
                "offsets of texts must not fall, and must lie within the data: the first at 0 or "
                f"later, the last at {len(self.data)} at most"
            )
        # What a compiled loop can read.
        object.__setattr__(self, "data", np.ascontiguousarray(self.data, dtype=np.uint8))
        object.__setattr__(self, "offsets", np.ascontiguousarray(self.offsets, dtype=np.int64))

    @classmethod
    def of(cls, texts: Sequence[str]) -> Texts:
        """The texts of a list.

        Raises:
            DataError: one holds half a surrogate pair, which is no text.
        """
        encoded = [_encoded(text, number) for number, text in enumerate(texts)]
        offsets = np.zeros(len(encoded) + 1, dtype=np.int64)
        np.cumsum([len(one) for one in encoded], out=offsets[1:])
        return cls(np.frombuffer(b"".join(encoded), dtype=np.uint8), offsets)

    def __len__(self) -> int:
        return len(self.offsets) - 1

    def __iter__(self) -> Iterator[str]:
        whole, offsets = self.data.tobytes(), self.offsets.tolist()
        for begin, end in pairwise(offsets):
            yield whole[begin:end].decode()


def _encoded(text: str, number: int) -> bytes:
    try:
        return text.encode()
    except UnicodeEncodeError as error:
        raise DataError(
            f"text {number} is no Unicode text: character {error.start} is "
            f"{text[error.start]!r}, half of a surrogate pair; replace it"
        ) from None
