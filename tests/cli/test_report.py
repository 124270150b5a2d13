"""`report`: one command for page, Word file and workbook; what cannot be is refused in words."""

from __future__ import annotations

import re
import shutil
import tomllib
from hashlib import sha256
from pathlib import Path

import pytest
from click.testing import CliRunner

from prioritise.cli.app import app
from prioritise.optimise import optimise
from prioritise.programme.faults import UsageError
from prioritise.reading import read
from prioritise.render.report.earlier import earlier
from tests.cli.programmes import REPOSITORY, ended, small

BASELINE = "scenarios/baseline.yaml"


@pytest.fixture(autouse=True)
def _in_the_repository(monkeypatch):
    monkeypatch.chdir(REPOSITORY)


def report(*words) -> tuple[int, str, str]:
    """Exit code, stdout and stderr of the command, in this process."""
    result = CliRunner().invoke(app, ["report", *map(str, words)])
    return result.exit_code, result.stdout, result.stderr


def test_a_page_a_word_file_and_a_workbook_are_written_whole(tmp_path):
    starts = {"answer.docx": b"PK", "answer.html": b"<!DOCTYPE html>", "answer.xlsx": b"PK"}
    for name, start in starts.items():
        code, out, err = report(small(tmp_path / "p"), "-o", tmp_path / name)
        assert (code, out) == (0, "")
        assert err == f"wrote {tmp_path / name}\n"
        assert (tmp_path / name).read_bytes().startswith(start)
    assert sorted(path.name for path in tmp_path.iterdir()) == [*starts, "p"]


def test_a_workbook_never_takes_the_place_of_an_input_or_lies_among_them(tmp_path):
    assert ended("init", tmp_path / "p", "--workbook")[0] == 0
    (book,) = (tmp_path / "p").glob("*.xlsx")
    before = book.read_bytes()
    for name in (book, tmp_path / "p" / "other.xlsx"):
        code, _, err = report(tmp_path / "p", "-o", name)
        assert code == 2
        assert "name another" in err
    assert book.read_bytes() == before
    assert len(list((tmp_path / "p").glob("*.xlsx"))) == 1


def test_scenarios_after_the_first_are_compared_with_it(tmp_path):
    page = tmp_path / "r.html"
    others = ("scenarios/reduced-budget.yaml", "scenarios/trip-late.yaml")
    assert report(BASELINE, *others, "-o", page)[0] == 0
    text = page.read_text("utf-8")
    assert "What changes under each scenario" in text
    assert "Every stream cut by 15%" in text
    assert "South East TRIP money comes a year late" in text
    assert "Who can reach the hubs" in text
    for name in ("valleys/costs", "valleys/journeys"):
        assert re.search(f"scenarios/{name}.csv</th><td[^>]*>[0-9a-f]{{64}}<", text)


def test_a_scenario_alone_is_compared_with_its_baseline(tmp_path):
    page = tmp_path / "r.html"
    assert report("scenarios/reduced-budget.yaml", "-o", page)[0] == 0
    text = page.read_text("utf-8")
    assert text.index("Every stream cut by 15%") < text.index("Baseline")
    assert "chosen under the other scenario, too" in text


def test_sweeps_and_draws_are_told_where_they_are_asked_for(tmp_path):
    page = tmp_path / "r.html"
    asked = ("--sweep", "--draws", "5", "--workers", "1")
    assert report(small(tmp_path / "p"), *asked, "-o", page)[0] == 0
    text = page.read_text("utf-8")
    assert "What more or less money would do" in text
    assert "How sure the shortlist is" in text


@pytest.mark.slow
def test_what_other_commands_wrote_is_taken_up_where_it_is_of_the_same_plan(tmp_path):
    folder, page = small(tmp_path / "p"), tmp_path / "r.html"
    told = {
        "sweep": ("--step", "0.2", "--workers", "1"),
        "robust": ("--draws", "3", "--workers", "1"),
        "explain": (),
    }
    for name, options in told.items():
        assert ended(name, folder, *options, "-o", tmp_path / name)[0] == 0
    taken = [word for name in told for word in ("--with", tmp_path / name)]
    assert ended("report", folder, *taken, "-o", page)[0] == 0
    text = page.read_text("utf-8")
    for heading in ("What more or less money would do", "How sure the shortlist is", "Why these"):
        assert heading in text
    assert "sweep/frontier.csv" in text
    small(folder, budget=4)
    for name in ("sweep", "explain"):
        code, _, err = ended("report", folder, "--with", tmp_path / name, "-o", tmp_path / "x.html")
        assert code == 2
        assert "made from other inputs" in err
    assert not (tmp_path / "x.html").exists()


@pytest.mark.parametrize(
    ("words", "part"),
    [
        ((), "Name the file to write"),
        (("-o", "report.pdf"), "ends in .html, .docx or .xlsx"),
        (("-o", "report.html", "--with", "scenarios"), "holds no frontier.csv"),
        (("-o", "report.html", "--draws", "0"), "--draws"),
    ],
)
def test_wrong_usage_is_said_in_words(words, part):
    code, out, err = report(BASELINE, *words)
    assert (code, out) == (2, "")
    assert part in err


def test_a_table_that_is_not_ours_is_refused(tmp_path):
    plan = optimise(read(small(tmp_path / "p")).programme)
    head = "point,budget,value,bound,spend,selected,status"
    for content in ("", "a,b\n1,2\n", f"{head}\n1,nan,1,1,1,1,optimal\n", f"{head}\n1,2\n", "\xff"):
        (tmp_path / "frontier.csv").write_text(content, "latin-1")
        with pytest.raises(UsageError, match=r"frontier\.csv"):
            earlier([tmp_path], plan)


def test_templates_styles_and_their_licence_are_in_the_wheel():
    hatchling = pytest.importorskip("hatchling.builders.wheel")
    builder = hatchling.WheelBuilder(str(REPOSITORY))
    files = {each.distribution_path for each in builder.recurse_included_files()}
    home = Path("prioritise/render")
    for name in (
        *("page/templates/base.html", "page/templates/parts.html"),
        *("page/assets/govuk-frontend.css", "page/assets/govuk-frontend-LICENCE.txt"),
        *("page/assets/prioritise.css", "page/templates/document.html"),
    ):
        assert (home / name).as_posix() in files


def test_pages_and_workbooks_need_nothing_but_the_default_install():
    settings = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))
    asked = " ".join(settings["project"]["dependencies"])
    assert "jinja2>=" in asked
    assert "XlsxWriter>=" in asked


def test_decisions_and_benefits_are_told_where_there_are_any(tmp_path):
    shutil.copytree(REPOSITORY / "scenarios", tmp_path / "scenarios")
    scenario = tmp_path / "scenarios" / "appraised.yaml"
    why = ("--decision", "agreed", "--by", "The board", "--why", "Ready to build")
    assert ended("agree", "add", scenario, "PON-10", *why)[0] == 0
    page = tmp_path / "r.html"
    assert ended("report", scenario, "-o", page)[0] == 0
    text = page.read_text("utf-8")
    assert "What has been agreed" in text
    assert "Ready to build" in text
    head = re.search(r"\(head\)</dt><dd[^>]*>([0-9a-f]{64})<", text)
    assert head is not None
    assert ended("agree", "verify", scenario, "--head", head.group(1))[0] == 0
    assert "What it brings over time" in text
    assert "nothing is discounted" not in text


def test_sources_are_named_by_the_hash_of_what_was_read(tmp_path, monkeypatch):
    """Somebody saves a table while the shortlist is being sought."""
    folder = small(tmp_path / "mine")
    costs, page = folder / "costs.csv", tmp_path / "report.html"
    before = sha256(costs.read_bytes()).hexdigest()

    def saved_meanwhile(programme, **asked):
        costs.write_bytes(costs.read_bytes() + b"\n")
        return optimise(programme, **asked)

    monkeypatch.setattr("prioritise.cli.solving.optimise", saved_meanwhile)
    assert report(folder, "-o", page)[0] == 0
    text = page.read_text("utf-8")
    assert before in text
    assert sha256(costs.read_bytes()).hexdigest() not in text
