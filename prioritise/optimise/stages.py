"""The order of objectives: value, then public money, then few changes, then the order of ids.

Each is sought with the ones before it held. The later ones start from the plan in hand and share
the time that is left; the first that cannot be proven ends the row, and the plan says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from time import monotonic

from prioritise.optimise.columns import formulated
from prioritise.optimise.conflict import conflict
from prioritise.optimise.formulation import model_of
from prioritise.optimise.highs import Manner, Outcome, Watch, solve
from prioritise.optimise.model import Model, Objective, Row, Terms, collected, evaluate
from prioritise.optimise.objectives import change_objective, money_objective, preferences
from prioritise.optimise.plan import Plan, Stage
from prioritise.optimise.rules import rule_rows
from prioritise.programme.faults import InfeasibleError, SolverError
from prioritise.programme.programme import Programme
from prioritise.programme.promises import broken_promises

ORDER = "order of ids"
"""Name of the last objective."""
PREFERENCES_AT_ONCE = 20
"""Preferences that one solve settles, weighted by powers of two: figures stay below a million."""


def optimise(programme: Programme, *, watch: Watch | None = None) -> Plan:
    """The best shortlist of a programme, checked.

    Parameters
    ----------
    programme : Programme
        What is asked; its `solver` says how hard to try.
    watch : callable
        Told about progress from time to time.

    Returns
    -------
    Plan
        Proven to the gap that was asked, or, after a time limit, with the gap that is left.

    Raises
    ------
    InfeasibleError
        No shortlist can satisfy all the rules; confirmed by a second configuration.
    SolverError
        The solver failed, found nothing in time, or its answer did not pass the check.
    Interrupted
        The user pressed Ctrl-C.
    """
    began = monotonic()
    search = _Search(programme, began + float(programme.solver.seconds), watch)
    search.value()
    search.later()
    return search.plan(monotonic() - began)


class _Search:
    """One walk through the objectives: the limits so far, and the plan in hand."""

    def __init__(self, programme: Programme, deadline: float, watch: Watch | None) -> None:
        self._programme = programme
        self._deadline = deadline
        self._watch = watch
        self._formulation = formulated(programme)
        rules = rule_rows(self._formulation)
        self._model, self._value = model_of(self._formulation, *rules)
        self._values: tuple[int, ...] = ()
        self._bound = 0
        self._stages: list[Stage] = []

    def value(self) -> None:
        """Seek the most value, and find out whether anything is possible at all."""
        gap = float(self._programme.solver.gap)
        start = self._doing_only_what_is_locked()
        outcome = self._solve(self._model, gap=gap, start=start)
        if outcome.found == "infeasible":
            outcome = self._solve(self._model, gap=gap, start=start, manner="cautious")
            if outcome.found == "infeasible":
                self._refuse(start)
        if outcome.found == "nothing" and start:
            outcome = replace(outcome, found="feasible", values=start)
        if outcome.found not in ("optimal", "feasible"):
            raise SolverError(
                f"no shortlist was found in {float(self._programme.solver.seconds):g} seconds; "
                "allow more under `solver: {seconds: …}`"
            )
        self._values = outcome.values
        most = self._value.most(self._model.columns)
        self._bound = most if outcome.bound is None else min(outcome.bound, most)
        self._stages.append(Stage("value", outcome.found == "optimal", outcome.seconds))
        self._hold(self._value)

    def later(self) -> None:
        """Seek the least public money, then the fewest changes, then the earliest ids.

        Most often only one plan has the most value: then one question settles all the rest.
        """
        changes = change_objective(self._formulation)
        later = [money_objective(self._formulation), *([changes] if changes else []), None]
        settled = False
        for objective in later:
            if not self._going_on():
                return
            began = monotonic()
            settled = settled or self._is_only_one()
            proven = settled or (self._improve(objective) if objective else self._prefer())
            name = objective.name if objective else ORDER
            self._stages.append(Stage(name, proven, monotonic() - began))

    def plan(self, seconds: float) -> Plan:
        """The plan in hand, once it has passed the check."""
        formulation = self._formulation
        choices = formulation.choices(self._values)
        options = {
            chosen.option.proposal: chosen.option
            for found in formulation.options.values()
            for chosen in found
            if self._values[chosen.column]
        }
        figure = self._value.at(self._values)
        plan = Plan(
            programme=self._programme,
            choices=choices,
            options=options,
            eligibility=formulation.eligibility,
            values=formulation.values,
            figure=figure,
            bound_figure=max(self._bound, figure),
            stages=tuple(self._stages),
            seconds=seconds,
        )
        _confirm(plan, self._model)
        return plan

    def _doing_only_what_is_locked(self) -> tuple[int, ...]:
        """Column values of the shortlist of commitments alone, where that keeps every limit."""
        values = [0] * len(self._model.columns)
        for name, proposal in self._programme.proposal_of.items():
            decision = self._programme.decision_of.get(name)
            columns = self._formulation.chosen(name)
            if columns and (proposal.commitment or (decision and decision.chosen)):
                values[columns[0]] = 1
        return tuple(values) if self._model.holds(values) else ()

    def _refuse(self, start: tuple[int, ...]) -> None:
        """Say that nothing is possible, and what is known of why."""
        if start:
            raise SolverError(
                "the solver finds nothing possible, and the commitments alone are possible",
                f"{self._model}\n\ncommitments alone: {start}\n",
            )
        reasons = broken_promises(self._programme, self._formulation.eligibility)
        if not reasons:
            names = conflict(self._model)
            together = "these cannot all hold, and without any one of them the others could:"
            alone = "this cannot hold, whatever is chosen:"
            reasons = [alone if len(names) == 1 else together, *(f"- {name}" for name in names)]
        listed = "".join(f"\n  {reason}" for reason in reasons)
        raise InfeasibleError(f"no shortlist can satisfy all the rules together{listed}")

    def _solve(
        self,
        model: Model,
        *,
        gap: float = 0.0,
        start: tuple[int, ...] = (),
        manner: Manner = "seeking",
    ) -> Outcome:
        seconds = max(self._deadline - monotonic(), 0.01)
        try:
            return solve(
                model, seconds=seconds, gap=gap, start=start, manner=manner, watch=self._watch
            )
        except SolverError:
            if manner == "cautious":
                raise
            return self._solve(model, gap=gap, start=start, manner="cautious")

    def _going_on(self) -> bool:
        return self._stages[-1].proven and monotonic() < self._deadline

    def _improve(self, objective: Objective) -> bool:
        """Seek an objective from the plan in hand, and hold it; False where that is unproven."""
        outcome = self._solve(self._model.aiming(objective), start=self._values)
        if outcome.values:
            self._values = outcome.values
        self._hold(objective)
        return outcome.found == "optimal"

    def _hold(self, objective: Objective) -> None:
        self._model = self._model.within(objective.held_at(objective.at(self._values)))

    def _is_only_one(self) -> bool:
        """Whether no other plan keeps everything that is held."""
        decided = [
            column
            for options in self._formulation.options.values()
            for chosen in options
            for column in {chosen.column, *(c for row in chosen.payers for c, _ in row)}
        ]
        ones = sum(self._values[column] for column in decided)
        terms = tuple((column, -1 if self._values[column] else 1) for column in sorted(decided))
        differs = Row("another plan", terms, ">=", 1 - ones)
        # Value is held already; sought again it leads the solver to the proof in half the time.
        again = replace(self._value, name="whether another is as good")
        outcome = self._solve(self._model.within(differs).aiming(again), manner="proving")
        return outcome.found == "infeasible"

    def _prefer(self) -> bool:
        """Settle the preferences, first things first; False where time ran out."""
        for block in _blocks(preferences(self._formulation)):
            if not all(evaluate(entry, self._values) for entry in block):
                weights = [1 << place for place in reversed(range(len(block)))]
                terms = [
                    (column, weight * coefficient)
                    for entry, weight in zip(block, weights, strict=True)
                    for column, coefficient in entry
                ]
                objective = Objective(ORDER, "maximise", collected(terms))
                if monotonic() >= self._deadline:
                    return False
                outcome = self._solve(self._model.aiming(objective), start=self._values)
                if outcome.found != "optimal":
                    return False
                self._values = outcome.values
            fixed = (Row("preferred", entry, "=", evaluate(entry, self._values)) for entry in block)
            self._model = self._model.within(*fixed)
        return True


def _blocks(entries: tuple[Terms, ...]) -> Iterator[tuple[Terms, ...]]:
    for first in range(0, len(entries), PREFERENCES_AT_ONCE):
        yield entries[first : first + PREFERENCES_AT_ONCE]


def _confirm(plan: Plan, model: Model) -> None:
    """Raise where the independent check sees the plan otherwise than the model did."""
    if plan.problems:
        raise SolverError(
            "the answer did not pass the independent check: " + "; ".join(plan.problems),
            f"{model}\n\nplan: {plan.choices}\n\ncheck: {plan.examination}\n",
        )
