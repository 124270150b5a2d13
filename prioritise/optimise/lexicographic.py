"""The order of objectives: value, then public money, then few changes, then the order of ids.

A programme may name goals to be sought before value, or between value and public money.

Each is sought with the ones before it held:  v* = max v(x) over the plans x;  then the least
m(x) with v(x) >= v*, and so on down the list of levels (`objectives.levels_after_value`). The later
ones start from the plan in hand and share the time that is left. None of their questions may take
more work than value did, or LEAST_WORK where that is more, and all of them twice as much; work is
counted in nodes and steps, so that every machine stops at the same place. The first level that
cannot be proven ends the row, and the plan says so.

Every question is asked by `optimise`: of a programme, or of one that was prepared once for many
questions; with `Hints` of what is known already; and where any of equals will do, for value alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from time import monotonic

from prioritise.optimise import highs
from prioritise.optimise.clock import left
from prioritise.optimise.infeasible.refusal import Refusal
from prioritise.optimise.lagrangian.search import SearchResult as Searched
from prioritise.optimise.lagrangian.solve import TOO_MANY, searched
from prioritise.optimise.model import Constraint, Model, Objective
from prioritise.optimise.next_best import order_of
from prioritise.optimise.objectives import ObjectiveLevel, levels_after_value, together
from prioritise.optimise.plan import Plan, Stage
from prioritise.optimise.prepared import Prepared, prepared
from prioritise.optimise.solver import Manner, Outcome, Progress, SolutionStatus, Solver, Watch
from prioritise.optimise.warm_start import best_start
from prioritise.programme.faults import InfeasibleError, SolverError
from prioritise.programme.programme import Programme

LEAST_WORK = 500
"""Nodes that a question after value may take in any case. With so many 11 of 12 programmes of 40 to
200 drawn proposals (`benchmarks.suite.drawn`, seeds 2 to 4; 2026-11) were settled to the last."""
NODES_A_STEP = 5
"""Nodes of a solver that are as much work as a step of the search by prices, which took 20 to 100
ms on the same programmes."""


@dataclass(frozen=True, slots=True)
class Hints:
    """What is known of a question from elsewhere: it makes the answer quicker, never another."""

    plans: Sequence[Plan] = ()
    """Plans of like programmes; the best of those that keep every limit here is a start."""
    at_most: Fraction | None = None
    """Points that no shortlist here exceeds: a start that reaches them is best."""
    is_easy: bool = False
    """Whether the solver is likely to prove it at once, without looking for good plans first."""


NOTHING_KNOWN = Hints()


def optimise(
    asked: Programme | Prepared,
    hints: Hints = NOTHING_KNOWN,
    *,
    value_alone: bool = False,
    watch: Watch | None = None,
    solver: Solver = highs,
) -> Plan:
    """The best shortlist of a programme, checked.

    Parameters
    ----------
    asked : Programme or Prepared
        What is asked; its `solver` says how hard to try. Who asks much of one programme prepares it
        once, and narrows it with `Prepared.within`.
    hints : Hints
        What is known from elsewhere.
    value_alone : bool
        Whether any plan of the most value will do; equals are then not put in order.
    watch : callable
        Told about progress from time to time.
    solver : Solver
        Who solves the integer programme.

    Returns
    -------
    Plan
        Proven to the gap that was asked, or, after a time limit, with the gap that is left.

    Raises
    ------
    InfeasibleError
        No shortlist can satisfy all the rules; confirmed by a second configuration.
    OutOfTime
        No shortlist was found in the time allowed.
    SolverError
        The solver failed, or its answer did not pass the check.
    Interrupted
        The user pressed Ctrl-C.
    """
    ready = asked if isinstance(asked, Prepared) else prepared(asked)
    search = _LexicographicSearch(ready, hints, watch, solver)
    search.value()
    if not value_alone:
        search.later()
    return search.plan()


class OutOfTime(SolverError):
    """Nothing was found in the time allowed, though there may be something."""


class _LexicographicSearch:
    """One walk through the objectives: the limits so far, and the plan in hand."""

    def __init__(self, asked: Prepared, hints: Hints, watch: Watch | None, solver: Solver) -> None:
        self._began = monotonic()
        self._asked, self._hints = asked, hints
        self._programme = asked.programme
        self._deadline = self._began + left(float(asked.programme.solver.seconds))
        self._watch = watch
        self._draws = asked.in_draws(solver)
        self._solver: Solver = self._draws or solver
        self._formulation, self._value = asked.formulation, asked.value
        self._model = asked.model
        self._values: tuple[int, ...] = ()
        self._work = 0
        self._most_work: int | None = None
        self._end_of_work: int | None = None
        self._bound = 0
        self._stages: list[Stage] = []
        self._equals: tuple[tuple[int, ...], ...] = ()

    def value(self) -> None:
        """Seek the most value, or all that is to be sought in its place, from what is known."""
        if self._asked.sought:
            self._goals()
            return
        known, at_most = self._hints.plans, self._hints.at_most
        gap = float(self._programme.solver.gap)
        start = self._start(self._value, known)
        if start and at_most is not None and self._in_points(start) >= at_most:
            self._work = max((plan.stages[0].work for plan in known), default=0)
            self._take(Outcome("optimal", start, None, self._value.at(start), "known", 0.0))
            return
        if self._hints.is_easy and not gap:
            outcome = self._solve(self._model, start=start, manner="proving")
            if outcome.found == "optimal" and outcome.bound == self._value.at(outcome.values):
                self._take(outcome)
                return
        found = self._searched(gap, start)
        self._work += found.work * NODES_A_STEP if found else 0
        if found and found.values:
            is_proven = found.bound - found.figure <= gap * abs(found.figure)
            if is_proven or self._is_over():
                self._equals = found.equals
                word: SolutionStatus = "optimal" if is_proven else "feasible"
                seconds = monotonic() - self._began
                self._take(Outcome(word, found.values, None, found.bound, "prices", seconds))
                return
            start = max(filter(None, (start, found.values)), key=self._value.at)
            self._model = self._model.fixing(found.fixed(self._value.at(start)))
        outcome = self._answer(self._model, start, gap)
        self._take(self._bounded(outcome, found, gap) if found else outcome)
        if found and start and self._value.at(self._values) > self._value.at(start):
            self._model = self._model.fixing(found.fixed(self._value.at(self._values)))

    def _goals(self) -> None:
        """Seek what is to be sought, one after another."""
        for whole, parts in together(self._asked.sought, self._model.columns):
            if self._stages and not self._going_on():
                break
            began, before = monotonic(), self._work
            known = self._hints.plans
            start = self._values or self._start(whole, known)
            outcome = self._answer(self._model.aiming(whole), start)
            self._values = outcome.values
            proven, work = outcome.found == "optimal", self._work - before
            for part in parts:
                self._stages.append(Stage(part.name, proven, monotonic() - began, work))
                self._model = self._model.within(part.held_at(part.at(self._values)))
        all_proven = all(stage.proven for stage in self._stages)
        most = self._value.most(self._model.columns)
        self._bound = self._value.at(self._values) if all_proven else most

    def _start(self, aim: Objective, known: Sequence[Plan]) -> tuple[int, ...]:
        """The best start that is known, where it keeps its budgets in enough draws."""
        start = best_start(self._formulation, self._model, aim, known)
        return start if not self._draws or self._draws.holds(start) else ()

    def _answer(self, model: Model, start: tuple[int, ...], gap: float = 0.0) -> Outcome:
        """What the solver finds first.

        Raises
        ------
        InfeasibleError
            It is confirmed that nothing is possible.
        OutOfTime
            Nothing was found in the time allowed.
        """
        outcome = self._solve(model, gap=gap, start=start)
        if outcome.found == "infeasible":
            outcome = self._solve(model, gap=gap, start=start, manner="cautious")
            if outcome.found == "infeasible":
                _contradict(model, start, self._hints.plans)
                raise InfeasibleError(_why(self._asked))
        if outcome.found == "nothing" and start:
            outcome = replace(outcome, found="feasible", values=start)
        if outcome.found not in ("optimal", "feasible"):
            raise OutOfTime(
                f"no shortlist was found in {float(self._programme.solver.seconds):g} seconds; "
                "allow more under `solver: {seconds: …}`"
            )
        return outcome

    def _bounded(self, outcome: Outcome, found: Searched, gap: float) -> Outcome:
        """What the solver claims, with the bound by prices where that is the better one."""
        figure = self._value.at(outcome.values)
        if found.bound < figure:
            raise SolverError(
                f"a plan is worth {figure}, where the search by prices says at most {found.bound}",
                f"{self._model}\n\nvalues: {outcome.values}\n",
            )
        bound = found.bound if outcome.bound is None else min(outcome.bound, found.bound)
        is_proven = bound - figure <= gap * abs(figure)
        return replace(outcome, found="optimal" if is_proven else outcome.found, bound=bound)

    def _searched(self, gap: float, start: tuple[int, ...]) -> Searched | None:
        """What a search by prices comes to, where it leads anywhere; prices know no draws."""
        if self._draws:
            return None

        def glance(best: float | None, bound: float) -> None:
            if self._watch is not None:
                passed = monotonic() - self._began
                self._watch(Progress(self._value.name, passed, best, bound))

        seconds = max(self._deadline - monotonic(), 0.01)
        found = searched(
            self._formulation, self._model, seconds=seconds, gap=gap, start=start, glance=glance
        )
        if found and found.values and not self._model.holds(found.values):
            raise SolverError("a plan that was found does not keep the limits", str(self._model))
        return found

    def _is_over(self) -> bool:
        """Whether no time is left, or a solver would not get far in it."""
        return monotonic() >= self._deadline or len(self._formulation.options) > TOO_MANY

    def _take(self, outcome: Outcome) -> None:
        """Hold the value that was found."""
        self._values = outcome.values
        most = self._value.most(self._model.columns)
        self._bound = most if outcome.bound is None else min(outcome.bound, most)
        proven = outcome.found == "optimal"
        self._stages.append(Stage("value", proven, outcome.seconds, self._work))
        held = self._value.held_at(self._value.at(outcome.values))
        self._model = self._model.within(held)

    def later(self) -> None:
        """Seek the least public money, then the fewest changes, then the earliest ids.

        Most often only one plan has the most value: then one question settles all the rest.
        """
        settled = bool(self._equals)
        if settled:
            self._values = min(self._equals, key=self._order)
        if self._programme.solver.equals == "limited":
            self._most_work = max(LEAST_WORK, self._stages[0].work)
            self._end_of_work = self._work + 2 * self._most_work
        for level in levels_after_value(self._formulation):
            if not self._going_on():
                return
            began, before = monotonic(), self._work
            settled = settled or self._is_only_one()
            proven = settled or self._reach(level)
            work = self._work - before
            self._stages.append(Stage(level.name, proven, monotonic() - began, work))

    def _order(self, values: tuple[int, ...]) -> tuple[int, ...]:
        return order_of(self._formulation, self._formulation.choices(values))

    def plan(self) -> Plan:
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
            seconds=monotonic() - self._began,
        )
        vars(plan)["examiner"] = self._asked.examiner  # one check serves all plans of a programme
        _confirm(plan, self._model)
        return plan

    def _in_points(self, values: tuple[int, ...]) -> Fraction:
        return self._formulation.values.in_points(self._value.at(values))

    def _solve(
        self,
        model: Model,
        *,
        gap: float = 0.0,
        start: tuple[int, ...] = (),
        manner: Manner = "seeking",
    ) -> Outcome:
        """What the solver makes of a model, within the time and the work allowed."""
        seconds = max(self._deadline - monotonic(), 0.01)
        work = self._most_work
        if self._end_of_work is not None and work is not None:
            work = max(1, min(work, self._end_of_work - self._work))
        try:
            outcome = self._solver.solve(
                model,
                seconds=seconds,
                gap=gap,
                start=start,
                manner=manner,
                work=work,
                watch=self._watch,
            )
        except SolverError:
            if manner == "cautious":
                raise
            return self._solve(model, gap=gap, start=start, manner="cautious")
        self._work += outcome.work
        return outcome

    def _going_on(self) -> bool:
        over = self._is_over_work or monotonic() >= self._deadline
        return self._stages[-1].proven and not over

    @property
    def _is_over_work(self) -> bool:
        """Whether what comes after value has had the work that it may take."""
        return self._end_of_work is not None and self._work >= self._end_of_work

    def _reach(self, level: ObjectiveLevel) -> bool:
        """Seek a level from the plan in hand, and hold it; False where that is unproven."""
        for aim in level.aims:
            if not aim.is_at_best(self._values):
                if self._is_over_work or monotonic() >= self._deadline:
                    return False
                model = self._model.aiming(aim.objective)
                outcome = self._solve(model, start=self._values)
                if outcome.values:
                    self._values = outcome.values
                if outcome.found != "optimal":
                    return False
            self._model = self._model.within(*aim.held(self._values))
        return True

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
        differs = Constraint("another plan", terms, ">=", 1 - ones)
        # Value is held already; sought again it leads the solver to the proof in half the time.
        again = replace(self._value, name="whether another is as good")
        outcome = self._solve(self._model.within(differs).aiming(again), manner="proving")
        return outcome.found == "infeasible"


def _why(asked: Prepared) -> object:
    """Why nothing is possible: of a whole programme, worked out where somebody wants to know."""
    sure, unsure = asked.programme.confidence, asked.programme.revised(confidence=None)
    if not asked.locked and sure is not None:
        try:
            optimise(unsure)
        except InfeasibleError as problem:
            return problem.why
        return (
            f"no shortlist is sure enough: nothing that keeps the rules has {sure.in_words}; ask "
            "for a lower `level`, or for more money"
        )
    if not asked.locked:
        return Refusal(asked.programme)
    return f"no shortlist is possible with {', '.join(row.name for row in asked.locked)}"


def _contradict(model: Model, start: tuple[int, ...], known: Sequence[Plan]) -> None:
    """Complain where the solver finds nothing possible, and something is."""
    if start:
        what = "a plan in hand is" if known else "the commitments alone are"
        raise SolverError(
            f"the solver finds nothing possible, and {what} possible",
            f"{model}\n\npossible: {start}\n",
        )


def _confirm(plan: Plan, model: Model) -> None:
    """Raise where the independent check sees the plan otherwise than the model did."""
    if plan.problems:
        raise SolverError(
            "the answer did not pass the independent check: " + "; ".join(plan.problems),
            f"{model}\n\nplan: {plan.choices}\n\ncheck: {plan.examination}\n",
        )
