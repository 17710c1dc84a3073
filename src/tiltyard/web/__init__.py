"""Pages and JSON over the rooms below: parse, one call, render."""
