"""`appraise`: what it prints, what it writes, and that every figure leads to a file and a row."""

from __future__ import annotations

import json
import shutil
from decimal import Decimal
from pathlib import Path

import pytest

from tests.cli.programmes import REPOSITORY, SETTINGS, small
from tests.cli.test_commands import call, rows
from tests.reading.files import csv_text

BENEFITS = [
    ["proposal", "kind", "first", "last", "amount", "gross", "reference", "measure", "quantity",
     "confidence"],
    ["A", "time savings", "2018-19", "2027-28", "3", "", "", "", "", "high"],
    ["A", "output", "2020-21", "2024-25", "2", "yes", "0.5", "", "", "low"],
    ["A", "air quality", "", "", "", "", "", "people relieved", "1200", ""],
    ["B", "=HYPERLINK(1)", "2019-20", "", "9", "", "", "", "", ""],
]  # fmt: skip
JOBS = [
    ["proposal", "kind", "sector", "jobs", "reference"],
    ["A", "new", "private", "10", "2"],
    ["A", "relocated", "public", "5", ""],
    ["A", "construction", "", "7", ""],
]
ADDITIONALITY = [
    ["proposal", "level", "leakage", "displacement", "substitution", "multiplier"],
    ["A", "nation", "", "0.5", "", "1.2"],
]
OPTIMISM = [["proposal", "type", "mitigated"], ["A", "standard buildings", "0.5"]]
RISKS = [["proposal", "risk", "likelihood", "cost", "owner"], ["A", "ground", "0.25", "2", "us"]]
TABLES = {
    "benefits": BENEFITS, "jobs": JOBS, "additionality": ADDITIONALITY, "optimism": OPTIMISM,
    "risk_costs": RISKS,
}  # fmt: skip
WRITTEN = [
    "appraisal", "not_in_money", "rates", "risk_register", "sensitivity", "summary",
    "switching_values", "workings",
]  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return appraised(tmp_path / "two")


def appraised(folder: Path, settings: str = "appraisal:\n") -> Path:
    small(folder, SETTINGS + settings)
    for name, cells in TABLES.items():
        (folder / f"{name}.csv").write_text(csv_text(cells), "utf-8")
    return folder


def test_every_proposal_has_a_row_and_every_measure_a_column(folder):
    found = rows(call("appraise", folder, "--format", "csv").stdout)
    assert [row["proposal"] for row in found] == ["A", "B", "C"]
    assert ",".join(found[0]) == (
        "proposal,title,hub,pv_benefits,pv_public_cost,pv_receipts,pv_net_public_cost,"
        "pv_other_cost,annual_net_cost,pv_risk,npv,net_jobs,net_jobs_hub,safeguarded_jobs,"
        "construction_jobs,wellbeing_years,carbon_tonnes,bcr,bcr_all_cost,cost_per_net_job,leverage,"
        "pv_benefits_low_confidence,not_in_money"
    )
    first, _, last = found
    assert (first["net_jobs"], first["net_jobs_hub"], first["not_in_money"]) == (
        "4.8",
        "13",
        "air quality",
    )
    assert (last["npv"], last["bcr"], last["net_jobs"]) == ("", "", "")


def test_the_lines_of_a_proposal_add_up_to_its_measures(folder):
    found = rows(call("appraise", folder, "A", "--format", "csv").stdout)
    amount = {row["line"]: row["amount"] for row in found}
    for part, measure in (("public cost", "pv_public_cost"), ("benefit", "pv_benefits")):
        lines = [row for row in found if row["line"].startswith(f"{part}:")]
        assert sum(Decimal(row["amount"]) for row in lines) == Decimal(amount[measure])
    assert Decimal(amount["npv"]) == Decimal(amount["pv_benefits"]) - Decimal(
        amount["pv_public_cost"]
    ) - Decimal(amount["pv_other_cost"])


def test_every_line_multiplies_out_and_leads_to_a_row_that_exists(folder):
    found = rows(call("appraise", folder, "A", "B", "--format", "csv").stdout)
    lines = [row for row in found if row["discount"]]
    assert lines
    for row in lines:
        product = Decimal(row["given"])
        for factor in ("raised", "additional", "prices", "discount"):
            product *= Decimal(row[factor])
        assert abs(product - Decimal(row["amount"])) < Decimal("0.00001")
        for place in row["source"].split("; "):
            name, _, number = place.partition(":")
            cells = (folder / name).read_text("utf-8").splitlines()[int(number) - 1]
            assert cells.startswith(row["proposal"])
    (output,) = [row for row in lines if "output" in row["line"] and row["year"] == "2020-21"]
    assert output["source"] == "benefits.csv:3; additionality.csv:2"
    cost = next(row for row in lines if row["line"].startswith("public cost"))
    assert cost["source"] == "costs.csv:2; optimism.csv:2"


def test_a_folder_holds_every_table_and_says_what_is_in_them(folder, tmp_path):
    call("appraise", folder, "-o", tmp_path / "out")
    package = json.loads((tmp_path / "out" / "datapackage.json").read_text("utf-8"))
    assert sorted(resource["name"] for resource in package["resources"]) == WRITTEN
    for resource in package["resources"]:
        told = rows((tmp_path / "out" / resource["path"]).read_text("utf-8"))
        assert told
        assert list(told[0]) == [field["name"] for field in resource["schema"]["fields"]]
    beside = rows((tmp_path / "out" / "not_in_money.csv").read_text("utf-8"))
    assert [(row["measure"], row["quantity"], row["source"]) for row in beside] == [
        ("people relieved", "1200", "benefits.csv:4")
    ]


def test_risks_have_an_expected_cost_that_is_in_no_total(folder, tmp_path):
    call("appraise", folder, "A", "-o", tmp_path / "out")
    (risk,) = rows((tmp_path / "out" / "risk_register.csv").read_text("utf-8"))
    assert (risk["expected"], risk["present"], risk["source"]) == ("0.5", "0.5", "risk_costs.csv:2")
    tests = {
        row["test"]: row for row in rows((tmp_path / "out" / "sensitivity.csv").read_text("utf-8"))
    }
    assert tests["with risks"]["change"] == "-0.5"
    assert tests["as appraised"]["change"] == "0"


def test_the_lower_rates_stand_by_themselves_where_more_than_fifty_years_are_appraised(
    folder, tmp_path
):
    for years, shown in ((50, False), (51, True)):
        appraised(folder, f"appraisal: {{period: {years}}}\n")
        call("appraise", folder, "A", "-o", tmp_path / "out", "--replace")
        found = rows((tmp_path / "out" / "sensitivity.csv").read_text("utf-8"))
        assert ("lower discount rates" in [row["test"] for row in found]) is shown
    appraised(folder, "appraisal: {period: 60, schedule: green-book-2026-lower}\n")
    lower = rows(call("appraise", folder, "A", "--format", "csv").stdout)
    assert [row["amount"] for row in lower if row["line"] == "npv"] == [
        row["npv"] for row in found if row["test"] == "lower discount rates"
    ]


def test_at_its_switching_value_the_net_present_value_is_nothing(folder, tmp_path):
    call("appraise", folder, "A", "-o", tmp_path / "out")
    known = rows(call("appraise", folder, "--format", "csv").stdout)[0]
    by_what = {
        row["what"]: row
        for row in rows((tmp_path / "out" / "switching_values.csv").read_text("utf-8"))
    }
    worth = Decimal(by_what["all benefits"]["factor"]) * Decimal(known["pv_benefits"])
    assert abs(worth - Decimal(known["pv_public_cost"])) < Decimal("0.001")


def test_a_schedule_that_is_not_published_is_a_fault_that_lists_those_that_are(folder):
    appraised(folder, "appraisal: {schedule: green-book-2062}\n")
    told = call("appraise", folder, code=3).stderr
    assert "green-book-2026" in told


def test_every_rate_has_a_source_and_the_programmes_own_say_so(folder, tmp_path):
    appraised(folder, 'appraisal: {discount: {"1": 0.015}, period: 20}\n')
    call("appraise", folder, "-o", tmp_path / "out")
    rates = {row["rate"]: row for row in rows((tmp_path / "out" / "rates.csv").read_text("utf-8"))}
    assert rates["discount rate from year 1"]["value"] == "0.015"
    assert rates["discount rate from year 1"]["source"] == "programme.yaml"
    assert rates["years appraised"]["source"] == "programme.yaml"
    assert "Bank of England" in rates["rise of prices in other years"]["source"]
    assert "optimism bias" in rates["upper bound of standard buildings"]["source"]
    assert all(row["source"] for row in rates.values())


def test_a_shortlist_has_totals_of_those_that_fit_together(folder, tmp_path):
    call("appraise", folder, "--shortlist", "-o", tmp_path / "out")
    totals = {
        (row["measure"], row["of"]): row
        for row in rows((tmp_path / "out" / "totals.csv").read_text("utf-8"))
    }
    assert totals["pv_public_cost", "all"]["proposals"] == "2"
    single = rows(call("appraise", folder, "--format", "csv").stdout)
    chosen = [row for row in single if row["proposal"] in ("A", "C")]
    costs = sum(Decimal(row["pv_public_cost"]) for row in chosen)
    assert Decimal(totals["pv_public_cost", "all"]["total"]) == costs
    assert totals["npv", "with benefits in money"]["total"] == single[0]["npv"]
    assert totals["bcr", "with benefits in money"]["total"] == single[0]["bcr"]
    assert totals["net_jobs", "with jobs"]["total"] == "4.8"


@pytest.mark.parametrize("words", [[], ["A"], ["--shortlist"], ["A", "B", "--shortlist"]])
def test_the_screen_fits_eighty_columns(folder, words):
    screen = call("appraise", folder, *words, "--format", "table").stdout
    assert max(map(len, screen.splitlines())) <= 80
    assert "3.5% a year, 3%" in screen
    assert "The Green Book" in screen


def test_the_screen_of_all_is_in_order_of_id_and_ranks_nothing(folder):
    screen = call("appraise", folder, "--format", "table").stdout
    places = [screen.index(f"\n{name} ") for name in "ABC"]
    assert places == sorted(places)
    assert "no ranking" in " ".join(screen.split())
    assert "not known, and not 0" in " ".join(screen.split())


def test_nothing_live_reaches_a_file(folder, tmp_path):
    call("appraise", folder, "-o", tmp_path / "out")
    for path in (tmp_path / "out").glob("*.csv"):
        for line in path.read_text("utf-8").splitlines():
            assert not any(cell.startswith("=") for cell in line.split(","))


def test_a_programme_that_says_nothing_of_it_is_appraised_by_the_published_rates(tmp_path):
    small(tmp_path / "plain")
    found = rows(call("appraise", tmp_path / "plain", "--format", "csv").stdout)
    assert [row["pv_benefits"] for row in found] == ["", "", ""]
    assert Decimal(found[0]["pv_public_cost"]) < 12


def test_an_id_that_does_not_exist_is_a_fault_with_the_nearest(folder):
    assert "PROPOSAL" in call("appraise", folder, "Z", code=3).stderr


def test_years_without_numbers_are_a_fault(tmp_path):
    settings = SETTINGS.replace("2018-19", "one").replace("2019-20", "two")
    folder = small(tmp_path / "plain", settings)
    for name in ("streams", "costs"):
        path = folder / f"{name}.csv"
        text = path.read_text("utf-8").replace("2018-19", "one").replace("2019-20", "two")
        path.write_text(text, "utf-8")
    told = call("appraise", folder, code=3).stderr
    assert "programme.yaml [years]: found 'one'" in told
    assert "present values count years" in told


def test_a_proposal_without_an_alternative_of_the_whole_is_a_fault_in_its_row(tmp_path):
    folder = small(tmp_path / "plain")
    path = folder / "costs.csv"
    rows_of = path.read_text("utf-8").splitlines()
    worths = ["worth", "", "0.5", ""]
    lines = [f"{row},{worth}" for row, worth in zip(rows_of, worths, strict=True)]
    path.write_text("\n".join(lines) + "\n", "utf-8")
    told = call("appraise", folder, code=3).stderr
    assert "proposals.csv:3 [proposal]: found no cost of the whole of 'B'" in told


def test_the_example_comes_to_what_is_written_down(golden):
    """One proposal in full: the calculation that the documentation points at."""
    path = REPOSITORY / "scenarios/appraised.yaml"
    golden("appraisal/pon-06.txt", call("appraise", path, "PON-06", "--format", "table").stdout)


def test_a_run_that_rests_on_a_measure_prints_its_rates_and_keeps_them(folder, tmp_path):
    rule = "rules:\n  - {name: net jobs, measure: net_jobs, at_least: 1}\nappraisal:\n"
    appraised(folder, rule)
    shown = call("run", folder, "-o", tmp_path / "out", "--format", "table").stdout
    assert "The Green Book" in shown
    rates = rows((tmp_path / "out" / "rates.csv").read_text("utf-8"))
    assert rates[0]["rate"] == "price base"
    assert "as it was written" in call("verify", tmp_path / "out").stdout
    other = appraised(tmp_path / "other")
    assert "The Green Book" not in call("run", other, "--format", "table").stdout


def test_a_case_for_a_hub_is_a_page_under_the_five_headings(folder, tmp_path):
    page = tmp_path / "case.html"
    call("appraise", folder, "--case", "n", "-o", page)
    text = page.read_text("utf-8")
    places = [
        text.index(f">{name} case</h2>")
        for name in ("Strategic", "Economic", "Commercial", "Financial", "Management")
    ]
    assert places == sorted(places)
    assert "Register of risks" in text
    assert "https://" not in text.partition("</style>")[2]
    assert "is for the promoters to say" in text


def test_a_case_needs_no_appraisal_in_the_settings_and_nothing_chosen(tmp_path):
    page = tmp_path / "case.html"
    plain = small(tmp_path / "plain")
    call("appraise", plain, "--case", "s", "-o", page)
    assert "No benefit of what is chosen here is put into money" in page.read_text("utf-8")
    call("appraise", small(tmp_path / "poor", budget=0), "--case", "s", "-o", page, "--replace")
    assert "Nothing of this hub is chosen." in page.read_text("utf-8")


def test_a_case_of_an_unknown_hub_or_without_a_page_is_refused_before_anything_is_solved(folder):
    assert "-o case.html" in call("appraise", folder, "--case", "n", code=2).stderr
    told = call("appraise", folder, "--case", "nowhere", "-o", folder / "case.html", code=3).stderr
    assert "--case: found 'nowhere', expected the id of a hub" in told
    assert not (folder / "case.html").exists()


@pytest.mark.parametrize("place", ["scenarios/valleys", "prioritise/cli/starter"])
def test_what_is_shipped_counts_no_site_twice_and_no_multiplier_of_the_nation(place, tmp_path):
    folder = tmp_path / "copy"
    shutil.copytree(REPOSITORY / place, folder)
    settings = (folder / "programme.yaml").read_text("utf-8")
    if "\nappraisal:" not in settings:
        (folder / "programme.yaml").write_text(f"{settings}\nappraisal:\n", "utf-8")
    told = call("check", folder).stderr
    assert "land value" not in told
    assert "multiplier" not in told
