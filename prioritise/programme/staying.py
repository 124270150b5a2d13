"""A list in force, and how far an answer may move from it."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field

from prioritise.programme.money import PENCE_PER_UNIT, money_text, to_pence
from prioritise.programme.records import Name, Positive, Record, Share

if TYPE_CHECKING:
    from prioritise.programme.programme import Programme

ChangeMeasure = Literal["count", "money"]

AGREED = "agreed"
"""What stands for the decisions that people have recorded, in place of a path."""


class Near(Record):
    """A list in force, from which an answer may differ only so much."""

    shortlist: tuple[str, ...]
    """Ids of its proposals."""
    most: Annotated[int, Field(ge=0)]
    """How many proposals, or how much public money in pence, may change at most."""
    by: ChangeMeasure = "count"
    """`count`: proposals that are in one of the two and not in the other; `money`: their public
    money within the years. What comes in counts as it is chosen; what goes out counts whole, in its
    earliest option."""
    named: str = ""
    """What the list is called: `agreed`, or a path as people wrote it."""


class Stay(Record):
    """What a scenario says of a list in force."""

    near: Name
    """`agreed`, or the path of a run folder, a CSV list or a scenario, relative to the scenario's
    file."""
    within: Share | None = None
    """Share of the best value that may be given up for fewer changes."""
    changes: Positive | None = None
    """How much may change, at most: proposals, or money in the programme's unit."""
    by: ChangeMeasure = "count"
    """`count`: proposals that come in or go out; `money`: their public money."""

    def most(self, unit: str) -> int | None:
        """How much may change, as proposals or pence; none where a share of value says it."""
        if self.changes is None:
            return None
        return to_pence(self.changes, unit) if self.by == "money" else int(self.changes)


def amount_of_change_expected(
    within: Decimal | None, changes: Decimal | None, by: ChangeMeasure, unit: str
) -> str:
    """What should be said of how much may change, where it is not said well."""
    if (within is None) == (changes is None):
        return "either `within`, a share of the best value, or `changes`"
    if changes is not None and by == "count" and changes != changes.to_integral_value():
        return "a whole number of changes, or `by: money`"
    if changes is not None and by == "money" and changes * PENCE_PER_UNIT[unit] % 1:
        return f"an amount in {unit} that is not finer than a penny"
    return ""


def money_of_leaving(programme: Programme, proposal: str) -> int:
    """Pence that change hands where a proposal leaves: whole, in its earliest option."""
    options = programme.options[proposal]
    return options[0].public_cost if options else 0


def limit_in_words(near: Near, unit: str) -> str:
    """Name of the limit, for every message."""
    if near.by == "money":
        return f"at most {money_text(near.most, unit)} changed from the list in force"
    changes = "change" if near.most == 1 else "changes"
    return f"at most {near.most} {changes} from the list in force"
