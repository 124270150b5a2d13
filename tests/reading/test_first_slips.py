"""What happens when somebody first puts a programme of their own in the sample's place."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from prioritise.cli.app import app
from prioritise.cli.starter_files import write_starter
from prioritise.programme.faults import InputError
from prioritise.reading import read
from prioritise.views.inputs.input_warnings import NOTHING_YET, input_warnings


@pytest.fixture
def mine(tmp_path):
    write_starter(tmp_path / "mine", workbook=False)
    return tmp_path / "mine"


def faults(folder):
    with pytest.raises(InputError) as told:
        read(folder)
    return [str(fault) for fault in told.value.faults]


def retyped(folder, table, *rows):
    """The table with its headings and these rows."""
    path = folder / table
    path.write_text("\n".join([path.read_text().splitlines()[0], *rows]) + "\n", encoding="utf-8")


def test_a_table_that_is_still_the_samples_is_one_fault(mine):
    retyped(mine, "proposals.csv", "A1,Quay,northgate,7,8,,transport,,,,,,,,")
    told = faults(mine)
    assert [line for line in told if line.startswith("costs.csv")] == [
        "costs.csv [proposal]: found 18 rows, none of which names a proposal of yours, expected "
        "rows of your own; if these are still the sample's, delete them"
    ]
    assert len(told) < 15


def test_a_table_in_which_one_row_is_right_names_the_others(mine):
    retyped(mine, "links.csv", "requires,N2,N1,", "requires,X,N1,", "requires,Y,N1,")
    assert [line.split(" ")[0] for line in faults(mine)] == ["links.csv:3", "links.csv:4"]


def test_a_row_names_all_its_faults_at_once(mine):
    first, second = (mine / "proposals.csv").read_text().splitlines()[1:3]
    wrong = "N1,Station square,northgat,77,x,,town centre,contracted,,,95,FBC,,2,40"
    rest = (mine / "proposals.csv").read_text().splitlines()[3:]
    assert first.startswith("N1")
    retyped(mine, "proposals.csv", wrong, second, *rest)
    assert [line.split("]")[0].split("[")[1] for line in faults(mine)] == [
        "social",
        "likelihood",
        "min_share",
        "hub",
        "economic",
    ]


def test_a_share_in_hundredths_is_told_as_a_share(mine):
    path = mine / "alignment.csv"
    path.write_text(path.read_text().replace("N1,town-fund,0.9", "N1,town-fund,85"))
    assert faults(mine) == [
        "alignment.csv:2 [alignment]: found '85', expected 1 or less; 85% is 0.85"
    ]


def test_rows_of_costs_that_are_alike_are_told(mine):
    rows = (mine / "costs.csv").read_text().splitlines()[1:]
    retyped(mine, "costs.csv", rows[0], *rows)
    warned = input_warnings(read(mine).programme)
    assert any(each.startswith("N1: 2 rows of its costs are alike") for each in warned)


def test_an_id_that_looks_like_a_date_is_told(mine):
    for path in mine.glob("*.csv"):
        path.write_text(path.read_text().replace("N3,", "3-Apr,"), encoding="utf-8")
    warned = input_warnings(read(mine).programme)
    assert any(each.startswith("3-Apr: an id that looks like a date") for each in warned)


def test_an_old_workbook_says_how_to_save_it_anew(tmp_path):
    (tmp_path / "mine.xls").write_bytes(b"\xd0\xcf\x11\xe0")
    assert "saved as .xlsx" in faults(tmp_path / "mine.xls")[0]


def test_sheets_of_other_names_are_listed(tmp_path):
    write_starter(tmp_path / "mine", workbook=True)
    path = tmp_path / "mine" / "programme.xlsx"
    path.write_bytes(renamed(path.read_bytes(), b'name="costs"', b'name="Money asked for"'))
    assert "Money asked for" in faults(path)[0]


def renamed(content, before, after):
    """A workbook with another text in its list of sheets."""
    from io import BytesIO
    from zipfile import ZipFile

    made = BytesIO()
    with ZipFile(BytesIO(content)) as book, ZipFile(made, "w") as other:
        for name in book.namelist():
            part = book.read(name)
            other.writestr(name, part.replace(before, after) if name == "xl/workbook.xml" else part)
    return made.getvalue()


@pytest.mark.parametrize("workbook", [False, True])
def test_a_blank_programme_has_headings_and_is_no_fault(tmp_path, workbook):
    write_starter(tmp_path / "mine", workbook, blank=True)
    programme = read(tmp_path / "mine").programme
    assert not programme.rules
    assert NOTHING_YET in input_warnings(programme)


@pytest.mark.parametrize("workbook", [False, True])
def test_a_blank_programme_has_an_answer_that_is_shown_and_written(tmp_path, workbook):
    write_starter(tmp_path / "mine", workbook, blank=True)
    words = ("--format", "table", "-o", str(tmp_path / "answer.xlsx"))
    result = CliRunner().invoke(app, ["run", str(tmp_path / "mine"), *words])
    assert (result.exit_code, "0 of 0 proposals" in result.stdout) == (0, True), result.output
