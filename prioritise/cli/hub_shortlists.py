"""The shortlists that `hubs --shortlist` sets side by side: without the further hubs, and with."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from prioritise.cli.solving import solved
from prioritise.optimise import Plan, optimise
from prioritise.programme.programme import Programme
from prioritise.render.progress import progress_line
from prioritise.views.hubs.hub_portfolio import Case, Portfolio
from prioritise.views.hubs.hub_times import Times


def portfolio_of(
    path: Path, times: Times, improving: tuple[str, ...], jobs: Mapping[str, int]
) -> Portfolio:
    """Today, the shortlist of the agreed hubs alone, and that with the hubs which are added.

    Parameters
    ----------
    path
        Scenario or programme.
    improving
        Proposals that make journeys.
    jobs
        Jobs at each hub of which they are known.

    Raises
    ------
    InfeasibleError
        No shortlist keeps the rules, with the further hubs or without them.
    """
    plan = solved(path).plan
    programme = plan.programme
    agreed = times.access.agreed
    added = tuple(hub for hub in times.access.proposed if programme.takes_part(hub))
    cases = [Case("today", agreed, times.access)]
    if added:
        names = [programme.hub_of[hub].name for hub in added]
        words = names[0] if len(names) == 1 else f"{len(names)} further hubs"
        alone = _without(programme)
        cases.append(_case(f"without {words}", agreed, times, alone))
        cases.append(_case(f"with {words}", agreed + added, times, plan))
    else:
        cases.append(_case("the shortlist", agreed, times, plan))
    return Portfolio(tuple(cases), improving, jobs)


def _case(label: str, hubs: tuple[str, ...], times: Times, plan: Plan) -> Case:
    return Case(label, hubs, times.again(frozenset(plan.shortlist)), plan)


def _without(programme: Programme) -> Plan:
    """The shortlist where no proposed hub is added, all else the same."""
    revised = programme.revised(added_hubs=())
    with progress_line(revised) as watch:
        return optimise(revised, watch=watch)
