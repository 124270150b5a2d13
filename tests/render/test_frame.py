"""Data frames hold what the files hold."""

from __future__ import annotations

from prioritise.optimise import optimise
from prioritise.render.frame import frames
from tests.small import cost, programme, proposal


def test_frames_can_be_grouped_and_add_up():
    asked = programme([proposal("A", 9), proposal("B", 6)], [cost("A", 6, 6), cost("B", 4, 1)])
    tables = frames(optimise(asked))
    funding, budgets = tables["funding"], tables["budgets"]
    spent = funding.groupby(["stream", "year"])["amount"].sum()
    assert spent.to_dict() == budgets.set_index(["stream", "year"])["spent"].to_dict()
    assert tables["shortlist"]["reserve"].isna().all()
