"""What proposals are worth over time, and who can reach which hub: answers beside the shortlist."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import TYPE_CHECKING

from prioritise.library.exact_numbers import WrittenNumber, exact
from prioritise.library.questions import Questions
from prioritise.library.result import Result
from prioritise.optimise.clock import allowed
from prioritise.programme.faults import UsageError

if TYPE_CHECKING:
    from prioritise.hubs.appraisal import HubAppraisal
    from prioritise.reading.reading import Reading
    from prioritise.views.appraisal.question import Question


class Appraisals(Questions):
    """What can be asked of the tables that were read with a programme."""

    def appraise(self, *proposals: str, shortlist: bool = False) -> Result[Question]:
        """Present values, net jobs and leverage, each figure traceable to file and row.

        Parameters
        ----------
        proposals : str
            Ids of the proposals whose calculation is shown line by line; none gives a line for all.
        shortlist : bool
            Whether the figures of the best shortlist are added up as well.

        Raises
        ------
        UsageError
            A proposal does not exist, or the programme was not read from files.
        InputError
            The tables do not hold what an appraisal is made from.
        """
        from prioritise.appraisal.lines import Lines
        from prioritise.appraisal.measures import appraised, of_option
        from prioritise.reading.published_rates import appraised_by_published_rates
        from prioritise.views.appraisal.appraise_screen import show_appraisal
        from prioritise.views.appraisal.appraise_tables import appraise_tables
        from prioritise.views.appraisal.question import Question
        from prioritise.views.appraisal.rates_used import rates_in_words

        names, reading = self._ids(proposals), self._read("appraise")
        lines = Lines(appraised_by_published_rates(self.programme, reading))
        chosen, proven = None, False
        if shortlist:
            with allowed(self.programme.solver):
                plan = self.best()
            chosen = tuple(of_option(lines, option) for option in plan.options.values())
            proven = plan.status == "optimal"
        asked = Question(lines, appraised(lines), names, reading.place, chosen, proven)
        return Result(
            asked,
            [asked.programme.title, *rates_in_words(asked.programme)],
            lambda: appraise_tables(asked),
            lambda screen: show_appraisal(asked, screen),
        )

    def hubs(
        self,
        minutes: Iterable[WrittenNumber] = (30, 45, 60),
        *,
        population: str = "",
        further: int | None = None,
        share: WrittenNumber | None = None,
    ) -> Result[HubAppraisal]:
        """Who can reach each hub by public transport, and what a further hub adds.

        Parameters
        ----------
        minutes
            Times within which a hub is to be.
        population : str
            Column of zones that counts people; of working age, where there is such a one.
        further : int
            Further hubs, at most, that are weighed together.
        share
            Share of all people that is to be reached with as few further hubs as will do.

        Raises
        ------
        UsageError
            A number does not fit, or the programme was not read from files.
        InputError
            There are neither journeys nor places to estimate them from.
        """
        from prioritise.hubs.appraisal import appraise_hubs
        from prioritise.hubs.screening import Straight
        from prioritise.programme.counting import EVERY
        from prioritise.reading.places import Wanted, read_places
        from prioritise.views.hubs.hub_ends import Asked, Ends
        from prioritise.views.hubs.hub_reach_screen import in_words, show_hubs
        from prioritise.views.hubs.hub_reach_tables import reach_tables
        from prioritise.views.hubs.hub_times import times_of

        thresholds = sorted({exact(each, "minutes") for each in minutes})
        wanted = None if share is None else Fraction(exact(share, "share"))
        if not thresholds or thresholds[0] <= 0 or (further or 0) < 0:
            raise UsageError("minutes has to be more than 0, and further at least 0")
        if wanted is not None and not 0 < wanted <= 1:
            raise UsageError("share has to be more than 0, and at most 1")
        with allowed(self.programme.solver):
            places = read_places(self._read("hubs"), Wanted(population))
            times = times_of(self.programme, places, EVERY, Straight())
            found = appraise_hubs(times.access, thresholds, further=further, share=wanted)
        ends = Ends(found, times, Asked())
        notes = (*ends.notes, *times.notes)
        return Result(
            found,
            [*in_words(found), *notes],
            lambda: (*reach_tables(found, times.basis), *ends.tables),
            lambda screen: show_hubs(found, times.basis, notes, screen),
        )

    def _read(self, what: str) -> Reading:
        if self.reading is None:
            raise UsageError(f"{what} needs tables beside the programme: read it from files")
        return self.reading
