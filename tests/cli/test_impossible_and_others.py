"""Exit 4 says why and what would do; `alternatives`, and what `compare` sets beside the best."""

from __future__ import annotations

from prioritise.optimise.infeasible.refusal import Refusal
from tests.cli.programmes import SETTINGS, small
from tests.cli.test_commands import call, rows

ALL_THREE = f"{SETTINGS}rules:\n  - {{name: all three, measure: count, at_least: 3}}\n"


def test_where_nothing_fits_the_clash_is_named_and_then_the_smallest_changes(tmp_path):
    result = call("run", small(tmp_path / "two", ALL_THREE), code=4)
    assert result.stdout == ""
    assert result.stderr.splitlines() == [
        "two: no shortlist can satisfy all the rules together",
        "  these 2 cannot all hold, and without any one of them the others could:",
        "  - budget main 2019-20",
        "  - all three, at least 3",
        "  the smallest changes, each by itself enough:",
        "  - dropping the rule “all three” would do",
        "  - £5k more in main 2018-19 and £1k more in main 2019-20 would do",
    ]


def test_a_search_for_repairs_that_ran_out_of_time_is_said_to_have(tmp_path, monkeypatch):
    monkeypatch.setattr("prioritise.cli.refusal.LONGEST_REPAIR", 0.0)
    monkeypatch.setattr(Refusal, "repairs", lambda self: iter(()))
    result = call("run", small(tmp_path / "two", ALL_THREE), code=4)
    assert result.stderr.splitlines()[-1].startswith("  stopped, as the time was up")


def test_stopping_while_the_reason_is_sought_is_no_traceback(tmp_path, monkeypatch):
    def stopped(self):
        raise KeyboardInterrupt

    monkeypatch.setattr(Refusal, "repairs", stopped)
    assert call("run", small(tmp_path / "two", ALL_THREE), code=130).stderr.endswith("stopped\n")


def test_lines_of_a_refusal_stay_within_80_columns(tmp_path):
    name = "at least three projects, so that no place is left with nothing at all to show for it"
    settings = ALL_THREE.replace("all three", f'"{name}"')
    lines = call("run", small(tmp_path / "two", settings), code=4).stderr.splitlines()
    assert max(map(len, lines)) <= 80
    assert f"“{name}”" in " ".join(line.strip() for line in lines)


def test_alternatives_say_how_many_there_are_what_they_share_and_what_they_trade(tmp_path):
    text = call(
        "alternatives", small(tmp_path / "two"), "--within", "0.5", "--format", "table"
    ).stdout
    assert "1 other shortlist is within 50% of the best, which is worth 140 points" in text
    assert "Alternative 1, 30 points less: 1 in, 1 out" in text
    assert "+ B  Bridge" in text


def test_fewer_alternatives_than_asked_are_proven_to_be_all(tmp_path):
    text = call("alternatives", small(tmp_path / "two"), "--format", "table").stdout
    assert "No other shortlists are within 2% of the best" in text
    assert "It is proven that there are none" in " ".join(text.split())


def test_alternatives_write_who_is_in_and_what_each_comes_to(tmp_path):
    folder = tmp_path / "out"
    result = call(
        "alternatives", small(tmp_path / "two"), "--within", "0.5", "--apart", "1", "-o", folder
    )
    assert result.stdout == ""
    written = {path.name: rows(path.read_text(encoding="utf-8")) for path in folder.glob("*.csv")}
    assert list(written["alternatives.csv"][0]) == [
        *("proposal", "best", "alternative 1", "alternative 2")
    ]
    assert [row["less"] for row in written["totals.csv"]] == ["0", "30", "50"]
    assert [row["gains"] for row in written["totals.csv"]] == ["", "B", ""]


def test_the_usual_rules_stand_beside_the_best(tmp_path):
    result = rows(call("compare", small(tmp_path / "two"), "--usual").stdout)
    assert list(result[0])[3:] == [
        *("two", "rank and stop", "rank and skip", "value per pound", "verdict")
    ]
    screen = call("compare", small(tmp_path / "two"), "--usual", "--format", "table").stdout
    assert "rank and stop: by value, until the first that does not fit" in screen


def test_the_price_of_commitments_is_shown_and_written(tmp_path):
    what_if = tmp_path / "promised.yaml"
    small(tmp_path / "two")
    what_if.write_text("title: P\nprogramme: two\ndecisions: {in: [B], out: [A]}\n", "utf-8")
    screen = call("compare", what_if, "--commitments", "--format", "table").stdout
    assert "A (locked out)" in screen
    assert "All together" in screen
    call("compare", what_if, "--commitments", "-o", tmp_path / "out")
    text = (tmp_path / "out" / "commitments.csv").read_text("utf-8")
    assert [row["proposal"] for row in rows(text)] == ["A", "B", ""]
    none = call("compare", tmp_path / "two", "--commitments", "--format", "table").stdout
    assert "no commitment costs anything" in " ".join(none.split())
