"""Reading votes, measured."""
