"""The tables of `hubs` about further hubs: which of them reach most people, and how few do."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from prioritise.hubs.appraisal import HubAppraisal
from prioritise.hubs.covering import Cover
from prioritise.views.hubs.hub_columns import BASIS, PEOPLE, THRESHOLD
from prioritise.views.table import Cells, Column, Table, figure, yes_no

_FURTHER = Column("hubs", "Hubs", "Further hubs beside the agreed ones; `;` list.", is_list=True)
_REACHED = Column(
    "people", "People", "People within reach of an agreed hub or one of these.", "integer", PEOPLE
)
_ADDS = Column("adds", "Adds", "Those of them whom no agreed hub reaches.", "integer", PEOPLE)
_NUMBER = Column("further", "Further hubs", "How many further hubs.", "integer")


def covering_table(appraisal: HubAppraisal, basis: str) -> Table:
    """One row a set of further hubs and threshold, the agreed hubs alone first."""
    each = "People out of reach without each of these hubs, the others kept; `;` list."
    place = "1 for the set of so many that reaches most people, 2 for the next best, …"
    proven = "Whether no other set of so many, the better places aside, reaches more."
    return Table(
        "covering",
        "A set of further hubs, and whom it reaches together with the agreed ones.",
        ("minutes", "further", "place"),
        (
            *(_FURTHER, THRESHOLD, _REACHED, _ADDS),
            Column("each_adds", "Each adds", each, unit=PEOPLE, is_list=True),
            Column("share", "Share", "Share of all people who are within reach.", "number"),
            _NUMBER,
            Column("place", "Place", place, "integer"),
            Column("proven", "Proven", proven, "boolean"),
            BASIS,
        ),
        tuple((*row, basis) for row in _covers(appraisal)),
    )


def enough_table(appraisal: HubAppraisal, basis: str) -> Table:
    """One row a threshold: how few further hubs are enough."""
    asked = appraisal.share or Fraction(0)
    rows = zip(appraisal.thresholds, appraisal.enough, strict=True)
    return Table(
        "enough",
        "The fewest further hubs with which a share of all people is reached; none where all of "
        "them are too few.",
        ("minutes",),
        (
            Column("share", "Share", "Share of all people that is to be reached.", "number"),
            *(THRESHOLD, _NUMBER, _FURTHER, _REACHED, _ADDS, BASIS),
        ),
        tuple((figure(asked), figure(minutes), *_enough(cover), basis) for minutes, cover in rows),
    )


def _covers(appraisal: HubAppraisal) -> Iterator[Cells]:
    access = appraisal.access
    everybody = access.people
    for minutes in appraisal.thresholds:
        agreed = access.reached(access.agreed, minutes)
        share = figure(Fraction(agreed, everybody))
        yield ("", figure(minutes), str(agreed), "0", "", share, "0", "1", "yes")
        for cover in appraisal.covers:
            if cover.minutes == minutes:
                yield (
                    ";".join(cover.hubs),
                    *(figure(minutes), str(cover.people), str(cover.adds)),
                    ";".join(map(str, cover.each_adds)),
                    figure(Fraction(cover.people, everybody)),
                    *(str(len(cover.hubs)), str(cover.place), yes_no(cover.is_proven)),
                )


def _enough(cover: Cover | None) -> Cells:
    if cover is None:
        return ("", "", "", "")
    return str(len(cover.hubs)), ";".join(cover.hubs), str(cover.people), str(cover.adds)
