"""Streams searched apart: what is too much for it is left to the solver, never cut short."""

from __future__ import annotations

import pytest

from prioritise.analysis.parallel.apart import answers_apart
from prioritise.optimise import optimise
from prioritise.optimise.prepared import prepared
from tests.small import PENCE, aligned, cost, programme, proposal, stream


def apart(asked):
    (found,) = answers_apart(prepared(asked), [asked.streams])
    return found


def test_every_payer_is_known_where_awards_strike_out_the_first_ones():
    streams = (*(stream(f"s{n}", min_award=5 * PENCE) for n in range(8)), stream("s8"))
    asked = programme(
        [proposal("A", 9), proposal("B", 1)],
        [*(cost("A", 1, 0, stream="") for _ in range(3)), cost("B", 1, 0, stream="s8")],
        streams=streams,
        alignments=tuple(aligned("A", each.stream) for each in streams),
    )
    found = apart(asked)
    assert found is None or found.shortlist == optimise(asked).shortlist


@pytest.mark.parametrize("number", [64, 65, 130])
def test_any_number_of_streams_that_cannot_pay_what_is_promised_comes_to_an_end(number):
    streams = tuple(stream(f"s{n:03}", (1, 1)) for n in range(number))
    asked = programme(
        [proposal(f"P{n:03}", commitment="contracted") for n in range(number)],
        [cost(f"P{n:03}", 1, 1, stream=f"s{n:03}") for n in range(number)],
        streams=streams,
    )
    poor = tuple(one.model_copy(update={"budgets": (0, PENCE)}) for one in streams)
    less, whole = answers_apart(prepared(asked), [poor, streams])
    assert less is None
    assert whole is None or len(whole.shortlist) == number


def test_a_budget_beyond_what_is_counted_in_is_left_to_the_solver():
    asked = programme([proposal("A")], [cost("A", 1, 0)], streams=(stream(budgets=(10**14, 0)),))
    assert apart(asked) is None
