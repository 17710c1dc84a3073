"""The arena, measured from outside."""
