"""The rating engine, measured against the packages that others rate models with."""
