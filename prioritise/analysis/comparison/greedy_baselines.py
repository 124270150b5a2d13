"""The usual ways of making a shortlist, followed fairly, to be set beside the best.

A ranking goes through the proposals one by one and takes what fits: within every budget, award,
link and upper limit of a rule, whatever is contracted or decided in having been taken first and
whatever is decided out left out. What needs another is taken together with it, or not at all. Of
the ways of doing a proposal that fit, it takes the one of most value, then the cheapest. Lower
limits and limits on shares ask for something that no ranking looks for (the first proposal of all
has the whole of the spend): where one is not kept in the end, it is named.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from prioritise.analysis.comparison.compare import ComparedShortlist, given
from prioritise.analysis.reserve.shortfall import ways_to_pay
from prioritise.appraisal.value import key_of
from prioritise.optimise import Examiner, Plan
from prioritise.optimise.ledger import spent_on
from prioritise.optimise.plan import ChosenWay
from prioritise.optimise.solver import Watch
from prioritise.programme.options import Choice

Ranking = Callable[["_Followed", str], Fraction]


@dataclass(frozen=True, slots=True)
class GreedyBaseline:
    """One usual way of making a shortlist."""

    name: str
    """Short name for a column."""
    meaning: str
    """What is done, in a sentence."""
    rank: Ranking
    stops: bool
    """Whether the first that does not fit ends the list."""


def greedy_baselines(plan: Plan, *, watch: Watch | None = None) -> tuple[ComparedShortlist, ...]:
    """The shortlist of each usual rule under a plan's programme, evaluated like any other.

    Parameters
    ----------
    plan : Plan
        The best shortlist.
    watch : callable
        Told about progress from time to time.
    """
    return tuple(_answer(plan, rule, watch) for rule in USUAL_RULES)


def _answer(plan: Plan, rule: GreedyBaseline, watch: Watch | None) -> ComparedShortlist:
    followed = _Followed(plan)
    followed.follow(rule)
    answer = given(rule.name, plan.programme, tuple(followed.taken), watch=watch)
    if not answer.broken:
        return answer
    # Payers that somebody else picks may overspend where those of the ranking do not.
    seen = Examiner(plan.programme).examine(followed.choices)
    broken = tuple(map(str, seen.violations))
    shortlist = tuple(choice.proposal for choice in followed.choices)
    return ComparedShortlist(
        rule.name, plan.programme, shortlist, "given", seen.value, None, followed.ways, broken
    )


class _Followed:
    """A ranking as it is followed: what is taken, in which way, and who pays."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.taken: dict[str, ChosenWay] = {}
        programme = plan.programme
        self._upper = [
            place
            for place, seen in enumerate(plan.examiner.rules([]))
            if seen.group.rule.at_most is not None and seen.group.rule.measure != "share"
        ]
        promised = [
            name
            for name in programme.proposal_of
            if programme.promise_of(name) or self._decided(name) is True
        ]
        for name in promised:
            # It stands with all that it needs, in the ways in which that is best done.
            for each in self._with_what_it_needs(name):
                self.taken[each] = (plan.options[each], plan.choice_of[each].payers)

    @property
    def ways(self) -> tuple[ChosenWay, ...]:
        """What is taken, in order of id."""
        return tuple(self.taken[name] for name in sorted(self.taken))

    @property
    def choices(self) -> tuple[Choice, ...]:
        """What is taken, as choices."""
        return tuple(_choice(way) for way in self.ways)

    def follow(self, rule: GreedyBaseline) -> None:
        """Go through the ranking and take what fits."""
        open_to = [name for name in self._every_way if self._decided(name) is not False]
        for name in sorted(open_to, key=lambda name: (-rule.rank(self, name), name)):
            if name not in self.taken and not self._take(name) and rule.stops:
                return

    def score(self, name: str) -> Fraction:
        """The most points of a proposal, in any of its ways."""
        return max(self._points(way) for way in self._every_way[name])

    def per_pound(self, name: str) -> Fraction:
        """The most points a penny of a proposal; what costs nothing comes first."""
        free = Fraction(10**12)
        return max(
            self._points(way) / way[0].public_cost
            if way[0].public_cost
            else free * self._points(way)
            for way in self._every_way[name]
        )

    @cached_property
    def _every_way(self) -> dict[str, list[ChosenWay]]:
        """Every way of doing each proposal, the most valuable first, then the cheapest."""
        nothing = spent_on(self.plan.programme, ())
        found = {
            name: [
                (option, payment.payers)
                for option in eligible.options
                for payment in ways_to_pay(self.plan.programme, option, nothing)
            ]
            for name, eligible in self.plan.eligibility.items()
        }
        for ways in found.values():
            ways.sort(key=lambda way: (-self._points(way), way[0].public_cost))
        return {name: ways for name, ways in found.items() if ways}

    def _points(self, way: ChosenWay) -> Fraction:
        return self.plan.values.in_points(self.plan.values.figure(key_of(way[0]), way[1]))

    def _decided(self, name: str) -> bool | None:
        decision = self.plan.programme.decision_of.get(name)
        return None if decision is None else decision.chosen

    def _take(self, name: str) -> bool:
        """Take a proposal with all that it needs, if all of it fits."""
        before = dict(self.taken)
        for each in self._with_what_it_needs(name):
            way = next(filter(lambda way: self._pays(way), self._every_way.get(each, [])), None)
            if way is None or self._decided(each) is False:
                self.taken = before
                return False
            self.taken[each] = way
        if self._keeps_links() and self._keeps_upper_limits(before):
            return True
        self.taken = before
        return False

    def _with_what_it_needs(self, name: str) -> Iterator[str]:
        waiting = [name]
        for each in waiting:
            yield each
            for link in self.plan.programme.links_of.get(each, ()):
                ends = {link.proposal, link.other} if link.kind == "together" else set[str]()
                if link.kind == "requires" and link.proposal == each:
                    ends = {link.other}
                waiting += sorted(ends - {*waiting, *self.taken})

    def _pays(self, way: ChosenWay) -> bool:
        """Whether every budget holds with this on top of what is taken."""
        programme = self.plan.programme
        spent, gone = spent_on(programme, [*self.taken.values(), way]), programme.sunk
        return all(
            sum(amounts[first : last + 1]) <= limit + sum(gone[stream][first : last + 1])
            for stream, amounts in spent.items()
            for first, last, limit in programme.spending_limits[stream]
        )

    def _keeps_links(self) -> bool:
        for link in self.plan.programme.links:
            one, other = link.proposal in self.taken, link.other in self.taken
            if link.kind == "excludes" and one and other:
                return False
            if link.kind == "requires" and one and not other:
                return False
            if link.kind == "together" and one != other:
                return False
        return True

    def _keeps_upper_limits(self, before: dict[str, ChosenWay]) -> bool:
        """Whether no upper limit of a rule is passed that was kept before."""
        if not self._upper:
            return True
        then = self.plan.examiner.rules([_choice(way) for way in before.values()])
        now = self.plan.examiner.rules(self.choices)
        for place in self._upper:
            limit = now[place].group.rule.at_most
            assert limit is not None
            most = Fraction(limit)
            if now[place].achieved > most >= then[place].achieved:
                return False
        return True


def _choice(way: ChosenWay) -> Choice:
    return Choice(way[0].proposal, way[0].name, way[0].tenths, way[1])


USUAL_RULES: Sequence[GreedyBaseline] = (
    GreedyBaseline(
        "rank and stop",
        "by value, until the first that does not fit",
        _Followed.score,
        stops=True,
    ),
    GreedyBaseline(
        "rank and skip",
        "by value, leaving out what does not fit",
        _Followed.score,
        stops=False,
    ),
    GreedyBaseline(
        "value per pound",
        "by value for each pound, leaving out what does not fit",
        _Followed.per_pound,
        stops=False,
    ),
)
"""The usual rules; a list of last year is brought as a file."""
FAIRNESS = (
    "The usual rules start from what is contracted or decided, take what needs another together "
    "with it, and pass no budget, link or upper limit; lower limits and shares, which no ranking "
    "looks for, are named where they are broken."
)
"""How they are followed, in a line."""
