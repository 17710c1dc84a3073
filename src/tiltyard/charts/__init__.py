"""Pictures of boards as SVG: drawn on the server, read without scripts, never larger than life."""
