"""How sure a shortlist is, on screen and in tables."""
