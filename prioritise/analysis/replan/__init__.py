"""A list in force, decided anew: what the best is for each amount of change."""
