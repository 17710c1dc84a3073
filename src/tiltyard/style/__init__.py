"""What an answer looks like: one file for each feature of its form."""
