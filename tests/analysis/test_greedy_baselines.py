"""The usual rules, followed fairly: what they take fits, and what they miss is named."""

from __future__ import annotations

from decimal import Decimal

import pytest

from prioritise.analysis.comparison.greedy_baselines import USUAL_RULES, greedy_baselines
from prioritise.optimise import optimise
from prioritise.programme.records import Decision, Rule
from tests import oracle
from tests.promises.agreement import how_many
from tests.small import PENCE, aligned, cost, link, proposal, stream
from tests.small import programme as small
from tests.strategies import EVERY_FAMILY, programme

PROGRAMMES = how_many(quick=90, whole=2_000)


def lists(asked):
    """Each usual rule's shortlist."""
    return {answer.label: answer.shortlist for answer in greedy_baselines(optimise(asked))}


def test_the_rules_as_they_are_usually_followed():
    asked = small(
        [proposal("A", 9), proposal("B", 8), proposal("C", 3), proposal("D", 2)],
        [cost("A", 6, 0), cost("B", 6, 0), cost("C", 4, 0), cost("D", 1, 0)],
    )
    assert lists(asked) == {
        "rank and stop": ("A",),
        "rank and skip": ("A", "C"),
        "value per pound": ("A", "D"),
    }


def test_what_is_promised_is_taken_first_and_what_is_declined_is_left_out():
    asked = small(
        [proposal("A", 9), proposal("B", 8), proposal("C", 1, commitment="contracted")],
        [cost("A", 5, 0), cost("B", 5, 0), cost("C", 5, 0)],
        decisions=(Decision(proposal="A", chosen=False, because="declined"),),
    )
    assert set(lists(asked).values()) == {("B", "C")}


def test_what_needs_another_is_taken_together_with_it():
    asked = small(
        [proposal("A", 9), proposal("B", 1), proposal("C", 8)],
        [cost("A", 5, 0), cost("B", 5, 0), cost("C", 5, 0)],
        links=(link("requires", "A", "B"),),
    )
    assert lists(asked)["rank and skip"] == ("A", "B")


def test_what_a_promise_needs_is_taken_with_it():
    asked = small(
        [proposal("A", 1, commitment="contracted"), proposal("B", 1), proposal("C", 8)],
        [cost("A", 4, 0), cost("B", 4, 0), cost("C", 4, 0)],
        links=(link("together", "B", "A"),),
    )
    assert set(lists(asked).values()) == {("A", "B")}


def test_what_excludes_another_does_not_fit_beside_it():
    asked = small(
        [proposal("A", 9), proposal("B", 8)],
        [cost("A", 1, 0), cost("B", 1, 0)],
        links=(link("excludes", "A", "B"),),
    )
    assert set(lists(asked).values()) == {("A",)}


def test_an_upper_limit_is_kept_and_a_lower_one_that_is_missed_is_named():
    rules = (
        Rule(name="one at most", measure="count", at_most=Decimal(1)),
        Rule(name="some rail", measure="count", where={"theme": ("rail",)}, at_least=Decimal(1)),
    )
    asked = small(
        [proposal("A", 9), proposal("B", 8, theme="rail")],
        [cost("A", 1, 0), cost("B", 1, 0)],
        rules=rules,
    )
    for answer in greedy_baselines(optimise(asked)):
        assert answer.shortlist == ("A",)
        assert answer.broken == ("some rail: 0, not at least 1",)


@pytest.mark.parametrize("part", range(6))
def test_no_usual_rule_is_worth_more_than_the_best_unless_it_breaks_a_limit_that_it_names(part):
    """And it never breaks a budget, an award or a link."""
    for seed in range(part, PROGRAMMES, 6):
        asked = programme(seed, EVERY_FAMILY[seed % len(EVERY_FAMILY)])
        best = oracle.best(asked)
        if best is None:
            continue
        floors = {rule.name for rule in asked.rules if rule.at_least is not None}
        floors |= {rule.name for rule in asked.rules if rule.measure == "share"}
        answers = greedy_baselines(optimise(asked))
        assert [answer.label for answer in answers] == [rule.name for rule in USUAL_RULES]
        for answer in answers:
            assert answer.broken or answer.value <= best.value
            for limit in answer.broken:
                assert any(limit.startswith(name) for name in floors), (seed, limit)


def test_what_no_way_of_paying_keeps_within_the_awards_is_left_out():
    """Eligible by itself, but neither stream may pay one row alone or both together."""
    streams = tuple(
        stream(name, (30, 30), min_award=6 * PENCE, max_award=9 * PENCE) for name in ("a", "b")
    )
    asked = small(
        [proposal("A", 9), proposal("P", 10)],
        [
            cost("A", 5, 0, stream="match"),
            cost("P", 5, 0, stream=""),
            cost("P", 0, 5, stream=""),
        ],
        streams=streams,
        alignments=(aligned("P", "a"), aligned("P", "b")),
    )
    assert set(lists(asked).values()) == {("A",)}
