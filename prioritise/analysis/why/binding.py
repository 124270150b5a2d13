"""Which limits keep a proposal out: those without which having it in would cost less.

Looked at are the budgets of the streams and years that it needs and of those that they lie in (a
budget without end in that place), every row of every rule, and the links of the proposal. For each,
the best value with the proposal and the best without it are sought as if the limit were not there.
Where no limit does it alone, limits are named that do it together and none of which can be spared.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import reduce

from prioritise.analysis.why.least_change_of_money import needed_cells
from prioritise.optimise.clock import UP, is_up
from prioritise.optimise.infeasible.growing_budgets import with_budgets
from prioritise.optimise.lexicographic import Hints, OutOfTime, optimise
from prioritise.optimise.plan import Plan
from prioritise.optimise.prepared import prepared
from prioritise.optimise.solver import Watch
from prioritise.programme.groups import groups_of
from prioritise.programme.programme import Programme
from prioritise.programme.records import Rule


@dataclass(frozen=True, slots=True)
class Limit:
    """One named limit, and the programme without it."""

    name: str
    lift: Callable[[Programme], Programme]


@dataclass(frozen=True, slots=True)
class BindingLimits:
    """Limits that keep a proposal out."""

    names: tuple[str, ...]
    """Their names; none where nothing but its value keeps it out."""
    together: bool = False
    """Whether only lifting all of them at once makes a difference."""
    proven: bool = True
    """Whether every value was proven best."""


def binding_limits(
    plan: Plan, inside: Plan, name: str, *, watch: Watch | None = None
) -> BindingLimits:
    """The limits without which having a proposal in would cost less.

    Parameters
    ----------
    plan : Plan
        The best shortlist, without the proposal.
    inside : Plan
        The best shortlist with it.
    name : str
        Id of the proposal.
    watch : callable
        Told about progress from time to time.
    """
    search = _BindingSearch(plan, inside, name, watch)
    budgets, links = list(_budgets(plan.programme, name)), list(_links(plan.programme, name))
    rules = [list(_rows(plan.programme, rule)) for rule in _sorted_rules(plan.programme)]
    alone = [limit for limit in (*budgets, *links) if search.helps([limit])]
    rows = [row for rule in rules for row in rule]
    if rows and search.eases(rows):
        for rule in rules:
            if len(rules) == 1 or search.eases(rule):
                alone += [row for row in rule if search.helps([row])]
    if alone:
        return BindingLimits(tuple(limit.name for limit in alone), False, search.proven)
    needed = _none_to_spare(search, [*rows, *links, *budgets])
    return BindingLimits(tuple(limit.name for limit in needed), True, search.proven)


def candidates(programme: Programme, name: str) -> Iterator[Limit]:
    """Every limit that is looked at for a proposal; their names tell them apart."""
    yield from _budgets(programme, name)
    yield from _links(programme, name)
    for rule in _sorted_rules(programme):
        yield from _rows(programme, rule)


class _BindingSearch:
    """Values without some limits, with a proposal and without it."""

    def __init__(self, plan: Plan, inside: Plan, name: str, watch: Watch | None) -> None:
        self._plan, self._inside, self._name, self._watch = plan, inside, name, watch
        self._programme = by_group(plan.programme)
        self.proven = True

    def eases(self, limits: Sequence[Limit]) -> bool:
        """Whether the shortlist with the proposal could be worth more without some limits."""
        return self._value(limits, True) > self._inside.value

    def helps(self, limits: Sequence[Limit]) -> bool:
        """Whether the proposal could come in at less loss without some limits.

        Without them the value without the proposal does not fall; so if the value with it does not
        rise, nothing is gained, and the other question need not be asked.
        """
        inside = self._value(limits, True)
        if inside <= self._inside.value:
            return False
        return self._value(limits, False) - inside < self._plan.value - self._inside.value

    def _value(self, limits: Sequence[Limit], chosen: bool) -> Fraction:
        lifted = reduce(lambda programme, limit: limit.lift(programme), limits, self._programme)
        known = self._inside if chosen else self._plan
        try:
            if is_up():
                raise OutOfTime(UP)
            best = optimise(
                prepared(lifted).within([(self._name, chosen)]),
                Hints((known,)),
                value_alone=True,
                watch=self._watch,
            )
        except OutOfTime:
            best = replace(known, bound_figure=known.figure + 1)  # as good as known, not proven
        self.proven = self.proven and best.bound == best.value
        return best.value


def _none_to_spare(search: _BindingSearch, limits: Sequence[Limit]) -> list[Limit]:
    """Limits of which all have to be lifted at once; none where lifting all does not help."""
    needed = list(limits)
    if not needed or not search.helps(needed):
        return []
    for limit in limits:
        fewer = [other for other in needed if other is not limit]
        if fewer and search.helps(fewer):
            needed = fewer
    return needed


def _budgets(programme: Programme, name: str) -> Iterator[Limit]:
    cells = {
        (outer, year)
        for stream, year in needed_cells(programme, name)
        for outer in programme.ancestors[stream]
    }
    plenty = _more_than_is_asked(programme)
    for stream, year in sorted(cells):
        yield _budget(programme, stream, year, plenty)


def _budget(programme: Programme, stream: str, year: int, plenty: int) -> Limit:
    def lift(given: Programme) -> Programme:
        return with_budgets(given, {(stream, year): plenty})

    return Limit(f"budget {stream} {programme.years[year]}", lift)


def _more_than_is_asked(programme: Programme) -> int:
    """Pence that are enough for everything, whatever share is held back, unless all of it is."""
    asked = sum(
        row.paid
        for options in programme.options.values()
        for option in options
        for row in option.rows
    )
    return max(asked, 1) * SMALLEST_SHARE


SMALLEST_SHARE = 10**6
"""A budget of so many times what is asked is enough, where a millionth of it may be spent."""


def _links(programme: Programme, name: str) -> Iterator[Limit]:
    for link in programme.links_of.get(name, ()):
        if link.kind != "bonus":

            def lift(given: Programme, lifted: object = link) -> Programme:
                kept = tuple(other for other in given.links if other is not lifted)
                return given.revised(links=kept)

            yield Limit(f"{link.proposal} {link.kind} {link.other}", lift)


def _sorted_rules(programme: Programme) -> list[Rule]:
    return sorted(programme.rules, key=lambda rule: rule.name)


def _rows(programme: Programme, rule: Rule) -> Iterator[Limit]:
    """Each limit of each group of a rule, as if every group were a rule of its own."""
    if _is_one(rule):
        name = rule.name
        yield Limit(name, lambda given: given.revised(rules=_other_rules(given, name)))
        return
    for group in groups_of(programme, rule):
        for end, words in (("at_least", "at least"), ("at_most", "at most")):
            limit = getattr(rule, end)
            if limit is not None:
                yield Limit(group.limit_name(words, limit), _without(group.name, end))


def _is_one(rule: Rule) -> bool:
    """Whether it says one thing of all its groups, or holds for what no condition tells apart."""
    return rule.in_at_least is not None or rule.goes_by_weights


def _other_rules(programme: Programme, name: str) -> tuple[Rule, ...]:
    return tuple(rule for rule in programme.rules if rule.name != name)


def _without(name: str, end: str) -> Callable[[Programme], Programme]:
    def lift(given: Programme) -> Programme:
        return given.revised(
            rules=tuple(
                other.model_copy(update={end: None}) if other.name == name else other
                for other in given.rules
            )
        )

    return lift


def by_group(programme: Programme) -> Programme:
    """The same programme with a rule for each group, so that each can be lifted by itself."""
    rules = tuple(
        one
        for rule in programme.rules
        for one in ([rule] if _is_one(rule) else _each_group(programme, rule))
    )
    return programme.revised(rules=rules)


def _each_group(programme: Programme, rule: Rule) -> Iterator[Rule]:
    for group in groups_of(programme, rule):
        changed = {"name": group.name, "where": dict(group.where), "for_each": ""}
        yield rule.model_copy(update=changed)
