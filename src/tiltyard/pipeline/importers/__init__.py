"""Shapes of data that can be imported: one file each."""
