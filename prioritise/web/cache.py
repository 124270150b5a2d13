"""Answers that are known already with more money, and hold with less.

A shortlist that is proven best and unique stays so with less money, as long as that pays for it:
whatever fits less money fitted more. That holds where nothing but the money differs, so that the
whole programme is compared, not a name for it; and the shortlist is valued and checked anew.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, replace
from operator import le
from threading import Lock
from time import monotonic

from prioritise.optimise.known_choices import (
    SpendingLine,
    fits,
    limits_of,
    lines_of,
    plan_of,
    spending_of,
)
from prioritise.optimise.objectives import ORDER
from prioritise.optimise.plan import Plan
from prioritise.optimise.prepared import prepared
from prioritise.programme.programme import Programme

KEPT = 30
"""Answers that are kept."""


@dataclass(frozen=True, slots=True)
class _Known:
    """An answer, what it spends, and what was asked."""

    but_money: tuple[object, ...]
    lines: tuple[SpendingLine, ...]
    limits: tuple[int, ...]
    spending: tuple[int, ...]
    plan: Plan

    def covers(self, programme: Programme) -> bool:
        """Whether every shortlist of a programme was among those that this one is the best of."""
        limits = limits_of(programme.streams)
        return (
            self.lines == lines_of(programme.streams)
            and fits(self.spending, limits)
            and all(map(le, limits, self.limits))
            and self.but_money == _but_money(programme)
        )


class AnswerCache:
    """The answers that were proven last."""

    def __init__(self) -> None:
        self._known: deque[_Known] = deque(maxlen=KEPT)
        self._lock = Lock()

    def keep(self, programme: Programme, plan: Plan) -> None:
        """Keep an answer, if it is proven best and settled to the last.

        Parameters
        ----------
        programme : Programme
            What it answers.
        """
        if plan.status != "optimal" or plan.unique_to != ORDER:
            return
        known = _Known(
            _but_money(programme),
            lines_of(programme.streams),
            limits_of(programme.streams),
            spending_of(programme, plan.choices),
            plan,
        )
        with self._lock:
            self._known.appendleft(known)

    def found(self, programme: Programme) -> Plan | None:
        """The answer to a programme, where one that is known proves it; else none."""
        began = monotonic()
        with self._lock:
            covering = [known for known in self._known if known.covers(programme)]
        for known in covering:
            plan = plan_of(prepared(programme), known.plan.choices)
            if plan is not None and plan.value == known.plan.value:
                plan = replace(plan, stages=known.plan.stages, seconds=monotonic() - began)
                if not plan.problems:
                    return plan
        return None


def _but_money(programme: Programme) -> tuple[object, ...]:
    """Everything that was asked but the budgets, and what it is called."""
    fields = type(programme).model_fields.keys() - {"scenario", "streams"}
    streams = tuple(stream.model_copy(update={"budgets": ()}) for stream in programme.streams)
    return streams, *(getattr(programme, name) for name in sorted(fields))
