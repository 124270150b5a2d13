"""Families of streams searched apart, each at prices for what ties them, and joined: exact."""
