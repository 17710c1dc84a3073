"""Shapes of data that others train and measure with: one file each."""
