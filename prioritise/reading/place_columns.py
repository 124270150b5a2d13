"""Which columns the tables `zones` and `journeys` have, and how a cell of each is read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import chain

from prioritise.programme.destinations import JOBS
from prioritise.programme.places import POPULATION, Journey, Zone
from prioritise.programme.records import Record
from prioritise.reading.cells import day, free_text, identifier, label, number, whole
from prioritise.reading.columns import NUMBER, Layout, TableColumn, decided
from prioritise.reading.tables import InputTable

ZONES, JOURNEYS = "zones", "journeys"

PLACE_RECORDS: Mapping[str, type[Record]] = {ZONES: Zone, JOURNEYS: Journey}
"""Record that a row of each table becomes."""

_ZONES = (
    TableColumn("zone", identifier, "zone", needed=True, filled=True),
    TableColumn("name", free_text, "name"),
    TableColumn("latitude", number, "latitude"),
    TableColumn("longitude", number, "longitude"),
    TableColumn("deprivation_tenth", whole, "deprivation_tenth"),
)
_JOURNEYS = (
    TableColumn("zone", identifier, "zone", needed=True, filled=True),
    TableColumn("hub", identifier, "hub", needed=True, filled=True),
    TableColumn("minutes", number, "minutes", needed=True),
    TableColumn("services_per_hour", number, "services_per_hour"),
    TableColumn("period", label, "period"),
    TableColumn("minutes_p10", number, "minutes_p10"),
    TableColumn("minutes_p90", number, "minutes_p90"),
    TableColumn("proposal", identifier, "proposal"),
    TableColumn("minutes_back", number, "minutes_back"),
    TableColumn("services_back", number, "services_back"),
    TableColumn("fare", number, "fare"),
    TableColumn("runs_from", day, "runs_from"),
)


def zone_columns(
    table: InputTable, counted: str, columns: Iterable[str]
) -> tuple[TableColumn, ...]:
    """The columns of zones: its own, and whatever others it has.

    Parameters
    ----------
    counted
        Column of people: every cell has to be filled with a number.
    columns
        Further columns that hold numbers: scores that are asked for.
    """
    own = [column.name for column in _ZONES]
    further = [heading for heading in table.headings if heading not in own]
    layout = Layout((), "£", (), dict.fromkeys(further, ""))
    kinds = dict(decided(layout, table.headings, table.rows).extra)
    kinds.update((name, NUMBER) for name in (POPULATION, JOBS, *columns) if name in kinds)
    return tuple(
        chain(
            _ZONES,
            (
                TableColumn(name, number, "numbers", part=dict, filled=name == counted)
                if kind == NUMBER
                else TableColumn(name, free_text, "texts", part=dict)
                for name, kind in kinds.items()
            ),
        )
    )


def journey_columns() -> tuple[TableColumn, ...]:
    """The columns of journeys."""
    return _JOURNEYS
