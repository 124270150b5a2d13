"""What a programme seeks in place of value alone: sums of measures, one after another."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from pydantic import Field

from prioritise.programme.records import Name, Record, Rule

VALUE = "value"
"""The measure that is sought where nothing else is said."""


class GoalPart(Record):
    """A measure of the whole shortlist, as in a rule, so many times."""

    measure: Name
    """A measure of rules other than `share`, or a numeric column of proposals."""
    column: str = ""
    """For `reach`: the column of `reach` whose people count."""
    times: int = 1
    """How often it counts; below 0 less of it is better."""

    def rule(self, name: str, **limits: Decimal | None) -> Rule:
        """The rule that sets limits to it."""
        said: dict[str, Any] = {"measure": self.measure, "column": self.column, **limits}
        return Rule(name=name, **said)


class Goal(Record):
    """One of the things that are sought, each with those before it held."""

    name: Name
    """What people call it."""
    parts: tuple[GoalPart, ...] = Field(min_length=1)
    """What is added up: the more the better."""

    @property
    def is_value(self) -> bool:
        """Whether it is the value of the shortlist."""
        return self.parts == (GoalPart(measure=VALUE),)
