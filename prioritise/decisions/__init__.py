"""Decisions that people have taken: recorded, never lost, never changed unseen."""
