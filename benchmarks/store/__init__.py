"""The store, measured against the bare database."""
