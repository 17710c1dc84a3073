"""Reasons to leave a row out: one file each."""
