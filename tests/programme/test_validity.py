"""Faults that only several records together show, each on the smallest programme that has it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from prioritise.programme.programme import Programme
from prioritise.programme.records import Criterion, Decision, Rule, ValueBasis
from prioritise.programme.validity import Everything, faults_of
from prioritise.programme.validity_names import HINTS
from tests.small import aligned, cost, hub, link, programme, proposal, stream

SCALE = (Decimal(0), Decimal(10))
ONE_PAID = [cost("A", 1), cost("B", 1, stream="match")]


def small(**fields: object) -> Programme:
    """Two proposals that can be paid, and whatever else is asked for."""
    proposals = fields.pop("proposals", [proposal("A"), proposal("B")])
    costs = fields.pop("costs", [cost("A", 1), cost("B", 0, 1)])
    padded = [c.model_copy(update={"amounts": (*c.amounts, 0)[:2]}) for c in costs]
    return programme(proposals, padded, **fields)


def rule(**fields: object) -> tuple[Rule, ...]:
    return (Rule(**{"name": "r", "measure": "count", "at_least": Decimal(0), **fields}),)


def places(faults: object) -> list[tuple[str, int | None, str]]:
    return [(fault.place, fault.row, fault.column) for fault in faults]


def test_a_sound_programme_has_no_faults():
    """Nothing is found where nothing is wrong."""
    assert faults_of(small()) == []


FAULTY = {
    "a proposal twice": (
        {"proposals": [proposal("A"), proposal("a")], "costs": [cost("A", 1), cost("a", 1)]},
        ("proposals", 1, "proposal"), "every id once, whatever its case",
    ),
    "an id in another Unicode form": (
        {"hubs": (hub("tŷ"), hub("tŷ"), hub())}, ("hubs", 1, "hub"),
        "every id once, whatever its case",
    ),
    "a stream twice": (
        {"streams": (stream(), stream("MAIN"))}, ("streams", 1, "stream"),
        "every id once, whatever its case",
    ),
    "a reserved stream": (
        {"streams": (stream(), stream("Match"))}, ("streams", 1, "stream"),
        "another id, since this word is reserved",
    ),
    "an unknown hub": (
        {"proposals": [proposal("A", hubs=("norht",)), proposal("B")]}, ("proposals", 0, "hub"),
        "the id of a hub",
    ),
    "an unknown parent": (
        {"streams": (stream(parent="mian"),)}, ("streams", 0, "parent"), "the id of a stream",
    ),
    "a parent that pays": (
        {"streams": (stream(), stream("child", parent="main")), "costs": ONE_PAID},
        ("costs", 0, "stream"), "a stream that pays directly; this one is a parent of others",
    ),
    "the wrong kind": (
        {"streams": (stream(kind="loan"),), "costs": [cost("A", 1, kind="capital"), cost("B", 1)]},
        ("costs", 0, "stream"), "a stream that may pay capital; this one pays loan",
    ),
    "the wrong region": (
        {"streams": (stream(regions=("SE",)),), "costs": ONE_PAID,
         "hubs": (hub(), hub("cf", region="SE"))},
        ("costs", 0, "stream"), "a stream that may pay every hub of 'A' (north)",
    ),
    "the wrong hub": (
        {"streams": (stream(hubs=("cf",)),), "hubs": (hub(), hub("cf")), "costs": ONE_PAID},
        ("costs", 0, "stream"), "a stream that may pay every hub of 'A' (north)",
    ),
    "too many budgets": (
        {"streams": (stream(budgets=(1, 2, 3)),)}, ("streams", 0, "budgets"),
        "2, one for each year",
    ),
    "awards the wrong way round": (
        {"streams": (stream(min_award=2, max_award=1),)}, ("streams", 0, "min_award"),
        "at most the largest award",
    ),
    "a missing score": (
        {"proposals": [proposal("A").model_copy(update={"scores": {}}), proposal("B")]},
        ("proposals", 0, "impact"), "a score from 0 to 10",
    ),
    "a score above the scale": (
        {"proposals": [proposal("A", 11), proposal("B")]}, ("proposals", 0, "impact"),
        "at most 10, the scale's top",
    ),
    "a criterion without a scale": (
        {"criteria": (Criterion(name="impact", weight=Decimal(1)),)},
        ("criteria", None, "impact.scale"), "the lowest and the highest score, such as [0, 10]",
    ),
    "no weight": (
        {"criteria": (Criterion(name="impact", weight=Decimal(0), scale=SCALE),)},
        ("criteria", None, ""), "a weight above 0 for at least one criterion",
    ),
    "an unknown size": (
        {"value": ValueBasis(size="peopel")}, ("value", None, "size"),
        "none, public_cost or a column of numbers",
    ),
    "a year twice": ({"years": ("2018-19", "2018-19")}, ("programme", None, "years"),
                     "every year once"),
    "a year that is none": ({"years": ("2018-19", "2019-21")}, ("programme", None, "years"),
                            "such as '2019-20'"),
    "a gap between years": (
        {"years": ("2018-19", "2020-21")}, ("programme", None, "years"),
        "the year that starts in 2019, since years follow one another",
    ),
    "no cost": (
        {"costs": [cost("A", 1)]}, ("proposals", 1, "proposal"),
        "at least one; a row with 0 where it costs nothing",
    ),
    "nobody to pay": (
        {"costs": [cost("A", 1, stream=""), cost("B", 1)]}, ("costs", 0, "stream"),
        "a stream, match, or a row of alignment for 'A'",
    ),
    "a share between tenths": (
        {"proposals": [proposal("A", min_share=Decimal("0.25")), proposal("B")]},
        ("proposals", 0, "min_share"), "a whole number of tenths, such as 0.5",
    ),
    "a window the wrong way round": (
        {"proposals": [proposal("A", earliest="2019-20", latest="2018-19"), proposal("B")]},
        ("proposals", 0, "earliest"), "2018-19, the latest start, or before",
    ),
    "a window that is over before the costs start": (
        {"proposals": [proposal("A"), proposal("B", latest="2018-19")]},
        ("proposals", 1, "latest"), "2019-20 or after, since its costs start then",
    ),
    "an alignment twice": (
        {"alignments": (aligned("A", "main"), aligned("A", "main"))}, ("alignment", 1, ""),
        "one row for each proposal and stream",
    ),
    "an unknown link": ({"links": (link("requires", "A", "C"),)}, ("links", 0, "other"),
                        "the id of a proposal"),
    "a link to itself": ({"links": (link("excludes", "A", "A"),)}, ("links", 0, "other"),
                         "another proposal"),
    "a bonus without points": ({"links": (link("bonus", "A", "B"),)}, ("links", 0, "value"),
                               "the points of the bonus"),
    "points that are no bonus": (
        {"links": (link("excludes", "A", "B", 1),)}, ("links", 0, "value"),
        "nothing, since excludes has no value",
    ),
    "a link the other way round": (
        {"links": (link("together", "A", "B"), link("together", "B", "A"))}, ("links", 1, ""),
        "every link once",
    ),
    "a share above the whole": (
        {"rules": rule(measure="share", at_least=Decimal(2))}, ("rules", 0, "at_least"),
        "a share from 0 to 1",
    ),
    "a lock that is unknown": (
        {"decisions": (Decision(proposal="C", chosen=True),)}, ("scenario", None, "decisions"),
        "the id of a proposal",
    ),
    "a baseline that is unknown": (
        {"baseline": ("A", "C")}, ("scenario", None, "baseline"), "the id of a proposal",
    ),
    "a hub dropped that is unknown": (
        {"dropped_hubs": ("south",)}, ("scenario", None, "hubs.drop"), "the id of a hub",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTY)
def test_a_fault_is_found_in_its_place(name):
    """Table, place of the record, column, and what would be right."""
    fields, place, expected = FAULTY[name]
    faults = faults_of(small(**fields))
    assert places(faults) == [place]
    assert faults[0].expected.startswith(expected)


def test_a_circle_of_parents_is_found():
    """A stream does not lie in itself, however many lie between."""
    circle = (stream(), stream("a", parent="b"), stream("b", parent="c"), stream("c", parent="a"))
    faults = faults_of(small(streams=circle))
    assert places(faults) == [("streams", row, "parent") for row in (1, 2, 3)]
    assert faults[0].found == "a in b in c in a"


@pytest.mark.parametrize("end", [link("requires", "B", "A"), link("bonus", "B", "A", 1)])
def test_links_that_differ_are_no_repetition(end):
    """Needing one another is two links; so are a bonus and an exclusion."""
    assert not faults_of(small(links=(link("requires", "A", "B"), end)))


def test_a_scale_may_run_downwards():
    """Where little is good, the best score is the lower one."""
    down = Criterion(name="impact", weight=Decimal(1), scale=(Decimal(10), Decimal(0)))
    assert not faults_of(small(criteria=(down,)))
    assert faults_of(small(criteria=(down,), proposals=[proposal("A", 11), proposal("B")]))


def test_rows_of_one_option_and_stream_may_repeat():
    """A proposal may have two rows of cost that one stream pays."""
    assert not faults_of(small(costs=[cost("A", 1), cost("A", 2), cost("B", 1)]))


def test_what_costs_nothing_needs_nobody_to_pay():
    """A row of noughts without a stream is how a free proposal is written down."""
    assert not faults_of(small(costs=[cost("A", 0, stream=""), cost("B", 1)]))


def test_ids_in_rows_that_could_not_be_read_are_known():
    """One bad row does not make every reference to it a fault."""
    broken = small(
        proposals=[proposal("A", hubs=("south",))],
        costs=[cost("A", 1, stream="other"), cost("B", 1)],
        links=(link("requires", "A", "B"),),
        rules=rule(where={"theme": ("retail",)}),
    )
    assert len(faults_of(broken)) == 5
    known = {"hubs": {"south"}, "streams": {"other"}, "proposals": {"B"}}
    assert faults_of(broken, known) == []
    assert faults_of(broken, dict.fromkeys(known, Everything())) == []
    no_costs = small(costs=[cost("A", 1)])
    assert faults_of(no_costs, {"costs": {"B"}}) == []


def test_hints_end_after_many_wrong_names():
    """Looking for near names does not take longer than reading."""
    wrong = [cost(f"A{n}", 1) for n in range(HINTS + 10)]
    faults = faults_of(small(costs=[cost("A", 1), cost("B", 1), *wrong]))
    assert sum(bool(fault.nearest) for fault in faults) <= HINTS
    assert len(faults) == len(wrong)


RULES = [
    ({"measure": "jbos"}, "measure", "jobs"),
    ({"measure": "impcat"}, "measure", "impact"),
    ({"for_each": "hubs"}, "for_each", "hub"),
    ({"for_each": "kind"}, "for_each", ""),
    ({"where": {"theem": ("x",)}}, "where.theem", "theme"),
    ({"where": {"hub": ("nroth",)}}, "where.hub", "north"),
    ({"where": {"stream": ("maine",)}}, "where.stream", "main"),
    ({"where": {"year": ("2018-9",)}}, "where.year", None),
    ({"where": {"kind": ("captial",)}}, "where.kind", "capital"),
    ({"where": {"theme": ("retial",)}}, "where.theme", "retail"),
    ({"where": {"ward": ("Grag",)}}, "where.ward", "Graig"),
    ({"where": {"proposal": ("C",)}}, "where.proposal", ""),
    ({"where": {"theme": ()}}, "where.theme", ""),
    ({"at_least": None}, "", ""),
    ({"at_least": Decimal(2), "at_most": Decimal(1)}, "at_least", ""),
]


@pytest.mark.parametrize(("fields", "column", "nearest"), RULES)
def test_a_rule_that_means_nothing_is_a_fault(fields, column, nearest):
    """Measure, columns, texts and limits, each with the nearest name."""
    proposals = [proposal("A", theme="retail", texts={"ward": "Graig"}), proposal("B")]
    faults = faults_of(small(proposals=proposals, rules=rule(**fields)))
    assert places(faults) == [("rules", 0, column)]
    assert nearest is None or faults[0].nearest == nearest


def test_two_rules_of_one_name_are_a_fault():
    """Every message uses the name."""
    faults = faults_of(small(rules=rule() + rule()))
    assert places(faults) == [("rules", 1, "name")]


@pytest.mark.parametrize(
    "fields",
    [
        {"measure": "people", "for_each": "ward"},
        {"measure": "impact", "where": {"year": ("2018-19",), "kind": ("loan",)}},
        {"measure": "match", "for_each": "stream", "where": {"stage": ("OBC",)}},
        {"measure": "likelihood", "for_each": "year", "where": {"proposal": ("A", "B")}},
    ],
)
def test_rules_may_speak_of_every_column(fields):
    """Numbers to measure, texts to look for, payments to tell apart."""
    first = proposal("A", numbers={"people": Decimal(1)}, texts={"ward": "Graig"}, stage="OBC")
    assert not faults_of(small(proposals=[first, proposal("B")], rules=rule(**fields)))
