"""Units and columns that every table of `hubs` shares."""

from __future__ import annotations

from prioritise.views.table import Column

PEOPLE, MINUTES = "people", "minutes"

THRESHOLD = Column("minutes", "Minutes", "Minutes within which a hub is to be.", "number", MINUTES)
BASIS = Column("basis", "Basis", "`journeys`, or `screening estimate`, which is no journey time.")
