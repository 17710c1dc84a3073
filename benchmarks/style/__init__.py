"""How fast the form of answers is measured."""
