"""The tables of `hubs` about further hubs: which of them reach most people, and how few do."""

from __future__ import annotations

from fractions import Fraction

from prioritise.hubs.appraisal import HubAppraisal
from prioritise.hubs.covering import Cover
from prioritise.views import columns as of
from prioritise.views.hubs.hub_columns import PEOPLE, THRESHOLD, based_on, people
from prioritise.views.table import Table, figure

_FURTHER = of.names("hubs", "Hubs", "Further hubs beside the agreed ones; `;` list.")
_NUMBER = of.whole(
    "further", "Further hubs", "How many further hubs.", lambda cover: len(cover.hubs)
)
_REACHED = people("people", "People", "People within reach of an agreed hub or one of these.")
_ADDS = people("adds", "Adds", "Those of them whom no agreed hub reaches.")


def covering_table(appraisal: HubAppraisal, basis: str) -> Table:
    """One row a set of further hubs and threshold, the agreed hubs alone first."""
    access = appraisal.access
    each = "People out of reach without each of these hubs, the others kept; `;` list."
    place = "1 for the set of so many that reaches most people, 2 for the next best, …"
    proven = "Whether no other set of so many, the better places aside, reaches more."
    share = "Share of all people who are within reach."
    alone = [
        Cover(minutes, 1, (), reached, 0, (), reached)
        for minutes in appraisal.thresholds
        for reached in [access.reached(access.agreed, minutes)]
    ]
    return Table.of(
        "covering",
        "A set of further hubs, and whom it reaches together with the agreed ones.",
        ("minutes", "further", "place"),
        (
            *(_FURTHER, THRESHOLD, _REACHED, _ADDS),
            of.names(
                "each_adds", "Each adds", each, lambda cover: map(str, cover.each_adds), PEOPLE
            ),
            of.number("share", "Share", share, lambda cover: Fraction(cover.people, access.people)),
            _NUMBER,
            of.whole("place", "Place", place),
            of.truth("proven", "Proven", proven, lambda cover: cover.is_proven),
            based_on(basis),
        ),
        [
            cover
            for none in alone
            for cover in (none, *(c for c in appraisal.covers if c.minutes == none.minutes))
        ],
    )


def enough_table(appraisal: HubAppraisal, basis: str) -> Table:
    """One row a threshold: how few further hubs are enough."""
    asked = appraisal.share or Fraction(0)
    return Table.of(
        "enough",
        "The fewest further hubs with which a share of all people is reached; none where all of "
        "them are too few.",
        ("minutes",),
        (
            of.number(
                "share", "Share", "Share of all people that is to be reached.", lambda _: asked
            ),
            THRESHOLD.of(lambda row: figure(row[0])),
            *(column.within(lambda row: row[1]) for column in (_NUMBER, _FURTHER, _REACHED, _ADDS)),
            based_on(basis),
        ),
        zip(appraisal.thresholds, appraisal.enough, strict=True),
    )
