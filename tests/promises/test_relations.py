"""Relations between a programme and another one: each holds exactly, on its condition."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import count
from random import Random
from typing import Any

import pytest

from prioritise.programme.measures import measure_of
from prioritise.programme.programme import Programme
from prioritise.programme.records import Decision, Link, Proposal, Stream
from tests import oracle, strategies
from tests.promises.agreement import found_by_optimiser, how_many
from tests.strategies import EVERY_FAMILY, changed_proposals, changed_streams, shuffled

PROGRAMMES = how_many(quick=15, whole=500)
"""Programmes for each relation."""

Relation = Callable[[Random, Programme], bool]
"""Compares one programme with another; false where its condition is not met."""


Hold = Callable[..., None]
"""Looks at a relation on programmes of all families, or of those that are named."""


@pytest.fixture
def hold(figures: Callable[..., None]) -> Hold:
    """How a relation is looked at, with the number of programmes told."""

    def look(relation: Relation, families: Sequence[str] = EVERY_FAMILY) -> None:
        try:
            look_at(relation, families)
        except AssertionError:
            figures(4, asked=PROGRAMMES, differences=1)
            raise
        figures(4, asked=PROGRAMMES, proven=PROGRAMMES, compared=PROGRAMMES)

    return look


def look_at(relation: Relation, families: Sequence[str]) -> None:
    """Look at programmes of these families until as many as are asked for were compared."""
    name = getattr(relation, "__name__", "")
    order = Random(name).sample(families, len(families))
    compared = 0
    for seed in count(10**6):
        assert seed < 10**6 + 100 * PROGRAMMES, f"{name} hardly ever meets its condition"
        for family in order:
            rng = Random(f"{name}/{family}/{seed}")
            try:
                compared += relation(rng, strategies.programme(seed, family))
            except AssertionError as error:
                raise AssertionError(f"{name}: {family} {seed}: {error}") from error
            if compared == PROGRAMMES:
                return


def value(programme: Programme) -> Fraction | None:
    """The best value; none where nothing is possible."""
    answer = found_by_optimiser(programme)
    return None if answer is None else answer[0]


def ids(answer: Any) -> Any:
    """Value, public money and the ids of the shortlist."""
    return answer and (answer[0], answer[1], tuple(name for name, *_ in answer[2]))


def is_exact(programme: Programme) -> bool:
    return oracle.Values(programme).is_exact


def has_rule_on(programme: Programme, *measures: str) -> bool:
    return any(rule.measure in measures for rule in programme.rules)


def test_the_order_of_rows_changes_nothing(hold: Hold) -> None:
    """The same proposals, streams and rows in another order have the same best shortlist."""
    tables = ("proposals", "streams", "costs", "alignments", "links", "rules", "hubs", "reached")
    tables += ("criteria", "decisions")

    def shuffled_rows(rng: Random, programme: Programme) -> bool:
        mixed = programme.revised(**{t: shuffled(rng, getattr(programme, t)) for t in tables})
        assert found_by_optimiser(mixed) == found_by_optimiser(programme)
        return True

    hold(shuffled_rows)


def test_the_order_of_years_changes_nothing_where_nothing_carries(hold: Hold) -> None:
    """Years, with their budgets and costs, may be permuted."""

    def shuffled_years(rng: Random, programme: Programme) -> bool:
        if len(programme.years) == 1 or not within_each_year(programme):
            return False
        order = rng.sample(range(len(programme.years)), len(programme.years))

        def moved(amounts: Sequence[Any]) -> tuple[Any, ...]:
            return tuple(amounts[year] for year in order)

        mixed = changed_streams(
            programme,
            lambda stream: {"budgets": moved(stream.budgets)},
            years=moved(programme.years),
            costs=tuple(
                cost.model_copy(update={"amounts": moved(cost.amounts)}) for cost in programme.costs
            ),
        )
        assert ids(found_by_optimiser(mixed)) == ids(found_by_optimiser(programme))
        return True

    hold(shuffled_years)


def within_each_year(programme: Programme) -> bool:
    """Whether no year has to do with another one, and none is the first."""
    apart = not any(s.carry_forward or s.over_programme for s in programme.streams)
    timed = any(p.earliest or p.latest for p in programme.proposals)
    return apart and not timed and not any(cost.option for cost in programme.costs)


def test_scaling_all_money_changes_nothing(hold: Hold) -> None:
    """Every amount several times as large: the same shortlist, at so many times the cost."""

    def scaled_money(rng: Random, programme: Programme) -> bool:
        if not keeps_pennies_whole(programme):
            return False
        factor = rng.choice((2, 3, 7, 10, 1000))
        answer = found_by_optimiser(programme)
        scaled = found_by_optimiser(dearer(programme, factor))
        assert scaled == (answer and (answer[0], answer[1] * factor, answer[2]))
        return True

    hold(scaled_money)


def keeps_pennies_whole(programme: Programme) -> bool:
    """Whether no penny has to be rounded, shared out or carried in part, and size is not money."""
    whole = all(p.min_share is None and len(p.hubs) == 1 for p in programme.proposals)
    carried = any(
        s.carry_forward and (s.contingency or s.over_programme or s.carry_forward != 1)
        for s in programme.streams
    )
    plain = programme.cost_scale == 1 and programme.value.size != "public_cost"
    return whole and plain and not carried


def dearer(programme: Programme, factor: int) -> Programme:
    """The programme with every amount of money multiplied."""

    def times(amount: Any) -> Any:
        return None if amount is None else amount * factor

    def stream(of: Stream) -> dict[str, Any]:
        return {
            "budgets": tuple(map(times, of.budgets)),
            "min_award": times(of.min_award),
            "max_award": times(of.max_award),
        }

    return changed_streams(
        programme,
        stream,
        costs=tuple(
            cost.model_copy(
                update={
                    "amounts": tuple(map(times, cost.amounts)),
                    "later": tuple(map(times, cost.later)),
                    "before": times(cost.before),
                    "after": times(cost.after),
                }
            )
            for cost in programme.costs
        ),
        rules=tuple(
            rule.model_copy(
                update={"at_least": times(rule.at_least), "at_most": times(rule.at_most)}
            )
            if measure_of(rule.measure).is_money
            else rule
            for rule in programme.rules
        ),
    )


def test_scaling_all_scores_changes_nothing(hold: Hold) -> None:
    """Half of every score: the same shortlist at half the value, where there is no bonus."""

    def scaled_scores(rng: Random, programme: Programme) -> bool:
        if not has_points_in_proportion(programme):
            return False
        answer, scaled = found_by_optimiser(programme), found_by_optimiser(halved(programme))
        assert scaled == (answer and (answer[0] / 2, *answer[1:]))
        return True

    hold(scaled_scores)


def has_points_in_proportion(programme: Programme) -> bool:
    """Whether points are in proportion to scores, and nothing rounds or measures them."""
    criteria = programme.criteria
    from_nothing = all(c.scale is None or c.scale[0] == 0 for c in criteria)
    scored = all(c.scale is not None or c.weight == 0 for c in criteria)
    bent = any(c.curve or c.threshold is not None for c in criteria)
    measured = has_rule_on(programme, "value", *(c.name for c in criteria))
    bonus = any(link.kind == "bonus" for link in programme.links)
    if not from_nothing or not scored or bent or measured or bonus:
        return False
    return is_exact(programme) and is_exact(halved(programme))


def halved(programme: Programme) -> Programme:
    """The programme with every score at half of what it was."""
    return changed_proposals(
        programme, lambda p: {"scores": {name: score / 2 for name, score in p.scores.items()}}
    )


def test_more_budget_never_lowers_the_value(hold: Hold) -> None:
    """More money in some years of some streams, without over-programming or a share rule."""

    def more_budget(rng: Random, programme: Programme) -> bool:
        above = any(stream.over_programme for stream in programme.streams)
        before = value(programme)
        if above or has_rule_on(programme, "share") or before is None:
            return False
        most = max(max(stream.budgets) for stream in programme.streams) + 1

        def raised(stream: Stream) -> dict[str, Any]:
            return {"budgets": tuple(b + rng.choice((0, 1, most)) for b in stream.budgets)}

        after = value(changed_streams(programme, raised))
        assert after is not None
        assert after >= before
        return True

    hold(more_budget)


def test_one_more_rule_never_raises_the_value(hold: Hold) -> None:
    """A rule can only take shortlists away."""
    measures = ("count", "spend", "share", "value", "jobs", "people", "future", "match")

    def one_more_rule(rng: Random, programme: Programme) -> bool:
        ruled = strategies.with_rule(rng, programme, rng.choice(measures))
        before, after = value(programme), value(ruled)
        assert after is None or (before is not None and after <= before)
        return before is not None

    hold(one_more_rule)


def test_one_more_rule_on_people_or_needs_never_raises_the_value(hold: Hold) -> None:
    """So does one that counts people or asks for what is needed."""

    def one_more_rule(rng: Random, programme: Programme) -> bool:
        draws = [strategies.needs_rule, *([] if programme.reach else [strategies.reach_rule])]
        before, after = value(programme), value(rng.choice(draws)(rng, programme))
        assert after is None or (before is not None and after <= before)
        return before is not None

    hold(one_more_rule)


def test_people_told_apart_further_changes_nothing(hold: Hold) -> None:
    """People whom the same proposals reach may stand in one group or in several."""

    def told_apart(rng: Random, programme: Programme) -> bool:
        groups = []
        for group in programme.reached:
            part = rng.randint(0, group.people)
            parts = [people for people in (part, group.people - part) if people]
            groups += [group.model_copy(update={"people": people}) for people in parts]
        apart = programme.revised(reached=shuffled(rng, groups))
        assert found_by_optimiser(apart) == found_by_optimiser(programme)
        return len(groups) > len(programme.reached)

    hold(told_apart, ("rules_reach",))


@pytest.mark.parametrize("worse", [True, False], ids=["worse", "equal"])
def test_what_a_chosen_one_dominates_and_excludes_changes_nothing(worse: bool, hold: Hold) -> None:
    """A twin with no more marks and a later id, which excludes its original, stays out."""
    families = ("plain", "payers", "kinds", "regions", "rates", "carry", "awards", "nested")
    families += ("likelihood", "size", "timing", "options", "shares", "contingency")

    def with_a_twin(rng: Random, programme: Programme) -> bool:
        if programme.links or programme.rules or programme.baseline is not None:
            return False
        answer = found_by_optimiser(programme)
        if answer is None or not answer[2]:
            return False
        twinned = with_twin(rng, programme, rng.choice(answer[2])[0], worse)
        if is_exact(twinned) != is_exact(programme):
            return False
        assert found_by_optimiser(twinned) == answer
        return True

    hold(with_a_twin, families)


def with_twin(rng: Random, programme: Programme, name: str, worse: bool) -> Programme:
    """The programme with a proposal that is like another one, perhaps without its marks."""
    original, twin = programme.proposal_of[name], f"{name}~"
    lowest = {c.name: c.scale[0] for c in programme.criteria if c.scale is not None}
    like = {"proposal": twin, "commitment": "", "scores": lowest if worse else original.scores}
    return programme.revised(
        proposals=shuffled(rng, [*programme.proposals, original.model_copy(update=like)]),
        costs=programme.costs + of_twin(programme.costs, name, twin),
        alignments=programme.alignments + of_twin(programme.alignments, name, twin),
        links=(Link(kind="excludes", proposal=name, other=twin),),
    )


def of_twin(rows: Sequence[Any], name: str, twin: str) -> tuple[Any, ...]:
    return tuple(row.model_copy(update={"proposal": twin}) for row in rows if row.proposal == name)


def test_locking_what_is_decided_anyway_changes_nothing(hold: Hold) -> None:
    """A chosen proposal locked in and a rejected one locked out leave the answer as it is."""

    def with_a_lock(rng: Random, programme: Programme) -> bool:
        answer = found_by_optimiser(programme)
        free = [n for n in sorted(programme.proposal_of) if n not in programme.decision_of]
        if answer is None or not free:
            return False
        name, chosen = rng.choice(free), [name for name, *_ in answer[2]]
        lock = Decision(proposal=name, chosen=name in chosen)
        locked = programme.revised(decisions=(*programme.decisions, lock))
        assert found_by_optimiser(locked) == answer
        return True

    hold(with_a_lock)


def test_removing_a_rejected_proposal_changes_nothing(hold: Hold) -> None:
    """Where no link names it and no rule forms groups by its texts, its absence is not felt."""

    def without_one(rng: Random, programme: Programme) -> bool:
        answer = found_by_optimiser(programme)
        if answer is None or forms_groups_by_text(programme):
            return False
        felt = {name for name, *_ in answer[2]}
        felt |= {name for link in programme.links for name in (link.proposal, link.other)}
        free = sorted(set(programme.proposal_of) - felt)
        if not free:
            return False
        fewer = strategies.without(programme, [rng.choice(free)])
        if is_exact(fewer) != is_exact(programme):
            return False
        assert found_by_optimiser(fewer) == answer
        return True

    hold(without_one)


def forms_groups_by_text(programme: Programme) -> bool:
    """Whether the groups of a rule depend on the proposals that take part."""
    fixed = ("", "hub", "stream", "year")
    return any(rule.for_each not in fixed for rule in programme.rules)


def test_splitting_a_budget_line_in_two_changes_nothing(hold: Hold) -> None:
    """Two lines that share out a budget, under a parent of the whole, buy what the one bought."""
    families = ("plain", "kinds", "links", "bonus", "likelihood", "size", "rules_count")
    families += ("rules_spend", "rules_share", "rules_value", "baseline", "contracted", "nested")

    def split_in_two(rng: Random, programme: Programme) -> bool:
        named = all(cost.stream or not any(cost.amounts) for cost in programme.costs)
        by_stream = any(rule.for_each == "stream" for rule in programme.rules)
        if not named or by_stream or not all(map(is_plain, programme.streams)):
            return False
        answer = found_by_optimiser(programme)
        if answer is None:
            return False
        parts = split(rng, programme, answer[2])
        assert ids(found_by_optimiser(parts)) == ids(answer)
        return True

    hold(split_in_two, families)


def is_plain(stream: Stream) -> bool:
    """Whether a stream pays its budgets year by year, and any award that they can pay."""
    limited = stream.intervention_rate is not None or stream.min_award or stream.max_award
    moved = stream.carry_forward or stream.contingency or stream.over_programme
    return not limited and not moved


def split(rng: Random, programme: Programme, chosen: oracle.Chosen) -> Programme:
    """The programme with one stream in two; the first has what the shortlist takes of it."""
    whole = rng.choice([s for s in programme.streams if s.stream not in programme.parents])
    names = (f"{whole.stream} first", f"{whole.stream} second")
    costs = tuple(
        cost.model_copy(update={"stream": rng.choice(names)})
        if cost.stream == whole.stream
        else cost
        for cost in programme.costs
    )
    first = spent(programme.revised(costs=costs), names[0], chosen)
    second = [budget - part for budget, part in zip(whole.budgets, first, strict=True)]
    assert min(second) >= 0
    halves = [
        whole.model_copy(update={"stream": name, "parent": whole.stream, "budgets": tuple(budgets)})
        for name, budgets in zip(names, (first, second), strict=True)
    ]
    alignments = tuple(
        row.model_copy(update={"stream": name})
        for row in programme.alignments
        for name in (names if row.stream == whole.stream else (row.stream,))
    )
    return programme.revised(
        streams=(*programme.streams, *halves), costs=costs, alignments=alignments
    )


def spent(programme: Programme, stream: str, chosen: oracle.Chosen) -> list[int]:
    """Pence that a named payer pays of a shortlist, by year."""
    pence = [0] * len(programme.years)
    options = {name: (option, tenths) for name, option, tenths, _ in chosen}
    for proposal in programme.proposals:
        for option in oracle.options_of(programme, proposal):
            if options.get(proposal.proposal) == (option.name, option.tenths):
                for row in option.rows:
                    if row.named == stream:
                        pence = [sum(pair) for pair in zip(pence, row.amounts, strict=True)]
    return pence


def test_the_value_is_at_least_that_of_ranking_by_value_per_pound(hold: Hold) -> None:
    """What a ranking that keeps the rules buys is never better."""

    def ranked(rng: Random, programme: Programme) -> bool:
        reached = value_of_ranking(programme)
        if reached is None:
            return False
        best = value(programme)
        assert best is not None
        assert best >= reached
        return True

    hold(ranked)


def value_of_ranking(programme: Programme) -> Fraction | None:
    """Value of what the budgets pay, in order of value per pound; none where a rule is broken."""
    search = oracle.Search(programme)
    if not all(search.steps):
        return None
    plan = [steps[0] for steps in search.steps]
    openings = [(at, step) for at, steps in enumerate(search.steps) for step in steps[1:]]
    openings.sort(key=lambda place: -Fraction(place[1].value, place[1].public_cost + 1))
    for at, step in openings:
        if plan[at].way is None:
            trial = [*plan[:at], step, *plan[at + 1 :]]
            if can_be_paid(search, trial):
                plan = trial
    sound = can_be_paid(search, plan) and search.keeps_rules(tuple(plan))
    linked = all(search.keeps_links(tuple(plan[: at + 1])) for at in range(len(plan)))
    return (
        Fraction(search.value(tuple(plan)), search.values.denominator) if sound and linked else None
    )


def can_be_paid(search: oracle.Search, plan: Sequence[oracle.Step]) -> bool:
    spent = [[0] * len(search.programme.years) for _ in search.lines]
    for step in plan:
        for line, year, pence in step.spends:
            spent[line][year] += pence
    return all(line.holds(row) for line, row in zip(search.lines, spent, strict=True))


def test_two_unconnected_programmes_add_up(hold: Hold) -> None:
    """Side by side, each buys what it bought alone, where no rule is over the whole."""

    def beside_another(rng: Random, programme: Programme) -> bool:
        if programme.rules or len(programme.proposals) > 10:
            return False
        one, two = renamed(programme, "a/"), renamed(other(rng, programme), "b/")
        both = side_by_side(one, two)
        if not is_exact(one) == is_exact(two) == is_exact(both):
            return False
        assert found_by_optimiser(both) == sum_of(one, two)
        return True

    hold(beside_another)


def sum_of(one: Programme, two: Programme) -> Any:
    first, second = found_by_optimiser(one), found_by_optimiser(two)
    if first is None or second is None:
        return None
    return first[0] + second[0], first[1] + second[1], first[2] + second[2]


def other(rng: Random, programme: Programme) -> Programme:
    """A programme with the same criteria and years, other scores and other budgets."""
    scores = shuffled(rng, [p.scores for p in programme.proposals])
    names = [p.proposal for p in programme.proposals]

    def scored(proposal: Proposal) -> dict[str, Any]:
        return {"scores": scores[names.index(proposal.proposal)]}

    return strategies.with_budgets(rng, changed_proposals(programme, scored))


def renamed(programme: Programme, prefix: str) -> Programme:
    """The programme with a word before the id of every hub, stream and proposal."""

    def name(text: str) -> str:
        return text if text in ("", "match") else prefix + text

    def names(texts: Sequence[str]) -> tuple[str, ...]:
        return tuple(map(name, texts))

    def copied(rows: Sequence[Any], *columns: str) -> tuple[Any, ...]:
        return tuple(
            row.model_copy(
                update={
                    column: name(found) if isinstance(found, str) else names(found)
                    for column in columns
                    for found in [getattr(row, column)]
                }
            )
            for row in rows
        )

    return programme.revised(
        hubs=copied(programme.hubs, "hub"),
        streams=copied(programme.streams, "stream", "hubs", "parent"),
        proposals=copied(programme.proposals, "proposal", "hubs"),
        costs=copied(programme.costs, "proposal", "stream"),
        alignments=copied(programme.alignments, "proposal", "stream"),
        links=copied(programme.links, "proposal", "other"),
        decisions=copied(programme.decisions, "proposal"),
        added_hubs=names(programme.added_hubs),
        dropped_hubs=names(programme.dropped_hubs),
        dropped_proposals=names(programme.dropped_proposals),
        baseline=None if programme.baseline is None else names(programme.baseline),
    )


def side_by_side(one: Programme, two: Programme) -> Programme:
    """Both programmes as one."""
    tables = ("hubs", "streams", "proposals", "costs", "alignments", "links", "decisions")
    tables += ("added_hubs", "dropped_hubs", "dropped_proposals")
    both = {table: getattr(one, table) + getattr(two, table) for table in tables}
    baseline = None if one.baseline is None else (*one.baseline, *(two.baseline or ()))
    return one.revised(**both, baseline=baseline)
