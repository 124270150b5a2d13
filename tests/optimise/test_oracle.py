"""The exhaustive search itself, on cases that can be worked out by hand."""

from __future__ import annotations

import ast
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

from prioritise.programme.programme import Programme
from prioritise.programme.records import Rule, ValueBasis
from tests import oracle, strategies
from tests.small import PENCE, aligned, cost, hub, link, programme, proposal, stream


def shortlist(asked: Programme) -> tuple[str, ...] | None:
    """Ids of the best shortlist."""
    best = oracle.best(asked)
    return None if best is None else tuple(name for name, *_ in best.chosen)


def two(*amounts: int, **fields: Any) -> Programme:
    """A, of 8 points out of 10, and B, of 5, that cost so much in each of two years."""
    first, second = amounts[: len(amounts) // 2], amounts[len(amounts) // 2 :]
    return programme(
        [proposal("A", 8), proposal("B", 5)], [cost("A", *first), cost("B", *second)], **fields
    )


def test_the_better_of_two_is_chosen_where_there_is_money_for_one() -> None:
    """10 pays 6 or 5, not both; 8 of 10 marks are 80 points."""
    best = oracle.best(two(6, 0, 5, 0))
    assert best == oracle.Best(Fraction(80), 6 * PENCE, None, (("A", "", 10, ("main",)),))


def test_a_budget_may_be_spent_to_the_last_penny() -> None:
    """6 and 4 are 10; a penny less in the budget and only one is left."""
    assert shortlist(two(6, 0, 4, 0)) == ("A", "B")
    tight = stream(budgets=(10, 0)).model_copy(update={"budgets": (10 * PENCE - 1, 0)})
    assert shortlist(two(6, 0, 4, 0, streams=(tight,))) == ("A",)


def test_what_is_carried_is_a_share_of_the_year_that_it_comes_from() -> None:
    """Half of an unspent 10 makes 5 for the next year, and 4 of it goes on from a budget of 8."""
    half = Decimal("0.5")
    assert shortlist(two(0, 5, 0, 1, streams=(stream(budgets=(10, 0), carry_forward=half),))) == (
        "A",
    )
    line = oracle.line_of(stream(budgets=(10, 8, 0), carry_forward=half))
    assert line.holds([0, 9 * PENCE, 4 * PENCE])
    assert not line.holds([0, 9 * PENCE, 4 * PENCE + 1])
    assert not line.holds([0, 9 * PENCE + 1, 4 * PENCE])


def test_a_rate_counts_everybodys_money_before_and_after() -> None:
    """70% of a whole cost of 10 is 7, and a penny less of whole cost is not enough."""
    rate = stream(intervention_rate=Decimal("0.7"))
    match = cost("A", 0, 0, stream="match", before=1, after=2)
    whole = programme([proposal("A")], [cost("A", 7, 0), match], streams=(rate,))
    assert shortlist(whole) == ("A",)
    less = match.model_copy(update={"before": PENCE - 1})
    assert shortlist(whole.revised(costs=(cost("A", 7, 0), less))) == ()


def test_a_parent_bounds_what_its_streams_spend_together() -> None:
    """Each stream has 10 for its proposal, their parent 10 for both."""
    streams = (stream("one", parent="all"), stream("two", parent="all"), stream("all"))
    asked = programme(
        [proposal("A", 8), proposal("B", 5)],
        [cost("A", 6, 0, stream="one"), cost("B", 5, 0, stream="two")],
        streams=streams,
    )
    assert shortlist(asked) == ("A",)


def test_alignment_is_that_of_the_streams_that_pay_weighted_by_what_they_pay() -> None:
    """1 of 4 at alignment 1 and 3 of 4 at 0.2 make 0.4, half of the weight: 20 points of 100."""
    asked = programme(
        [proposal("A", 0)],
        [cost("A", 1, 0, stream="main"), cost("A", 3, 0, stream="")],
        alignment_weight=1,
        alignments=(aligned("A", "other", 0.2),),
        streams=(stream(), stream("other")),
    )
    best = oracle.best(asked)
    assert best is not None
    assert best.value == 20


def test_a_stream_of_another_kind_region_or_hub_may_not_pay() -> None:
    """Of four aligned streams only one takes revenue of the south."""
    streams = (
        stream("capital", kind="capital"),
        stream("east", regions=("east",)),
        stream("elsewhere", hubs=("south",)),
        stream("right", kind="revenue", regions=("west",), hubs=("north",)),
    )
    asked = programme(
        [proposal("A")],
        [cost("A", 1, 0, stream="", kind="revenue")],
        hubs=(hub(region="west"), hub("south", region="west")),
        streams=streams,
        alignments=tuple(aligned("A", line.stream) for line in streams),
    )
    best = oracle.best(asked)
    assert best is not None
    assert best.chosen == (("A", "", 10, ("right",)),)


def test_links_hold() -> None:
    """B pays for A only where nothing stands between them."""
    open_ = two(3, 0, 3, 0)
    assert shortlist(open_) == ("A", "B")
    assert shortlist(open_.revised(links=(link("excludes", "A", "B"),))) == ("A",)
    assert shortlist(two(3, 0, 20, 0, links=(link("requires", "A", "B"),))) == ()
    assert shortlist(two(3, 0, 20, 0, links=(link("requires", "B", "A"),))) == ("A",)
    assert shortlist(two(3, 0, 20, 0, links=(link("together", "B", "A"),))) == ()
    assert shortlist(open_.revised(links=(link("bonus", "A", "B", -51),))) == ("A",)
    assert shortlist(open_.revised(links=(link("bonus", "A", "B", -49),))) == ("A", "B")


def test_left_over_pennies_of_a_linkage_go_to_the_first_hubs() -> None:
    """5 pence between two hubs are 3 in the first and 2 in the other."""
    for hub_id, pence in (("a", 3), ("b", 2)):
        for at_most, chosen in ((pence, ("A",)), (pence - 1, ())):
            rule = Rule(
                name="at most", measure="spend", where={"hub": (hub_id,)}, at_most=Decimal(at_most)
            )
            asked = programme(
                [proposal("A", hubs=("b", "a"))],
                [cost("A", 0, 0).model_copy(update={"amounts": (5, 0)})],
                hubs=(hub("a"), hub("b")),
                rules=(rule.model_copy(update={"at_most": Decimal(at_most) / PENCE}),),
            )
            assert shortlist(asked) == chosen


def test_a_share_of_nothing_keeps_every_share() -> None:
    """No spending satisfies any share rule, and 6 of 10 is at least 60% of all spend."""
    rule = Rule(name="r", measure="share", where={"proposal": ("A",)}, at_least=Decimal("0.6"))
    assert shortlist(two(6, 0, 4, 0, rules=(rule,))) == ("A", "B")
    more = rule.model_copy(update={"at_least": Decimal("0.61")})
    assert shortlist(two(6, 0, 4, 0, rules=(more,))) == ("A",)
    assert shortlist(two(20, 0, 4, 0, rules=(more,))) == ()


def test_a_rule_that_nothing_satisfies_leaves_no_shortlist() -> None:
    """Three of two proposals cannot be."""
    rule = Rule(name="three", measure="count", at_least=Decimal(3))
    assert oracle.best(two(1, 0, 1, 0, rules=(rule,))) is None


def test_equal_value_goes_to_least_money_then_fewest_changes_then_first_ids() -> None:
    """Of two with equal marks the cheaper one, else the one of the baseline, else the first."""

    def equals(first: int, second: int, **fields: Any) -> Programme:
        return programme(
            [proposal("A"), proposal("B")], [cost("A", first, 0), cost("B", second, 0)], **fields
        )

    assert shortlist(equals(7, 6)) == ("B",)
    assert shortlist(equals(7, 7)) == ("A",)
    assert shortlist(equals(7, 7, baseline=("B",))) == ("B",)


def test_figures_too_large_for_one_denominator_are_rounded_to_a_thousandth() -> None:
    """3.33333 points stand at 3.333 where another term is a million points."""
    sized = programme(
        [
            proposal("A", 10, numbers={"people": Decimal(10_000)}),
            proposal("B", 10, numbers={"people": Decimal(1)}, likelihood=Decimal("0.0333333")),
        ],
        [cost("A", 20, 0), cost("B", 1, 0)],
        value=ValueBasis(size="people", likelihood="multiply"),
    )
    best = oracle.best(sized)
    assert best is not None
    assert best.value == Fraction(3333, 1000)


def test_a_part_is_paid_in_pennies_rounded_half_to_even() -> None:
    """Half of 5 and of 7 pence are 2 and 4."""
    shared = programme(
        [proposal("A", min_share=Decimal("0.5"))],
        [cost("A", 0, 0).model_copy(update={"amounts": (5, 7)})],
    )
    half = next(o for o in oracle.options_of(shared, shared.proposals[0]) if o.tenths == 5)
    assert half.rows[0].amounts == (2, 4)


def test_spending_that_starts_later_moves_on_and_out_of_the_years() -> None:
    """From the second year on, what stood in the second year comes after the last."""
    asked = programme([proposal("A", earliest="2019-20")], [cost("A", 3, 4, after=1)])
    (option,) = oracle.options_of(asked, asked.proposals[0])
    assert option.name == "from 2019-20"
    assert (option.rows[0].amounts, option.rows[0].later) == ((0, 3 * PENCE), (5 * PENCE,))


def test_the_best_is_the_first_of_all_feasible_ones() -> None:
    """No shortlist that satisfies everything has more value, or the same for less money."""
    for seed in range(20):
        asked = strategies.programme(seed, "mixed")
        best, found = oracle.best(asked), list(oracle.all_feasible(asked))
        assert (best is None) == (not found)
        if best is not None:
            assert best in found
            assert all((-p.value, p.public_cost) >= (-best.value, best.public_cost) for p in found)


def test_the_search_shares_nothing_with_the_optimiser_but_the_records() -> None:
    """An error of the model or the check cannot be repeated here by import."""
    tree = ast.parse(Path(oracle.__file__).read_text("utf-8"))
    imported = {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    imported |= {
        a.name for node in ast.walk(tree) if isinstance(node, ast.Import) for a in node.names
    }
    assert {name for name in imported if name.startswith(("prioritise", "tests"))} == {
        "prioritise.programme.programme",
        "prioritise.programme.records",
        "prioritise.programme.sampling",
        "prioritise.programme.staying",
    }


def test_the_search_asks_the_programme_for_nothing_that_the_optimiser_computes() -> None:
    """Options, limits of spending and who lies in whom are worked out anew."""
    tree = ast.parse(Path(oracle.__file__).read_text("utf-8"))
    asked = {
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and ast.unparse(node.value).endswith("programme")
    }
    assert not asked & {"options", "ancestors", "spending_limits", "active_hubs", "takes_part"}
