"""How fast a board of any slice of many votes is there, and how fresh, while votes come in."""
