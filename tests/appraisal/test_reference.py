"""The appraisal comes to what an independent calculation comes to, to the penny."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from prioritise.appraisal.lines import Lines
from prioritise.appraisal.measures import PLACES, appraised, measured
from prioritise.programme.measures import APPRAISED_MEASURES
from prioritise.programme.validity import faults_of
from tests.appraisal.drawn import drawn
from tests.appraisal.reference import figures
from tests.promises.agreement import how_many

EXAMPLES = how_many(80, 2000)


@settings(max_examples=EXAMPLES, deadline=None)
@given(st.integers(0, 10**9))
def test_every_measure_is_what_the_reference_says(seed):
    asked = drawn(seed)
    assert faults_of(asked) == []
    found = appraised(Lines(asked))
    assert list(found) == [proposal.proposal for proposal in asked.proposals]
    for name, one in found.items():
        told = measured([one], Lines(asked))
        expected = figures(asked, name)
        for measure, record in APPRAISED_MEASURES.items():
            mine, right = told[measure], expected.get(measure)
            if mine is None or right is None:
                assert mine is None, (name, measure)
                assert right is None, (name, measure)
            elif record.is_money and measure not in ("annual_net_cost", "cost_per_net_job"):
                assert mine == right, (name, measure)
            elif record.unit in ("jobs", "person-years"):
                assert Decimal(mine.numerator) / mine.denominator == right, (name, measure)
            elif record.valued:
                exact = Decimal(mine.numerator) / mine.denominator
                assert abs(exact - right) < Decimal("1e-15") * max(1, abs(right)), (name, measure)
            else:
                near = Decimal(mine.numerator) / Decimal(mine.denominator)
                assert abs(near - right) < Decimal(10) ** -(PLACES + 4) * max(1, abs(right))


@settings(max_examples=EXAMPLES // 4, deadline=None)
@given(st.integers(0, 10**9))
def test_lines_add_up_to_measures_and_measures_to_totals(seed):
    """Present values are whole pence line by line, so nothing is lost in adding them up."""
    asked = drawn(seed)
    found = appraised(Lines(asked))
    for name, one in found.items():
        assert one.lines == Lines(asked).of(asked.options[name][0])
        told = measured([one], Lines(asked))
        public = sum(line.present for line in one.lines if line.part == "public cost")
        assert told["pv_public_cost"] == public
    total = measured(list(found.values()), Lines(asked))
    each = [measured([one], Lines(asked)) for one in found.values()]
    for measure in ("pv_public_cost", "pv_other_cost", "npv", "net_jobs", "net_jobs_hub"):
        known = [told[measure] for told in each if told[measure] is not None]
        assert total[measure] == (sum(known) if known else None)
