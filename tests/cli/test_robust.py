"""`robust`: words first, tables whole, the same bytes whoever works, and stopped work goes on."""

from __future__ import annotations

import csv
import io
import shutil

import pytest
from click.testing import CliRunner

from prioritise.cli.app import app
from prioritise.cli.kept import partial_of
from tests.cli.programmes import SETTINGS, small

TWO = SETTINGS.replace(
    "  impact: {weight: 1, scale: [0, 10]}\n",
    "  impact: {weight: 60, scale: [0, 10]}\n  reach: {weight: 40, scale: [0, 10]}\n",
)


def call(*words, code=0):
    result = CliRunner().invoke(app, ["robust", *map(str, words)], prog_name="prioritise")
    assert result.exit_code == code, result.output
    return result


def rows(text):
    return list(csv.DictReader(io.StringIO(text, newline="")))


@pytest.fixture
def folder(tmp_path):
    """A and C fit together, and so do A and B in the money of the first year alone."""
    folder = small(tmp_path / "two", TWO)
    (folder / "proposals.csv").write_text(
        "proposal,title,hub,impact,reach\nA,Arcade,n,9,1\nB,Bridge,n;s,6,6\nC,College,s,1,9\n",
        "utf-8",
    )
    return folder


def scenario(folder, text):
    path = folder.parent / "asked.yaml"
    path.write_text(f"title: Uncertain\nprogramme: {folder.name}\n{text}", "utf-8")
    return path


UNSURE = "uncertainty: {weights: {order: [reach, impact]}, costs: {all: [0.8, 1, 1.3]}}\n"


def test_shares_are_of_all_draws_and_groups_follow_from_them(folder):
    path = scenario(folder, "uncertainty: {costs: {all: [0.8, 1, 1.3]}}\n")
    found = rows(call(path, "--draws", 40, "--workers", 1).stdout)
    assert list(found[0]) == ["proposal", "times_in", "share_in", "group"]
    for row in found:
        times = int(row["times_in"])
        assert float(row["share_in"]) == times / 40
        group = "core" if times == 40 else "borderline" if times else "exterior"
        assert row["group"] == group


def test_a_folder_holds_every_draw_in_order(folder, tmp_path):
    out = tmp_path / "out"
    given = tmp_path / "last-year.csv"
    given.write_text("proposal\nA\nB\nC\n", "utf-8")
    result = call(scenario(folder, UNSURE), "--draws", 30, "--list", given, "-o", out)
    assert result.stdout == ""
    assert sorted(path.name for path in out.iterdir()) == [
        "datapackage.json", "draws.csv", "lists.csv", "robustness.csv",
    ]  # fmt: skip
    draws = rows((out / "draws.csv").read_text("utf-8"))
    assert [row["draw"] for row in draws] == [str(number) for number in range(1, 31)]
    assert {row["status"] for row in draws} == {"optimal"}
    assert {row["proof"] for row in draws} == {"solved"}
    assert all(float(row["weight_reach"]) >= 50 for row in draws)
    assert all(row["value"] == row["bound"] for row in draws)
    names = [row["list"] for row in rows((out / "lists.csv").read_text("utf-8"))]
    assert names == ["chosen", "last-year", "least regret"]
    every = rows((out / "lists.csv").read_text("utf-8"))[1]
    assert (every["possible"], every["impossible"]) == ("0", "30")
    assert "budget main" in every["breaks"]
    assert not partial_of(out).exists()


def test_the_same_seed_gives_the_same_bytes_whoever_works(folder, tmp_path):
    path = scenario(folder, UNSURE)
    for name, words in (("one", ["--workers", 1]), ("both", ["--workers", 2])):
        call(path, "--draws", 20, *words, "-o", tmp_path / name)
    for name in ("draws.csv", "lists.csv", "robustness.csv"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "both" / name).read_bytes()
    other = call(path, "--draws", 20, "--seed", 2, "--workers", 1, "-o", tmp_path / "other")
    assert "wrote" in other.stderr
    assert (tmp_path / "other" / "draws.csv").read_bytes() != (
        tmp_path / "one" / "draws.csv"
    ).read_bytes()


def test_stopped_work_goes_on_where_it_was(folder, tmp_path, monkeypatch):
    path, out = scenario(folder, UNSURE), tmp_path / "out"
    call(path, "--draws", 12, "--workers", 1, "-o", tmp_path / "whole")

    import prioritise.analysis.robust.robustness as robustness

    taken = robustness.Robustness.take

    def stop(self, row):
        taken(self, row)
        if row.number == 7:
            raise KeyboardInterrupt

    monkeypatch.setattr(robustness.Robustness, "take", stop)
    call(path, "--draws", 12, "--workers", 1, "-o", out, code=130)
    assert not out.exists()
    assert partial_of(out).exists()
    monkeypatch.undo()
    result = call(path, "--draws", 12, "--workers", 1, "-o", out)
    assert "goes on with" in result.stderr
    for name in ("draws.csv", "lists.csv", "robustness.csv"):
        assert (out / name).read_bytes() == (tmp_path / "whole" / name).read_bytes()


def test_the_screen_says_it_in_words_within_its_width(folder):
    result = call(
        scenario(folder, UNSURE), "--draws", 40, "--workers", 1, "--format", "table"
    ).stdout
    assert "40 draws of weights in the order reach, impact and costs; seed 1." in result
    assert "in whatever is drawn" in result
    assert "least regret" in result
    assert max(map(len, result.splitlines())) <= 80


def test_weights_alone_are_settled_without_a_solve(folder, tmp_path):
    out = tmp_path / "out"
    call(folder, "--draws", 60, "--workers", 1, "-o", out)
    draws = rows((out / "draws.csv").read_text("utf-8"))
    assert sum(row["proof"] != "solved" for row in draws) > 40
    chosen = rows((out / "lists.csv").read_text("utf-8"))[0]
    largest = max(float(row["regret"]) for row in draws)
    assert float(chosen["largest_regret"]) == largest


def test_a_draw_without_a_shortlist_is_counted(folder, tmp_path):
    settings = TWO + "rules:\n  - {name: two at least, measure: count, at_least: 2}\n"
    (folder / "programme.yaml").write_text(settings, "utf-8")
    path = scenario(folder, "uncertainty: {streams: {main: {late: 0.5, years_late: 2}}}\n")
    shutil.rmtree(tmp_path / "out", ignore_errors=True)
    screen = call(path, "--draws", 20, "--workers", 1, "--format", "table", "-o", tmp_path / "out")
    assert "in which no shortlist keeps every limit" in screen.stdout
    draws = rows((tmp_path / "out" / "draws.csv").read_text("utf-8"))
    for row in draws:
        assert (row["status"] == "infeasible") == (row["late"] == "main")
        assert bool(row["selected"]) == (row["late"] == "")


def test_finished_draws_are_not_worked_out_again(folder, tmp_path, monkeypatch):
    """The same command prints the same rows; more draws, or tables that were touched, are asked."""
    import prioritise.analysis.robust.robust as robust

    path, out = scenario(folder, UNSURE), tmp_path / "out"
    words = ("--draws", 12, "--workers", 1, "-o", out, "--format", "csv")
    first = call(path, *words)
    asked = []
    answers = robust.answers
    monkeypatch.setattr(robust, "answers", lambda *a: asked.append(a) or answers(*a))
    again = call(path, *words)
    assert (again.stdout, asked) == (first.stdout, [])
    assert "nothing was worked out again" in again.stderr
    call(path, "--draws", 13, *words[2:], "--replace")
    assert len(asked) == 1
    (out / "draws.csv").write_text("", "utf-8")
    call(path, "--draws", 13, *words[2:], "--replace")
    assert len(asked) == 2


MONEY = "uncertainty: {costs: {all: [0.8, 1, 1.3]}}\n"


def test_levels_cost_value_and_are_tried_on_fresh_draws(folder):
    path = scenario(folder, MONEY)
    found = rows(call(path, "--levels", "0,0.5,0.95", "--draws", 30, "--workers", 1).stdout)
    contract = "level,value,bound,spend,selected,held_on_sample,held_on_fresh,enters,leaves"
    assert ",".join(found[0]).startswith(contract)
    values = [float(row["value"]) for row in found]
    assert values == sorted(values, reverse=True)
    for row in found:
        assert row["status"] == "optimal"
        assert float(row["held_on_sample"]) >= float(row["level"])
        assert float(row["fresh_from"]) <= float(row["held_on_fresh"]) <= float(row["fresh_to"])


def test_levels_are_the_same_whoever_works_and_stopped_work_goes_on(folder, tmp_path):
    path = scenario(folder, MONEY)
    words = (path, "--levels", "0.5,0.9", "--draws", 20)
    alone = call(*words, "--workers", 1, "-o", tmp_path / "by-one")
    call(*words, "--workers", 2, "-o", tmp_path / "by-two")
    name = "confidence.csv"
    assert (tmp_path / "by-one" / name).read_bytes() == (tmp_path / "by-two" / name).read_bytes()
    assert "wrote" in alone.stderr
    assert "holds the whole answer" in call(*words, "-o", tmp_path / "by-one").stderr


def test_run_gives_the_sure_list_and_the_folder_verifies(folder, tmp_path):
    path = scenario(folder, MONEY + "confidence: {level: 0.95, draws: 30}\n")
    sure = CliRunner().invoke(app, ["run", str(path), "-o", str(tmp_path / "sure")])
    assert sure.exit_code == 0, sure.output
    found = rows(call(path, "--levels", "0.95", "--workers", 1).stdout)
    listed = rows((tmp_path / "sure" / "shortlist.csv").read_text("utf-8-sig"))
    assert sum(row["decision"] == "selected" for row in listed) == int(found[0]["selected"])
    assert CliRunner().invoke(app, ["verify", str(tmp_path / "sure")]).exit_code == 0


@pytest.mark.parametrize(
    ("text", "words", "said"),
    [
        (UNSURE, ("--levels", "1.2"), "no share from 0 to below 1"),
        (UNSURE, ("--levels", "0.8,0.8"), "twice"),
        (
            "uncertainty: {weights: {order: [reach, impact]}}\n",
            ("--levels", "0.8"),
            "--levels needs",
        ),
    ],
)
def test_levels_that_cannot_be_asked_are_refused(folder, text, words, said):
    assert said in call(scenario(folder, text), *words, code=2).output


def test_confidence_without_anything_uncertain_about_money_is_a_fault(folder):
    path = scenario(folder, "confidence: {level: 0.8}\n")
    assert "from which futures can be drawn" in call(path, code=3).output


def test_what_does_not_look_at_draws_refuses_a_sure_list(folder):
    path = scenario(folder, MONEY + "confidence: {level: 0.5, draws: 5}\n")
    for words in (("explain", path), ("sweep", path), ("more-money", path, "--amount", "5")):
        result = CliRunner().invoke(app, [str(word) for word in words])
        assert result.exit_code == 2, result.output
        assert "leave `confidence` out of the scenario" in result.output


def test_what_is_worth_knowing_is_the_same_whoever_works_and_worth_most_comes_first(
    folder, tmp_path
):
    path = scenario(folder, "uncertainty: {scores: {all: [-3, 3]}, costs: {all: [0.8, 1, 1.3]}}\n")
    words = (path, "--worth-knowing", "--draws", 6)
    call(*words, "--workers", 1, "-o", tmp_path / "by-one")
    call(*words, "--workers", 2, "-o", tmp_path / "by-two")
    text = (tmp_path / "by-one" / "knowing.csv").read_text("utf-8-sig")
    assert text == (tmp_path / "by-two" / "knowing.csv").read_text("utf-8-sig")
    first, *others = rows(text)
    assert first["kind"] == "everything"
    worths = [float(row["worth"]) for row in others]
    assert worths == sorted(worths, reverse=True)
    assert worths[0] > 0
    assert {row["kind"] for row in others} == {"score", "cost"}
    assert "holds the whole answer" in call(*words, "-o", tmp_path / "by-one").stderr


def test_where_only_weights_are_uncertain_nothing_is_worth_knowing(folder):
    path = scenario(folder, "uncertainty: {weights: {concentration: 9}}\n")
    assert "besides weights" in call(path, "--worth-knowing", code=2).output
