"""Families of streams searched apart and joined: exact answers without a solver, where it pays."""
