"""Ways to estimate ratings: a file each, exposing ``method``, found by the file's name."""
