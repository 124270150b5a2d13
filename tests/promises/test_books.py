"""A programme under way: the best still is the best, and its books add up to the penny."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random

import pytest

from prioritise.optimise import optimise
from prioritise.optimise.ledger import accounts_of, budgets_of, funding_of, hub_funding_of
from prioritise.optimise.outturn import outturn_of
from prioritise.optimise.plan import Plan
from prioritise.programme.actuals import Actual
from prioritise.programme.faults import InfeasibleError
from prioritise.programme.programme import Programme
from prioritise.programme.records import Decision
from prioritise.programme.validity import faults_of
from tests import strategies
from tests.promises.agreement import difference, how_many
from tests.small import cost, hub, programme, proposal, stream

HISTORIES = how_many(quick=25, whole=1_000)
PROGRAMMES = how_many(quick=30, whole=3_000)
QUARTERS = 4
"""The last closes the year."""


@pytest.mark.parametrize("family", strategies.UNDER_WAY_FAMILIES)
def test_with_money_spent_the_best_is_the_one_that_exhaustive_search_finds(
    family: str, figures: Callable[..., None]
) -> None:
    """Spent, closed, forecast, slipped and sunk money count as an exhaustive search counts them."""
    differences = [
        f"{seed}: {found}"
        for seed in range(PROGRAMMES // 3)
        if (found := difference(strategies.programme(seed, family)))
    ]
    asked = PROGRAMMES // 3
    figures(1, asked=asked, proven=asked, compared=asked, differences=len(differences))
    assert not differences, "\n".join([f"{len(differences)} differences", *differences[:5]])


@dataclass
class History:
    """A programme, quarter by quarter: what is agreed goes on, slips, costs more, or is stopped."""

    rng: Random
    now: Programme

    def quarters(self) -> Iterator[tuple[Programme, Plan | None]]:
        """What is asked in each quarter, and the answer; none where nothing is possible."""
        for quarter in range(1, QUARTERS + 1):
            try:
                plan = optimise(self.now)
            except InfeasibleError:
                plan = None
            yield self.now, plan
            if plan is not None:
                self.now = self.later(plan, quarter)

    def later(self, plan: Plan, quarter: int) -> Programme:
        """A quarter on: money is spent on what is chosen, some is stopped, or the year closes."""
        rng, asked = self.rng, plan.programme
        known = {(a.proposal, a.stream, a.year): a for a in asked.actuals}
        room = {(each.stream.stream, each.year): each.unspent for each in budgets_of(plan)}
        for row in funding_of(plan):
            key = (row.whom, row.stream, asked.years[0])
            before = known[key].paid if key in known else 0
            if row.whom not in plan.options or row.stream == "match":
                continue
            more = rng.randint(0, max(row.amounts[0] - before, 0))
            if quarter == QUARTERS - 1:
                more = rng.choice((more, max(row.amounts[0] - before, 0)))
            forecast = None
            if rng.random() < 0.3:
                over = min(room[row.stream, 0], rng.randint(-3, 3) * 1_000)
                forecast = max(before + more, row.amounts[0] + over)
                room[row.stream, 0] -= max(0, forecast - row.amounts[0])
            if before + more or forecast is not None:
                known[key] = Actual(
                    proposal=row.whom,
                    stream=row.stream,
                    year=asked.years[0],
                    spent=before + more,
                    forecast=forecast,
                )
        decisions = list(asked.decisions)
        begun = sorted(asked.begun - set(asked.stopped))
        if begun and rng.random() < 0.2:
            stopped = rng.choice(begun)
            decisions.append(Decision(proposal=stopped, chosen=False, because="declined"))
        streams = asked.streams
        if quarter == QUARTERS - 1:
            known = {key: row.model_copy(update={"forecast": None}) for key, row in known.items()}
            streams = tuple(s.model_copy(update={"closed": 1}) for s in streams)
        return asked.revised(
            actuals=tuple(known.values()), decisions=tuple(decisions), streams=streams
        )


def drawn(seed: int) -> History:
    """Three to five proposals in two hubs, two streams, two or three years, odd pennies."""
    rng = Random(seed)
    names = [f"P{number}" for number in range(rng.randint(3, 5))]
    years = ("2018-19", "2019-20", "2020-21")[: rng.randint(2, 3)]
    rows = [
        cost(name, *(0 for _ in years), stream=payer).model_copy(
            update={"amounts": tuple(rng.choice((0, rng.randint(1, 99_999))) for _ in years)}
        )
        for name in names
        for payer in rng.sample(("east", "west", "match"), rng.randint(1, 3))
    ]
    streams = tuple(
        stream(name, budgets=(1,) * len(years)).model_copy(
            update={
                "budgets": tuple(rng.randint(50_000, 220_000) for _ in years),
                "carry_forward": rng.choice((0, 0.1, 1)),
                "contingency": rng.choice((0, 0.05)),
            }
        )
        for name in ("east", "west")
    )
    places = [rng.choice((("north",), ("south",), ("north", "south"))) for _ in names]
    asked = programme(
        [proposal(n, rng.randint(1, 9), hubs=at) for n, at in zip(names, places, strict=True)],
        rows,
        years=years,
        hubs=(hub("north"), hub("south")),
        streams=streams,
    )
    return History(rng, asked)


def slips(asked: Programme, plan: Plan) -> Iterator[str]:
    """Where the books of a plan do not add up; told of each account by itself."""
    paid: Counter[tuple[str, str]] = Counter()
    for row in asked.actuals:
        paid[row.stream, row.year] += row.paid
    by_proposal, by_hub, actual = Counter(), Counter(), Counter()
    for row in funding_of(plan):
        for year, pence in zip(asked.years, row.amounts, strict=True):
            by_proposal[row.stream, year] += pence
    for row in hub_funding_of(plan):
        for year, pence in zip(asked.years, row.amounts, strict=True):
            by_hub[row.stream, year] += pence
    expected: Counter[tuple[str, str]] = Counter()
    for (_, stream_id, year), each in outturn_of(plan).items():
        expected[stream_id, asked.years[year]] += each.expected
        actual[stream_id, asked.years[year]] += each.spent
        if each.variance != each.expected - each.planned:
            yield "variance"
    for account in budgets_of(plan):
        key = (account.stream.stream, asked.years[account.year])
        for name, books in (("funding", by_proposal), ("hubs", by_hub), ("outturn", expected)):
            if books[key] != account.spent:
                yield f"{name} {key}: {books[key]}, spent {account.spent}"
        if actual[key] != paid[key]:
            yield f"actual {key}: {actual[key]}, in the table {paid[key]}"
        left = account.carried_out + account.unspent
        if account.budget + account.carried_in != account.spent + left:
            yield f"account {key}"
        if key[1] in asked.closed and account.spent != paid[key]:
            yield f"closed {key}: {account.spent}, in the table {paid[key]}"
    chosen = set(plan.shortlist)
    if asked.begun - chosen != set(asked.stopped):
        yield f"begun {sorted(asked.begun)}, chosen {sorted(chosen)}, stopped {asked.stopped}"


def test_books_add_up_to_the_penny_over_four_quarters(figures: Callable[..., None]) -> None:
    """Funding, hubs, outturn, actuals and the streams' accounts are the same money, always."""
    wrong, asked, found, seen = [], 0, 0, Counter[str]()
    for seed in range(HISTORIES):
        for number, (quarter, plan) in enumerate(drawn(seed).quarters(), start=1):
            asked += 1
            wrong += [f"{seed}, quarter {number}: {each}" for each in faults_of(quarter)]
            if plan is None:
                continue
            found += 1
            seen["sunk"] += bool(quarter.stopped)
            seen["closed"] += bool(quarter.closed)
            wrong += [f"{seed}, quarter {number}: {slip}" for slip in slips(quarter, plan)]
            wrong += [f"{seed}, quarter {number}: {each}" for each in plan.problems]
    figures(2, asked=asked, proven=found, compared=found, differences=len(wrong))
    assert not wrong, "\n".join([f"{len(wrong)} slips", *wrong[:5]])
    assert seen["sunk"]
    assert seen["closed"]


def test_accounts_of_what_nobody_chose_hold_what_is_sunk() -> None:
    """With nothing chosen, what was spent on what is stopped still leaves its stream's budget."""
    asked = programme(
        [proposal("A")],
        [cost("A", 6, 0)],
        actuals=(Actual(proposal="A", stream="main", year="2018-19", spent=250_000),),
        decisions=(Decision(proposal="A", chosen=False, because="declined"),),
    )
    plan = optimise(asked)
    first = budgets_of(plan)[0]
    assert (plan.shortlist, first.spent, first.unspent) == ((), 250_000, 750_000)
    assert accounts_of(asked, {"main": [250_000, 0]})[0] == first
