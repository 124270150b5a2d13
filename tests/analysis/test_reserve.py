"""The reserve list says exactly how much more money would do, and what else stands in the way."""

from __future__ import annotations

from decimal import Decimal

from prioritise.analysis.reserve.reserve_list import reserve_list
from prioritise.optimise import Examiner, optimise
from prioritise.programme.options import Choice
from prioritise.programme.records import Decision
from prioritise.views.words.reasons import reason_out
from tests.small import cost, link, programme, proposal, stream
from tests.views.plans import all_plans


def with_it(plan, name, waiting, less=None):
    """Limits broken when a proposal comes on top, with the money that it is said to need."""
    more = {(s.stream.stream, s.year): s.pence for s in waiting.short}
    if less is not None:
        more[less] -= 1
    streams = tuple(
        line.model_copy(
            update={
                "budgets": tuple(
                    budget + more.get((line.stream, year), 0)
                    for year, budget in enumerate(line.budgets)
                )
            }
        )
        for line in plan.programme.streams
    )
    chosen = Choice(name, waiting.option.name, waiting.option.tenths, waiting.payers)
    seen = Examiner(plan.programme.revised(streams=streams)).examine([*plan.choices, chosen])
    return {violation.limit for violation in seen.violations}


def waiting_in_plans():
    for plan in all_plans():
        for name, waiting in reserve_list(plan).items():
            yield plan, name, waiting


def test_with_the_money_that_is_missing_only_the_named_barriers_are_left():
    looked_at = {"free": 0, "barred": 0}
    for plan, name, waiting in waiting_in_plans():
        left = with_it(plan, name, waiting)
        links = {f"{k.proposal} {k.kind} {k.other}" for k in plan.programme.links} | {name}
        assert left - links == set(waiting.rules)
        assert bool(left & links) == bool(waiting.links)
        looked_at["barred" if left else "free"] += 1
    assert min(looked_at.values()) > 20


def test_with_a_penny_less_in_any_budget_it_does_not_fit():
    looked_at = 0
    for plan, name, waiting in waiting_in_plans():
        for shortage in waiting.short:
            broken = with_it(plan, name, waiting, (shortage.stream.stream, shortage.year))
            assert any(limit.startswith("budget ") for limit in broken)
            looked_at += 1
    assert looked_at > 50


def test_places_are_one_to_n_and_only_what_money_or_people_keep_out_has_one():
    for plan in all_plans():
        listed = [w for w in reserve_list(plan).values() if w.place]
        assert [w.place for w in listed] == list(range(1, len(listed) + 1))
        decided = plan.programme.decision_of
        barred = [w.option.proposal for w in listed if w.is_barred]
        assert all(decided[name].because == "deferred" for name in barred)
        free = [(w.pence, -w.figure) for w in listed if not w.is_barred]
        assert free == sorted(free)


def reason(asked, name):
    plan = optimise(asked)
    return reason_out(plan, name, reserve_list(plan).get(name))


def test_missing_money_is_named_by_stream_and_year():
    asked = programme(
        [proposal("A", 9), proposal("B", 5)],
        [cost("A", 8, 8), cost("B", 3, 1)],
        streams=(stream(budgets=(10, 10)),),
    )
    assert reason(asked, "B") == "needs £1k more in Main 2018-19 (with this shortlist kept)"


def test_money_that_carries_over_counts_where_it_is_needed():
    asked = programme(
        [proposal("A", 9), proposal("B", 5)],
        [cost("A", 4, 8), cost("B", 0, 9)],
        streams=(stream(budgets=(10, 10), carry_forward=Decimal(1)),),
    )
    # 6 of the first year's 10 are carried, so 17 of 16 are needed in the second.
    assert reason(asked, "B") == "needs £1k more in Main 2019-20 (with this shortlist kept)"


def test_a_pound_in_a_stream_is_also_a_pound_in_its_parent():
    asked = programme(
        [proposal("A", 9), proposal("B", 5)],
        [cost("A", 10, 0, stream="inner"), cost("B", 4, 0, stream="inner")],
        streams=(
            stream("outer", (12, 0)),
            stream("inner", (11, 0), parent="outer"),
        ),
    )
    waiting = reserve_list(optimise(asked))["B"]
    assert [(s.stream.stream, s.pence) for s in waiting.short] == [
        ("inner", 300_000),
        ("outer", 200_000),
    ]
    assert waiting.pence == 300_000


def test_a_budget_that_holds_some_back_has_to_grow_by_more():
    asked = programme(
        [proposal("A", 9), proposal("B", 5)],
        [cost("A", 8, 0), cost("B", 4, 0)],
        streams=(stream(budgets=(10, 0), contingency=Decimal("0.2")),),
    )
    assert reason(asked, "B") == "needs £5k more in Main 2018-19 (with this shortlist kept)"


def test_a_link_in_the_way_is_named():
    two = [proposal("A", 9), proposal("B", 5)]
    costs = [cost("A", 1, 0), cost("B", 1, 0)]
    excluded = programme(two, costs, links=(link("excludes", "A", "B"),))
    assert reason(excluded, "B") == "excluded by A, which is chosen; there is money for it"


def test_a_lock_in_the_way_is_named_and_declined_is_off_the_list():
    two = [proposal("A", 9), proposal("B", 5)]
    costs = [cost("A", 1, 0), cost("B", 1, 0)]
    locked = programme(two, costs, decisions=(Decision(proposal="B", chosen=False),))
    assert reason(locked, "B") == "locked out by this scenario; there is money for it"
    declined = Decision(proposal="B", chosen=False, because="declined")
    plan = optimise(programme(two, costs, decisions=(declined,)))
    assert reserve_list(plan)["B"].place is None


def test_a_proposal_without_value_is_said_to_add_none():
    asked = programme([proposal("A", 9), proposal("B", 0)], [cost("A", 1, 0), cost("B", 1, 0)])
    assert reason(asked, "B") == "there is room for it, but it adds no value"


def test_an_overlap_that_costs_more_than_it_brings_is_said_so():
    asked = programme(
        [proposal("A", 9), proposal("B", 1)],
        [cost("A", 1, 0), cost("B", 1, 0)],
        links=(link("bonus", "A", "B", -20),),
    )
    assert "overlaps with chosen proposals" in reason(asked, "B")
