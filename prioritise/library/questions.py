"""The questions that a programme and a plan take alike; each is another programme, solved anew."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from prioritise.library.changes import Changeable
from prioritise.library.exact_numbers import WrittenNumber, exact
from prioritise.library.result import Result
from prioritise.optimise.clock import allowed
from prioritise.programme.faults import UsageError, refuse_unknown

if TYPE_CHECKING:
    from prioritise.analysis.comparison.alternatives import Alternatives
    from prioritise.analysis.comparison.compare import ComparedShortlist, Comparison
    from prioritise.analysis.robust.robustness import Robustness
    from prioritise.analysis.sweeps.sweep import Sweep
    from prioritise.analysis.why.explanation import ExplainedShortlist
    from prioritise.analysis.why.switching import Switch

Comparable: TypeAlias = "Questions | str | Path | Iterable[str]"
"""What can stand beside a shortlist: a programme, a plan, a path of either, or ids of a list."""


class Questions(Changeable):
    """What can be asked of a programme, solved already or not."""

    def sweep(
        self,
        first: WrittenNumber = "0.8",
        last: WrittenNumber = "1.2",
        step: WrittenNumber = "0.05",
        *,
        stream: str = "",
        year: str = "",
        weight: str = "",
        nested: bool = False,
        workers: int = 1,
    ) -> Result[Sweep]:
        """What is chosen as budgets change, or as one criterion's share of all weights does.

        Parameters
        ----------
        first, last, step
            Factors on the budgets, or shares of all weights.
        stream, year : str
            The stream and the year whose budgets change; all where none is named.
        weight : str
            The criterion whose share changes instead of budgets.
        nested : bool
            Whether nobody may leave as money grows.
        workers : int
            Processes that work side by side; a script that asks for several needs a main guard.

        Raises
        ------
        UsageError
            A name does not exist, or there is no way from the first to the last.
        """
        from prioritise.analysis.parallel.executor import executor_of
        from prioritise.analysis.sweeps import sweep as sweeps
        from prioritise.analysis.sweeps.sweep_settings import (
            budget_settings,
            steps,
            weight_settings,
        )
        from prioritise.views.sweeps.sweep import show_sweep, sweep_tables
        from prioritise.views.sweeps.sweep_sentences import in_words

        if weight and (stream or year or nested):
            raise UsageError("weight goes without stream, year and nested")
        self._known(stream, year)
        points = steps(exact(first, "first"), exact(last, "last"), exact(step, "step"))
        programme, executor = self.programme, executor_of(workers)
        with allowed(programme.solver):
            if weight:
                known = [criterion.name for criterion in programme.criteria]
                refuse_unknown(weight, known, "weight", "criterion")
                if not 0 <= points[0] <= points[-1] <= 1:
                    raise UsageError("a share of all weights is from 0 to 1")
                found = sweeps.weight_sweep(executor, programme, weight_settings(points, weight))
            else:
                if points[0] < 0:
                    raise UsageError("budgets cannot be multiplied by less than 0")
                settings = budget_settings(points, stream, year)
                found = sweeps.budget_sweep(executor, programme, settings, nested=nested)
        return Result(
            found,
            in_words(found),
            lambda: sweep_tables(found),
            lambda screen: show_sweep(found, screen),
        )

    def robust(
        self,
        draws: int = 1000,
        seed: int = 1,
        *,
        lists: dict[str, Iterable[str]] | None = None,
        workers: int = 1,
    ) -> Result[Robustness]:
        """How sure the shortlist is: futures drawn from what the programme declares uncertain.

        Parameters
        ----------
        draws : int
            How many futures.
        seed : int
            What the draws hang on: the same seed gives the same draws.
        lists : mapping of str to iterable of str
            Further lists of ids, by name, whose regret is asked for.
        workers : int
            Processes that work side by side; a script that asks for several needs a main guard.
        """
        from prioritise.analysis.parallel.executor import executor_of
        from prioritise.analysis.robust import robust as drawing
        from prioritise.analysis.robust.evaluation import EvaluationContext
        from prioritise.analysis.robust.robustness import Robustness, least_regret
        from prioritise.views.robust.robust_screen import in_words, show_robustness
        from prioritise.views.robust.robust_tables import (
            CHOSEN,
            LEAST,
            NamedList,
            draws_table,
            lists_table,
            robustness_table,
        )

        if draws < 1 or seed < 0:
            raise UsageError("draws has to be at least 1, and seed at least 0")
        given = {name: self._ids(ids) for name, ids in (lists or {}).items()}
        executor = executor_of(workers)
        with allowed(self.programme.solver):
            plan = self.best()
            asked = EvaluationContext(plan.programme, plan, (plan.shortlist, *given.values()))
            tally = Robustness(asked, seed)
            rows = list(drawing.answers(executor, asked, seed, draws))
            for row in rows:
                tally.take(row)
            least, compared = least_regret(executor, tally)
        named = [
            NamedList(name, regret)
            for name, regret in zip((CHOSEN, *given, LEAST), (*tally.regrets, least), strict=True)
        ]
        return Result(
            tally,
            in_words(tally),
            lambda: (
                robustness_table(tally),
                lists_table(tally, named),
                draws_table(plan.programme, rows),
            ),
            lambda screen: show_robustness(tally, named, compared, screen),
        )

    def explain(
        self, *proposals: str, step: WrittenNumber = "0.05", workers: int = 1
    ) -> Result[ExplainedShortlist]:
        """Why proposals are in or out, what that costs, and what would change it.

        Parameters
        ----------
        proposals : str
            Ids of the proposals to explain in full; none gives a line for every proposal, and what
            a little money is worth.
        step
            What a little money is: this share of a year's budget.
        workers : int
            Processes that work side by side; a script that asks for several needs a main guard.

        Raises
        ------
        UsageError
            A proposal does not exist.
        """
        from prioritise.analysis.parallel.executor import executor_of
        from prioritise.analysis.why import explain as asking
        from prioritise.analysis.why.marginal import marginal_values
        from prioritise.views.why.explain_screen import show_explained, show_overview
        from prioritise.views.why.explain_sentences import changes_in_words, sentence
        from prioritise.views.why.explain_tables import reasons_table, worth_table

        names, share = self._ids(proposals, in_order=False), Fraction(exact(step, "step"))
        if not 0 < share <= 1:
            raise UsageError("step has to be more than 0, and at most 1")
        executor = executor_of(workers)
        with allowed(self.programme.solver):
            plan = asking.proven_best(self.best())
            if names:
                found = asking.explain(plan, names, executor=executor)
                words = [
                    " ".join((f"{each.proposal}: {sentence(each)}", *changes_in_words(each)))
                    for each in found.explanations
                ]
                return Result(
                    found,
                    words,
                    lambda: (reasons_table(found),),
                    lambda screen: show_explained(found, screen),
                )
            found = asking.overview(plan, executor=executor)
            worth = marginal_values(plan, share=share, executor=executor)
        words = [f"{each.proposal}: {sentence(each)}" for each in found.explanations]
        return Result(
            found,
            words,
            lambda: (reasons_table(found), worth_table(plan.programme, worth)),
            lambda screen: show_overview(found, worth, share, screen),
        )

    def switching(self, *proposals: str, seconds: WrittenNumber = 60) -> Result[tuple[Switch, ...]]:
        """How far a score, a cost or a weight has to move before another list is worth more.

        Parameters
        ----------
        proposals : str
            Ids of the proposals whose figures move; all where none is named.
        seconds
            Time for all of them together; what is open then is told as open.

        Raises
        ------
        UsageError
            A proposal does not exist.
        """
        from prioritise.analysis.why.explain import proven_best
        from prioritise.analysis.why.switching import switching_values
        from prioritise.views.why.switching import in_words, show_switching, switching_table

        names, time = self._ids(proposals), float(exact(seconds, "seconds"))
        if time <= 0:
            raise UsageError("seconds has to be more than 0")
        with allowed(self.programme.solver):
            plan = proven_best(self.best())
        found, whole = switching_values(plan, names, seconds=time), bool(names)
        return Result(
            found,
            in_words(plan.programme, found, whole=whole),
            lambda: (switching_table(plan.programme, found),),
            lambda screen: show_switching(plan.programme, found, whole=whole, screen=screen),
        )

    def compare(self, *others: Comparable, **named: Comparable) -> Result[Comparison]:
        """The shortlist beside others: programmes, plans, paths of either, or lists of ids.

        Parameters
        ----------
        others
            What stands beside it.
        named
            The same, each under a name of its own.
        """
        from prioritise.analysis.comparison.compare import Comparison
        from prioritise.views.comparison.compare import (
            compare_tables,
            in_words,
            show_comparison,
            told_apart,
        )

        each: list[tuple[str, Comparable]] = [(self.label, self)]
        each += [(_label_of(other), other) for other in others] + list(named.items())
        labels = told_apart(label for label, _ in each)
        with allowed(self.programme.solver):
            answers = tuple(
                self._compared(label, other) for label, (_, other) in zip(labels, each, strict=True)
            )
        found = Comparison(answers)
        return Result(
            found,
            in_words(found),
            lambda: compare_tables(found),
            lambda screen: show_comparison(found, screen),
        )

    def alternatives(
        self, count: int = 3, *, within: WrittenNumber = "0.02", apart: int = 2
    ) -> Result[Alternatives]:
        """Other shortlists that are nearly as good and really differ.

        Parameters
        ----------
        count : int
            How many others to look for.
        within
            Share of the best value that another may be worth less.
        apart : int
            Proposals, at least, that are in one of two shortlists and not in the other.
        """
        from prioritise.analysis.comparison.alternatives import alternatives
        from prioritise.views.comparison.alternatives import (
            alternatives_tables,
            in_words,
            show_alternatives,
        )

        share = Fraction(exact(within, "within"))
        if count < 1 or apart < 1 or not 0 <= share <= 1:
            raise UsageError("count and apart are at least 1, and within is from 0 to 1")
        with allowed(self.programme.solver):
            found = alternatives(self.best(), count=count, within=share, apart=apart)
        return Result(
            found,
            in_words(found, count, share),
            lambda: alternatives_tables(found),
            lambda screen: show_alternatives(found, count, share, screen),
        )

    def _compared(self, label: str, other: Comparable) -> ComparedShortlist:
        from prioritise.analysis.comparison.compare import found, given
        from prioritise.library.problem import read

        if isinstance(other, str | Path):
            other = read(other)
        if isinstance(other, Questions):
            return found(label, other.best())
        return given(label, self.programme, self._ids(other))

    def _ids(self, ids: Iterable[str], *, in_order: bool = True) -> tuple[str, ...]:
        known = self.programme.proposal_of
        once = dict.fromkeys([ids] if isinstance(ids, str) else ids)
        for name in once:
            refuse_unknown(name, known, "proposals", "proposal")
        return tuple(sorted(once) if in_order else once)


def _label_of(other: Any) -> str:
    """Short name of what stands beside a shortlist."""
    if isinstance(other, Questions):
        return other.label
    return label_of_path(Path(other)) if isinstance(other, str | Path) else "list"


def label_of_path(path: Path) -> str:
    """Short name of a scenario's file, or of a programme's folder."""
    return path.resolve().name if path.is_dir() else path.stem
