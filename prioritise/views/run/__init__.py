"""The answer of a run: its screen, its tables, its folder, and the check of that folder."""
