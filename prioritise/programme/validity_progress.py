"""Faults of milestones and risks: ids that are there twice, and names of what there is not.

Where the settings name no areas, any name is one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from prioritise.programme.faults import Fault
from prioritise.programme.progress import Milestone, Risk
from prioritise.programme.validity_names import Lookup, Names, twice


def progress_faults(look: Lookup) -> Iterator[Fault]:
    """Faults of both tables, in their order."""
    programme = look.programme
    areas = Names("an area of programme.yaml", [area.area for area in programme.areas])
    ids = [row.milestone for row in programme.milestones]
    yield from twice("milestones", "milestone", ids, "id")
    yield from twice("risks", "risk", [row.risk for row in programme.risks], "id")
    tables: dict[str, Sequence[Milestone | Risk]] = {
        "milestones": programme.milestones,
        "risks": programme.risks,
    }
    for table, rows in tables.items():
        for place, row in enumerate(rows):
            for name, names, told in (
                ("area", areas, row.area),
                ("hub", look.hubs, row.hub),
                ("proposal", look.proposals, row.proposal),
            ):
                if told and not names.accepts(told) and (name != "area" or programme.areas):
                    yield names.fault(table, place, name, told)
