"""Which columns the tables `zones` and `journeys` have, and how a cell of each is read."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain

from prioritise.programme.places import POPULATION, Journey, Zone
from prioritise.programme.records import Record
from prioritise.reading.cells import free_text, identifier, label, number, whole
from prioritise.reading.columns import NUMBER, Column, Layout, decided
from prioritise.reading.tables import Table

ZONES, JOURNEYS = "zones", "journeys"

PLACE_RECORDS: Mapping[str, type[Record]] = {ZONES: Zone, JOURNEYS: Journey}
"""Record that a row of each table becomes."""

_ZONES = (
    Column("zone", identifier, "zone", needed=True, filled=True),
    Column("name", free_text, "name"),
    Column("latitude", number, "latitude"),
    Column("longitude", number, "longitude"),
    Column("deprivation_tenth", whole, "deprivation_tenth"),
)
_JOURNEYS = (
    Column("zone", identifier, "zone", needed=True, filled=True),
    Column("hub", identifier, "hub", needed=True, filled=True),
    Column("minutes", number, "minutes", needed=True),
    Column("services_per_hour", number, "services_per_hour"),
    Column("period", label, "period"),
    Column("minutes_p10", number, "minutes_p10"),
    Column("minutes_p90", number, "minutes_p90"),
    Column("proposal", identifier, "proposal"),
)


def zone_columns(table: Table, counted: str, scored: str) -> tuple[Column, ...]:
    """The columns of zones: its own, and whatever others it has.

    Parameters
    ----------
    counted
        Column of people: every cell has to be filled with a number.
    scored
        Column of deprivation scores; empty where none is asked.
    """
    own = [column.name for column in _ZONES]
    further = [heading for heading in table.headings if heading not in own]
    layout = Layout((), "£", (), dict.fromkeys(further, ""))
    kinds = dict(decided(layout, table.headings, table.rows).extra)
    kinds.update((name, NUMBER) for name in (POPULATION, counted, scored) if name in kinds)
    return tuple(
        chain(
            _ZONES,
            (
                Column(name, number, "numbers", part=dict, filled=name == counted)
                if kind == NUMBER
                else Column(name, free_text, "texts", part=dict)
                for name, kind in kinds.items()
            ),
        )
    )


def journey_columns() -> tuple[Column, ...]:
    """The columns of journeys."""
    return _JOURNEYS
