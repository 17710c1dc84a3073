"""How long it takes to screen voters."""
