"""Programmes of many shapes, drawn anew by a number: our whole time beside peers' for value."""
