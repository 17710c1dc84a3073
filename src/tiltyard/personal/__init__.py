"""Personal data in a text, found by rules: one file for each kind."""
