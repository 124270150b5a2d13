"""What-if typed in a sheet: each name of the table `scenarios` is a scenario like any other."""

from __future__ import annotations

import pytest

from prioritise.programme.faults import InputError
from prioritise.reading import read
from prioritise.reading.scenario_rows import scenarios_in_rows
from prioritise.reading.what_if import ChangedScenario
from tests.cli.programmes import small
from tests.cli.test_agree import call, rows

HEADINGS = "scenario,change,of,year,value\n"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.delenv("PRIORITISE_STORE", raising=False)
    return small(tmp_path / "two")


def typed(folder, *lines):
    (folder / "scenarios.csv").write_text(HEADINGS + "\n".join(lines) + "\n", encoding="utf-8")
    return folder


def test_rows_say_what_options_say(folder):
    typed(folder, "Lean,scale,all,,0.9", ",add,main,2018-19,3", ",in,B,,", "Other,weight,impact,,2")
    lean, other = scenarios_in_rows(folder, ("all",))
    options = (("--scale", "all=0.9"), ("--add", "main:2018-19=3"), ("--in", "B"))
    assert (lean.changes, other.changes) == (options, (("--weight", "impact=2"),))
    asked, same = read(lean).programme, read(ChangedScenario(folder, options)).programme
    assert asked.scenario == "Lean (scale all=0.9; add main:2018-19=3; in B)"
    assert asked.revised(scenario=same.scenario) == same


def test_a_command_takes_one_and_compare_takes_each_beside_the_programme(folder):
    typed(folder, "Without A,out,A,,", "Rich,scale,main,,2")
    chosen = {
        row["proposal"]
        for row in rows(call("run", folder, "--scenario", "without a").stdout)
        if row["decision"] == "selected"
    }
    assert chosen == {"B", "C"}
    compared = rows(call("compare", folder, "--scenario", "all").stdout)
    assert {"two", "Without A", "Rich"} <= set(compared[0])
    assert "takes one" in call("run", folder, "--scenario", "all", code=2).stderr


def test_a_row_is_kept_as_a_scenario_file_that_answers_alike(folder, tmp_path):
    typed(folder, "Without A,out,A,,")
    saved = tmp_path / "without.yaml"
    asked = call("run", folder, "--scenario", "Without A", "--save", saved).stdout
    assert call("run", saved).stdout == asked


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("S,scal,all,,0.9", "scenarios.csv:2 [change]: found 'scal', expected one of scale, add"),
        ("S,scale,man,,0.9", "scenarios.csv:2: found 'man', expected the id of a stream"),
        ("S,scale,all,,half", "scenarios.csv:2"),
        ("S,scale,all,,", "scenarios.csv:2 [value]: found nothing"),
        ("S,in,,,", "scenarios.csv:2 [of]: found nothing"),
        (",in,A,,", "scenarios.csv:2 [scenario]: found nothing"),
    ],
)
def test_a_row_that_cannot_be_read_is_told_where_it_stands(folder, line, told):
    typed(folder, line)
    assert told in call("run", folder, "--scenario", "all", code=3).stderr


def test_a_name_that_is_not_there_and_a_table_that_is_not_there_are_told(folder):
    with pytest.raises(InputError, match="a sheet or a table named scenarios"):
        scenarios_in_rows(folder, ("Lean",))
    typed(folder, "Lean,in,A,,")
    with pytest.raises(InputError, match="did you mean 'Lean'"):
        scenarios_in_rows(folder, ("Laen",))


def test_check_names_the_faults_of_every_scenario_of_the_table(folder):
    typed(folder, "One,scale,man,,0.9", "Two,in,Z,,", "Three,scale,all,,0.9")
    told = call("check", folder, code=3).stderr
    assert "scenarios.csv:2" in told
    assert "scenarios.csv:3" in told
    assert "scenarios.csv:4" not in told


def test_the_table_is_among_the_files_that_an_answer_rests_on(folder):
    typed(folder, "Lean,scale,all,,0.9")
    (lean,) = scenarios_in_rows(folder, ("Lean",))
    asked = read(lean)
    assert [file.name for file in asked.files].count("scenarios.csv") == 1
    assert len(asked.digests) == len(asked.files)
