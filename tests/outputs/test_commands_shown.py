"""Every command in every form that it prints, on the shipped examples, comes to what is written.

`python -m pytest tests/outputs --update-golden` writes all of it anew; then read the diff.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from prioritise.cli.app import COMMANDS, app
from tests.cli.programmes import REPOSITORY
from tests.outputs.masked import masked

FORMS = ("table", "csv", "json")
GROUPS = """
groups:
  officers: {given: {economic: 60, social: 20, alignment: 20}}
  members: {given: {economic: 20, social: 60, alignment: 20}}
"""
DECIDED = ("--decision", "agreed", "--by", "Board", "--why", "Ready")
IN_EVERY_FORM = {
    "check": "check mine",
    "check-example": "check scenarios/baseline.yaml",
    "run": "run mine",
    "run-less": "run mine/less-money.yaml",
    "run-example": "run scenarios/baseline.yaml",
    "run-ideas": "run scenarios/blueprint.yaml",
    "compare": "compare mine mine/less-money.yaml --usual --workers 1",
    "compare-example": "compare scenarios/baseline.yaml scenarios/reduced-budget.yaml --workers 1",
    "compare-commitments": "compare mine/less-money.yaml --commitments --workers 1",
    "compare-groups": "compare grouped --groups --workers 1",
    "compare-treaty": "compare grouped --groups --treaty --workers 1",
    "compare-without": "compare mine --without economic --workers 1",
    "explain": "explain mine --workers 1",
    "explain-one": "explain mine N1 R2 L1 C1 --workers 1",
    "explain-switching": "explain mine R1 --switching --workers 1",
    "alternatives": "alternatives mine --within 0.5",
    "progress": "progress scenarios/baseline.yaml --on 2018-05-31",
    "replan": "replan mine/less-money.yaml --from mine",
    "pareto": "pareto mine --aim value --aim least:spend",
    "sweep": "sweep mine --workers 1",
    "sweep-weight": "sweep mine --weight economic --workers 1",
    "more-money": "more-money mine --amount 50,-50",
    "robust": "robust mine --draws 20 --workers 1",
    "robust-levels": "robust unsure.yaml --levels 0.5,0.9 --draws 20 --workers 1",
    "robust-knowing": "robust unsure.yaml --worth-knowing --draws 10 --workers 1",
    "hubs": "hubs mine --share 0.9 --shortlist",
    "hubs-example": "hubs scenarios/ammanford.yaml",
    "appraise": "appraise mine",
    "appraise-example": "appraise scenarios/appraised.yaml",
    "appraise-one": "appraise mine N1",
    "agree-list": "agree list decided",
    "agree-log": "agree log decided",
}
UNSURE = """title: Costs are not certain
programme: mine
uncertainty: {costs: {all: [0.9, 1, 1.2]}}
"""
AS_IT_IS = {
    "agree-verify": "agree verify decided",
    "export-agreed": "export decided --agreed",
    "export-json": "export mine --format json",
    "export": "export mine",
    "init": "init another",
    "init-workbook": "init book --workbook",
    "schema-programme": "schema programme",
    "schema-scenario": "schema scenario",
    "schema-tables": "schema tables --for mine",
    "verify": "verify results",
    "wrong-usage": "run",
    "nothing-there": "run zzz",
    "run-decided": "run decided --format table",
}
FOLDERS = {
    "run": "run mine",
    "run-decided": "run decided",
    "compare": "compare mine mine/less-money.yaml --usual --commitments --workers 1",
    "compare-groups": "compare grouped --groups --workers 1",
    "explain": "explain mine --workers 1",
    "alternatives": "alternatives mine --within 0.5",
    "sweep": "sweep mine --weight economic --workers 1",
    "robust": "robust mine --draws 20 --workers 1",
    "hubs": "hubs mine --share 0.9",
    "appraise": "appraise mine --shortlist",
}
NOT_PRINTED = {
    "report": "written to a file: test_pages_shown.py and test_workbooks_shown.py",
    "serve": "a page: test_pages_shown.py",
    "doctor": "tells of this machine: tests/cli/test_doctor.py",
}


def asked(*words: str, code: int | None = 0):
    result = CliRunner().invoke(app, words, prog_name="prioritise")
    assert code is None or result.exit_code == code, result.output
    return result


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """A folder with the shipped examples, a programme to start from, and decisions on it."""
    here, before = tmp_path_factory.mktemp("shown"), Path.cwd()
    os.chdir(here)
    shutil.copytree(REPOSITORY / "scenarios", "scenarios")
    for name in ("mine", "grouped", "decided"):
        asked("init", name)
    with Path("grouped/programme.yaml").open("a", encoding="utf-8") as file:
        file.write(GROUPS)
    Path("unsure.yaml").write_text(UNSURE, "utf-8")
    asked("agree", "add", "decided", "R2", *DECIDED)
    asked("agree", "add", "decided", "N2", "--stage", "officer", *DECIDED)
    asked("run", "mine", "-o", "results")
    yield here
    os.chdir(before)


def said(words: str, place: Path) -> str:
    """Exit code, words and data of a command."""
    result = asked(*words.split(), code=None)
    parts = (f"{result.exit_code} prioritise {words}", result.stderr, result.stdout)
    return masked("\n---\n".join(parts), place)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", IN_EVERY_FORM)
def test_a_command_prints_what_is_written_down(name, form, place, golden):
    words = f"{IN_EVERY_FORM[name]} --format {form}"
    golden(f"outputs/commands/{name}.{form}.txt", said(words, place))


@pytest.mark.parametrize("name", AS_IT_IS)
def test_a_command_without_forms_prints_what_is_written_down(name, place, golden):
    golden(f"outputs/commands/{name}.txt", said(AS_IT_IS[name], place))


@pytest.mark.parametrize("name", FOLDERS)
def test_a_folder_of_a_command_holds_what_is_written_down(name, place, golden):
    folder = place / f"{name}-folder"
    asked(*FOLDERS[name].split(), "-o", str(folder))
    found = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*")}
    files = {name: path for name, path in sorted(found.items()) if path.is_file()}
    golden(f"outputs/folders/{name}/files.txt", "\n".join(files) + "\n")
    for inner, path in files.items():
        if not inner.startswith("inputs/"):
            text = path.read_bytes().decode("utf-8-sig")
            golden(f"outputs/folders/{name}/{inner}", masked(text, place))


def test_every_command_is_in_the_net():
    asked_of = {words.split()[0] for words in (*IN_EVERY_FORM.values(), *AS_IT_IS.values())}
    assert asked_of | set(NOT_PRINTED) == set(COMMANDS)
