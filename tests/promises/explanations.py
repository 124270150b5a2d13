"""Every statement of an explanation, held against exhaustive search on the programme it speaks of.

The programmes that a statement speaks of are made here, field by field, and not by the package.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from random import Random

from prioritise.analysis.why.binding import by_group, candidates
from prioritise.analysis.why.explain import explain, overview
from prioritise.analysis.why.explanation import Explanation
from prioritise.analysis.why.least_change_of_cost import LeastChangeOfCost
from prioritise.analysis.why.least_change_of_money import LeastChangeOfMoney, StreamYear
from prioritise.analysis.why.least_change_of_score import LeastChangeOfScore
from prioritise.analysis.why.marginal import marginal_values
from prioritise.optimise import optimise
from prioritise.optimise.plan import Plan
from prioritise.programme.programme import Programme
from prioritise.programme.records import Cost, Decision
from tests import oracle

Ends = tuple[Fraction | None, Fraction | None]
"""Best value with a proposal, and without it; none where nothing is possible."""
WHOLE_CUT = 1000


class Checker:
    """Counts what is compared, and keeps what differs."""

    def __init__(self, seed: int, asked: Counter[str]) -> None:
        self.random = Random(seed)
        self.asked = asked
        self.found: list[str] = []

    def same(self, what: str, claimed: object, searched: object, *where: object) -> None:
        """Compare one statement."""
        self.asked[what] += 1
        if claimed != searched:
            self.found.append(f"{what} {where}: claimed {claimed}, search says {searched}")

    # --- all proposals ------------------------------------------------------------------------

    def all_of(self, plan: Plan) -> None:
        """The overview, and what a little money is worth."""
        for explained in overview(plan).explanations:
            if explained.is_eligible:
                self.turned(explained)
                for score in explained.changes.score:
                    self.score(explained, score)
        for worth in marginal_values(plan, share=Fraction(1, 5)):
            given = with_money(plan.programme, {(worth.stream, worth.year): worth.change})
            best = oracle.best(given)
            self.same("worth of money", worth.value, best and best.value, worth)

    def turned(self, explained: Explanation) -> None:
        """Replacement cost, value when forced in, who enters and who leaves."""
        plan, name = explained.plan, explained.proposal
        programme = decided(plan.programme, name, name not in plan.options)
        best = oracle.best(programme.revised(baseline=plan.shortlist))
        otherwise = explained.otherwise
        claimed = otherwise and (otherwise.value, *chosen_of(otherwise))
        what = "value without" if explained.is_chosen else "value with"
        self.same(what, claimed, best and (best.value, *best.chosen), name)
        if best is not None:
            after = {choice[0] for choice in best.chosen} - {name}
            before = set(plan.shortlist) - {name}
            self.same("who enters", set(explained.enters), after - before, name)
            self.same("who leaves", set(explained.leaves), before - after, name)

    # --- one proposal in full -----------------------------------------------------------------

    def one_of(self, plan: Plan, name: str) -> None:
        """One proposal in full."""
        (explained,) = explain(plan, [name]).explanations
        if not explained.is_eligible:
            self.same("not eligible", None, ends(plan.programme, name)[0], name)
            return
        self.turned(explained)
        self.limits(explained)
        self.options(explained)
        for money in explained.changes.money:
            self.money(explained, money)
        for score in explained.changes.score:
            self.score(explained, score)
        if explained.changes.cost is not None:
            self.cost(explained, explained.changes.cost)

    def limits(self, explained: Explanation) -> None:
        """The limits without which the proposal would cost less, and no others."""
        plan, name = explained.plan, explained.proposal
        if explained.binding is None:
            return
        programme = by_group(plan.programme)
        loss = lost(programme, name)
        assert loss is not None
        lifts = {limit.name: limit.lift for limit in candidates(plan.programme, name)}
        alone = {n for n, lift in lifts.items() if less(lost(lift(programme), name), loss)}
        if not explained.binding.together:
            self.same("limits that bind", set(explained.binding.names), alone, name)
            return
        self.same("no limit binds alone", set(), alone, name)
        names = explained.binding.names
        if names:
            for left_out in ("", *names):
                lifted = programme
                for each in names:
                    lifted = lifted if each == left_out else lifts[each](lifted)
                helps = less(lost(lifted, name), loss)
                self.same("limits that bind together", left_out == "", helps, name, left_out)

    def options(self, explained: Explanation) -> None:
        """The best value in each option."""
        name, programme = explained.proposal, explained.plan.programme
        kept = tuple(d for d in programme.decisions if d.proposal != name or d.chosen)
        freed = programme.revised(decisions=kept)
        values: dict[tuple[str, int], Fraction] = {}
        for each in oracle.all_feasible(freed) if explained.options else ():
            for who, option, tenths, _ in each.chosen:
                if who == name:
                    key = (option, tenths)
                    values[key] = max(values.get(key, each.value), each.value)
        for each in explained.options:
            found = values.get((each.option.name, each.option.tenths))
            self.same("value in an option", each.plan and each.plan.value, found, name)

    def money(self, explained: Explanation, money: LeastChangeOfMoney) -> None:
        """The least money in a stream and year: it works, and less does not."""
        programme, name = explained.plan.programme, explained.proposal

        def works(pence: Mapping[StreamYear, int]) -> str:
            return stands(with_money(programme, pence), name)

        self.asked["money"] += 1
        if money.standing == "out":
            for pence in (0, 1, 10**6, 10**13, *self.some(sum(map(sum_of, programme.costs)))):
                each = dict.fromkeys(money.cells, pence)
                self.same("no money does it", "out", works(each), name, each)
            return
        self.same("money does it", money.standing, works(money.pence), name, money)
        named = stands(with_money(programme, money.budgets, around=False), name)
        self.same("the budgets that are named do it", money.standing, named, name, money)
        if not money.is_least:
            return
        for cell, pence in money.pence.items():
            for fewer in {pence - 1, *self.some(pence)} if len(money.cells) == 1 else {pence - 1}:
                less_there = {**money.pence, cell: fewer}
                self.same("less money does not", "out", works(less_there), name, less_there)

    def score(self, explained: Explanation, score: LeastChangeOfScore) -> None:
        """The least score on a criterion: it works, and one step less does not."""
        programme, name = explained.plan.programme, explained.proposal

        def works(value: Decimal) -> str:
            return stands(with_score(programme, name, score.criterion, value), name)

        if score.needed is None:
            if score.now < score.top:
                self.same("no score does it", "out", works(score.top), name, score)
            return
        self.same(
            "a score does it",
            score.standing in ("in", "as good"),
            works(score.needed) in ("in", "as good"),
            name,
            score,
        )
        step = step_of(score.length)
        less_by_one = max(
            score.now,
            (score.needed - step) // step * step
            if score.needed % step == 0
            else score.needed // step * step,
        )
        self.same("one step less does not", "out", works(less_by_one), name, score, less_by_one)

    def cost(self, explained: Explanation, cost: LeastChangeOfCost) -> None:
        """The least cut of the cost: it works, and a thousandth less does not."""
        programme, name = explained.plan.programme, explained.proposal

        def works(thousandths: int) -> str:
            return stands(with_cut(programme, name, thousandths), name)

        if cost.thousandths is None:
            for tenth in range(1, 11):
                self.same("no cut does it", "out", works(100 * tenth), name, tenth)
            return
        self.same("a cut does it", cost.standing, works(cost.thousandths), name, cost)
        self.same("a smaller cut does not", "out", works(cost.thousandths - 1), name, cost)

    def some(self, top: int) -> Iterator[int]:
        """Two numbers below a top."""
        yield from (self.random.randrange(top) for _ in range(2) if top > 0)


def differences(programme: Programme, seed: int, asked: Counter[str]) -> list[str]:
    """Statements about a programme that exhaustive search contradicts."""
    checker = Checker(seed, asked)
    if oracle.best(programme) is None:
        return []
    asked["programmes"] += 1
    plan = optimise(programme)
    checker.all_of(plan)
    out = [name for name in programme.proposal_of if name not in plan.options]
    for names in (out, list(plan.shortlist)):
        if names:
            checker.one_of(plan, checker.random.choice(names))
    return checker.found


# --- the programmes that statements speak of ------------------------------------------------------


def decided(programme: Programme, name: str, chosen: bool | None) -> Programme:
    """The programme with a proposal in, out, or undecided; rules see its contract as it was."""
    decisions = tuple(d for d in programme.decisions if d.proposal != name)
    if chosen is not None:
        decisions += (Decision(proposal=name, chosen=chosen),)
    return programme.revised(
        decisions=decisions,
        proposals=tuple(
            p.model_copy(
                update={"commitment": "", "texts": {**p.texts, "commitment": p.commitment}}
            )
            if p.proposal == name and p.commitment
            else p
            for p in programme.proposals
        ),
    )


def with_money(
    programme: Programme, pence: Mapping[StreamYear, int], *, around: bool = True
) -> Programme:
    """Budgets changed, and those of the streams that they lie in where that is wanted."""
    streams = []
    for stream in programme.streams:
        budgets = list(stream.budgets)
        for (name, year), amount in pence.items():
            lines = oracle.lines_of(programme, name) if around else [name]
            if stream.stream in lines:
                budgets[year] = max(0, budgets[year] + amount)
        streams.append(stream.model_copy(update={"budgets": tuple(budgets)}))
    return programme.revised(streams=tuple(streams))


def with_score(programme: Programme, name: str, criterion: str, score: Decimal) -> Programme:
    """A score changed."""
    return programme.revised(
        proposals=tuple(
            p.model_copy(update={"scores": p.scores | {criterion: score}})
            if p.proposal == name
            else p
            for p in programme.proposals
        )
    )


def with_cut(programme: Programme, name: str, thousandths: int) -> Programme:
    """Every amount of a proposal cut in proportion, rounded to the penny."""
    kept = Fraction(WHOLE_CUT - thousandths, WHOLE_CUT)

    def cut(cost: Cost) -> Cost:
        changed: dict[str, object] = {
            f: round(getattr(cost, f) * kept) for f in ("before", "after")
        }
        for field in ("amounts", "later"):
            changed[field] = tuple(round(amount * kept) for amount in getattr(cost, field))
        return cost.model_copy(update=changed)

    return programme.revised(
        costs=tuple(cut(c) if c.proposal == name else c for c in programme.costs)
    )


def ends(programme: Programme, name: str) -> Ends:
    """Best value with a proposal and without it, where nothing decides about it."""
    search = oracle.Search(decided(programme, name, None))
    at = search.ids.index(name)
    values: dict[bool, int] = {}
    for plan in search.plans():
        inside, value = plan[at].way is not None, search.value(plan)
        values[inside] = max(values.get(inside, value), value)
    denominator = search.values.denominator
    found = [
        None if (v := values.get(e)) is None else Fraction(v, denominator) for e in (True, False)
    ]
    return found[0], found[1]


def lost(programme: Programme, name: str) -> Fraction | None:
    """Value lost by having a proposal in; none where it cannot be."""
    inside, outside = ends(programme, name)
    assert outside is not None
    return None if inside is None else outside - inside


def less(one: Fraction | None, other: Fraction | None) -> bool:
    return one is not None and (other is None or one < other)


def stands(programme: Programme, name: str) -> str:
    """Whether the best shortlist has a proposal, another as good has, or none has."""
    inside, outside = ends(programme, name)
    if inside is None or (outside is not None and inside < outside):
        return "out"
    best = oracle.best(programme)
    assert best is not None
    return "in" if name in {choice[0] for choice in best.chosen} else "as good"


def chosen_of(plan: Plan) -> oracle.Chosen:
    """What a plan chooses, as the search describes it."""
    return tuple((c.proposal, c.option, c.tenths, c.payers) for c in plan.choices)


def sum_of(cost: Cost) -> int:
    return sum(cost.amounts)


def step_of(length: Decimal) -> Decimal:
    """A hundredth of a scale, down to a power of ten."""
    step = Decimal(1000)
    while step * 100 > length:
        step /= 10
    return step
