"""Shortlists side by side."""
