"""What `hubs -o DIR` writes: tables, maps and a curve, whole or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from prioritise.hubs.appraisal import HubAppraisal
from prioritise.render.table_folder import write_tables
from prioritise.views.charts.coverage_curve import coverage_curve
from prioritise.views.charts.hub_map import hub_map
from prioritise.views.table import Table

MAP, MAP_FURTHER, CURVE = "map.svg", "map_further.svg", "curve.svg"
"""The agreed hubs; these with further ones; people against minutes."""


def write_hubs(
    path: Path,
    appraisal: HubAppraisal,
    tables: Sequence[Table],
    basis: str,
    *,
    replace: bool = False,
) -> None:
    """Write an appraisal to a new or empty folder, or in place of earlier results.

    Raises
    ------
    OutputError
        The place is taken, or the system refused to write.
    """
    title = appraisal.access.programme.scenario or appraisal.access.programme.title
    write_tables(path, tables, title, pictures=pictures(appraisal, basis), replace=replace)


def pictures(appraisal: HubAppraisal, basis: str) -> dict[str, str]:
    """Each picture by the name of its file; no map where no zone has a place."""
    further = appraisal.further
    drawn = {
        MAP: hub_map(appraisal, (), basis),
        MAP_FURTHER: hub_map(appraisal, further, basis) if further else "",
        CURVE: coverage_curve(appraisal, basis),
    }
    return {name: text for name, text in drawn.items() if text}
