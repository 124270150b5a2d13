"""A scenario that is impossible is a column beside the others, and not the end of them."""

from __future__ import annotations

import pytest

from tests.cli.programmes import small
from tests.cli.test_agree import call, rows


@pytest.fixture
def paths(tmp_path, monkeypatch):
    """A programme, and a scenario in which two promises cannot both be kept."""
    monkeypatch.delenv("PRIORITISE_STORE", raising=False)
    folder = small(tmp_path / "two")
    scenario = tmp_path / "both.yaml"
    scenario.write_text("title: Both\nprogramme: two\ndecisions: {in: [A, B]}\n", encoding="utf-8")
    return folder, scenario


@pytest.mark.parametrize("workers", [(), ("--workers", "2")])
def test_compare_goes_on_and_says_why(paths, tmp_path, workers):
    told = call("compare", *paths, *workers, "-o", tmp_path / "out")
    assert "needs £11k of main in 2018-19, which has £10k" in told.stderr
    table = rows((tmp_path / "out" / "compare.csv").read_text("utf-8"))
    assert {row["both"] for row in table} == {"impossible"}
    assert {row["proposal"]: row["verdict"] for row in table} == {
        "A": "always",
        "B": "never",
        "C": "always",
    }
    totals = rows((tmp_path / "out" / "totals.csv").read_text("utf-8"))[1]
    assert (totals["status"], totals["value"], totals["bound"]) == ("impossible", "", "")
    assert "needs £11k of main" in totals["broken"]
    assert (totals["added"], totals["dropped"]) == ("", "")


def test_the_screen_and_the_report_say_it_in_a_sentence(paths, tmp_path):
    sentence = "both is impossible, because these cannot all hold: what is promised needs £11k"
    shown = " ".join(call("compare", *paths, "--format", "table").stdout.split())
    assert sentence in shown
    page = tmp_path / "report.html"
    call("report", *paths, "-o", page)
    assert sentence in page.read_text("utf-8")


def test_what_the_others_are_compared_with_has_to_be_possible(paths):
    folder, scenario = paths
    assert "no shortlist can satisfy" in call("compare", scenario, folder, code=4).stderr
