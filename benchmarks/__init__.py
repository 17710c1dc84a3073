"""Measurements of what we claim, as ratios; `python -m benchmarks` runs them."""
