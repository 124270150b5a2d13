"""Answers that are known already with more money, and hold with less.

A shortlist that is proven best and unique stays so with less money, as long as that pays for it:
whatever fits less money fitted more. It is checked again with the money that there is now.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable, Iterator
from dataclasses import dataclass, replace
from operator import le
from threading import Lock
from time import monotonic

from prioritise.optimise.known import fits, limits_of, lines_of, plan_of, spending_of
from prioritise.optimise.plan import Plan
from prioritise.optimise.prepared import prepared
from prioritise.optimise.stages import ORDER
from prioritise.programme.programme import Programme

KEPT = 30
"""Answers that are kept."""


@dataclass(frozen=True, slots=True)
class _Known:
    """An answer, what it spends, and the money with which it was found."""

    question: Hashable
    lines: tuple[tuple[str, int, int], ...]
    limits: tuple[int, ...]
    spending: tuple[int, ...]
    plan: Plan


class Reuse:
    """Answers by what was asked, budgets aside."""

    def __init__(self) -> None:
        self._known: OrderedDict[Hashable, _Known] = OrderedDict()
        self._lock = Lock()

    def keep(self, question: Hashable, plan: Plan) -> None:
        """Keep an answer, if it is settled to the last.

        Parameters
        ----------
        question
            All that was asked, budgets aside: equal where nothing else differs.
        """
        if plan.unique_to != ORDER:
            return
        programme = plan.programme
        limits = limits_of(programme.streams)
        spending = spending_of(programme, plan.choices)
        known = _Known(question, lines_of(programme.streams), limits, spending, plan)
        with self._lock:
            self._known[question, limits] = known
            while len(self._known) > KEPT:
                self._known.popitem(last=False)

    def found(self, question: Hashable, programme: Programme) -> Plan | None:
        """The answer to a question, where one that is known proves it; else none."""
        began = monotonic()
        lines, limits = lines_of(programme.streams), limits_of(programme.streams)
        for known in self._with(question):
            less = known.lines == lines and all(map(le, limits, known.limits))
            if less and fits(known.spending, limits):
                plan = plan_of(prepared(programme), known.plan.choices)
                if plan is not None:
                    plan = replace(plan, stages=known.plan.stages, seconds=monotonic() - began)
                    if not plan.problems:
                        return plan
        return None

    def _with(self, question: Hashable) -> Iterator[_Known]:
        with self._lock:
            known = [each for each in self._known.values() if each.question == question]
        return reversed(known)
