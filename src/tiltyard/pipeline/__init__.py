"""Raw conversations become a clean, labelled, publishable dataset, and nothing leaves uncounted.

A dataset is a folder (`Dataset`). Importers fill it, cleaning steps name a reason for every row
that leaves, labels and measures are kept beside the rows, and a release is written whole or not at
all.
"""

from __future__ import annotations

from tiltyard.pipeline._agreement import Agreement, Measure, Scores
from tiltyard.pipeline._aliases import renamed
from tiltyard.pipeline._clean import Clean, clean
from tiltyard.pipeline._config import STEPS, Alias, Config, ReleaseOptions
from tiltyard.pipeline._dataset import Dataset, Part
from tiltyard.pipeline._described import Describer, measure_names
from tiltyard.pipeline._evaluate import Truth, evaluate_file
from tiltyard.pipeline._funnel import Funnel, Stage
from tiltyard.pipeline._import import Imported, OnError, import_files
from tiltyard.pipeline._incoming import Wanted
from tiltyard.pipeline._judge import Asking, Bill, Judge
from tiltyard.pipeline._label_file import Texts, label_file
from tiltyard.pipeline._labels import in_use, label_dataset, labelled
from tiltyard.pipeline._own import blind_turns, import_store, row_of
from tiltyard.pipeline._own_categories import all_categories
from tiltyard.pipeline._redact import redact_column
from tiltyard.pipeline._redact_file import Redacted, Redaction, redact_file
from tiltyard.pipeline._release import Wish, release
from tiltyard.pipeline._stats import stats
from tiltyard.pipeline._topic_map import Plane, plane_of
from tiltyard.pipeline._topic_parts import TopicWish, open_topics
from tiltyard.pipeline._topic_report import TopicReport, topics_of_dataset, topics_of_file
from tiltyard.pipeline._topics import Topics, fit_topics

__all__ = [
    "STEPS",
    "Agreement",
    "Alias",
    "Asking",
    "Bill",
    "Clean",
    "Config",
    "Dataset",
    "Describer",
    "Funnel",
    "Imported",
    "Judge",
    "Measure",
    "OnError",
    "Part",
    "Plane",
    "Redacted",
    "Redaction",
    "ReleaseOptions",
    "Scores",
    "Stage",
    "Texts",
    "TopicReport",
    "TopicWish",
    "Topics",
    "Truth",
    "Wanted",
    "Wish",
    "all_categories",
    "blind_turns",
    "clean",
    "evaluate_file",
    "fit_topics",
    "import_files",
    "import_store",
    "in_use",
    "label_dataset",
    "label_file",
    "labelled",
    "measure_names",
    "open_topics",
    "plane_of",
    "redact_column",
    "redact_file",
    "release",
    "renamed",
    "row_of",
    "stats",
    "topics_of_dataset",
    "topics_of_file",
]
