"""The statistics, measured against other libraries."""
