"""A programme as it is asked about, and the plan that answers it; how both are shown."""

from __future__ import annotations

from fractions import Fraction
from functools import cached_property
from pathlib import Path
from typing import Any

from prioritise.library.appraisals import Appraisals
from prioritise.library.exact_numbers import WrittenNumber, exact
from prioritise.library.questions import label_of_path
from prioritise.library.result import Result
from prioritise.optimise import Plan, optimise
from prioritise.optimise.clock import allowed
from prioritise.programme.budgets import whole_budget
from prioritise.programme.faults import UsageError
from prioritise.programme.money import money_text
from prioritise.programme.programme import Programme
from prioritise.reading.reading import Reading
from prioritise.reading.reading import read as read_inputs


def read(path: str | Path, *, agreements: bool = True, store: str | None = None) -> Problem:
    """Read a scenario file, a programme's folder, its `programme.yaml`, or a workbook.

    What it asks is what `run` would solve: decisions that are recorded and agreed are honoured, and
    the baseline, where the scenario names one, is solved.

    Parameters
    ----------
    path : str or Path
        What to read.
    agreements : bool
        Whether recorded decisions are honoured.
    store : str
        Where they are kept, by URL or path; by default beside the programme.

    Raises
    ------
    InputError
        With every fault of every file.
    RecordError
        What is recorded is not what was written.
    """
    from prioritise.decisions.binding import bound_by
    from prioritise.decisions.recorded import recorded_of
    from prioritise.render.run.agreements_copy import log_in

    reading = read_inputs(path)
    programme = reading.programme
    if agreements:
        if reading.results is not None:
            log = log_in(reading.results)
        else:
            record = recorded_of(programme.title, reading.programme_path, store)
            log = None if record is None else record.log
        if log is not None:
            programme = bound_by(programme, log).programme
    if reading.baseline is not None:
        base = read(reading.baseline, agreements=agreements, store=store).best()
        known = programme.proposal_of
        shortlist = tuple(name for name in base.shortlist if name in known)
        programme = programme.revised(baseline=shortlist)
    return Problem(programme, label_of_path(Path(path)), reading)


class Problem(Appraisals):
    """What is asked: a programme under its scenario; each change gives another.

    Parameters
    ----------
    programme : Programme
        What is asked, in frozen records.
    label : str
        Short name, for the columns of a comparison.
    reading : Reading
        Where it was read from, if it was; its own programme is the one in the files.
    """

    def __init__(
        self, programme: Programme, label: str = "programme", reading: Reading | None = None
    ) -> None:
        self._programme = programme
        self.label = label
        self.reading = reading

    @property
    def programme(self) -> Programme:
        """What is asked: frozen records in whole pence and exact decimals."""
        return self._programme

    def optimise(
        self, *, seconds: WrittenNumber | None = None, gap: WrittenNumber | None = None
    ) -> Solution:
        """The best shortlist, checked, with how far it is proven.

        Parameters
        ----------
        seconds
            Seconds to search for; what the programme says where nothing is given.
        gap
            Share of the value that may be missing for a shortlist to count as proven.

        Raises
        ------
        InfeasibleError
            No shortlist can satisfy all the rules.
        """
        if seconds is None and gap is None:
            return Solution(self.best(), self.label, self.reading)
        settings = dict(self.programme.solver.model_dump(exclude_unset=True))
        if seconds is not None:
            settings["seconds"] = exact(seconds, "seconds")
        if gap is not None:
            settings["gap"] = exact(gap, "gap")
        if settings.get("seconds", 1) <= 0 or not 0 <= settings.get("gap", 0) <= 1:
            raise UsageError("seconds has to be more than 0, and gap from 0 to 1")
        solver = type(self.programme.solver)(**settings)
        return self.with_programme(self.programme.revised(solver=solver), self.label).optimise()

    def best(self) -> Plan:
        """The best plan; it is solved once."""
        return self._plan

    def with_programme(self, programme: Programme, label: str) -> Problem:
        """The same with another programme."""
        return Problem(programme, label, self.reading)

    @cached_property
    def _plan(self) -> Plan:
        with allowed(self.programme.solver):
            return optimise(self.programme)

    def __repr__(self) -> str:
        return "\n".join([*_title(self.programme), _size(self.programme)])

    def _repr_html_(self) -> str:
        from prioritise.render.notebook import sentences_html

        return sentences_html([*_title(self.programme), _size(self.programme)])


class Solution(Appraisals, Result[Plan]):
    """The best shortlist, who pays for it, and how far it is proven.

    Parameters
    ----------
    plan : Plan
        The plan, checked.
    label : str
        Short name, for the columns of a comparison.
    reading : Reading
        Where what was asked was read from, if it was.
    """

    def __init__(
        self, plan: Plan, label: str = "programme", reading: Reading | None = None
    ) -> None:
        from prioritise.optimise.totals import totals_of
        from prioritise.views.run.run_screen import answer
        from prioritise.views.run.total_tables import totals_in_words

        programme = plan.programme
        totals = totals_in_words(programme, totals_of(programme, plan.ways))
        super().__init__(
            plan, [*_title(programme), *answer(plan), *totals], self._made, self._shown
        )
        self.label = label
        self.reading = reading

    @property
    def plan(self) -> Plan:
        """The plan in ids and whole pence."""
        return self.found

    @property
    def programme(self) -> Programme:
        """What was asked."""
        return self.plan.programme

    @property
    def value(self) -> Fraction:
        """Value in points, exactly."""
        return self.plan.value

    @property
    def bound(self) -> Fraction:
        """Points that no shortlist can exceed, exactly."""
        return self.plan.bound

    @property
    def status(self) -> str:
        """`optimal` where the gap that was asked for is proven, else `feasible`."""
        return self.plan.status

    @property
    def shortlist(self) -> tuple[str, ...]:
        """Ids of the chosen proposals, in order."""
        return self.plan.shortlist

    def best(self) -> Plan:
        """The plan itself."""
        return self.plan

    def with_programme(self, programme: Programme, label: str) -> Solution:
        """The answer to another programme."""
        return Problem(programme, label, self.reading).optimise()

    @cached_property
    def _waiting(self) -> Any:
        from prioritise.analysis.reserve.reserve_list import reserve_list

        return reserve_list(self.plan)

    def _made(self) -> Any:
        from prioritise.views.run.run_tables import run_tables

        tables = run_tables(self.plan, self._waiting)
        return sorted(tables, key=lambda table: table.name != "shortlist")

    def _shown(self, screen: Any) -> None:
        from prioritise.views.run.run_screen import show_run

        show_run(self.plan, self._waiting, screen)


def _title(programme: Programme) -> list[str]:
    return [programme.title, *([programme.scenario] if programme.scenario else [])]


def _size(programme: Programme) -> str:
    asked = sum(map(programme.considers, programme.proposals))
    money = money_text(whole_budget(programme.streams), programme.unit)
    return (
        f"{asked} proposals, {len(programme.active_hubs)} hubs, {len(programme.streams)} streams "
        f"with {money} from {programme.years[0]} to {programme.years[-1]}; {len(programme.rules)} "
        "rules."
    )
