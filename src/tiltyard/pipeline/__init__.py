"""Raw conversations become a clean, labelled, publishable dataset, and nothing leaves uncounted.

A dataset is a folder (`Dataset`). Importers fill it, cleaning steps name a reason for every row
that leaves, labels and measures are kept beside the rows, and a release is written whole or not at
all.
"""

from __future__ import annotations

from tiltyard.pipeline._config import STEPS, Alias, Config, ReleaseOptions
from tiltyard.pipeline._dataset import Dataset, Part

__all__ = ["STEPS", "Alias", "Config", "Dataset", "Part", "ReleaseOptions"]
